#pragma once

#include "app/base/Clock.h"
#include "app/journal/Message.h"

#include <qcorotask.h>

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace waybill {

class FailureAnalysis;
class Journal;

/// Collects why messages failed as soon as their final status is known, before anybody asks: the service keeps error
/// files for seven days only. Works while the poller does, in the program that holds `sender.lock`; what an earlier
/// program did not come to is taken up at the start. A few messages of each environment at a time; what could not be
/// asked for the moment is asked again for those seven days, at growing intervals up to an hour. One thread.
class FailureCollector : public QObject
{
    Q_OBJECT
public:
    FailureCollector(Journal *journal, FailureAnalysis *analysis, std::shared_ptr<const Clock> clock,
                     QObject *parent = nullptr);
    ~FailureCollector() override;

    /// Begins (all environments, or only the named ones).
    void start(const QStringList &onlyEnvironments);
    /// Ends it; resolves when nothing is under way any more.
    QCoro::Task<void> stop();

    /// Messages waiting or being asked about.
    qsizetype open() const { return m_waiting.size() + m_asking; }

signals:
    void stopped();

private:
    struct Turn {
        QString environment;
        QDateTime last;           ///< until when it is tried
        QDateTime notBefore = {}; ///< invalid: at once
        int tries = 0;
    };
    void hear(const QList<MessageKey> &keys);
    void take(const QList<Message> &messages);
    void go();
    QCoro::Task<void> run(MessageKey key, Turn turn);

    Journal *m_journal;
    FailureAnalysis *m_analysis;
    std::shared_ptr<const Clock> m_clock;
    QStringList m_only;
    bool m_active = false;
    std::stop_source m_stop;
    qsizetype m_asking = 0;
    QHash<QString, int> m_lanes; ///< of those, by environment
    QHash<MessageKey, Turn> m_waiting;
    QHash<MessageKey, QDateTime> m_taken; ///< when the message last changed, of those that were taken up
    QTimer m_again;
};

} // namespace waybill
