#pragma once

#include "app/cli/Syntax.h"
#include "app/environments/Environment.h"
#include "app/journal/Message.h"

namespace waybill {

class Services;

/// What stands between a command that sends to an environment, or takes from it, and the environment: one of kind
/// production wants its name confirmed, a read-only one gets nothing at all. Asked before anything is opened for
/// writing, copied or sent. One thread.
class Guard
{
public:
    /// Declares `--confirm NAME`.
    void declare(Syntax &syntax);

    /// Usage for production without its exact name, Conflict for a read-only environment.
    Result<void> check(const Environment &environment) const;
    /// The same for the environments of these messages; NotFound for a key that is not there.
    Result<void> check(Services &services, const QList<MessageKey> &keys) const;
    Result<void> check(Services &services, MessageKey key) const;

private:
    QStringList m_confirmed;
};

} // namespace waybill
