#include "app/cli/verbs/ArchiveVerb.h"

namespace waybill {

void ArchiveVerb::declare(Syntax &syntax)
{
    syntax.argument("FILE", "The package (zip)", &m_file);
    syntax.list("--limit", "NAME=VALUE",
                "Change a limit: bytes (unpacked, 8 GB), entries (100000), ratio (200) above ratioFrom (50 MB), depth "
                "(100), nameBytes (255)",
                &m_limits);
}

QCoro::Task<Result<ExitCode>> ArchiveVerb::run(Services &services)
{
    const auto asked = limits();
    if (!asked)
        co_return fail(asked.error());
    auto done = co_await work(services, *asked);
    co_return done;
}

Result<ArchiveLimits> ArchiveVerb::limits() const
{
    ArchiveLimits limits;
    for (const QString &one : m_limits) {
        if (const auto set = limits.set(one); !set)
            return fail(set.error());
    }
    return limits;
}

} // namespace waybill
