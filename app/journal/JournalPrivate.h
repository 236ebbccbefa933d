#pragma once

#include "app/journal/Journal.h"
#include "app/journal/JournalAside.h"
#include "app/journal/JournalReader.h"
#include "app/journal/JournalRescue.h"
#include "app/journal/JournalWriter.h"
#include "app/journal/ProgramMark.h"

#include <QDir>
#include <QScopeGuard>
#include <QSet>
#include <QTimer>

namespace waybill {
using namespace Qt::StringLiterals;

/// What a Journal holds.
struct Journal::Private {
    QString path;
    std::shared_ptr<const Clock> clock;
    std::unique_ptr<JournalReader> reader;
    std::unique_ptr<JournalAside> aside;
    /// What changed() tells just now; outlives the journal where whoever hears of it ends that.
    std::shared_ptr<ChangedRows> told = std::make_shared<ChangedRows>();
    std::unique_ptr<ProgramMark> mark;     ///< none with ReadOnly
    std::unique_ptr<JournalWriter> writer; ///< none with ReadOnly
    std::optional<Rescue> rescue;
    bool endedUncleanly = false;
    QTimer othersTimer;
    bool looksAtOthers = false; ///< the answer of the last look has not come
    qint64 newestEvent = 0;
    ChangedRows toldSinceLook;   ///< told already, because this program wrote them, as they were
    QList<MessageKey> lookAgain; ///< were told so, and read otherwise
    ChangedRows awaitingCounts;  ///< *Processed* for another program, as told: their counts come without an event

    /// Keeps or forgets what was told of another program's message.
    void awaitCountsOf(MessageKey key, const std::optional<Message> &row)
    {
        constexpr qsizetype most = 1000; // they are read at each look
        awaitingCounts.remove(key);
        if (row && row->state == MessageState::Succeeded && !row->countsKnown && awaitingCounts.size() < most)
            awaitingCounts.insert(key, row);
    }

    /// message() answers from these rows until the guard that this returns goes.
    [[nodiscard]] auto tell(ChangedRows rows)
    {
        auto before = std::exchange(*told, std::move(rows));
        return qScopeGuard([kept = told, before = std::move(before)] { *kept = before; });
    }

    /// What is being told.
    void remember(const QList<MessageKey> &changed)
    {
        for (const MessageKey key : changed)
            toldSinceLook.insert(key, told->value(key));
    }

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
