#pragma once

#include "app/journal/Journal.h"
#include "app/journal/JournalReader.h"
#include "app/journal/JournalRescue.h"
#include "app/journal/JournalWriter.h"

#include <QDir>
#include <QSet>
#include <QTimer>

namespace waybill {
using namespace Qt::StringLiterals;

/// What a Journal holds.
struct Journal::Private {
    QString path;
    std::shared_ptr<const Clock> clock;
    std::unique_ptr<JournalReader> reader;
    std::unique_ptr<JournalWriter> writer; ///< none with ReadOnly
    std::optional<Rescue> rescue;
    bool endedUncleanly = false;
    QTimer othersTimer;
    qint64 newestEvent = 0;
    QSet<MessageKey> toldSinceLook; ///< told already, because this program wrote them

    std::shared_ptr<PendingWrite> submit(JournalWriter::Work work)
    {
        auto pending = std::make_shared<PendingWrite>();
        if (writer)
            writer->submit(std::move(work), pending);
        else
            *pending = {true, refused(), {}};
        return pending;
    }

    tl::unexpected<Error> refused() const
    {
        return fail(ErrorKind::Storage, u"The journal %1 was opened for reading only; nothing was changed."_s.arg(
                                            QDir::toNativeSeparators(path)));
    }

    MessageChange dated(MessageChange change) const
    {
        if (!change.event.atUtc.isValid())
            change.event.atUtc = clock->utcNow();
        return change;
    }
};

} // namespace waybill
