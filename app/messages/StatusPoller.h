#pragma once

#include "app/auth/Connections.h"
#include "app/journal/Journal.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <vector>

namespace waybill {

/// Follows what is in flight: asks GetMessageStatus inside the environment's budget of requests a second, where a
/// change is likeliest first, starving nobody; each new word is one journal event. After *Processed* the counts are
/// fetched once. Only the holder of `sender.lock` runs it. Resumes from the journal. One thread.
class StatusPoller : public QObject
{
    Q_OBJECT
public:
    StatusPoller(Journal *journal, EnvironmentStore *environments, Connections *connections,
                 std::shared_ptr<const Clock> clock, QObject *parent = nullptr);
    ~StatusPoller() override;

    /// Begins to follow (all environments, or only the named ones).
    void start(const QStringList &onlyEnvironments = {});
    /// Ends it; resolves when no call is under way any more.
    QCoro::Task<void> stop();
    /// Asks for this one as soon as the budget allows.
    void lookSoon(MessageKey key);

    /// Messages in flight that are followed.
    qsizetype followed() const;
    /// When the next question goes out; invalid when nothing is followed.
    QDateTime nextLookUtc() const;
    /// The last trouble that keeps an environment from being asked, empty when there is none.
    QString trouble(const QString &environment) const;

signals:
    /// followed(), nextLookUtc() or a trouble changed.
    void planChanged();

private:
    struct Watch; // one message that is followed
    struct Round; // the questions of one environment
    void takeUp(const QList<MessageKey> &keys);
    QCoro::Task<void> run(std::shared_ptr<Round> round);

    Journal *m_journal;
    EnvironmentStore *m_environments;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    QStringList m_only;
    bool m_running = false;
    QHash<QString, std::shared_ptr<Round>> m_rounds;
};

} // namespace waybill
