#pragma once

#include "app/base/Ids.h"
#include "app/messages/JobBatch.h"
#include "app/messages/LearntTimes.h"

namespace waybill {

/// What is wanted of a message that is followed.
enum class LookKind {
    Status, ///< the next word
    Counts, ///< what arrived, after *Processed*
    Daily   ///< given up: a word once a day
};

/// One message of a LookPlan: what is known of it, and what a question would be worth now.
struct PlannedLook {
    MessageKey key{};
    LookKind kind = LookKind::Status;
    QString job, entity;
    QString word;                       ///< the service's last
    Instant since{};                    ///< in this word, as near as is known
    Instant lastLook{};                 ///< still in it then
    Instant askedAt{};                  ///< when the last question went out
    Instant lastTry{};                  ///< asked then, with or without an answer
    Instant perhapsFrom{}, perhapsTo{}; ///< its batch came between them, if `perhaps`
    JobBatch *batch = nullptr;          ///< of its job, null where the job is not known
    bool member = false;                ///< kept among those of its batch
    size_t place = 0;                   ///< in the list that LookPlan keeps it in
    size_t group = 0;                   ///< number of that batch
    LearntTimes::Circle times;
    int failures = 0;     ///< questions in a row that brought trouble of its own
    bool known = false;   ///< the service has said a word
    bool waits = false;   ///< for its batch
    int leftBehind = 0;   ///< so often the batch came and took others only
    bool perhaps = false; ///< the batch came and took another: this one most likely too
    bool urgent = false;  ///< a person waits for it
    bool onScreen = false;
    bool asking = false; ///< a question is under way
    bool missed = false; ///< nobody answered the last question
    bool stale = false;  ///< not asked since the program started or the machine woke

    /// Looks at others of its job tell of it too.
    bool covered() const { return joins() && known && !perhaps && !urgent && !stale && batch->share() > 0.3; }
    /// It waits for its job's next batch together with others.
    bool joins() const { return kind == LookKind::Status && waits && batch && leftBehind == 0; }
    /// How much sooner than others it is asked.
    double weight() const { return onScreen ? 4 : 1; }
    /// What a question brings: the chance of news times the seconds that they may have been there already.
    double worth(Instant now) const;
    /// It is asked after this time whatever a question seems to be worth, so that nobody starves.
    /// `quiet`: few are followed, and the budget has room to see also what is over in seconds.
    std::chrono::milliseconds longestRest(Instant now, bool quiet = false) const;
    /// Not before then: between two questions there is a pause, a longer one after trouble.
    Instant earliest(Instant now) const;
};

/// From this worth on a question is asked, if the budget has one left.
constexpr double worthAsking = 0.05;
/// Seconds that news may have been there, for weighing one question against another: no more than these count.
constexpr double longestDelay = 300;

} // namespace waybill
