#include "app/auth/Connections.h"

#include "app/auth/KeptSignIn.h"
#include "app/auth/TokenSources.h"

#include <QPointer>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Whether a client made for `a` still fits `b`; what only the windows show makes no difference to it.
bool sameConnection(const Environment &a, Environment b)
{
    b.kind = a.kind;
    b.colour = a.colour;
    b.company = a.company;
    b.jobs = a.jobs;
    return a == b;
}
} // namespace

Connections::Connections(EnvironmentStore *environments, SecretStore *secrets, HttpLog *log,
                         std::shared_ptr<const Clock> clock)
    : m_environments(environments), m_secrets(secrets), m_log(log), m_clock(std::move(clock))
{
    connect(environments, &EnvironmentStore::changed, this, &Connections::dropRemoved);
    // Before what is dropped under the old name could take them with it.
    connect(environments, &EnvironmentStore::renamed, this,
            [secrets](const QString &before, const QString &after) { secrets->renameSession(before, after); });
}

void Connections::dropRemoved()
{
    const QStringList names = m_open.keys();
    for (const QString &name : names) {
        if (m_environments->find(name))
            continue;
        const auto open = m_open.take(name);
        open.tokens->forget(); // nor does a renewal under way keep anything any more
        m_people.remove(name);
        m_secrets->forgetSession(name);
        emit stateChanged(name);
    }
}

Result<std::shared_ptr<HttpClient>> Connections::client(const QString &environment)
{
    const auto opened = open(environment);
    if (!opened)
        return fail(opened.error());
    return opened->client;
}

Result<Connections::Open> Connections::open(const QString &environment)
{
    const Environment *wanted = m_environments->find(environment);
    if (!wanted)
        return fail(ErrorKind::NotFound, u"There is no environment “%1” in this profile."_s.arg(environment));
    const auto present = m_open.constFind(environment);
    if (present != m_open.cend() && sameConnection(present->as, *wanted))
        return *present;

    const auto tell = [self = QPointer(this), environment] {
        if (self)
            emit self->stateChanged(environment);
    };
    const auto transport = transportFor(*wanted, m_secrets, m_log);
    const auto gate = std::make_shared<ThrottleGate>(m_clock);
    connect(gate.get(), &ThrottleGate::changed, this, tell);
    const auto notKept = [self = QPointer(this)](const QString &sentence) {
        if (self)
            emit self->signInNotKept(sentence);
    };
    const auto tokens = std::make_shared<RenewingTokenSource>(
        *wanted, grantRequest(*wanted, m_secrets, m_clock, notKept), transport, gate, m_clock, tell);
    const auto client = std::make_shared<HttpClient>(
        wanted->url, transport, tokens, gate,
        HttpClient::Rules{environment, double(wanted->requestsPerSecond), wanted->timeOuts, wanted->readOnly,
                          wanted->authority, wanted->tenant});
    const Open made{*wanted, client, tokens};
    m_open.insert(environment, made);
    m_people.remove(environment); // signed in to what it was
    emit stateChanged(environment);
    return made;
}

void Connections::forget(const QString &environment)
{
    if (m_open.remove(environment) > 0)
        emit stateChanged(environment);
}

std::shared_ptr<HttpClient> Connections::openClient(const QString &environment) const
{
    const auto open = m_open.constFind(environment);
    return open == m_open.cend() ? nullptr : open->client;
}

QCoro::Task<Result<TokenAnswer>> Connections::askPerson(Environment environment, SignInGuide guide,
                                                        std::stop_token stop)
{
    const auto transport = transportFor(environment, m_secrets, m_log);
    if (environment.grant == Grant::Interactive) {
        const BrowserSignIn withBrowser(environment, transport);
        const auto answer = co_await withBrowser.run(guide.browser, guide.page, guide.limit, stop);
        co_return answer;
    }
    const DeviceCodeSignIn withCode(environment, transport, m_clock);
    const auto answer = co_await withCode.run(guide.code, stop);
    co_return answer;
}

QCoro::Task<Result<SignedIn>> Connections::signIn(QString environment, SignInGuide guide, std::stop_token stop)
{
    const auto opened = open(environment);
    if (!opened)
        co_return fail(opened.error());
    const Environment wanted = opened->as;
    if (!isPersonal(wanted.grant)) {
        co_return fail(ErrorKind::BadInput,
                       u"“%1” is used as an application (%2), so nobody signs in to it. Choose the "
                       u"grant interactive or device-code for people."_s.arg(environment, word(wanted.grant)));
    }
    const auto answer = co_await askPerson(wanted, guide, stop);
    if (!answer)
        co_return fail(answer.error());
    const Environment *present = m_environments->find(environment);
    if (!present || !sameConnection(wanted, *present)) {
        co_return fail(ErrorKind::NotSignedIn,
                       u"“%1” was removed or changed while somebody signed in, so nothing of the sign-in was kept. "
                       u"Sign in again."_s.arg(environment));
    }
    const QDateTime now = m_clock->utcNow();
    SignedIn signedIn{personIn(*answer), now.addMSecs(answer->life.count())};
    if (answer->refreshToken.isEmpty()) {
        signedIn.note = u"The authority gave nothing to renew the sign-in with: it holds for this session only."_s;
        const auto forgotten = co_await m_secrets->forget(environment, SecretKind::RefreshToken); // of the one before
        if (!forgotten)
            signedIn.note += u' ' + forgotten.error().message;
    } else {
        const KeptSignIn signIn{signedIn.person, answer->refreshToken};
        const auto kept = co_await keepSignIn(m_secrets, wanted, signIn);
        if (!kept)
            signedIn.note = u"%1 The sign-in holds for this session only."_s.arg(kept.error().message);
    }
    opened->tokens->take(*answer, now);
    m_people[environment] = signedIn.person;
    emit stateChanged(environment);
    co_return signedIn;
}

QCoro::Task<Result<void>> Connections::signOut(QString environment)
{
    if (!m_environments->find(environment))
        co_return fail(ErrorKind::NotFound, u"There is no environment “%1” in this profile."_s.arg(environment));
    if (const auto present = m_open.constFind(environment); present != m_open.cend()) {
        present->tokens->forget();
        m_open.erase(present); // its network holds the last form that was sent
    }
    m_people.remove(environment);
    emit stateChanged(environment);
    const auto forgotten = co_await m_secrets->forget(environment, SecretKind::RefreshToken);
    co_return forgotten;
}

QString Connections::signedInAs(const QString &environment) const
{
    const auto present = m_open.constFind(environment);
    if (present != m_open.cend() && !present->tokens->grant().person().isEmpty())
        return present->tokens->grant().person();
    return m_people.value(environment);
}

QCoro::Task<bool> Connections::lookUpSignIn(QString environment)
{
    const auto opened = open(environment);
    if (!opened || !isPersonal(opened->as.grant))
        co_return false;
    const auto kept = co_await keptSignIn(m_secrets, opened->as);
    if (kept)
        m_people[environment] = kept->person;
    else
        m_people.remove(environment);
    emit stateChanged(environment);
    co_return bool(kept);
}

QDateTime Connections::tokenUntilUtc(const QString &environment) const
{
    const auto present = m_open.constFind(environment);
    return present == m_open.cend() ? QDateTime() : present->tokens->untilUtc();
}

QDateTime Connections::certificateUntilUtc(const QString &environment) const
{
    const auto present = m_open.constFind(environment);
    return present == m_open.cend() ? QDateTime() : present->tokens->grant().credentialUntilUtc();
}

} // namespace waybill
