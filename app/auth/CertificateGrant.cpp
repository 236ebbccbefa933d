#include "app/auth/CertificateGrant.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int assertionSeconds = 300;
constexpr auto urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray part(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(urlSafe);
}
} // namespace

Result<QByteArray> clientAssertion(const ClientCertificate &certificate, const QString &clientId, const QUrl &audience,
                                   const QDateTime &nowUtc)
{
    const qint64 now = nowUtc.toSecsSinceEpoch();
    const QByteArray head = part({{u"alg"_s, u"PS256"_s},
                                  {u"typ"_s, u"JWT"_s},
                                  {u"x5t#S256"_s, QString::fromLatin1(certificate.thumbprint().toBase64(urlSafe))}});
    const QByteArray claims = part({{u"aud"_s, audience.toString(QUrl::FullyEncoded)},
                                    {u"iss"_s, clientId},
                                    {u"sub"_s, clientId},
                                    {u"jti"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                                    {u"iat"_s, now},
                                    {u"nbf"_s, now},
                                    {u"exp"_s, now + assertionSeconds}});
    const QByteArray text = head + '.' + claims;
    const auto signature = certificate.sign(text);
    if (!signature)
        return fail(signature.error());
    return text + '.' + signature->toBase64(urlSafe);
}

QCoro::Task<Result<ClientCertificate>> openCertificate(Environment environment, SecretStore *secrets)
{
    bool wantsPassphrase = false;
    auto opened = ClientCertificate::load(environment.certificate, std::nullopt, &wantsPassphrase);
    if (opened || !wantsPassphrase)
        co_return opened;
    const auto passphrase = co_await secrets->secret(environment.name, SecretKind::Passphrase);
    if (!passphrase)
        co_return fail(passphrase.error());
    opened = ClientCertificate::load(environment.certificate, *passphrase, &wantsPassphrase);
    if (!opened && wantsPassphrase)
        secrets->refused(environment.name, SecretKind::Passphrase);
    co_return opened;
}

CertificateGrant::CertificateGrant(Environment environment, SecretStore *secrets, std::shared_ptr<const Clock> clock)
    : m_environment(std::move(environment)), m_secrets(secrets), m_clock(std::move(clock))
{
}

QCoro::Task<Result<TokenForm>> CertificateGrant::form()
{
    const auto certificate = co_await openCertificate(m_environment, m_secrets);
    if (!certificate)
        co_return fail(certificate.error());
    m_untilUtc = certificate->untilUtc();
    const QDateTime now = m_clock->utcNow();
    if (m_untilUtc <= now) {
        co_return fail(ErrorKind::Secret, u"The client certificate of “%1” expired on %2. Make a new one, upload it to "
                                          u"the app registration, and save "
                                          u"its file with the environment."_s.arg(
                                              m_environment.name, m_untilUtc.toString(u"yyyy-MM-dd"_s)));
    }
    if (certificate->fromUtc() > now) {
        co_return fail(ErrorKind::Secret, u"The client certificate of “%1” holds only from %2 on. Set this computer's "
                                          u"clock if it is behind, or save a certificate that holds already."_s.arg(
                                              m_environment.name, isoUtc(certificate->fromUtc())));
    }
    const QUrl endpoint = m_environment.tokenEndpoint();
    const auto assertion = clientAssertion(*certificate, m_environment.clientId, endpoint, now);
    if (!assertion)
        co_return fail(assertion.error());
    const QString text = QString::fromLatin1(*assertion);
    co_return TokenForm{{{u"grant_type"_s, u"client_credentials"_s},
                         {u"client_id"_s, m_environment.clientId},
                         {u"client_assertion_type"_s, u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s},
                         {u"client_assertion"_s, text},
                         scopeField(m_environment, Who::Application)},
                        {text}};
}

} // namespace waybill
