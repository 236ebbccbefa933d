#include "ui/messages/MessageDetail.h"

#include "app/journal/JournalReader.h"

namespace waybill {

MessageDetailReader::MessageDetailReader(std::unique_ptr<JournalReader> journal, PayloadStore payloads)
    : m_journal(std::move(journal)), m_payloads(std::move(payloads))
{
}

MessageDetailReader::~MessageDetailReader() = default;

Result<std::optional<MessageDetail>> MessageDetailReader::read(MessageKey key, const StillWanted &isWanted)
{
    auto message = isWanted() ? m_journal->message(key) : std::nullopt;
    if (!message)
        return fail(std::move(message.error()));
    if (!*message || !isWanted())
        return std::nullopt;
    auto events = m_journal->eventsInShort(key);
    if (!events)
        return fail(std::move(events.error()));
    if (!isWanted())
        return std::nullopt;
    auto exchanges = m_journal->exchanges(key);
    if (!exchanges)
        return fail(std::move(exchanges.error()));
    if (!isWanted())
        return std::nullopt;
    FileBeginning file = beginningOf((*message)->sha256);
    return MessageDetail{**std::move(message), *std::move(events), *std::move(exchanges), std::move(file)};
}

FileBeginning MessageDetailReader::beginningOf(const QString &sha256)
{
    if (sha256.isEmpty())
        return {};
    // The stored copy of one content never changes; one that is gone may come back.
    if (m_sha256 != sha256 || !m_beginning.isThere) {
        m_beginning = readBeginning(m_payloads.path(sha256));
        m_sha256 = sha256;
    }
    return m_beginning;
}

} // namespace waybill
