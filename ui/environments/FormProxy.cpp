#include "ui/environments/FormProxy.h"

#include "app/environments/Environment.h"

#include <QCoreApplication>

namespace waybill {

namespace {
QCoro::Task<Result<QString>> proxyPassword(SecretStore *secrets, QString environment, QString typed)
{
    const bool kept = typed.isEmpty() && co_await secrets->has(environment, SecretKind::ProxyPassword);
    if (!kept && typed.isEmpty())
        co_return fail(ErrorKind::Secret, QCoreApplication::translate("waybill::EnvironmentForm",
                                                                      "The proxy wants a password: enter it below."));
    if (!kept)
        co_return typed;
    const auto secret = co_await secrets->secret(environment, SecretKind::ProxyPassword);
    co_return secret;
}
} // namespace

ProxyUse proxyOfForm(SecretStore *secrets, const Environment *before, ProxyChoice proxy, QString typed)
{
    const QString name = before && before->proxy == proxy ? before->name : QString();
    return {std::move(proxy), [secrets, name, typed] { return proxyPassword(secrets, name, typed); }};
}

} // namespace waybill
