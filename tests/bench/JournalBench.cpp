#include "BareJournal.h"

#include "app/journal/Journal.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QTemporaryDir>

using namespace waybill;
using namespace Qt::StringLiterals;

// Each benchmark does our work and the reference's by turns and prints `ratio`; what it must keep to is in its label.
namespace {
using Stopwatch = std::chrono::steady_clock;
double seconds(Stopwatch::time_point since)
{
    return std::chrono::duration<double>(Stopwatch::now() - since).count();
}

std::unique_ptr<Journal> openJournal(const QString &folder)
{
    auto journal = Journal::open(folder, std::make_shared<SystemClock>(), Journal::Access::ReadWrite);
    if (!journal)
        qFatal("%s", qPrintable(journal.error().message));
    return std::move(*journal);
}

/// How long the journal under test is; a million with WAYBILL_BENCH_ROWS=1000000.
int historyRows()
{
    const int asked = qEnvironmentVariableIntValue("WAYBILL_BENCH_ROWS");
    return asked > 0 ? asked : 200'000;
}

/// A profile with a long history, made once.
const QString &longProfile()
{
    static QTemporaryDir folder;
    static const QString path = folder.path();
    static const bool filled = [] {
        openJournal(path).reset();
        BareJournal bare(path + u"/journal.sqlite"_s);
        for (int left = historyRows(); left > 0; left -= 10'000)
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

void append(benchmark::State &state)
{
    QTemporaryDir ourFolder, bareFolder;
    const int rows = int(state.range(0));
    const auto journal = openJournal(ourFolder.path());
    openJournal(bareFolder.path()).reset();
    BareJournal bare(bareFolder.path() + u"/journal.sqlite"_s);
    const QList<NewMessage> messages = newMessages(rows);
    double ours = 0, reference = 0;
    for (auto _ : state) {
        const auto start = Stopwatch::now();
        bool done = false;
        appendThen(journal.get(), messages, &done);
        while (!done)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        ours += seconds(start);
        const auto bareStart = Stopwatch::now();
        bare.append(rows);
        reference += seconds(bareStart);
    }
    state.counters["rows/s"] = double(rows) * double(state.iterations()) / ours;
    state.counters["ratio"] = reference / ours;
    state.SetLabel("speed of bare SQLite with the same durability, must be >= 0.5");
}
BENCHMARK(append)->Arg(1)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void firstScreen(benchmark::State &state, const MessageFilter &filter, const char *sql)
{
    const auto journal = openJournal(longProfile());
    BareJournal bare(longProfile() + u"/journal.sqlite"_s);
    double ours = 0, reference = 0;
    for (auto _ : state) {
        const auto start = Stopwatch::now();
        const auto found = journal->messages(filter);
        ours += seconds(start);
        const auto bareStart = Stopwatch::now();
        const int rows = bare.read(sql);
        reference += seconds(bareStart);
        if (!found || found->size() != rows || rows == 0)
            state.SkipWithError("the two did not find the same");
    }
    state.counters["ratio"] = ours / reference;
    state.SetLabel("time of bare SQL for the same rows, must be <= 3");
}
const MessageFilter all{.environment = u"test"_s, .limit = 100};
const MessageFilter ofState{.environment = u"test"_s, .states = {MessageState::Failed}, .limit = 100};
const MessageFilter ofStates{.environment = u"test"_s,
                             .states = {MessageState::Failed, MessageState::Succeeded, MessageState::Queued},
                             .limit = 100};
const MessageFilter ofJob{.environment = u"test"_s, .job = u"Job 7"_s, .limit = 100};
const MessageFilter needsAttention{.environment = u"test"_s, .needsAttention = true, .limit = 100};
#define NEWEST " ORDER BY created DESC, key DESC LIMIT 100"
BENCHMARK_CAPTURE(firstScreen, all, all, "SELECT * FROM messages WHERE environment = 'test'" NEWEST);
BENCHMARK_CAPTURE(firstScreen, state, ofState,
                  "SELECT * FROM messages WHERE state = 'Failed' AND environment = 'test'" NEWEST);
BENCHMARK_CAPTURE(firstScreen, three_states, ofStates,
                  "SELECT * FROM messages WHERE environment = 'test'" NEWEST); // all of them are in these states
BENCHMARK_CAPTURE(firstScreen, job, ofJob,
                  "SELECT * FROM messages WHERE environment = 'test' AND job = 'Job 7'" NEWEST);
BENCHMARK_CAPTURE(firstScreen, attention, needsAttention,
                  "SELECT * FROM messages WHERE environment = 'test' AND attention = 1" NEWEST);

void startUp(benchmark::State &state)
{
    QTemporaryDir emptyFolder;
    openJournal(emptyFolder.path()).reset();
    const MessageFilter screen{.environment = u"test"_s, .limit = 100};
    const auto start = [&](const QString &folder) {
        const auto begun = Stopwatch::now();
        const auto journal = openJournal(folder);
        const auto counts = journal->counts(u"test"_s, QDateTime::currentDateTimeUtc());
        const auto live =
            journal->messages({.states = {MessageState::Queued, MessageState::Sending, MessageState::InFlight}});
        if (!counts || !live)
            state.SkipWithError("the journal could not be read");
        return seconds(begun);
    };
    start(longProfile());
    double filled = 0, empty = 0;
    for (auto _ : state) {
        filled += start(longProfile());
        empty += start(emptyFolder.path());
    }
    state.counters["ratio"] = filled / empty;
    state.SetLabel("time with an empty journal, must be <= 1.3");
}
BENCHMARK(startUp)->Unit(benchmark::kMillisecond);
} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
