#include "app/messages/LocalChange.h"

namespace waybill {
using namespace Qt::StringLiterals;

MessageChange localChange(MessageKey key, const QDateTime &at, MessageState state, const QString &detail)
{
    MessageChange change;
    change.key = key;
    change.event = Event{at, EventSource::Local, word(state), detail};
    change.state = state;
    return change;
}

QString userName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name.isEmpty() ? u"unknown user"_s : name;
}

} // namespace waybill
