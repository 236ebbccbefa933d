#include "app/cli/MessageLookup.h"

#include "app/base/Guid.h"
#include "app/journal/SenderLock.h"

namespace waybill {
using namespace Qt::StringLiterals;

Result<MessageKey> keyFrom(const QString &text)
{
    bool isNumber = false;
    const qint64 key = text.toLongLong(&isNumber);
    if (!isNumber || key <= 0)
        return fail(ErrorKind::Usage, u"“%1” is not a message's key. See waybill-cli messages."_s.arg(text));
    return MessageKey(key);
}

Result<QList<MessageKey>> keysFrom(const QStringList &texts)
{
    QList<MessageKey> keys;
    for (const QString &text : texts) {
        const auto key = keyFrom(text);
        if (!key)
            return fail(key.error());
        if (!keys.contains(*key))
            keys.append(*key);
    }
    return keys;
}

Result<Message> messageBy(const Journal &journal, MessageKey key)
{
    const auto message = journal.message(key);
    if (!message)
        return fail(message.error());
    if (!*message) {
        return fail(
            ErrorKind::NotFound,
            u"There is no message with the key %1 in this profile. See waybill-cli messages."_s.arg(number(key)));
    }
    return **message;
}

Result<Message> messageBy(const Journal &journal, const QString &keyOrId)
{
    const auto id = guidFrom(keyOrId);
    if (!id) {
        const auto key = keyFrom(keyOrId);
        if (!key) {
            return fail(ErrorKind::Usage,
                        u"“%1” is neither a message's key nor its id. See waybill-cli messages."_s.arg(keyOrId));
        }
        return messageBy(journal, *key);
    }
    const auto found = journal.byMessageId({}, MessageId(*id)); // of all environments: ids need no --environment
    if (!found)
        return fail(found.error());
    if (!found->isEmpty())
        return found->first();
    return fail(ErrorKind::NotFound,
                u"There is no message with the id %1 in this profile. See waybill-cli messages."_s.arg(*id));
}

bool isAbandoned(const Message &message, const QString &profileFolder)
{
    return message.state == MessageState::Sending && !FileLock::isHeld(senderLockPath(profileFolder));
}

Message asShown(Message message, const QString &profileFolder)
{
    if (!isAbandoned(message, profileFolder))
        return message;
    message.state = MessageState::Unconfirmed;
    message.error =
        Error{ErrorKind::AnswerLost,
              u"The program ended while it was sending. The service may have stored the file: look at Manage "
              "messages before you decide."_s};
    return message;
}

} // namespace waybill
