#pragma once

#include "app/auth/Connections.h"
#include "app/journal/Journal.h"

#include <QObject>
#include <QSet>

#include <map>
#include <stop_token>

namespace waybill {

struct PollRound;
struct UsualCourse;
struct Watch;

/// Follows what is in flight: asks GetMessageStatus inside the environment's budget of requests a second, as LookPlan
/// says, which learns from the journal's recent history and from every answer; each new word is one journal event.
/// After *Processed* the counts are fetched once; after 7 days without news a message is *GivenUp*. Only the holder of
/// `sender.lock` runs it. Resumes from the journal. Goes by the local clock only. One thread.
class StatusPoller : public QObject
{
    Q_OBJECT
public:
    StatusPoller(Journal *journal, Connections *connections, std::shared_ptr<const Clock> clock,
                 QObject *parent = nullptr);
    ~StatusPoller() override;

    /// Begins to follow (all environments, or only the named ones).
    void start(const QStringList &onlyEnvironments = {});
    /// Follows this environment too, where only some are followed. Nothing before start().
    void alsoFollow(const QString &environment);
    /// Ends it; resolves when no call is under way any more.
    QCoro::Task<void> stop();
    /// Asks for this one as soon as the budget allows.
    void lookSoon(MessageKey key);
    /// What somebody sees now is asked about sooner.
    void setOnScreen(const QSet<MessageKey> &keys);

    /// Messages in flight that are followed.
    qsizetype followed() const;
    /// When the next question goes out; invalid when nothing is followed.
    QDateTime nextLookUtc() const;
    /// The same of one environment; invalid while nothing of it is followed.
    QDateTime nextLookUtc(const QString &environment) const;
    /// When this message is looked at next, itself or another of its job that tells of it; now when it is being asked
    /// about; invalid when it is not followed.
    QDateTime nextLookUtc(MessageKey key) const;
    /// What was learnt of messages like this one; none when its next word is not waited for.
    std::optional<UsualCourse> usualCourse(MessageKey key) const;
    /// The last trouble that keeps an environment from being asked, empty when there is none.
    QString trouble(const QString &environment) const;

signals:
    /// It began to follow these environments (none named: all).
    void started(const QStringList &onlyEnvironments);
    /// The last call of a stopped poller has ended.
    void stopped();
    /// followed(), nextLookUtc() or a trouble changed.
    void planChanged();

private:
    void takeUpAll();
    void learn();
    bool follows(const QString &environment) const;
    std::shared_ptr<PollRound> roundOf(const QString &environment);
    void takeUp(const QList<MessageKey> &keys);
    void takeUp(const Message &message);
    void askAnew(const Error &, const QList<MessageKey> &keys);
    QCoro::Task<void> run(std::shared_ptr<PollRound> round);
    void ended();
    bool gateClosed(const QString &environment) const;
    QDateTime notBefore(const PollRound &round, const QDateTime &at) const;
    QCoro::Task<void> ask(std::shared_ptr<PollRound> round, MessageKey key);
    QCoro::Task<Result<void>> askStatus(std::shared_ptr<PollRound> round, Watch watch,
                                        std::shared_ptr<HttpClient> client, std::stop_token stop);
    QCoro::Task<Result<void>> askCounts(Watch watch, std::shared_ptr<HttpClient> client, std::stop_token stop);
    void giveUp(const std::shared_ptr<PollRound> &round, const Watch &watch);
    void giveUpCounts(MessageKey key);

    Journal *m_journal;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    QStringList m_only;
    bool m_running = false;
    std::stop_source m_stop;
    int m_runners = 0; ///< coroutines under way
    std::map<QString, std::shared_ptr<PollRound>> m_rounds;
    QSet<MessageKey> m_onScreen;
    int m_reading = 0;                ///< of what is to be followed in the journal
    QSet<MessageKey> m_toldMeanwhile; ///< by it
};

} // namespace waybill
