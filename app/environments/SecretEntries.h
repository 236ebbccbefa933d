#pragma once

#include "app/base/Error.h"

#include <qcorotask.h>

#include <optional>

namespace waybill {

/// A place that keeps texts by name: the keychain, or what stands before it. ErrorKind::Secret when it is not there,
/// locked or said no. Outlives its coroutines. One thread.
class SecretEntries
{
public:
    virtual ~SecretEntries() = default;
    /// Whether there can be one at all.
    virtual bool isPossible() const = 0;
    virtual QCoro::Task<Result<std::optional<QString>>> read(QString key) = 0;
    virtual QCoro::Task<Result<void>> write(QString key, QString secret) = 0;
    virtual QCoro::Task<Result<void>> remove(QString key) = 0; ///< fine when there was none
};

} // namespace waybill
