#include "ui/environments/FormProxy.h"

#include "app/environments/SecretOwner.h"

#include <QCoreApplication>

namespace waybill {

namespace {
QCoro::Task<Result<QString>> proxyPassword(SecretStore *secrets, QString environment, QString owner, QString typed)
{
    const bool kept = typed.isEmpty() && co_await secrets->has(environment, SecretKind::ProxyPassword, owner);
    if (!kept && typed.isEmpty())
        co_return fail(ErrorKind::Secret, QCoreApplication::translate("waybill::EnvironmentForm",
                                                                      "The proxy wants a password: enter it below."));
    if (!kept)
        co_return typed;
    const auto secret = co_await secrets->secret(environment, SecretKind::ProxyPassword, owner);
    co_return secret;
}
} // namespace

ProxyUse proxyOfForm(SecretStore *secrets, const Environment *before, ProxyChoice proxy, QString typed)
{
    const bool same = before && before->proxy == proxy;
    const QString name = same ? before->name : QString();
    const QString owner = same ? secretOwner(*before, SecretKind::ProxyPassword) : QString();
    return {std::move(proxy), [secrets, name, owner, typed] { return proxyPassword(secrets, name, owner, typed); }};
}

} // namespace waybill
