#include "JournalFixture.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalReader.h"

#include <QSignalSpy>

using namespace waybill;
using namespace Qt::StringLiterals;

class JournalTest : public QObject
{
    Q_OBJECT

private slots:
    void hearsOfWhatOtherProgramsWrite()
    {
        const auto mine = f.open();
        const auto other = f.open();
        mine->followOtherPrograms();
        QSignalSpy told(mine.get(), &Journal::changed);
        const auto keys = await(other->append({newMessage(u"theirs.csv"_s)}, u"them"_s));
        QVERIFY(keys);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.first().first().value<QList<MessageKey>>(), *keys);
        // Its own writes are told once, not again as news.
        QVERIFY(await(mine->append({newMessage(u"mine.csv"_s)}, u"me"_s)));
        QVERIFY(await(other->append({newMessage(u"again.csv"_s)}, u"them"_s)));
        QTRY_VERIFY(told.size() >= 3);
        QCOMPARE(told.last().first().value<QList<MessageKey>>().size(), 1);
    }

    void asksAgainForNewsThatCouldNotBeRead()
    {
        const auto other = f.open();
        JournalReader reader(f.path());
        QVERIFY(reader.newsSince(0));
        const MessageKey key = appendOne(*other);
        QVERIFY((*reader.connection())->run(u"CREATE TEMP VIEW events AS SELECT 1 AS one"_s));
        QVERIFY(!reader.newsSince(0));
        QVERIFY((*reader.connection())->run(u"DROP VIEW temp.events"_s));
        QCOMPARE(reader.newsSince(0)->keys, QList<MessageKey>{key});
    }

    void appendsRowsInOrderEachWithItsFirstEvent()
    {
        const auto journal = f.open();
        NewMessage second = newMessage(u"second.csv"_s);
        second.records = 7;
        const auto keys = await(journal->append({newMessage(u"first.csv"_s), second}, u"me"_s));
        QVERIFY(keys);
        QCOMPARE(keys->size(), 2);
        QVERIFY(number(keys->at(0)) < number(keys->at(1)));

        const Message message = row(*journal, keys->at(1));
        QCOMPARE(message.file, u"second.csv"_s);
        QCOMPARE(message.environment, u"test"_s);
        QCOMPARE(message.job, u"Customers"_s);
        QCOMPARE(message.activityId.text(), second.activityId.text());
        QCOMPARE(message.entity, u"Customers V3"_s);
        QCOMPARE(message.company, u"usmf"_s);
        QCOMPARE(message.bytes, 1234);
        QCOMPARE(message.records, 7);
        QCOMPARE(message.sha256, second.sha256);
        QCOMPARE(message.owner, u"me"_s);
        QCOMPARE(message.state, MessageState::Queued);
        QVERIFY(message.status.isNull());
        QCOMPARE(message.createdUtc, f.clock->now);
        QCOMPARE(message.changedUtc, f.clock->now);
        QVERIFY(!message.sentUtc.isValid());
        QVERIFY(!message.error && !message.handled && !message.attemptOf && !message.countsKnown);

        const auto events = journal->events(keys->at(0));
        QVERIFY(events);
        QCOMPARE(*events, (QList<Event>{{f.clock->now, EventSource::Local, u"Queued"_s, {}}}));
    }

    void worksWhereverTheClockStands()
    {
        const auto journal = f.open();
        const QDateTime beyond(QDate(2040, 1, 1), QTime(0, 0, 0, 1), Qt::UTC); // more seconds than 32 bits hold
        QList<MessageKey> keys;
        for (const QDateTime &now : {beyond, f.clock->now, beyond.addSecs(-3600), beyond.addSecs(3600)}) {
            f.clock->now = now;
            keys.append(appendOne(*journal));
            QVERIFY(await(journal->commit(changeTo(keys.last(), MessageState::Sending))));
            QCOMPARE(row(*journal, keys.last()).createdUtc, now);
            QCOMPARE(journal->events(keys.last())->last().atUtc, now);
        }
        for (const MessageKey key : keys)
            QCOMPARE(journal->events(key)->last().what, word(row(*journal, key).state));
        QCOMPARE(journal->messages({.limit = 1})->first().key, keys.last());
    }

    void appendsATrackedMessageWithoutAFile()
    {
        const auto journal = f.open();
        NewMessage tracked;
        tracked.environment = u"test"_s;
        tracked.state = MessageState::InFlight;
        tracked.messageId = MessageId(u"8f3c0000-0000-0000-0000-000000000001"_s);
        const MessageKey key = appendOne(*journal, tracked);
        const Message message = row(*journal, key);
        QVERIFY(!message.bytes);
        QVERIFY(message.file.isEmpty() && message.sha256.isEmpty());
        QCOMPARE(message.state, MessageState::InFlight);
        QCOMPARE(message.messageId, tracked.messageId);
    }

    void writesEveryFieldOfAChange()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        MessageChange change = changeTo(key, MessageState::Held, u"why"_s);
        change.event.atUtc = f.clock->now.addSecs(60);
        change.status = u"Enqueued"_s;
        change.messageId = MessageId(u"id"_s);
        change.executionId = ExecutionId(u"execution"_s);
        change.stagingRecords = 10;
        change.targetRecords = 9;
        change.countsKnown = true;
        change.sentUtc = f.clock->now.addSecs(30);
        change.handled = Handled{f.clock->now, u"ada"_s, u"seen"_s};
        change.error = Error{ErrorKind::Throttled, u"Wait."_s, u"text"_s, 429, u"X1"_s};
        change.requestIds = QStringList{u"ms-dyn-aid: 1"_s, u"x-ms-request-id: 2"_s};
        change.owner = u"other"_s;
        QVERIFY(await(journal->commit(change)));

        const Message message = row(*journal, key);
        QCOMPARE(message.state, MessageState::Held);
        QCOMPARE(message.status, u"Enqueued"_s);
        QCOMPARE(message.messageId.text(), u"id"_s);
        QCOMPARE(message.executionId.text(), u"execution"_s);
        QCOMPARE(message.stagingRecords, 10);
        QCOMPARE(message.targetRecords, 9);
        QVERIFY(message.countsKnown);
        QCOMPARE(message.sentUtc, *change.sentUtc);
        QCOMPARE(message.changedUtc, change.event.atUtc);
        QCOMPARE(message.handled, change.handled);
        QCOMPARE(message.error, change.error);
        QCOMPARE(message.requestIds, *change.requestIds);
        QCOMPARE(message.owner, u"other"_s);
        const auto events = journal->events(key);
        QCOMPARE(events->size(), 2);
        QCOMPARE(events->last(), change.event);
    }

    void aNewStateWithoutErrorClearsTheError()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        MessageChange held = changeTo(key, MessageState::Held);
        held.error = Error{ErrorKind::Unreachable, u"Nobody there."_s};
        QVERIFY(await(journal->commit(held)));
        MessageChange note;
        note.key = key;
        note.writesEvent = false;
        note.executionId = ExecutionId(u"x"_s);
        QVERIFY(await(journal->commit(note)));
        QVERIFY(row(*journal, key).error);
        QVERIFY(await(journal->commit(changeTo(key, MessageState::Sending))));
        QVERIFY(!row(*journal, key).error);
    }

    void changedUtcMovesWithStateAndStatusOnly()
    {
        const auto journal = f.open();
        const QDateTime appended = f.clock->now;
        const MessageKey key = appendOne(*journal);
        f.clock->now = appended.addSecs(10);
        MessageChange facts;
        facts.key = key;
        facts.writesEvent = false;
        facts.targetRecords = 3;
        facts.handled = Handled{f.clock->now, u"ada"_s, {}};
        QVERIFY(await(journal->commit(facts)));
        QCOMPARE(row(*journal, key).changedUtc, appended);
        QCOMPARE(journal->events(key)->size(), 1);
        MessageChange status = changeTo(key, MessageState::InFlight);
        status.event = {{}, EventSource::Service, u"Enqueued"_s, {}};
        status.status = u"Enqueued"_s;
        QVERIFY(await(journal->commit(status)));
        QCOMPARE(row(*journal, key).changedUtc, f.clock->now);
        QCOMPARE(journal->events(key)->last(), (Event{f.clock->now, EventSource::Service, u"Enqueued"_s, {}}));
    }

    void refusesAChangeWhoseConditionsDoNotHold()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        MessageChange send = changeTo(key, MessageState::Sending);
        send.onlyFrom = {MessageState::Queued, MessageState::Held};
        QVERIFY(await(journal->commit(send)));
        const auto again = await(journal->commit(send));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        QVERIFY(again.error().message.contains(u"Sending"_s));
        QCOMPARE(journal->events(key)->size(), 2);

        MessageChange handle;
        handle.key = key;
        handle.event.what = u"Handled"_s;
        handle.handled = Handled{f.clock->now, u"ada"_s, {}};
        handle.onlyUnhandled = true;
        QVERIFY(await(journal->commit(handle)));
        const auto twice = await(journal->commit(handle));
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, ErrorKind::Conflict);
    }

    void refusesAChangeOfARowThatIsNotThere()
    {
        const auto journal = f.open();
        const auto result = await(journal->commit(changeTo(MessageKey(99), MessageState::Sending)));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        const auto kept = await(journal->keepFailure(MessageKey(99), {}));
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, ErrorKind::NotFound);
        QVERIFY(!*journal->message(MessageKey(99)));
        QVERIFY(journal->events(MessageKey(99))->isEmpty());
    }

    void writesAllOfSeveralChangesOrNone()
    {
        const auto journal = f.open();
        const MessageKey a = appendOne(*journal), b = appendOne(*journal);
        MessageChange impossible = changeTo(b, MessageState::Sending);
        impossible.onlyFrom = {MessageState::Held};
        QVERIFY(!await(journal->commit(QList<MessageChange>{changeTo(a, MessageState::Cancelled), impossible})));
        QCOMPARE(row(*journal, a).state, MessageState::Queued);
        QCOMPARE(journal->events(a)->size(), 1);
        QVERIFY(await(journal->commit(
            QList<MessageChange>{changeTo(a, MessageState::Cancelled), changeTo(b, MessageState::Sending)})));
        QCOMPARE(row(*journal, a).state, MessageState::Cancelled);
        QCOMPARE(row(*journal, b).state, MessageState::Sending);
    }

    void appendsAnAttemptAndMarksTheOldRowInOneStep()
    {
        const auto journal = f.open();
        const MessageKey old = appendOne(*journal);
        MessageChange handled;
        handled.key = old;
        handled.event.what = u"Handled"_s;
        handled.handled = Handled{f.clock->now, u"ada"_s, u"sent again"_s};
        handled.onlyUnhandled = true;
        NewMessage attempt = newMessage();
        attempt.attemptOf = old;
        const auto keys = await(journal->append({attempt}, u"me"_s, {handled}));
        QVERIFY(keys);
        QCOMPARE(row(*journal, keys->first()).attemptOf, old);
        QVERIFY(row(*journal, old).handled);
        // Decided a second time, by another program: neither a row nor a mark.
        const auto twice = await(journal->append({attempt}, u"me"_s, {handled}));
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, ErrorKind::Conflict);
        QCOMPARE(journal->messages({})->size(), 2);
        attempt.attemptOf = MessageKey(77);
        const auto unknown = await(journal->append({attempt}, u"me"_s));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    }

    void readsHowLongMessagesWereInEachStatus()
    {
        const auto journal = f.open();
        NewMessage tracked = newMessage(u"a.csv"_s);
        tracked.state = MessageState::InFlight;
        const QDateTime begin = f.clock->now;
        const MessageKey key = appendOne(*journal, tracked);
        const auto happened = [&](int seconds, const QString &what, EventSource source) {
            MessageChange change;
            change.key = key;
            change.event = Event{begin.addSecs(seconds), source, what, {}};
            QVERIFY(await(journal->commit(change)));
        };
        happened(60, u"Enqueued"_s, EventSource::Service);
        happened(300, u"Processing"_s, EventSource::Service);
        happened(310, u"Handled"_s, EventSource::Local);
        happened(340, u"Processed"_s, EventSource::Service);
        const auto span = [&](const QString &status, int from, int to) {
            return StatusSpan{u"test"_s, u"Customers"_s,      u"Customers V3"_s,
                              status,    begin.addSecs(from), begin.addSecs(to)};
        };
        const auto spans = journal->recentSpans(100);
        QVERIFY(spans);
        QCOMPARE(*spans,
                 (QList<StatusSpan>{span({}, 0, 60), span(u"Enqueued"_s, 60, 300), span(u"Processing"_s, 300, 340)}));
        // Of what began before the newest events nothing is said.
        QCOMPARE(journal->recentSpans(2)->size(), 0);
    }

    void keepsTheNewestTwoHundredExchanges()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal), other = appendOne(*journal);
        journal->keepExchange(
            other, {f.clock->now, u"enqueue"_s, u"POST"_s, u"http://x/"_s, 200, 12, 34, 56, {u"a: b"_s}, u"\"id\""_s});
        for (int i = 0; i < 230; ++i) {
            StoredExchange exchange;
            exchange.atUtc = f.clock->now;
            exchange.milliseconds = i;
            journal->keepExchange(key, exchange);
        }
        QVERIFY(await(journal->settled()));
        const auto kept = journal->exchanges(key);
        QCOMPARE(kept->size(), 200);
        QCOMPARE(kept->first().milliseconds, 30);
        QCOMPARE(kept->last().milliseconds, 229);
        const StoredExchange one = journal->exchanges(other)->first();
        QCOMPARE(one.atUtc, f.clock->now);
        QCOMPARE(one.purpose, u"enqueue"_s);
        QCOMPARE(one.method, u"POST"_s);
        QCOMPARE(one.url, u"http://x/"_s);
        QCOMPARE(one.httpStatus, 200);
        QCOMPARE(one.milliseconds, 12);
        QCOMPARE(one.bytesSent, 34);
        QCOMPARE(one.bytesReceived, 56);
        QCOMPARE(one.requestIds, QStringList{u"a: b"_s});
        QCOMPARE(one.answer, u"\"id\""_s);
    }

    void keepsAFailureAndReplacesIt()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        QVERIFY(!*journal->failure(key));
        Failure failure;
        failure.collectedUtc = f.clock->now;
        failure.executionStatus = u"PartiallySucceeded"_s;
        failure.entities = {{u"Customers V3"_s, u"Finished"_s, u"Error"_s, 10, 0, {}, 3}};
        failure.errors = {{u"US-1"_s, u"CUSTOMERGROUPID"_s, u"„Zürich“ is \"wrong\"\nreally"_s, 4, 5},
                          {u"US-2"_s, {}, u"x"_s, {}, {}}};
        failure.causes = {{u"The group '…' does not exist."_s, 2, u"Add the group."_s}};
        failure.explanation = u"Two rows failed."_s;
        failure.nextSteps = {u"Mend"_s, u"Push"_s};
        failure.pageUrl = u"https://x/"_s;
        QVERIFY(await(journal->keepFailure(key, failure)));
        QCOMPARE(**journal->failure(key), failure);
        failure.complete = true;
        failure.errors.clear();
        QVERIFY(await(journal->keepFailure(key, failure)));
        QCOMPARE(**journal->failure(key), failure);
    }

    void keepsAFailureOfAHundredThousandErrors()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        Failure failure;
        failure.collectedUtc = f.clock->now;
        for (int i = 0; i < 100'000; ++i)
            failure.errors.append(
                {u"US-%1"_s.arg(i), u"GROUP"_s, u"Group %1 does not exist."_s.arg(i % 40), i + 1, i + 2});
        QVERIFY(await(journal->keepFailure(key, failure)));
        QCOMPARE(**journal->failure(key), failure);
        // A glance has the first of them and knows how many there are.
        const auto glance = journal->failureInShort(key);
        QCOMPARE((*glance)->errors, failure.errors.first((*glance)->errors.size()));
        QVERIFY((*glance)->errors.size() <= 100);
        QCOMPARE((*glance)->errorCount(), 100'000);
        QCOMPARE(*Journal::readErrors(journal->path(), key), failure.errors);
    }

    void findsMessagesByIdAndByContent()
    {
        const auto journal = f.open();
        const MessageKey a = appendOne(*journal), b = appendOne(*journal);
        const MessageId id(u"8f3c0000-0000-0000-0000-000000000001"_s);
        MessageChange sent = changeTo(b, MessageState::InFlight);
        sent.messageId = id;
        QVERIFY(await(journal->commit(sent)));
        QCOMPARE(journal->byMessageId(u"test"_s, id)->size(), 1);
        QCOMPARE(journal->byMessageId(u"test"_s, id)->first().key, b);
        QVERIFY(journal->byMessageId(u"other"_s, id)->isEmpty());
        QVERIFY(journal->byMessageId(u"test"_s, {})->isEmpty());

        const NewMessage content = newMessage();
        const auto same = [&] { return journal->sameContent(u"test"_s, content.activityId, content.sha256); };
        QCOMPARE((*same())->key, b);
        QVERIFY(await(journal->commit(changeTo(b, MessageState::Rejected))));
        QCOMPARE((*same())->key, a);
        QVERIFY(await(journal->commit(changeTo(a, MessageState::Cancelled))));
        QVERIFY(!*same());
        QVERIFY(!*journal->sameContent(u"test"_s, ActivityId(u"other"_s), content.sha256));
    }

    void init() { f = JournalFixture(); }

private:
    JournalFixture f;
};

QTEST_GUILESS_MAIN(JournalTest)
#include "JournalTest.moc"
