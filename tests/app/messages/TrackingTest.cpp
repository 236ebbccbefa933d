#include "tests/app/messages/DeskFixture.h"

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What other programs sent: followed, explained, and joined to a file that comes later.
class TrackingTest : public DeskTest
{
    Q_OBJECT

private slots:
    void init()
    {
        prepare();
        m_program = std::make_unique<Program>(m_folder->path(), m_service->url());
    }
    void cleanup() { m_program.reset(); }

    void followsAnExecutionToItsEnd()
    {
        follow();
        const MessageKey key = track({u"EX-7"_s}, TrackedBy::ExecutionId, {}).keys.first();
        QTRY_VERIFY(row(key).countsKnown);
        QCOMPARE(row(key).state, MessageState::Succeeded);
        QCOMPARE(row(key).status, u"Succeeded"_s);
        QCOMPARE(row(key).targetRecords, 2);
        QVERIFY(row(key).messageId.isEmpty() && row(key).job.isEmpty() && row(key).file.isEmpty());
        QCOMPARE(m_program->history(key), QStringList({u"InFlight"_s, u"Succeeded"_s}));
        for (const RawRequest &request : m_service->requests) {
            QVERIFY2(!request.line().contains("GetMessageStatus"), request.line());
            QVERIFY2(!request.line().contains("GetExecutionIdByMessageId"), request.line());
        }
    }

    void explainsAnExecutionAndJoinsTheFileThatComesLater()
    {
        failWithTwoErrors("GetExecutionSummaryStatus", "\"PartiallySucceeded\"");
        follow();
        const MessageKey key = track({u"EX-7"_s}, TrackedBy::ExecutionId, u"Groups"_s).keys.first();
        QTRY_COMPARE(row(key).state, MessageState::Failed);
        auto failure = QCoro::waitFor(m_program->desk.analysis().why(key, {}));
        QVERIFY(failure);
        QCOMPARE(failure->errors.size(), 2);
        QVERIFY(!failure->errors[0].line);

        QVERIFY(attach(key, file("CUSTOMERGROUPID,TERMS\r\n10,N30\r\n20,X1\r\n30,X2\r\n", u"sent.csv"_s)));
        QCOMPARE(row(key).file, u"sent.csv"_s);
        QCOMPARE(row(key).bytes, 45);
        QTRY_COMPARE(row(key).records, 3);
        const qsizetype asked = m_service->requests.size();
        failure = QCoro::waitFor(m_program->desk.analysis().why(key, {}));
        QCOMPARE(failure->errors[0].line, 3);
        QCOMPARE(failure->errors[1].line, 4);
        QCOMPARE(m_service->requests.size(), asked); // the errors may be gone from the service by then
        const auto rows = QCoro::waitFor(m_program->desk.analysis().failingRows(key, {}));
        QCOMPARE(rows->size(), 1); // one file, one table
        QCOMPARE(rows->first().total, 2);
        QCOMPARE(m_program->history(key).last(), u"Failed"_s); // attaching is no new state
    }

    void joinsTheFileThatCameBeforeTheFailure()
    {
        const MessageKey key = track({messageId}).keys.first();
        QVERIFY(attach(key, file("CUSTOMERGROUPID,TERMS\r\n20,X1\r\n30,X2\r\n", u"sent.csv"_s)));
        QCOMPARE(row(key).state, MessageState::InFlight);
        failWithTwoErrors("GetMessageStatus", "\"ProcessedWithErrors\"");
        follow();
        QTRY_COMPARE(row(key).state, MessageState::Failed);
        const auto failure = QCoro::waitFor(m_program->desk.analysis().why(key, {}));
        QCOMPARE(failure->errors[0].line, 2);
        QCOMPARE(failure->errors[1].line, 3);
    }

    void givesAFileOnce()
    {
        const MessageKey key = track({messageId}).keys.first();
        QCOMPARE(attach(key, m_folder->filePath(u"missing.csv"_s)).error().kind, ErrorKind::BadInput);
        QVERIFY(attach(key, file("A\r\n1\r\n")));
        QCOMPARE(attach(key, file("A\r\n2\r\n")).error().kind, ErrorKind::Conflict);
        QCOMPARE(attach(MessageKey(99), file("A\r\n2\r\n")).error().kind, ErrorKind::NotFound);
    }

    void sendsNothingThroughAJobThatNobodyNamed()
    {
        failWithTwoErrors("GetExecutionSummaryStatus", "\"Failed\"");
        follow();
        const MessageKey key = track({u"EX-7"_s}, TrackedBy::ExecutionId, {}).keys.first();
        QTRY_COMPARE(row(key).state, MessageState::Failed);
        QVERIFY(attach(key, file("A\r\n1\r\n")));
        const auto again = QCoro::waitFor(m_program->desk.decisions().resend(key));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
    }

