#include "BareJournal.h"
#include "BenchFigure.h"
#include "BenchSize.h"

#include "app/journal/Connection.h"
#include "app/journal/Journal.h"
#include "app/journal/StatisticsReader.h"

#include <QCoreApplication>
#include <QTemporaryDir>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

/// How long the journal under test is.
const int historyRows = bench::rowsAsked(200'000);

std::unique_ptr<Journal> openJournal(const QString &folder)
{
    auto journal = Journal::open(folder, std::make_shared<SystemClock>(), Journal::Access::ReadWrite);
    if (!journal)
        qFatal("%s", qPrintable(journal.error().message));
    return std::move(*journal);
}

/// A profile with a long history, made once.
const QString &longProfile()
{
    static QTemporaryDir folder;
    static const QString path = folder.path();
    static const bool filled = [] {
        openJournal(path).reset();
        BareJournal bare(path + u"/journal.sqlite"_s);
        for (int left = historyRows; left > 0; left -= 10'000)
            bare.append(std::min(left, 10'000));
        bare.run("UPDATE messages SET state = CASE WHEN key % 500 = 0 THEN 'Failed' ELSE 'Succeeded' END, "
                 "attention = (key % 500 = 0), job = 'Job ' || (key % 40), created = 1772347320000 + key");
        return true;
    }();
    Q_UNUSED(filled);
    return path;
}

QList<NewMessage> newMessages(int count)
{
    NewMessage message;
    message.environment = u"test"_s;
    message.job = u"Customers"_s;
    message.activityId = ActivityId(u"11111111-2222-3333-4444-555555555555"_s);
    message.entity = u"Customers V3"_s;
    message.company = u"usmf"_s;
    message.file = u"customers.csv"_s;
    message.bytes = 1234;
    message.sha256 = u"ab"_s + QString(62, u'0');
    return QList<NewMessage>(count, message);
}

QCoro::Task<void> appendThen(Journal *journal, QList<NewMessage> messages, bool *done)
{
    QString owner = u"owner"_s;
    QList<MessageChange> nothing;
    const auto keys = co_await journal->append(messages, owner, nothing);
    if (!keys)
        qFatal("%s", qPrintable(keys.error().message));
    *done = true;
}

void measureAppend(int rows)
{
    QTemporaryDir ourFolder, bareFolder;
    const auto journal = openJournal(ourFolder.path());
    openJournal(bareFolder.path()).reset();
    BareJournal bare(bareFolder.path() + u"/journal.sqlite"_s);
    const QList<NewMessage> messages = newMessages(rows);
    bench::BenchFigure figure(rows == 1 ? u"Journal: append one row durably"_s
                                        : u"Journal: append %1 rows durably, in one transaction"_s.arg(rows),
                              u"bare SQLite with the same tables and durability"_s, bench::Budget::speedAtLeast(0.5));
    const int group = rows < 100 ? 20 : 1; // a single row is over too soon to be timed alone
    figure.measure(
        25,
        [&] {
            for (int i = 0; i < group; ++i) {
                bool done = false;
                appendThen(journal.get(), messages, &done);
                while (!done)
                    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            }
        },
        [&] {
            for (int i = 0; i < group; ++i)
                bare.append(rows);
        });
    figure.print();
}

void measureFirstScreen(const QString &what, const MessageFilter &filter, const char *sql)
{
    const auto journal = openJournal(longProfile());
    BareJournal bare(longProfile() + u"/journal.sqlite"_s);
    qsizetype found = 0, wanted = 0;
    bench::BenchFigure figure(u"Journal of %1 messages: first screen, %2"_s.arg(historyRows).arg(what),
                              u"bare SQL for the same rows"_s, bench::Budget::timeAtMost(3));
    constexpr int group = 20; // one screen is read too soon to be timed alone
    figure.measure(
        25,
        [&] {
            for (int i = 0; i < group; ++i) {
                const auto messages = journal->messages(filter);
                found = messages ? messages->size() : -1;
            }
        },
        [&] {
            for (int i = 0; i < group; ++i)
                wanted = bare.read(sql);
        });
    if (found != wanted || wanted == 0)
        qFatal("First screen, %s: %lld rows, but bare SQL finds %lld.", qPrintable(what), qint64(found),
               qint64(wanted));
    figure.print();
}

#define NEWEST " ORDER BY created DESC, key DESC LIMIT 100"
void measureFirstScreens()
{
    measureFirstScreen(u"all"_s, {.environment = u"test"_s, .limit = 100},
                       "SELECT * FROM messages WHERE environment = 'test'" NEWEST);
    measureFirstScreen(u"one state"_s, {.environment = u"test"_s, .states = {MessageState::Failed}, .limit = 100},
                       "SELECT * FROM messages WHERE state = 'Failed' AND environment = 'test'" NEWEST);
    measureFirstScreen(u"three states"_s,
                       {.environment = u"test"_s,
                        .states = {MessageState::Failed, MessageState::Succeeded, MessageState::Queued},
                        .limit = 100},
                       "SELECT * FROM messages WHERE environment = 'test'" NEWEST); // all of them are in these states
    measureFirstScreen(u"one job"_s, {.environment = u"test"_s, .job = u"Job 7"_s, .limit = 100},
                       "SELECT * FROM messages WHERE environment = 'test' AND job = 'Job 7'" NEWEST);
    measureFirstScreen(u"needs attention"_s, {.environment = u"test"_s, .needsAttention = true, .limit = 100},
                       "SELECT * FROM messages WHERE environment = 'test' AND attention = 1" NEWEST);
}

void measureStartUp()
{
    QTemporaryDir emptyFolder;
    openJournal(emptyFolder.path()).reset();
    const auto start = [](const QString &folder) {
        const auto journal = openJournal(folder);
        const auto counts = journal->counts(u"test"_s, QDateTime::currentDateTimeUtc());
        const auto live =
            journal->messages({.states = {MessageState::Queued, MessageState::Sending, MessageState::InFlight}});
        if (!counts || !live)
            qFatal("The journal could not be read.");
    };
    bench::BenchFigure figure(u"Journal of %1 messages: open, count, find what is live"_s.arg(historyRows),
                              u"the same with an empty one"_s, bench::Budget::timeAtMost(1.3));
    figure.measure(
        25, [&] { start(longProfile()); }, [&] { start(emptyFolder.path()); });
    figure.print();
}

void measureStatistics()
{
    const auto connection = Connection::open(longProfile() + u"/journal.sqlite"_s, Connection::Mode::ReadOnly);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().message));
    BareJournal bare(longProfile() + u"/journal.sqlite"_s);
    const StatisticsQuestion all{
        u"test"_s,
        {QDateTime::fromMSecsSinceEpoch(0, Qt::UTC), QDateTime::fromMSecsSinceEpoch(4'000'000'000'000, Qt::UTC)}};
    qint64 counted = 0, wanted = 0;
    bench::BenchFigure figure(u"Journal: the dashboard's figures of all %1 messages"_s.arg(historyRows),
                              u"bare SQL that reads the same columns"_s, bench::Budget::timeAtMost(3));
    figure.measure(
        9,
        [&] {
            const auto statistics = readStatistics(**connection, all, {});
            counted = statistics ? statistics->total().all() : -1;
        },
        [&] {
            wanted = bare.read("SELECT state, status, staging_records, target_records, job, changed - sent, entity "
                               "FROM messages WHERE environment = 'test' AND created >= 0 AND created < 4000000000000");
        });
    if (counted != wanted)
        qFatal("The figures count %lld messages, bare SQL %lld.", counted, wanted);
    figure.print();
}
} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    for (const int rows : {1, 100, 1000})
        measureAppend(rows);
    measureFirstScreens();
    measureStartUp();
    measureStatistics();
    return 0;
}
