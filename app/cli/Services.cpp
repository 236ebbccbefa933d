#include "app/cli/Services.h"

#include "app/cli/Terminal.h"
#include "app/environments/Profile.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QCoro::Task<std::optional<QString>> askForSecret(QString environment, std::stop_token stop)
{
    const auto answer = co_await Terminal::askSecret(u"Client secret of “%1”: "_s.arg(environment), stop);
    co_return answer;
}
} // namespace

Services::Services(GlobalOptions options, Output *output, Deadline *deadline)
    : m_options(std::move(options)), m_profile(profileFolder(m_options.profile)), m_output(output),
      m_deadline(deadline), m_clock(std::make_shared<SystemClock>()), m_environments(m_profile),
      m_secrets(m_profile, [deadline](QString environment) { return askForSecret(environment, deadline->token()); }),
      m_connections(&m_environments, &m_secrets, &m_log, m_clock)
{
}

Services::~Services() = default;

Result<EnvironmentStore *> Services::environments()
{
    if (!m_environmentsLoaded) {
        if (const auto loaded = m_environments.load(); !loaded)
            return fail(loaded.error());
        m_environmentsLoaded = true;
    }
    return &m_environments;
}

Result<Environment> Services::environment()
{
    const auto store = environments();
    if (!store)
        return fail(store.error());
    const auto &all = (*store)->environments();
    if (!m_options.environment.isEmpty()) {
        const Environment *named = (*store)->find(m_options.environment);
        if (!named) {
            return fail(ErrorKind::NotFound, u"There is no environment “%1”. See waybill-cli environments list."_s.arg(
                                                 m_options.environment));
        }
        return *named;
    }
    if (all.isEmpty()) {
        return fail(ErrorKind::NotFound,
                    u"This profile has no environment. Add one with waybill-cli environments add."_s);
    }
    if (all.size() > 1) {
        QStringList names;
        for (const Environment &environment : all)
            names.append(environment.name);
        return fail(ErrorKind::Usage,
                    u"There are %1 environments. Say which with --environment NAME: %2."_s.arg(all.size())
                        .arg(names.join(u", "_s).left(300)));
    }
    return all.first();
}

} // namespace waybill
