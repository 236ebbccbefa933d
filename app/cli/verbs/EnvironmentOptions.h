#pragma once

#include "app/cli/Syntax.h"
#include "app/environments/Environment.h"
#include "app/environments/SecretStore.h"

#include <qcorotask.h>

#include <stop_token>

namespace waybill {

class Services;

/// A secret that came with the command, for the keychain.
struct GivenSecret {
    SecretKind kind;
    QString text;
};

/// The options by which a command line describes an environment: `environments add` and those that change one.
class EnvironmentOptions
{
public:
    enum class Use {
        New,    ///< name, address, tenant, client id and kind must be given
        Change, ///< everything may be left out; what is left out stays
    };

    void declare(Syntax &syntax, Use use);
    /// Puts what was given over the fields of `object`, whose shape is toJson's: the rest is environmentFromJson's
    /// part. An empty value takes what an environment may be without out of it. BadInput with the option that cannot be
    /// used.
    Result<void> putInto(QJsonObject &object) const;
    /// What a link given for --url says besides the address; empty when there is nothing to be said.
    QString hint() const;
    /// The secrets that --secret-stdin and its like promise, one line each in the order of the help; asked for one by
    /// one at a terminal. BadInput, Cancelled.
    QCoro::Task<Result<QList<GivenSecret>>> readSecrets(QString environment, std::stop_token stop) const;
    /// Whether the certificate that such an `environment` signs in with can be used, where it or its passphrase was
    /// given: BadInput with what is wrong. A passphrase that was not given is no fault; it is asked for.
    Result<void> checkCertificate(const Environment &environment, const QList<GivenSecret> &secrets) const;

private:
    Result<void> putCertificatesInto(QJsonObject &object) const;
    Result<void> putAfterFetchInto(QJsonObject &object) const;

    std::optional<QString> m_name, m_url, m_tenant, m_clientId, m_authority, m_kind, m_requests, m_rowCap, m_lease;
    std::optional<QString> m_ca;
    std::optional<QString> m_packageName, m_copyTo, m_program, m_programLimit;
    QStringList m_programArguments;
    std::optional<QString> m_grant, m_certificate, m_company, m_colour, m_proxy;
    bool m_readOnly = false, m_notReadOnly = false;
    bool m_secret = false, m_passphrase = false, m_proxyPassword = false;
};

/// Puts secrets into the keychain; where that is not possible, says so and what becomes of it.
QCoro::Task<void> keepSecrets(Services &services, Environment environment, QList<GivenSecret> secrets);

} // namespace waybill
