#include "app/cli/ExitCode.h"

#include <algorithm>

namespace waybill {

ExitCode exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Usage:
    case ErrorKind::BadInput:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::Storage:
        return ExitCode::WrongUse;
    case ErrorKind::Secret:
    case ErrorKind::Unreachable:
    case ErrorKind::NotSignedIn:
    case ErrorKind::Refused:
    case ErrorKind::Throttled:
    case ErrorKind::ServerFault:
    case ErrorKind::Busy:
        return ExitCode::Unreachable;
    case ErrorKind::AnswerLost:
    case ErrorKind::TimedOut:
    case ErrorKind::Cancelled:
        return ExitCode::Undecided;
    }
    Q_UNREACHABLE();
}

ExitCode worse(ExitCode a, ExitCode b)
{
    return std::max(a, b);
}

} // namespace waybill
