#include "app/auth/BrowserSignIn.h"

#include "app/auth/Pkce.h"
#include "app/auth/RedirectListener.h"
#include "app/auth/TokenForm.h"
#include "app/base/Wakeup.h"

#include <QTimer>
#include <QUrlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QUrl pageOf(const Environment &environment, const QUrl &redirect, const QByteArray &state, const Pkce &pkce)
{
    QUrl page = environment.authorizeEndpoint();
    QUrlQuery query;
    const auto scope = scopeField(environment, Who::Person);
    for (const auto &[name, value] : FormFields{{u"client_id"_s, environment.clientId},
                                                {u"response_type"_s, u"code"_s},
                                                {u"redirect_uri"_s, redirect.toString()},
                                                {u"response_mode"_s, u"query"_s},
                                                scope,
                                                {u"state"_s, QString::fromLatin1(state)},
                                                {u"code_challenge"_s, QString::fromLatin1(pkce.challenge)},
                                                {u"code_challenge_method"_s, u"S256"_s}})
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    page.setQuery(query);
    return page;
}
} // namespace

BrowserSignIn::BrowserSignIn(Environment environment, std::shared_ptr<Transport> transport)
    : m_environment(std::move(environment)), m_transport(std::move(transport))
{
}

QCoro::Task<Result<TokenAnswer>> BrowserSignIn::run(std::shared_ptr<BrowserOpener> browser, Listener listener,
                                                    std::chrono::milliseconds limit, std::stop_token stop) const
{
    const Environment environment = m_environment;
    const auto transport = m_transport;
    const QByteArray state = randomText(24);
    const Pkce pkce = Pkce::make();
    RedirectListener redirect(state);
    if (const auto listening = redirect.listen(); !listening)
        co_return fail(listening.error());
    const QUrl address = redirect.address();
    const QUrl page = pageOf(environment, address, state, pkce);
    if (listener.open)
        listener.open(page);
    if (browser && !browser->open(page) && listener.noBrowser)
        listener.noBrowser();

    std::stop_source either;
    const std::stop_callback chain(stop, [either]() mutable { either.request_stop(); });
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [either]() mutable { either.request_stop(); });
    timer.start(limit);
    if (!redirect.outcome())
        co_await nextSignal(&redirect, &RedirectListener::answered, either.get_token());
    timer.stop();
    redirect.close();
    if (!redirect.outcome() && stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"Signing in to “%1” was ended."_s.arg(environment.name));
    if (!redirect.outcome()) {
        co_return fail(
            ErrorKind::TimedOut,
            u"Nobody signed in to “%1” in time: the browser did not come back. Try again."_s.arg(environment.name));
    }
    const auto code = *redirect.outcome();
    if (!code)
        co_return fail(code.error());

    const TokenForm form{{{u"grant_type"_s, u"authorization_code"_s},
                          {u"client_id"_s, environment.clientId},
                          {u"code"_s, *code},
                          {u"redirect_uri"_s, address.toString()},
                          {u"code_verifier"_s, QString::fromLatin1(pkce.verifier)},
                          scopeField(environment, Who::Person)},
                         {*code, QString::fromLatin1(pkce.verifier)}};
    const auto outcome = co_await transport->send(tokenRequest(environment, form), stop);
    if (!outcome.answer)
        co_return fail(outcome.error);
    const auto answer = readTokenAnswer(*outcome.answer, environment.authority);
    if (!answer)
        co_return fail(withoutSecrets(answer.error(), form.secrets));
    co_return answer;
}

} // namespace waybill
