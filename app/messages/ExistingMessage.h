#pragma once

#include "app/journal/Journal.h"

namespace waybill {

/// The row of a message that must be there, read beside this thread; NotFound for a key that names none. The journal
/// outlives it.
QCoro::Task<Result<Message>> existingMessage(Journal *journal, MessageKey key);

} // namespace waybill
