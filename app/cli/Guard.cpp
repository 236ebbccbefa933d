#include "app/cli/Guard.h"

#include "app/cli/MessageLookup.h"
#include "app/cli/Services.h"
#include "app/http/ReadOnly.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
bool isGuarded(const Environment &environment)
{
    return environment.kind == EnvironmentKind::Production || environment.readOnly;
}
} // namespace

void Guard::declare(Syntax &syntax)
{
    syntax.list("--confirm", "NAME", "The name of the production environment that is meant; nothing goes there without",
                &m_confirmed);
}

Result<void> Guard::check(const Environment &environment) const
{
    if (environment.readOnly)
        return fail(refusedAsReadOnly(environment.name));
    if (environment.kind != EnvironmentKind::Production || m_confirmed.contains(environment.name))
        return {};
    if (m_confirmed.isEmpty()) {
        return fail(ErrorKind::Usage, u"“%1” is a production environment, and so nothing was done. Say that it is "
                                      u"meant with --confirm \"%1\"."_s.arg(environment.name));
    }
    return fail(ErrorKind::Usage, u"--confirm says “%1”, but the production environment is “%2”, and so nothing was "
                                  u"done. Give its exact name if it is meant."_s.arg(
                                      m_confirmed.join(u"”, “"_s).left(200), environment.name));
}

Result<void> Guard::check(Services &services, const QList<MessageKey> &keys) const
{
    const auto store = services.environments();
    if (!store)
        return fail(store.error());
    if (std::ranges::none_of((*store)->environments(), isGuarded))
        return {};
    // Only for this look: the journal is opened for writing after it, and perhaps mended then.
    const auto journal = Journal::open(services.profile(), services.clock(), Journal::Access::ReadOnly);
    if (!journal)
        return fail(journal.error());
    for (const MessageKey key : keys) {
        const auto message = messageBy(**journal, key);
        if (!message)
            return fail(message.error());
        const Environment *home = (*store)->find(message->environment);
        if (const auto allowed = home ? check(*home) : Result<void>(); !allowed)
            return allowed;
    }
    return {};
}

Result<void> Guard::check(Services &services, MessageKey key) const
{
    return check(services, QList<MessageKey>{key});
}

} // namespace waybill
