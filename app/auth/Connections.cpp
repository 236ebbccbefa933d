#include "app/auth/Connections.h"

#include "app/auth/ClientSecretTokenSource.h"

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
}

void Connections::dropRemoved()
{
    const QStringList names = m_open.keys();
    for (const QString &name : names) {
        if (m_environments->find(name))
            continue;
        m_open.remove(name);
        m_secrets->forgetSession(name);
        emit stateChanged(name);
    }
}

Result<std::shared_ptr<HttpClient>> Connections::client(const QString &environment)
{
    const Environment *wanted = m_environments->find(environment);
    if (!wanted)
        return fail(ErrorKind::NotFound, u"There is no environment “%1” in this profile."_s.arg(environment));
    const auto open = m_open.constFind(environment);
    if (open != m_open.cend() && sameConnection(open->as, *wanted))
        return open->client;

    const auto tell = [self = QPointer(this), environment] {
        if (self)
            emit self->stateChanged(environment);
    };
    const auto transport = std::make_shared<Transport>(environment, m_log, wanted->trust());
    const auto gate = std::make_shared<ThrottleGate>(m_clock);
    connect(gate.get(), &ThrottleGate::changed, this, tell);
    const auto tokens = std::make_shared<ClientSecretTokenSource>(*wanted, m_secrets, transport, gate, m_clock, tell);
    const auto client = std::make_shared<HttpClient>(
        wanted->url, transport, tokens, gate,
        HttpClient::Rules{environment, double(wanted->requestsPerSecond), wanted->timeOuts, wanted->readOnly,
                          wanted->authority, wanted->tenant});
    m_open.insert(environment, {*wanted, client});
    emit stateChanged(environment);
    return client;
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

} // namespace waybill
