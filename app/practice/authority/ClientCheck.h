// Does a token request come from the application that it names?
#pragma once

#include "app/practice/Applications.h"
#include "app/practice/authority/TokenAnswer.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

#include <mutex>
#include <optional>

namespace practice {

/// One call of the token endpoint, or of the one for device codes.
struct TokenRequest {
    QString tenant;
    QHash<QString, QString> form; ///< decoded
    QStringList audiences;        ///< what an assertion made for this endpoint may name as its audience
    QDateTime now;                ///< by the authority's clock
    int tokenSize = 0;            ///< how many bytes an access token is to have at least
    bool byResource = false;      ///< the resource is named in `resource`, not in `scope`

    QString field(const QString &name) const { return form.value(name); }
};

/// Secrets, and signed assertions that are good for once. Thread-safe.
class ClientCheck
{
public:
    /// The refusal for an application that acts for itself and does not prove who it is.
    std::optional<TokenAnswer> refusalForItself(const Application &application, const TokenRequest &request);
    /// The same for one that acts for a person: a public client must prove nothing, every other one must.
    std::optional<TokenAnswer> refusalForPerson(const Application &application, const TokenRequest &request);

private:
    std::optional<TokenAnswer> refusalOfProof(const Application &application, const TokenRequest &request);
    std::optional<TokenAnswer> refusalOfAssertion(const Application &application, const TokenRequest &request);

    std::mutex m_mutex;
    QHash<QString, QDateTime> m_used; ///< `jti` of assertions, and when they end
};

} // namespace practice
