#include "ui/shell/PictureHistory.h"

#include "app/journal/Journal.h"

#include <QRandomGenerator>

#include <array>
#include <cmath>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr int days = 30;

/// Stands where the history has come to.
class PastClock final : public Clock
{
public:
    QDateTime utcNow() const override { return now; }
    QDateTime now;
};

struct PastJob {
    const char *name, *entity, *file;
    int everyHours;  ///< one message each so many hours of the day
    double seconds;  ///< median time to the verdict
    double failures; ///< part that fails
};
constexpr std::array jobs{
    PastJob{"Sales order lines", "Sales order lines V2", "orders-%1.csv", 1, 95, 0.045},
    PastJob{"Customers", "Customers V3", "customers-%1.xml", 2, 48, 0.02},
    PastJob{"Customer groups", "Customer groups", "customer-groups-%1.csv", 8, 14, 0.01},
    PastJob{"Demand forecast", "Demand forecast entries", "demand-forecast-%1.csv", 6, 240, 0.07},
    PastJob{"Released products", "Released products V2", "products-%1.zip", 3, 130, 0.03},
};

struct PastCause {
    const char *text;
    int rows;
};
constexpr std::array causes{
    PastCause{"Item number does not exist", 31},
    PastCause{"Customer group ‘…’ is not found in the related table ‘Customer groups’", 12},
    PastCause{"Quantity is not a number", 6},
    PastCause{"Mandatory field ‘Site’ is empty", 4},
};

/// One message and what became of it.
struct Past {
    MessageState state = MessageState::Succeeded;
    QString status = u"Processed"_s;
    qint64 milliseconds = 0;
    std::optional<Failure> failure;
};

class Dice
{
public:
    double part() { return m_random.generateDouble(); }
    int below(int end) { return m_random.bounded(end); }
    /// Times are log-normal: many near the median, few far above.
    qint64 around(double medianSeconds)
    {
        const double normal = std::sqrt(-2 * std::log(1 - part())) * std::cos(6.283185307179586 * part());
        return qint64(1000 * medianSeconds * std::exp(0.55 * normal));
    }

private:
    QRandomGenerator m_random{20261126};
};

Past fateOf(const PastJob &job, bool badNight, Dice &dice)
{
    Past past;
    past.milliseconds = dice.around(job.seconds * (badNight ? 3 : 1));
    const double failures = badNight ? 0.4 : job.failures;
    const double chance = dice.part();
    if (chance < failures) {
        past.state = MessageState::Failed;
        past.status = dice.part() < 0.75 ? u"ProcessedWithErrors"_s : u"PreProcessingError"_s;
        Failure failure;
        failure.complete = true;
        // The first cause is the usual one.
        const PastCause &cause = causes[badNight || dice.part() < 0.45 ? 0 : size_t(dice.below(int(causes.size())))];
        failure.causes.append({QString::fromUtf8(cause.text), cause.rows, {}});
        past.failure = failure;
    } else if (chance > 0.998) {
        past.state = MessageState::Unconfirmed;
        past.status.clear();
    } else if (chance > 0.994) {
        past.state = MessageState::Cancelled;
        past.status.clear();
    }
    return past;
}

void record(Journal &journal, MessageKey key, const Past &past, const QDateTime &sent)
{
    MessageChange sending;
    sending.key = key;
    sending.event = {sent, EventSource::Local, word(MessageState::Sending), {}};
    sending.state = MessageState::Sending;
    sending.sentUtc = sent;
    if (past.state != MessageState::Cancelled)
        journal.record(sending);
    MessageChange end;
    end.key = key;
    end.event = {sent.addMSecs(past.milliseconds),
                 past.status.isEmpty() ? EventSource::Local : EventSource::Service,
                 past.status.isEmpty() ? word(past.state) : past.status,
                 {}};
    end.state = past.state;
    if (!past.status.isEmpty())
        end.status = past.status;
    if (past.state == MessageState::Failed || past.state == MessageState::Unconfirmed) // looked at long ago
        end.handled = Handled{end.event.atUtc.addSecs(3600), u"operator"_s, {}};
    journal.record(end);
}

} // namespace

QCoro::Task<Result<void>> writePictureHistory(QString profileFolder, QString environment, QDateTime now)
{
    const auto clock = std::make_shared<PastClock>();
    auto opened = Journal::open(profileFolder, clock, Journal::Access::ReadWrite);
    if (!opened)
        co_return fail(opened.error());
    Journal &journal = **opened;
    Dice dice;
    for (int hour = days * 24; hour > 1; --hour) {
        clock->now = now.addSecs(-3600 * hour);
        const bool badNight = hour > 32 && hour < 39;
        const bool quiet = clock->now.date().dayOfWeek() > 5 && dice.part() < 0.6;
        QList<NewMessage> messages;
        QList<Past> fates;
        for (const PastJob &job : jobs) {
            if (hour % job.everyHours != 0 || quiet)
                continue;
            const int files = 1 + dice.below(4);
            for (int i = 0; i < files; ++i) {
                NewMessage message;
                message.environment = environment;
                message.job = QString::fromLatin1(job.name);
                message.entity = QString::fromLatin1(job.entity);
                message.company = u"usmf"_s;
                message.file = QString::fromLatin1(job.file).arg(clock->now.toString(u"MMdd-HHmm"_s));
                message.bytes = 1000 + dice.below(90'000);
                messages.append(message);
                fates.append(fateOf(job, badNight, dice));
            }
        }
        if (messages.isEmpty())
            continue;
        QString owner = u"history"_s;
        QList<MessageChange> nothing;
        auto keys = co_await journal.append(messages, owner, nothing);
        if (!keys)
            co_return fail(keys.error());
        for (qsizetype i = 0; i < keys->size(); ++i) {
            record(journal, keys->at(i), fates[i], clock->now.addSecs(2));
            if (!fates[i].failure)
                continue;
            auto kept = co_await journal.keepFailure(keys->at(i), *fates[i].failure);
            if (!kept)
                co_return kept;
        }
    }
    auto settled = co_await journal.settled();
    co_return settled;
}

} // namespace waybill
