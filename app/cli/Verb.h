#pragma once

#include "app/cli/ExitCode.h"
#include "app/cli/Syntax.h"

#include <qcorotask.h>

namespace waybill {

class Services;

/// How a verb looks in the help. Texts are English and static.
struct VerbHelp {
    const char *path;    ///< such as `environments add`
    const char *purpose; ///< one line
    const char *example; ///< a whole command line
};

/// One verb of waybill-cli: declares what it takes, then does it once.
class Verb
{
public:
    virtual ~Verb() = default;
    virtual VerbHelp help() const = 0;
    virtual void declare(Syntax &syntax) = 0;
    /// Whether it runs until it is interrupted when no --timeout was given; asked after parsing.
    virtual bool isEndless() const { return false; }
    /// Whether standard output is for data alone: then errors are told in words only, with --json too.
    virtual bool printsData() const { return false; }
    /// Does it; an Error is printed by the caller and decides the exit code.
    virtual QCoro::Task<Result<ExitCode>> run(Services &services) = 0;
};

} // namespace waybill
