#pragma once

#include "app/messages/StateTimes.h"

#include <QHash>
#include <QString>

namespace waybill {

/// How long messages stay in each of the service's words: one StateTimes a job, entity and word, which begins with what
/// was learnt of that word in all jobs, which begins with what is usual. One thread.
class LearntTimes
{
public:
    /// Before anything was seen: how long a message waits for its batch, is prepared, is worked on.
    struct Usual {
        Seconds waiting = std::chrono::minutes(5), preparing = std::chrono::seconds(10),
                working = std::chrono::seconds(60);
    };
    explicit LearntTimes(Usual usual) : m_usual(usual) {}

    /// One circle of messages and the wider one that learns with it.
    struct Circle {
        std::shared_ptr<StateTimes> own, all;
        void stayed(Seconds from, Seconds to) const;
        void left(Seconds from, Seconds to) const;
    };
    Circle circle(const QString &job, const QString &entity, const QString &word);

private:
    Usual m_usual;
    QHash<QString, std::shared_ptr<StateTimes>> m_words;
    QHash<QString, Circle> m_circles;
};

/// Whether the word says that the message waits for its job's batch: Enqueued in any spelling, or nothing yet.
bool waitsForBatch(QStringView word);

} // namespace waybill
