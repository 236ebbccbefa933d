#pragma once

#include "app/base/Error.h"

#include <QStringList>
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

    /// A secret for each question: asked without echo at a terminal, else one line each of standard input (UTF-8; a
    /// single one is all of it, with one trailing line end dropped). BadInput when one is empty or missing, no text, or
    /// all is longer than 64 kB; Cancelled.
    static QCoro::Task<Result<QStringList>> readSecrets(QStringList questions, std::stop_token stop);

    /// All of standard input. BadInput when it is longer than `longest` bytes; Cancelled.
    static QCoro::Task<Result<QByteArray>> readAll(qint64 longest, std::stop_token stop);
};

} // namespace waybill
