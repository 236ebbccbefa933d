#pragma once

#include "app/environments/SecretEntries.h"

#include <QElapsedTimer>

#include <chrono>

namespace QKeychain {
class Job;
}

namespace waybill {

/// The operating system's keychain through QtKeychain, service *Waybill*; never its plain-text fallback. Every call
/// ends within ten seconds, also when a locked keychain does not answer; after that the keychain is not asked again for
/// half a minute. ErrorKind::Secret when there is none, it is locked or it said no. One thread.
class Keychain final : public SecretEntries
{
public:
    static constexpr auto patience = std::chrono::seconds(10);
    static constexpr auto silence = std::chrono::seconds(30);

    /// Whether there can be one at all: without a D-Bus session that can be reached nobody would ever answer
    /// (Linux).
    bool isPossible() const override;

    QCoro::Task<Result<std::optional<QString>>> read(QString key) override;
    QCoro::Task<Result<void>> write(QString key, QString secret) override;
    QCoro::Task<Result<void>> remove(QString key) override;

private:
    QCoro::Task<std::optional<Error>> run(QKeychain::Job *job, bool *found);

    QElapsedTimer m_sinceSilence; ///< invalid while it answers
};

} // namespace waybill
