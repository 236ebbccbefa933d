#pragma once

#include "app/base/Error.h"

#include <QDateTime>
#include <QString>
#include <qcorotask.h>

#include <stop_token>

namespace waybill {

/// Where a client gets its bearer token; knows the grant, the client does not. One thread. One renewal at a time
/// however many callers wait.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    /// A token that still lives some minutes; fetched or renewed when needed. NotSignedIn, Secret, Unreachable.
    virtual QCoro::Task<Result<QString>> token(std::stop_token stop) = 0;
    /// The service refused this token: the next call of token() fetches another (unless that happened meanwhile).
    virtual void refused(const QString &token) = 0;
    /// When the present token ends; invalid while there is none.
    virtual QDateTime untilUtc() const = 0;
};

} // namespace waybill
