#pragma once

#include "app/journal/Message.h"
#include "app/messages/PlannedLook.h"
#include "app/messages/UsualCourse.h"

#include <QSet>

#include <optional>
#include <unordered_map>
#include <vector>

namespace waybill {

/// Decides which message of an environment is asked about next, and when: where news is likeliest and would be oldest,
/// as learnt from the times messages stay in each state and from the recurrence of each job's batch; what is on screen
/// sooner; every fourth question to who waits longest, so that nobody starves. Knows no clock, no service and no
/// journal: it is told what happens and when, all in local time. One thread.
class LookPlan
{
public:
    /// What is taken for likely before anything was seen.
    struct Usual {
        LearntTimes::Usual times;
        Seconds recurrence = std::chrono::minutes(15);
        /// While no more than these are followed, the young ones are asked about every second or so: the budget has
        /// room, and a person who has just pushed a file sees every step of it.
        size_t quietUpTo = 30;
    };
    explicit LookPlan(Usual usual);
    LookPlan() : LookPlan(Usual()) {}

    /// Something to ask about, or news of it that came from elsewhere; the same again changes nothing.
    struct Subject {
        MessageKey key{};
        LookKind kind = LookKind::Status;
        QString job; ///< empty where it is not known
        QString entity = {};
        QString word = {}; ///< the service's last; empty while there is none
        Instant since{};   ///< that long
    };
    void follow(const Subject &subject, Instant now);
    void forget(MessageKey key);
    bool follows(MessageKey key) const { return m_looks.contains(key); }
    qsizetype size() const { return qsizetype(m_looks.size()); }

    /// A person waits for this one: it goes first.
    void lookSoon(MessageKey key);
    /// What somebody is looking at is asked sooner.
    void setOnScreen(const QSet<MessageKey> &keys);
    /// The machine slept, or the clock was set: everything is asked once, as soon as the budget allows.
    void wakeUp(Instant now);

    struct Look {
        MessageKey key{};
        Instant at{}; ///< not before then
    };
    /// The next question; none when nothing is followed that is not being asked about already.
    std::optional<Look> next(Instant now) const;
    /// When this one is asked by itself, if the budget allows; none when it is not followed or is being asked about.
    std::optional<Instant> nextLookAt(MessageKey key, Instant now) const;

    /// The question goes out.
    void asked(MessageKey key, Instant now);
    /// It was answered with this word. True when the word is new.
    bool answered(MessageKey key, const QString &word, Instant now);
    /// It brought trouble of this message's own: asked again later and later.
    void failed(MessageKey key, Instant now);
    /// It brought nothing that says anything of this message.
    void unanswered(MessageKey key, Instant now);
    /// After one of these two: nobody answered at all, so what is asked once a day is asked again sooner.
    void missed(MessageKey key);

    /// What an earlier program saw: a message was in `word` from one moment to another.
    struct Past {
        QString job, entity, word;
        Instant from{}, to{};
    };
    /// Learns from the past. To be called before its messages are followed.
    void learn(const QList<Past> &past);

    /// What was learnt of messages like this one; none when its next word is not waited for.
    std::optional<UsualCourse> usualCourse(MessageKey key, Instant now) const;
    /// What is known of a job's batch; null before anything of it was heard.
    const JobBatch *batch(const QString &job) const;

private:
    /// The messages of a job that wait for its batch, as far as one look at one of them tells of all.
    struct Group {
        std::unique_ptr<JobBatch> batch;
        std::vector<PlannedLook *> members;
        bool surveyed = false;        ///< what follows holds
        double weight = 0;            ///< of all members
        PlannedLook *first = nullptr; ///< the one to ask: longest not asked; null when none can be
        bool asking = false;          ///< one of them is asked now
    };
    PlannedLook *find(MessageKey key);
    const PlannedLook *find(MessageKey key) const;
    size_t groupOf(const QString &job);
    std::vector<PlannedLook *> &listOf(const PlannedLook &look);
    void take(PlannedLook &look);
    void put(PlannedLook &look);
    void begin(PlannedLook &look, const Subject &subject, Instant now);
    void setWord(PlannedLook &look, const QString &word, Instant since, Instant now);
    void join(PlannedLook &look);
    static void ended(PlannedLook &look, Instant now);
    void stays(PlannedLook &look, Instant now);
    Instant leaves(PlannedLook &look, Instant now);
    bool isQuiet() const { return m_looks.size() <= m_usual.quietUpTo; }
    const Group &survey(size_t group) const;
    std::optional<Look> earliest(Instant now) const;
    Instant due(const PlannedLook &look, const Group *group, Instant now, Instant limit) const;

    Usual m_usual;
    LearntTimes m_times;
    std::unordered_map<MessageKey, PlannedLook> m_looks;
    std::vector<PlannedLook *> m_alone; ///< those that no look at another tells of; the others are members
    mutable std::vector<Group> m_groups;
    QHash<QString, size_t> m_jobs; ///< in m_groups
    QSet<MessageKey> m_onScreen;
    int m_turn = 0;
    mutable std::optional<Look> m_planned; ///< holds until something changes or its time has come
};

} // namespace waybill
