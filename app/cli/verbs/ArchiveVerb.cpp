#include "app/cli/ArchiveLimitOptions.h"

#include "app/cli/Syntax.h"

namespace waybill {

void ArchiveLimitOptions::declare(Syntax &syntax)
{
    syntax.list("--limit", "NAME=VALUE",
                "Change a limit: bytes (unpacked, 8 GB), entries (100000), ratio (200) above ratioFrom (50 MB), depth "
                "(100), nameBytes (255)",
                &m_limits);
}

Result<ArchiveLimits> ArchiveLimitOptions::limits() const
{
    ArchiveLimits limits;
    for (const QString &one : m_limits) {
        if (const auto set = limits.set(one); !set)
            return fail(set.error());
    }
    return limits;
}

} // namespace waybill
