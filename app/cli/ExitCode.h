#pragma once

#include "app/base/Error.h"

namespace waybill {

/// How waybill-cli ends; part of its contract.
enum class ExitCode {
    Good = 0,        ///< done, and the outcome is good
    BadOutcome = 1,  ///< done, and the outcome is bad
    WrongUse = 2,    ///< wrong use or bad input; nothing was sent
    Unreachable = 3, ///< the service could not be reached, or refused; or the output could not be written
    Undecided = 4,   ///< unconfirmed, timed out after something was sent, or interrupted
};

/// What a command that ended with this error exits with.
ExitCode exitCodeOf(const Error &error);
/// The one that counts of two outcomes: 4 before 3 before 1 before 0.
ExitCode worse(ExitCode a, ExitCode b);

} // namespace waybill
