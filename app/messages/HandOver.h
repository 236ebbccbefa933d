#pragma once

#include "app/journal/Journal.h"
#include "app/messages/ProgressNotes.h"
#include "app/messages/PushQueue.h"
#include "app/messages/SenderPlace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <qcorotask.h>

namespace waybill {

/// What other living programs append while this one is the sender: it goes through this program's queue like its own
/// files, and its owner reads in the journal what became of it. A row whose owner died before its turn is *Held*. One
/// thread.
class HandOver : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    HandOver(const QString &profileFolder, Journal *journal, SenderPlace *place, PushQueue *queue,
             EnvironmentStore *environments);

    /// From now on; what waits in the journal already goes now in the order in which it came, this program's own rows
    /// among it. The place is ours.
    QCoro::Task<void> begin();
    /// Takes nothing more. The queue's stop() leaves the rows of others to their owners.
    void end();

signals:
    /// Rows of this environment were taken into the queue for another program.
    void taken(const QString &environment);

private:
    void takeBacklog(QList<Message> rows);
    void take(const QList<MessageKey> &keys);
    void take(const QList<Message> &messages);
    QCoro::Task<void> hold(MessageKey key);
    void judgeOwners();
    void note();

    Journal *m_journal;
    SenderPlace *m_place;
    PushQueue *m_queue;
    EnvironmentStore *m_environments;
    ProgressNotes m_notes;
    QHash<MessageKey, Message> m_others; ///< taken into the queue for other programs
    QHash<MessageKey, ProgressNote> m_noted;
    QTimer m_second;
    QElapsedTimer m_sinceNote;
    bool m_begun = false;
    bool m_readsBacklog = false;
    QList<Message> m_early; ///< that came while the backlog was read
};

} // namespace waybill
