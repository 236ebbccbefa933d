#pragma once

#include "app/files/ArchiveLimits.h"

#include <QStringList>

namespace waybill {

class Syntax;

/// `--limit NAME=VALUE`, any number of times: what a package may ask for.
class ArchiveLimitOptions
{
public:
    void declare(Syntax &syntax);
    /// Usage when one of them is none.
    Result<ArchiveLimits> limits() const;

private:
    QStringList m_limits;
};

} // namespace waybill
