#pragma once

#include "app/journal/Journal.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <optional>

namespace waybill {

/// How far the events of a message were told, or were past.
struct Told {
    qint64 event = 0;                       ///< Event::id of the last one
    std::optional<MessageState> state = {}; ///< after it; none before the first
    QString status = {};
};

/// The lines of a message's next events, which `told` then holds too. Events that change nothing (a mark of the
/// operator) have none.
QList<QJsonObject> changeLines(MessageKey key, const QList<Event> &events, Told &told);

/// Tells each change of state or service word once, as the command line prints it:
/// `{"atUtc","key","from","to","status"}`. Sees this program's changes at once and those of others twice a second. One
/// thread.
class ChangeFeed : public QObject
{
    Q_OBJECT
public:
    /// Knows what is in the journal now as past; `environment` empty: all.
    ChangeFeed(Journal *journal, QString environment, QObject *parent = nullptr);

    /// Looks now; changed() may be emitted from inside.
    void look();

signals:
    void changed(const QJsonObject &line);

private:
    void look(const Message &message);
    bool concerns(const Message &message) const;

    Journal *m_journal;
    QString m_environment;
    QHash<MessageKey, Told> m_told;      ///< of each message that may change
    QDateTime m_lookedUtc;               ///< rows created later are new
    QTimer m_timer;
};

} // namespace waybill
