#include "JournalFixture.h"

#include "app/journal/DownloadBook.h"

#include <QSignalSpy>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
const ActivityId activity(u"11111111-2222-3333-4444-555555555555"_s);

Download taken(const QString &correlationId)
{
    Download row;
    row.environment = u"test"_s;
    row.job = u"Customers"_s;
    row.activityId = activity;
    row.correlationId = correlationId;
    row.dequeueJson = "{\"CorrelationId\":\"x\"}";
    return row;
}

JobLook lookAt(const QDateTime &time)
{
    return {u"test"_s, activity, u"Customers"_s, time, false, {}};
}
} // namespace

class DownloadBookTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        journal = f.open();
        book = std::make_unique<DownloadBook>(*journal, f.clock);
    }
    void cleanup()
    {
        book.reset();
        journal.reset();
    }
    void keepsAllOfARow();
    void writesAnEventForEachState();
    void refusesWhatTheChangeRefuses();
    void findsWhatComesAgain();
    void keepsAQuestionWithoutAnswer();
    void filters();
    void tellsOfOtherPrograms();
    void tellsWhatAnotherWroteAfterThisOne();
    void knowsItsWords();

private:
    JournalFixture f;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<DownloadBook> book;
};

void DownloadBookTest::keepsAllOfARow()
{
    Download row = taken(u"AB"_s);
    row.kind = DownloadKind::Exported;
    row.executionId = ExecutionId(u"e-1"_s);
    row.dataProject = u"Project"_s;
    row.company = u"usmf"_s;
    row.state = DownloadState::ExportFailed;
    row.file = u"a/b.zip"_s;
    row.bytes = 12;
    row.sha256 = u"ab"_s;
    row.entries = 3;
    row.entities = {u"Customer groups"_s, u"Ledger „Süd“"_s};
    row.dequeuedUtc = f.clock->now.addSecs(1);
    row.storedUtc = f.clock->now.addSecs(2);
    row.ackedUtc = f.clock->now.addSecs(3);
    row.leaseUntilUtc = f.clock->now.addSecs(4);
    row.redelivered = true;
    row.attempts = 4;
    row.error = Error{ErrorKind::Refused, u"no"_s, u"detail"_s, 403, u"code"_s};
    row.owner = u"me"_s;
    const auto written = await(book->append(row));
    QVERIFY(written);
    row.key = written->key;
    row.createdUtc = f.clock->now;
    QCOMPARE(*written == row, true);
    book = std::make_unique<DownloadBook>(*journal, f.clock);
    const auto read = book->download(row.key);
    QVERIFY(read && *read);
    QVERIFY(**read == row);
    QVERIFY(!*book->download(DownloadKey(99)));
}

void DownloadBookTest::writesAnEventForEachState()
{
    QSignalSpy told(book.get(), &DownloadBook::changed);
    const auto row = await(book->append(taken(u"ab"_s), u"Handed out."_s));
    f.clock->now = f.clock->now.addSecs(5);
    const auto damaged = await(book->commit(row->key, [](Download &d) -> Result<void> {
        d.state = DownloadState::Damaged;
        d.error = Error{ErrorKind::BadInput, u"No zip."_s};
        return {};
    }));
    QVERIFY(damaged);
    const auto quiet = await(book->commit(row->key, [](Download &d) -> Result<void> {
        d.attempts = 1;
        return {};
    }));
    QVERIFY(quiet);
    QVERIFY(!quiet->error);
    const auto events = book->events(row->key);
    QVERIFY(events);
    QCOMPARE(events->size(), 2);
    QVERIFY(events->at(0) == (DownloadEvent{f.clock->now.addSecs(-5), DownloadState::Announced, u"Handed out."_s}));
    QVERIFY(events->at(1) == (DownloadEvent{f.clock->now, DownloadState::Damaged, u"No zip."_s}));
    QCOMPARE(told.size(), 3);
}

