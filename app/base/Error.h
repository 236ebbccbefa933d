#pragma once

#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

namespace waybill {

/// What sort of trouble an Error is; the word of it (errorWord) is part of the command line's contract.
enum class ErrorKind {
    Usage,       ///< wrong use: nothing was sent, nothing was changed
    BadInput,    ///< a file or value that was given is not usable
    NotFound,    ///< an unknown key, id, job or environment
    Conflict,    ///< not possible in the state the thing is in, or a name that is already there
    Storage,     ///< disk, journal or payload store
    Secret,      ///< keychain missing, locked or without the secret
    Unreachable, ///< name, connection, TLS or proxy: nobody was reached
    NotSignedIn, ///< no token, token refused, or sent to a sign-in page
    Refused,     ///< the service understood and said no
    Throttled,   ///< the service asks us to wait
    ServerFault, ///< the service failed (5xx) or answered something unreadable
    AnswerLost,  ///< bytes left, no whole answer came back
    TimedOut,
    Cancelled,
    Busy, ///< another program holds what is needed
};

/// A failure a person can act on. `message` is one or two sentences: what was being done, what happened,
/// what to try. `detail` is the service's or system's own text, free of secrets.
struct Error {
    ErrorKind kind = ErrorKind::Usage;
    QString message;
    QString detail = {};
    int httpStatus = 0;       ///< 0 where no HTTP answer was involved
    QString serviceCode = {}; ///< such as AADSTS7000215; empty where there is none

    bool operator==(const Error &) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, QString message, QString detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(detail), 0, {}});
}
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// The kind's word in JSON and in the journal, such as `notSignedIn`.
QString errorWord(ErrorKind kind);
/// `{"kind","message","detail","httpStatus","serviceCode"}`; httpStatus and serviceCode are null where there is none.
QJsonObject toJson(const Error &error);
/// Reads what toJson wrote; an unknown kind becomes Refused.
Error errorFromJson(const QJsonObject &object);

} // namespace waybill
