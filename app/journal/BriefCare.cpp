#include "app/journal/BriefCare.h"

#include "app/journal/FileLock.h"
#include "app/journal/JournalBackups.h"
#include "app/journal/JournalCare.h"
#include "app/journal/JournalHealth.h"

#include <QDeadlineTimer>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 daySeconds = 24 * 60 * 60;
constexpr int daysWithoutCopy = 7;            ///< after which it is said
constexpr qint64 quicklyChecked = 32LL << 20; ///< bytes that are read in a fraction of a second

bool isDue(const Journal &journal, const QDateTime &now)
{
    const auto cared = journal.fact(careFact);
    if (!cared)
        return false;
    const QDateTime last = QDateTime::fromString(*cared, Qt::ISODate);
    return !last.isValid() || last > now || last.secsTo(now) >= daySeconds;
}

/// For how long it goes on.
struct Patience {
    QDeadlineTimer end;
    std::stop_token stop;
    std::function<bool()> interrupted;

    bool isStopped() const { return stop.stop_requested() || (interrupted && interrupted()); }
    bool goesOn() const { return !end.hasExpired() && !isStopped(); }
};

/// Checks and copies for as long as there is time.
CareNote checkAndCopy(const QString &profile, const QDateTime &now, const Patience &patience)
{
    const JournalBackups backups(profile);
    if (!backups.isDue(now))
        return {};
    const QString path = profile + u"/journal.sqlite"_s;
    const auto goesOn = [&patience] { return patience.goesOn(); };
    if (QFileInfo(path).size() <= quicklyChecked) {
        const auto faults = checkJournal(path, goesOn);
        if (faults && !faults->isEmpty())
            return {u"The journal is damaged. End all other programs of Waybill and run waybill-cli history check: the "
                    u"damaged file is kept, and what is sound is saved."_s,
                    true};
    }
    const auto made = backups.make(now, goesOn);
    if (made)
        return {};
    if (made.error().kind != ErrorKind::Cancelled)
        return {made.error().message, true};
    if (patience.isStopped())
        return {};
    const QDateTime newest = backups.newest(now);
    if (newest.isValid() && newest.daysTo(now) < daysWithoutCopy)
        return {};
    return {
        u"The journal takes too long to be copied beside a command. Run waybill-cli history backup once in a while, "
        u"such as each night."_s,
        false};
}

/// Hands a stop on.
struct Stopping {
    std::stop_source source;
    void operator()() noexcept { source.request_stop(); }
};

/// Asks `source` to stop at the end, at the latest.
void stopAt(QTimer &timer, const QDeadlineTimer &end, std::stop_source source)
{
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [source]() mutable { source.request_stop(); });
    timer.start(int(end.remainingTime())); // a second or two
}
} // namespace

QCoro::Task<CareNote> careBriefly(Journal *journal, QString profileFolder, QDateTime now,
                                  std::chrono::milliseconds limit, std::stop_token stop,
                                  std::function<bool()> interrupted)
{
    if (!isDue(*journal, now))
        co_return CareNote();
    const auto turn = FileLock::tryOnce(profileFolder + u"/care.lock"_s);
    if (!turn || !*turn)
        co_return CareNote();
    const Patience patience{QDeadlineTimer(limit), stop, interrupted};
    // First, so that what cannot be done is not tried again by each command of the day.
    QString name = careFact, time = now.toString(Qt::ISODate);
    const auto kept = co_await journal->keepFact(name, time);
    if (!kept)
        co_return CareNote{kept.error().message, true};
    const CareNote said = checkAndCopy(profileFolder, now, patience);
    if (said.isTrouble) // nothing is taken out of a journal that is damaged, or of which there is no copy
        co_return said;
    const auto retention = journal->retention();
    if (!retention || !patience.goesOn())
        co_return said;
    std::stop_source ending;
    QTimer timer;
    stopAt(timer, patience.end, ending);
    const std::stop_callback<Stopping> stopping(stop, Stopping{ending});
    const Retention wanted = *retention;
    const std::stop_token ended = ending.get_token();
    const auto retired = co_await applyRetention(journal, profileFolder, wanted, now, ended);
    if (!said.text.isEmpty())
        co_return said;
    if (!retired && retired.error().kind != ErrorKind::Cancelled)
        co_return CareNote{retired.error().message, true};
    if (retired && retired->isTooLarge)
        co_return CareNote{whyTooLarge(), false};
    co_return said;
}

} // namespace waybill
