#include "JournalFixture.h"

#include "app/journal/Connection.h"
#include "app/journal/MessageQuery.h"

#include <QElapsedTimer>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class JournalFilterTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        journal = f.open();
    }

    void showsTheNewestFirst()
    {
        const MessageKey a = add(u"a.csv"_s);
        const MessageKey b = add(u"b.csv"_s);
        f.clock->now = f.clock->now.addSecs(-60); // a clock set back
        const MessageKey c = add(u"c.csv"_s);
        QCOMPARE(keys({}), (QList{b, a, c}));
        QCOMPARE(keys({.limit = 2}), (QList{b, a}));
        QVERIFY(keys({.limit = 0}).isEmpty());
    }

    void restrictsByEnvironmentJobAndTime()
    {
        NewMessage other = newMessage();
        other.environment = u"production"_s;
        other.job = u"Orders"_s;
        const MessageKey a = add(u"a.csv"_s);
        f.clock->now = f.clock->now.addSecs(60);
        const MessageKey b = appendOne(*journal, other);
        QCOMPARE(keys({.environment = u"test"_s}), QList{a});
        QCOMPARE(keys({.environment = u"production"_s}), QList{b});
        QCOMPARE(keys({.job = u"Orders"_s}), QList{b});
        QCOMPARE(keys({.since = f.clock->now}), QList{b});
        QCOMPARE(keys({.environment = u"test"_s, .since = f.clock->now}), QList<MessageKey>());
    }

    void restrictsByStates()
    {
        const MessageKey a = add(u"a.csv"_s), b = add(u"b.csv"_s), c = add(u"c.csv"_s), d = add(u"d.csv"_s);
        move(b, MessageState::Failed);
        move(c, MessageState::Succeeded);
        move(d, MessageState::Failed);
        const QList<MessageState> both{MessageState::Failed, MessageState::Queued};
        QCOMPARE(keys({.states = {MessageState::Failed}}), (QList{d, b}));
        QCOMPARE(keys({.states = both}), (QList{d, b, a}));
        QCOMPARE(keys({.states = both, .limit = 2}), (QList{d, b}));
        QCOMPARE(keys({.environment = u"test"_s, .job = u"Customers"_s, .states = both, .limit = 10}),
                 (QList{d, b, a}));
        QCOMPARE(keys({.environment = u"test"_s, .states = both, .search = u"b.csv"_s, .limit = 1}), QList{b});
        QCOMPARE(keys({.states = both + both, .limit = 10}), (QList{d, b, a}));
    }

    void takesTheNewestOfSeveralStatesInTheOrderOfTheIndex()
    {
        add(u"a.csv"_s);
        const MessageFilter filter{.environment = u"test"_s,
                                   .states = {MessageState::Failed, MessageState::Queued, MessageState::Held},
                                   .limit = 100};
        const BoundSql query = messageQuery(filter);
        const auto connection = Connection::open(f.path(), Connection::Mode::ReadOnly);
        QVERIFY(connection);
        QStringList plan;
        QVERIFY((*connection)->each(u"EXPLAIN QUERY PLAN "_s + query.sql, query.values, [&plan](const QSqlQuery &row) {
            plan << row.value(3).toString();
        }));
        QCOMPARE(plan.filter(u"messages_by_state"_s).size(), 3);
        QVERIFY2(plan.filter(u"TEMP B-TREE"_s).isEmpty(), qPrintable(plan.join(u'\n')));
    }

    void findsWhatNeedsAttention()
    {
        const MessageKey a = add(u"a.csv"_s), b = add(u"b.csv"_s), c = add(u"c.csv"_s);
        move(a, MessageState::Unconfirmed);
        move(b, MessageState::Succeeded);
        move(c, MessageState::Failed);
        const MessageFilter filter{.environment = u"test"_s, .needsAttention = true};
        QCOMPARE(keys(filter), (QList{c, a}));
        MessageChange counts{.key = b, .stagingRecords = 10, .targetRecords = 0, .writesEvent = false};
        QVERIFY(await(journal->commit(counts)));
        QCOMPARE(keys(filter), (QList{c, b, a}));
        MessageChange handled{.key = c, .handled = Handled{f.clock->now, u"ada"_s, {}}, .writesEvent = false};
        QVERIFY(await(journal->commit(handled)));
        QCOMPARE(keys(filter), (QList{b, a}));
        // The index and the rule in Message say the same of every row.
        const auto all = journal->messages({});
        for (const Message &message : *all)
            QCOMPARE(keys(filter).contains(message.key), message.needsAttention());
    }

    void restrictsByEndOfAPeriodEntityAndKeys()
    {
        const MessageKey a = add(u"a.csv"_s);
        f.clock->now = f.clock->now.addSecs(60);
        NewMessage package = newMessage(u"b.zip"_s);
        package.entity.clear();
        const MessageKey b = appendOne(*journal, package);
        QCOMPARE(keys({.until = f.clock->now}), QList{a});
        QCOMPARE(keys({.since = f.clock->now, .until = f.clock->now.addSecs(1)}), QList{b});
        QCOMPARE(keys({.entity = u"Customers V3"_s}), QList{a});
        QCOMPARE(keys({.entity = u""_s}), QList{b});
        QCOMPARE(keys({.keys = {b}}), QList{b});
        QCOMPARE(keys({.environment = u"elsewhere"_s, .keys = {b}}), QList<MessageKey>());
    }

    void restrictsByOutcomeAsTheMessageItselfSays()
    {
        for (const StateRow &state : messageStates())
            move(add(u"file.csv"_s), state.state);
        for (const QString &word : {u"ProcessedWithErrors"_s, u"Processed_With-errors "_s, u"PartiallySucceeded"_s,
                                    u"PreProcessingError"_s}) {
            MessageChange failed = changeTo(add(u"failed.csv"_s), MessageState::Failed);
            failed.status = word;
            QVERIFY(await(journal->commit(failed)));
        }
        MessageChange partly = changeTo(add(u"partly.csv"_s), MessageState::Succeeded);
        partly.stagingRecords = 10;
        partly.targetRecords = 9;
        QVERIFY(await(journal->commit(partly)));
        const auto all = journal->messages({});
        QCOMPARE(all->size(), 15);
        for (const Outcome outcome : outcomes) {
            const QList<MessageKey> some = keys({.outcomes = {outcome}, .limit = 100});
            QVERIFY(!some.isEmpty());
            for (const Message &message : *all)
                QCOMPARE(some.contains(message.key), outcomeOf(message) == outcome);
        }
        QCOMPARE(keys({.outcomes = {Outcome::WithErrors}}), keys({.outcomes = {Outcome::WithErrors}, .limit = 9}));
        QCOMPARE(keys({.states = {MessageState::Rejected}, .outcomes = {Outcome::Failed}}).size(), 1);
    }

    void restrictsByOneWholeCause()
    {
        const MessageKey explained = add(u"a.csv"_s), refused = add(u"b.csv"_s), untold = add(u"c.csv"_s);
        move(explained, MessageState::Failed);
        Failure failure;
        failure.causes = {{u"Item number does not exist"_s, 31, {}}, {u"Quantity is 50% off"_s, 6, {}}};
        QVERIFY(await(journal->keepFailure(explained, failure)));
        MessageChange rejected = changeTo(refused, MessageState::Rejected);
        rejected.error = Error{ErrorKind::Refused, u"The entity\nis not known."_s};
        QVERIFY(await(journal->commit(rejected)));
        MessageChange broken = changeTo(untold, MessageState::Failed);
        broken.status = u"PreProcessingError"_s;
        QVERIFY(await(journal->commit(broken)));
        QCOMPARE(keys({.cause = u"Item number does not exist"_s}), QList{explained});
        QCOMPARE(keys({.cause = u"Quantity is 50% off"_s}), QList{explained});
        QCOMPARE(keys({.cause = u"does not exist"_s}), QList<MessageKey>());
        QCOMPARE(keys({.cause = u"The entity is not known."_s}), QList{refused});
        QCOMPARE(keys({.cause = u"PreProcessingError"_s}), QList{untold});
    }

    void restrictsByTheTimeUntilTheVerdict()
    {
        const MessageKey quick = add(u"a.csv"_s), slow = add(u"b.csv"_s), open = add(u"c.csv"_s);
        const QDateTime sent = f.clock->now;
        for (const MessageKey key : {quick, slow, open}) {
            MessageChange sending = changeTo(key, MessageState::Sending);
            sending.sentUtc = sent;
            QVERIFY(await(journal->commit(sending)));
        }
        f.clock->now = sent.addSecs(10);
        move(quick, MessageState::Succeeded);
        f.clock->now = sent.addSecs(60);
        move(slow, MessageState::Failed);
        QCOMPARE(keys({.tookAtLeast = 0ms}), (QList{slow, quick}));
        QCOMPARE(keys({.tookAtLeast = 60s}), QList{slow});
        QCOMPARE(keys({.tookAtLeast = 60001ms}), QList<MessageKey>());
    }

    void searchesWhereAnOperatorWouldLook_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<bool>("found");
        QTest::newRow("file, another case") << u"FORECAST_100"_s << true;
        QTest::newRow("job") << u"ustom"_s << true;
        QTest::newRow("entity") << u"customers v3"_s << true;
        QTest::newRow("message id in braces") << u" {8F3C0000-0000-0000-0000-000000000001}"_s << true;
        QTest::newRow("part of the message id") << u"8f3c"_s << true;
        QTest::newRow("execution id") << u"DMF-77"_s << true;
        QTest::newRow("error text") << u"not listed"_s << true;
        QTest::newRow("error detail") << u"AADSTS1"_s << true;
        QTest::newRow("cause") << u"does not exist"_s << true;
        QTest::newRow("a percent sign is itself") << u"100%25"_s << false;
        QTest::newRow("an existing percent sign") << u"100%.csv"_s << true;
        QTest::newRow("an underscore is itself") << u"fore_ast"_s << false;
        QTest::newRow("a backslash is itself") << u"\\"_s << false;
        QTest::newRow("a quote is harmless") << u"' OR 1=1 --"_s << false;
        QTest::newRow("something else") << u"vendors"_s << false;
    }

    void searchesWhereAnOperatorWouldLook()
    {
        QFETCH(QString, search);
        const MessageKey key = add(u"forecast_100%.csv"_s);
        MessageChange held = changeTo(key, MessageState::Held);
        held.messageId = MessageId(u"8f3c0000-0000-0000-0000-000000000001"_s);
        held.executionId = ExecutionId(u"DMF-77"_s);
        held.error = Error{ErrorKind::NotSignedIn, u"The application is not listed."_s, u"AADSTS1: no"_s};
        QVERIFY(await(journal->commit(held)));
        Failure failure;
        failure.causes = {{u"The group '…' does not exist."_s, 2, {}}};
        QVERIFY(await(journal->keepFailure(key, failure)));
        QTEST(!keys({.search = search}).isEmpty(), "found");
    }

    void countsForTheChips()
    {
        const QDateTime today = f.clock->now.addSecs(30);
        const MessageKey a = add(u"a.csv"_s), b = add(u"b.csv"_s);
        f.clock->now = f.clock->now.addSecs(60);
        const MessageKey c = add(u"c.csv"_s);
        add(u"d.csv"_s);
        NewMessage other = newMessage();
        other.environment = u"other"_s;
        appendOne(*journal, other);
        move(a, MessageState::Succeeded);
        move(b, MessageState::Sending);
        move(b, MessageState::InFlight);
        move(c, MessageState::Held);
        const auto counts = journal->counts(u"test"_s, today);
        QVERIFY(counts);
        QCOMPARE(counts->all, 4);
        QCOMPARE(counts->succeeded, 1);
        QCOMPARE(counts->inFlight, 2);
        QCOMPARE(counts->needsAttention, 1);
        QCOMPARE(counts->today, 2);
        QCOMPARE(journal->counts(u"nowhere"_s, today)->all, 0);
    }

    void answersFiltersOverAHundredThousandMessages()
    {
        constexpr int rows = 100'000;
        QList<NewMessage> many;
        many.reserve(rows);
        for (int i = 0; i < rows; ++i) {
            NewMessage message = newMessage(u"file-%1.csv"_s.arg(i));
            message.environment = i % 2 ? u"test"_s : u"production"_s;
            message.job = u"Job %1"_s.arg(i % 40);
            message.state = i % 1000 ? MessageState::InFlight : MessageState::Failed;
            many.append(message);
        }
        QElapsedTimer timer;
        timer.start();
        // In parts: one transaction of all takes too long to wait for where every access is checked.
        for (qsizetype from = 0; from < many.size(); from += 10'000)
            QVERIFY(await(journal->append(many.mid(from, 10'000), u"me"_s)));
        qInfo() << "append" << timer.restart() << "ms";
        const QList<MessageState> states{MessageState::Queued, MessageState::Failed, MessageState::InFlight};
        QCOMPARE(keys({.environment = u"test"_s, .limit = 100}).size(), 100);
        QCOMPARE(keys({.environment = u"production"_s, .states = {MessageState::Failed}, .limit = 100}).size(), 100);
        QCOMPARE(keys({.environment = u"test"_s, .states = states, .limit = 100}).size(), 100);
        QCOMPARE(keys({.environment = u"production"_s, .job = u"Job 2"_s, .limit = 100}).size(), 100);
        QCOMPARE(keys({.environment = u"production"_s, .needsAttention = true, .limit = 100}).size(), 100);
        QCOMPARE(keys({.environment = u"test"_s, .search = u"file-99999"_s, .limit = 100}).size(), 1);
        QCOMPARE(journal->counts(u"production"_s, f.clock->now)->all, rows / 2);
        qInfo() << "seven filters" << timer.restart() << "ms";
    }

private:
    MessageKey add(const QString &file) { return appendOne(*journal, newMessage(file)); }
    void move(MessageKey key, MessageState state)
    {
        const auto done = await(journal->commit(changeTo(key, state)));
        QVERIFY(done);
    }
    QList<MessageKey> keys(const MessageFilter &filter) const
    {
        QList<MessageKey> keys;
        const auto found = journal->messages(filter);
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        for (const Message &message : *found)
            keys.append(message.key);
        return keys;
    }

    JournalFixture f;
    std::unique_ptr<Journal> journal;
};

QTEST_GUILESS_MAIN(JournalFilterTest)
#include "JournalFilterTest.moc"
