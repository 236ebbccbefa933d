#pragma once

#include "app/environments/SecretEntries.h"

#include <QMap>
#include <QStringList>

namespace waybill::test {

/// A keychain in memory that can be locked, lose an entry, and takes no longer entries than Windows'.
class FakeEntries final : public SecretEntries
{
public:
    static constexpr qsizetype longest = 2500; ///< bytes

    bool isPossible() const override { return true; }
    QCoro::Task<Result<std::optional<QString>>> read(QString key) override
    {
        if (locked)
            co_return fail(ErrorKind::Secret, QStringLiteral("The keychain is locked. Unlock it and try again."));
        const auto found = entries.constFind(key);
        co_return found == entries.cend() ? std::optional<QString>() : std::optional<QString>(*found);
    }
    QCoro::Task<Result<void>> write(QString key, QString secret) override
    {
        if (locked || writesLeft == 0 || secret.toUtf8().size() > longest)
            co_return fail(ErrorKind::Secret, QStringLiteral("The keychain refused. Try again."));
        --writesLeft;
        entries.insert(key, secret);
        co_return Result<void>();
    }
    QCoro::Task<Result<void>> remove(QString key) override
    {
        if (locked)
            co_return fail(ErrorKind::Secret, QStringLiteral("The keychain is locked. Unlock it and try again."));
        entries.remove(key);
        co_return Result<void>();
    }

    QMap<QString, QString> entries;
    bool locked = false;
    int writesLeft = -1; ///< before it refuses; negative: any number
};

} // namespace waybill::test
