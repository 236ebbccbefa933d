#pragma once

#include "app/environments/SecretEntries.h"

#include <memory>

namespace waybill {

/// Keeps a text that is too long for one entry in several: Windows' keychain takes about 2.5 kB an entry, and refresh
/// tokens are longer. The entry of the text's own name then says how many there are; it is written last, so that an
/// interruption leaves the text before it whole.
class SplitEntries final : public SecretEntries
{
public:
    static constexpr qsizetype longestEntry = 1800; ///< bytes of UTF-8

    explicit SplitEntries(std::shared_ptr<SecretEntries> entries);

    bool isPossible() const override { return m_entries->isPossible(); }
    /// Secret when a part is missing.
    QCoro::Task<Result<std::optional<QString>>> read(QString key) override;
    QCoro::Task<Result<void>> write(QString key, QString secret) override;
    QCoro::Task<Result<void>> remove(QString key) override;

private:
    std::shared_ptr<SecretEntries> m_entries;
};

} // namespace waybill