    void takesEachIdOnceAndTellsWhatIsHere()
    {
        const QString other = u"11111111-2222-3333-4444-555555555555"_s;
        const MessageKey first = track({messageId}).keys.first();
        const TrackedRows rows = track({other, u"{%1}"_s.arg(messageId.toUpper()), other});
        QCOMPARE(rows.keys.size(), 2);
        QCOMPARE(rows.keys.last(), first);
        QCOMPARE(rows.already, QList<MessageKey>{first});
        QCOMPARE(row(rows.keys.first()).messageId.text(), other);
        QCOMPARE(row(first).entity, u"Customer groups"_s);
        QCOMPARE(m_program->journal->messages({})->size(), 2);
    }

    void makesOneRowOfAnIdThatTwoProgramsAreTold()
    {
        Program other(m_folder->path(), m_service->url());
        QStringList ids;
        for (int i = 0; i < 200; ++i)
            ids.append(QUuid::createUuid().toString(QUuid::WithoutBraces));
        const TrackRequest request{u"UAT"_s, u"Groups"_s, TrackedBy::MessageId, ids};
        auto mine = m_program->desk.tracking().track(request);
        auto theirs = other.desk.tracking().track(request);
        const auto first = QCoro::waitFor(std::move(mine)), second = QCoro::waitFor(std::move(theirs));
        QVERIFY(first && second);
        QCOMPARE(first->keys.size(), ids.size());
        QCOMPARE(first->keys, second->keys);
        QCOMPARE(first->already.size() + second->already.size(), ids.size());
        QCOMPARE(m_program->journal->messages({})->size(), ids.size());
    }

    void refusesWhatIsNoId_data()
    {
        QTest::addColumn<TrackRequest>("request");
        QTest::addColumn<ErrorKind>("kind");
        const auto by = TrackedBy::MessageId, execution = TrackedBy::ExecutionId;
        const QString zero = u"00000000-0000-0000-0000-000000000000"_s;
        QTest::newRow("no GUID") << TrackRequest{u"UAT"_s, u"Groups"_s, by, {messageId, u"x"_s}} << ErrorKind::BadInput;
        QTest::newRow("all zero") << TrackRequest{u"UAT"_s, {}, execution, {zero}} << ErrorKind::BadInput;
        QTest::newRow("empty") << TrackRequest{u"UAT"_s, {}, execution, {u" "_s}} << ErrorKind::BadInput;
        QTest::newRow("two lines") << TrackRequest{u"UAT"_s, {}, execution, {u"a\nb"_s}} << ErrorKind::BadInput;
        QTest::newRow("no job") << TrackRequest{u"UAT"_s, {}, by, {messageId}} << ErrorKind::Usage;
        QTest::newRow("job") << TrackRequest{u"UAT"_s, u"Nowhere"_s, by, {messageId}} << ErrorKind::NotFound;
        QTest::newRow("environment") << TrackRequest{u"X"_s, u"Groups"_s, by, {messageId}} << ErrorKind::NotFound;
    }
    void refusesWhatIsNoId()
    {
        QFETCH(const TrackRequest, request);
        const auto rows = QCoro::waitFor(m_program->desk.tracking().track(request));
        QVERIFY(!rows);
        QTEST(rows.error().kind, "kind");
        QVERIFY(m_program->journal->messages({})->isEmpty());
    }

    void findsMessageIdsInALog()
    {
        const QString log =
            u"06:00 POST /enqueue/%1?entity=x -> \"%2\"\n06:01 again %2, tenant=%3,\n"
            "abc-%2 00000000-0000-0000-0000-000000000000 {%4}"_s.arg(
                activity, messageId.toUpper(), u"contoso.example"_s, u"11111111-2222-3333-4444-555555555555"_s);
        QCOMPARE(m_program->desk.tracking().idsIn(log),
                 QStringList({messageId, u"11111111-2222-3333-4444-555555555555"_s}));
    }

private:
    void follow()
    {
        QVERIFY(QCoro::waitFor(m_program->desk.becomeSender({})));
        m_program->desk.poller().start();
    }
    void failWithTwoErrors(const char *question, const QByteArray &word)
    {
        m_values[QString::fromLatin1(question)] = word;
        m_values[u"GetExecutionErrors"_s] = json(
            "`[{^RecordId^:^20^,^Field^:^^,^ErrorMessage^:^The value 'X1' in field 'Terms' is not "
            "found.^},{^RecordId^:^30^,^Field^:^^,^ErrorMessage^:^The value 'X2' in field 'Terms' is not found.^}]`");
    }
    Message row(MessageKey key) { return m_program->row(key); }
    TrackedRows track(const QStringList &ids, TrackedBy by = TrackedBy::MessageId, const QString &job = u"Groups"_s)
    {
        const auto rows = QCoro::waitFor(m_program->desk.tracking().track({u"UAT"_s, job, by, ids}));
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
        return *rows;
    }
    Result<void> attach(MessageKey key, const QString &path)
    {
        return QCoro::waitFor(m_program->desk.attach(key, path, {}));
    }

    std::unique_ptr<Program> m_program;
};

QTEST_GUILESS_MAIN(TrackingTest)
#include "TrackingTest.moc"
