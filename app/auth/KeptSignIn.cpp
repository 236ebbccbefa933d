#include "app/auth/KeptSignIn.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString identityOf(const Environment &environment)
{
    return u"%1 as %2 for %3"_s.arg(environment.tokenEndpoint().toString(QUrl::FullyEncoded), environment.clientId,
                                    environment.resource());
}
} // namespace

QCoro::Task<Result<KeptSignIn>> keptSignIn(SecretStore *secrets, Environment environment)
{
    const auto secret = co_await secrets->secret(environment.name, SecretKind::RefreshToken);
    if (!secret) {
        Error error = secret.error();
        error.kind = ErrorKind::NotSignedIn;
        co_return fail(error);
    }
    const QJsonObject kept = QJsonDocument::fromJson(secret->toUtf8()).object();
    const KeptSignIn signIn{kept[u"person"_s].toString(), kept[u"refreshToken"_s].toString()};
    if (signIn.refreshToken.isEmpty() || kept[u"identity"_s].toString() != identityOf(environment)) {
        co_return fail(ErrorKind::NotSignedIn,
                       u"The sign-in to “%1” was made with another address, tenant or client id. Sign in again."_s.arg(
                           environment.name));
    }
    co_return signIn;
}

QCoro::Task<Result<void>> keepSignIn(SecretStore *secrets, Environment environment, KeptSignIn signIn)
{
    const QJsonObject object{{u"identity"_s, identityOf(environment)},
                             {u"person"_s, signIn.person},
                             {u"refreshToken"_s, signIn.refreshToken}};
    const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    const auto kept = co_await secrets->keep(environment.name, text, SecretKind::RefreshToken);
    if (!kept)
        secrets->keepForSession(environment.name, text, SecretKind::RefreshToken);
    co_return kept;
}

} // namespace waybill
