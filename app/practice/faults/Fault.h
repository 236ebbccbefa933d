// One fault of the faults document, and the table of all there are.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace practice {

/// Who makes a fault happen: the HTTP server, or the relay of bytes in front of it.
enum class FaultPlace { Server, Relay };

/// A fault that was aimed at one request.
struct Fault {
    QString name;
    QJsonObject parameters; ///< the fault's whole object in the document

    double number(QLatin1StringView key, double otherwise) const;
    QString text(QLatin1StringView key, const QString &otherwise = {}) const;
};

/// Where the fault called `name` happens; nothing for a name that does not exist.
std::optional<FaultPlace> placeOf(const QString &name);

/// Whether a fault can happen to one operation of a batch: it is the server's own, and leaves an answer that goes into
/// the batch's.
bool reachesOperations(const QString &name);

/// The calls that a fault can be aimed at, besides "any".
bool isFaultableCall(const QString &call);

/// "bad-day" or "none".
bool isScenario(const QString &name);

/// The calls of the authority, which know the faults `tokenError`, `tokenShape` and `wrongState`.
bool isAuthorityCall(const QString &call);

/// What `tokenShape` can be.
bool isTokenShape(const QString &shape);

/// Keys a fault's object may have.
bool isFaultKey(const QString &key);

/// The header in which the relay hands a server fault on; it takes away any that a client sends.
inline constexpr char faultHeader[] = "x-practice-fault";
/// The header in which the relay hands the external identifier on as it came (base64): cpp-httplib decodes percent
/// signs in headers, and decoding twice spoils names.
inline constexpr char identifierHeader[] = "x-practice-identifier";
/// The header in which the relay hands the bearer token's digest on, whatever the token's length: cpp-httplib takes
/// lines of 8 KB. Of another kind of authorization it hands on a digest that no token has.
inline constexpr char tokenHeader[] = "x-practice-token";
/// The header in which the relay hands on what the client sent as Accept-Encoding: cpp-httplib would obey the real one
/// by itself.
inline constexpr char encodingHeader[] = "x-practice-accept-encoding";
/// The header in which the relay hands on what the client sent as Range, for the same reason.
inline constexpr char rangeHeader[] = "x-practice-range";
QByteArray toHeaderValue(const Fault &fault);
std::optional<Fault> faultFromHeaderValue(const QByteArray &value);

} // namespace practice
