#pragma once

#include "app/journal/EventDigest.h"
#include "app/journal/PayloadStore.h"
#include "ui/messages/FileLinesModel.h"
#include "ui/widgets/DetailReading.h"

namespace waybill {

class JournalReader;

/// What the detail pane shows of a message, as journal and payload store have it.
struct MessageDetail {
    Message message;
    EventDigest events;
    QList<StoredExchange> exchanges;
    FileBeginning file;
};

/// Reads the details of messages. Lives and dies in one thread, but for being made; blocks.
class MessageDetailReader final
{
public:
    MessageDetailReader(std::unique_ptr<JournalReader> journal, PayloadStore payloads);
    ~MessageDetailReader();

    /// Nothing where there is no such message, or when it is no longer wanted.
    Result<std::optional<MessageDetail>> read(MessageKey key, const StillWanted &isWanted);

private:
    FileBeginning beginningOf(const QString &sha256);

    std::unique_ptr<JournalReader> m_journal;
    PayloadStore m_payloads;
    QString m_sha256; ///< of the content that m_beginning is of
    FileBeginning m_beginning;
};

} // namespace waybill
