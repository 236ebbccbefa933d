#include "app/messages/ExistingMessage.h"

namespace waybill {
using namespace Qt::StringLiterals;

QCoro::Task<Result<Message>> existingMessage(Journal *journal, MessageKey key)
{
    auto asked = journal->answerMessage(key);
    const auto message = co_await asked;
    if (!message)
        co_return fail(message.error());
    if (!*message)
        co_return fail(ErrorKind::NotFound, u"There is no message with the key %1 in this profile."_s.arg(number(key)));
    co_return **message;
}

} // namespace waybill