void DownloadBookTest::refusesWhatTheChangeRefuses()
{
    const auto row = await(book->append(taken(u"ab"_s)));
    const auto refused = await(book->commit(row->key, [](Download &d) -> Result<void> {
        d.state = DownloadState::Stored;
        return fail(ErrorKind::Conflict, u"No."_s);
    }));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE((*book->download(row->key))->state, DownloadState::Announced);
    const auto missing = await(book->commit(DownloadKey(7), [](Download &) { return Result<void>(); }));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

void DownloadBookTest::findsWhatComesAgain()
{
    const auto same = [](const QString &id) { return [id](const Download &d) { return d.correlationId == id; }; };
    const auto again = [](Download &d) -> Result<void> {
        d.redelivered = true;
        return {};
    };
    const auto first = await(book->take(lookAt(f.clock->now), taken(u"a"_s), same(u"a"_s), again));
    const auto other = await(book->take(lookAt(f.clock->now), taken(u"b"_s), same(u"b"_s), again));
    const auto second = await(book->take(lookAt(f.clock->now), taken(u"a"_s), same(u"a"_s), again));
    QVERIFY(first && other && second);
    QCOMPARE(second->key, first->key);
    QVERIFY(second->redelivered && !other->redelivered);
    QCOMPARE(book->downloads({})->size(), 2);
}

void DownloadBookTest::keepsAQuestionWithoutAnswer()
{
    QVERIFY(!*book->look(u"test"_s, activity));
    JobLook asking = lookAt({});
    asking.askingUtc = f.clock->now;
    QVERIFY(await(book->keepLook(asking)));
    QVERIFY(**book->look(u"test"_s, activity) == asking);
    QVERIFY(await(book->take(
        lookAt(f.clock->now), taken(u"a"_s), [](const Download &) { return false; },
        [](Download &) { return Result<void>(); })));
    QVERIFY(**book->look(u"test"_s, activity) == lookAt(f.clock->now));
    QVERIFY(!*book->look(u"other"_s, activity));
}

void DownloadBookTest::filters()
{
    Download row = taken(u"a"_s);
    (void)await(book->append(row));
    f.clock->now = f.clock->now.addSecs(1);
    row.state = DownloadState::Stored;
    row.job = u"Vendors"_s;
    row.correlationId = u"B"_s;
    const auto newest = await(book->append(row));
    QCOMPARE(book->downloads({})->first().key, newest->key);
    QCOMPARE(book->downloads({.job = u"Vendors"_s})->size(), 1);
    QCOMPARE(book->downloads({.states = {DownloadState::Stored, DownloadState::Leased}})->size(), 1);
    QCOMPARE(book->downloads({.correlationId = u"b"_s})->size(), 1);
    QCOMPARE(book->downloads({.environment = u"other"_s})->size(), 0);
    QCOMPARE(book->downloads({.limit = 1})->first().key, newest->key);
}

void DownloadBookTest::tellsOfOtherPrograms()
{
    book->followOtherPrograms();
    QSignalSpy told(book.get(), &DownloadBook::changed);
    const auto otherJournal = f.open();
    DownloadBook other(*otherJournal, f.clock);
    const auto row = await(other.append(taken(u"a"_s)));
    QVERIFY(row);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().first().value<QList<DownloadKey>>(), QList<DownloadKey>{row->key});
}

void DownloadBookTest::tellsWhatAnotherWroteAfterThisOne()
{
    book->followOtherPrograms();
    const auto otherJournal = f.open();
    DownloadBook other(*otherJournal, f.clock);
    QSignalSpy told(book.get(), &DownloadBook::changed);
    const auto own = await(book->append(taken(u"own"_s)));
    const auto shared = await(book->append(taken(u"shared"_s)));
    QVERIFY(own && shared);
    QVERIFY(await(other.commit(shared->key, [](Download &d) -> Result<void> {
        d.state = DownloadState::Damaged;
        return {};
    })));
    QTRY_COMPARE(told.size(), 3);
    QCOMPARE(told.last().first().value<QList<DownloadKey>>(), QList<DownloadKey>{shared->key}); // not its own
}

void DownloadBookTest::knowsItsWords()
{
    for (const DownloadStateRow &state : downloadStates())
        QCOMPARE(downloadStateFrom(word(state.state).toLower()), state.state);
    QVERIFY(!downloadStateFrom(u"Somewhere"));
}

QTEST_GUILESS_MAIN(DownloadBookTest)
#include "DownloadBookTest.moc"
