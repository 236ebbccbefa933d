#pragma once

#include "app/journal/Journal.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <functional>

namespace waybill {

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
    QHash<MessageKey, qsizetype> m_told; ///< events told (or past) of each message that may change
    QDateTime m_lookedUtc;               ///< rows created later are new
    QTimer m_timer;
};

/// The lines of a message's events from number `first` on. Events that change nothing (a mark of the operator) have
/// none.
QList<QJsonObject> changeLines(MessageKey key, const QList<Event> &events, qsizetype first);

} // namespace waybill
