#pragma once

#include "app/environments/Environment.h"

namespace waybill {

/// One of Contoso's, with nothing in it that a test could mind.
inline Environment sample(const QString &name)
{
    using namespace Qt::StringLiterals;
    return {name,
            QUrl(u"https://contoso.operations.dynamics.com"_s),
            u"contoso.com"_s,
            u"11111111-2222-3333-4444-555555555555"_s,
            publicAuthority(),
            EnvironmentKind::Test,
            10,
            {}};
}

/// A recurring data job of it.
inline DataJob job(const QString &name)
{
    using namespace Qt::StringLiterals;
    return {name,
            ActivityId(u"aaaaaaaa-2222-3333-4444-555555555555"_s),
            JobDirection::Import,
            u"Customer groups"_s,
            u"usmf"_s,
            false};
}

} // namespace waybill
