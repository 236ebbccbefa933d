#include "ui/environments/EnvironmentStates.h"

#include "app/environments/SecretOwner.h"
#include "ui/widgets/TimeDisplay.h"

#include <QFileInfo>
#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds soon{100};

using State = EnvironmentStates::State;

State ready(const QString &words)
{
    return {State::Kind::Ready, words};
}

State missing(const QString &words)
{
    return {State::Kind::Missing, words};
}

State judged(const Environment &environment, bool has)
{
    if (environment.grant == Grant::Certificate)
        return QFileInfo::exists(environment.certificate)
                   ? ready(EnvironmentStates::tr("Certificate on this computer"))
                   : missing(EnvironmentStates::tr("Certificate file missing on this computer"));
    if (isPersonal(environment.grant))
        return has ? ready(EnvironmentStates::tr("Signed in before")) : missing(EnvironmentStates::tr("Not signed in"));
    return has ? ready(EnvironmentStates::tr("Secret in the keychain"))
               : missing(EnvironmentStates::tr("Secret missing on this computer"));
}
} // namespace

EnvironmentStates::EnvironmentStates(SecretStore *secrets, Connections *connections, std::shared_ptr<const Clock> clock,
                                     QObject *parent)
    : QObject(parent), m_secrets(secrets), m_connections(connections), m_clock(std::move(clock))
{
    connect(connections, &Connections::stateChanged, this, &EnvironmentStates::changed);
}

EnvironmentStates::State EnvironmentStates::of(const Environment &environment)
{
    const QDateTime until = m_connections->tokenUntilUtc(environment.name);
    const QString person = isPersonal(environment.grant) ? m_connections->signedInAs(environment.name) : QString();
    if (until.isValid() && until > m_clock->utcNow()) {
        const QString time = TimeDisplay::ofWindow().shown(until).toString(u"HH:mm"_s);
        return {State::Kind::SignedIn, person.isEmpty() ? tr("Signed in until %1").arg(time)
                                                        : tr("Signed in as %1 until %2").arg(person, time)};
    }
    if (!person.isEmpty())
        return ready(tr("Signed in as %1").arg(person));
    if (const auto known = m_known.constFind(environment.name); known != m_known.cend())
        return *known;
    const auto waiting = std::ranges::find(m_waiting, environment.name, &Environment::name);
    if (waiting == m_waiting.end())
        m_waiting.prepend(environment);
    else
        *waiting = environment;
    // Not from within: who asks may be painting. And after it: the keychain's library may have to be loaded first.
    if (!std::exchange(m_asking, true))
        QTimer::singleShot(soon, this, [this] { askInTurn(); });
    return {State::Kind::Asking, tr("…")};
}

void EnvironmentStates::forget(const QString &environment)
{
    ++m_forgotten;
    if (environment.isEmpty())
        m_known.clear();
    else
        m_known.remove(environment);
    emit changed(environment);
}

QCoro::Task<void> EnvironmentStates::askInTurn()
{
    const QPointer<EnvironmentStates> self = this;
    while (self && !m_waiting.isEmpty()) {
        const Environment next = m_waiting.first();
        const quint64 before = m_forgotten;
        const bool personal = isPersonal(next.grant);
        bool has = false;
        if (personal)
            has = co_await m_connections->lookUpSignIn(next.name);
        else
            has = co_await m_secrets->has(next.name, SecretKind::ClientSecret, secretOwner(next));
        if (!self)
            co_return;
        if (before != m_forgotten)
            continue; // the answer is of before
        m_waiting.removeIf([&](const Environment &waiting) { return waiting.name == next.name; });
        m_known.insert(next.name, judged(next, has));
        emit changed(next.name);
    }
    m_asking = false;
}

} // namespace waybill
