#pragma once

#include "app/base/Error.h"

#include <qcorotask.h>

#include <optional>
#include <stop_token>

namespace waybill {

/// Standard input: a place for secrets, and for lists. Reading ends at once when `stop` is asked. One thread.
class Terminal
{
public:
    /// Whether a person can be asked: standard input and standard error are a terminal.
    static bool isThere();

    /// Asks on standard error and reads one line without echo; nothing where nobody can be asked, for an empty line, or
    /// when stopped.
    static QCoro::Task<std::optional<QString>> askSecret(QString question, std::stop_token stop);

    /// All of standard input as UTF-8 with one trailing line end dropped; a line without echo where it is a terminal.
    /// BadInput when it is empty, no text, or longer than 64 kB; Cancelled.
    static QCoro::Task<Result<QString>> readSecret(QString question, std::stop_token stop);

    /// All of standard input. BadInput when it is longer than `longest` bytes; Cancelled.
    static QCoro::Task<Result<QByteArray>> readAll(qint64 longest, std::stop_token stop);
};

} // namespace waybill
