#include "tests/app/messages/DeskFixture.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What must hold when disk, operator and service meddle with a file that is being sent.
class PushTroubleTest : public DeskTest
{
    Q_OBJECT

    /// Makes the journal refuse, or take again, events of this word.
    void setRefused(const QString &word, bool refused)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"meddler"_s);
            database.setDatabaseName(m_folder->filePath(u"journal.sqlite"_s));
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(refused ? u"CREATE TRIGGER meddle BEFORE INSERT ON events WHEN NEW.what = '%1' BEGIN "
                                         "SELECT RAISE(ABORT, 'the disk is full'); END"_s.arg(word)
                                       : u"DROP TRIGGER meddle"_s));
        }
        QSqlDatabase::removeDatabase(u"meddler"_s);
    }

private slots:
    void init() { prepare(); }

    void writesDownTheMessageIdAsSoonAsItCan()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        setRefused(u"InFlight"_s, true);
        QSignalSpy failed(&program.desk.queue(), &PushQueue::journalFailed);
        const MessageKey key = program.push(file("A\r\n1\r\n"));
        QTRY_COMPARE(failed.count(), 1);
        // Nobody else knows the id: it is told, and the row does not claim that it could be sent again.
        const Error told = failed.first().at(1).value<Error>();
        QVERIFY2(told.detail.contains(messageId), qPrintable(told.detail));
        QCOMPARE(program.row(key).state, MessageState::Sending);
        QVERIFY(program.desk.queue().underWay().contains(key));
        setRefused(u"InFlight"_s, false);
        QTRY_COMPARE(program.row(key).state, MessageState::InFlight);
        QCOMPARE(program.row(key).messageId.text(), messageId);
        QCOMPARE(m_enqueued, 1);
    }

    void endsAllTheSameWhenTheJournalStaysBroken()
    {
        MessageKey key{};
        {
            Program program(m_folder->path(), m_service->url());
            QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
            setRefused(u"InFlight"_s, true);
            QSignalSpy failed(&program.desk.queue(), &PushQueue::journalFailed);
            key = program.push(file("A\r\n1\r\n"));
            QTRY_COMPARE(failed.count(), 1);
        }
        setRefused(u"InFlight"_s, false);
        Program next(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(next.desk.becomeSender({})));
        QCOMPARE(next.row(key).state, MessageState::Unconfirmed);
        QCOMPARE(m_enqueued, 1);
    }

    void sendsNothingThatIsNotWrittenDownFirst()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        setRefused(u"Sending"_s, true);
        QSignalSpy failed(&program.desk.queue(), &PushQueue::journalFailed);
        const MessageKey key = program.push(file("A\r\n1\r\n"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(program.row(key).state, MessageState::Queued);
        QVERIFY(!program.desk.queue().waitingFor(key).isEmpty());
        QCOMPARE(m_enqueued, 0);
        setRefused(u"Sending"_s, false);
        QTRY_COMPARE(program.row(key).state, MessageState::InFlight);
        QCOMPARE(m_enqueued, 1);
    }

    void sendsOnlyWhatWasPushed()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const auto keys =
            QCoro::waitFor(program.desk.append(u"UAT"_s, {{file("A\r\n1\r\n"), u"Groups"_s, {}, {}}}, {}, {}));
        QVERIFY(keys);
        QFile stored(program.desk.payloads().path(program.row(keys->first()).sha256));
        QVERIFY(stored.resize(3));
        program.desk.queue().add(*keys);
        QVERIFY(QCoro::waitFor(program.desk.queue().done(*keys, {})));
        QCOMPARE(program.row(keys->first()).state, MessageState::Held);
        QCOMPARE(program.row(keys->first()).error->kind, ErrorKind::Storage);
        QCOMPARE(m_enqueued, 0);
    }

    void holdsWhatWaitsForAnEnvironmentThatBecameReadOnly()
    {
        EnvironmentStore another(m_folder->path()); // that of another program
        Environment uat;
        {
            Program program(m_folder->path(), m_service->url());
            uat = *program.environments.find(u"UAT");
        }
        QVERIFY(another.add(uat));
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const MessageKey before = program.push(file("A\r\n1\r\n"));
        QTRY_COMPARE(program.row(before).state, MessageState::InFlight);
        program.desk.queue().setPaused(true);
        const MessageKey waiting = program.push(file("A\r\n2\r\n"));
        uat.readOnly = true;
        QVERIFY(another.replace(u"UAT"_s, uat));
        program.desk.queue().setPaused(false);
        QVERIFY(QCoro::waitFor(program.desk.queue().done({waiting}, {})));
        QCOMPARE(program.row(waiting).state, MessageState::Held);
        QCOMPARE(program.row(waiting).error->kind, ErrorKind::Conflict);
        QVERIFY(program.row(waiting).error->message.contains("read-only"_L1));
        QVERIFY(!program.history(waiting).contains(u"Sending"_s));
        QCOMPARE(m_enqueued, 1);
        // What is there already is followed to its end: questions change nothing.
        program.desk.poller().start();
        QTRY_COMPARE(program.row(before).state, MessageState::Succeeded);
    }

    void holdsWhatWaitsForAnEnvironmentThatBecameProduction()
    {
        EnvironmentStore another(m_folder->path()); // that of another program
        Environment uat;
        {
            Program program(m_folder->path(), m_service->url());
            uat = *program.environments.find(u"UAT");
        }
        QVERIFY(another.add(uat));
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.queue().setPaused(true);
        const MessageKey waiting = program.push(file("A\r\n1\r\n"));
        uat.kind = EnvironmentKind::Production;
        QVERIFY(another.replace(u"UAT"_s, uat));
        program.desk.queue().setPaused(false);
        QVERIFY(QCoro::waitFor(program.desk.queue().done({waiting}, {})));
        QCOMPARE(program.row(waiting).state, MessageState::Held);
        QVERIFY(program.row(waiting).error->message.contains("became a production environment"_L1));
        QVERIFY(!program.history(waiting).contains(u"Sending"_s));
        QCOMPARE(m_enqueued, 0);
        // What is queued from now on was asked about.
        const MessageKey confirmed = program.push(file("A\r\n2\r\n"));
        QTRY_COMPARE(program.row(confirmed).state, MessageState::InFlight);
    }

    void sendsNothingToAnAddressThatWasCorrectedMeanwhile()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        m_values[u"GetMessageStatus"_s] = RawServer::status("429 Too Many Requests", {}, "Retry-After: 600\r\n");
        program.desk.poller().start();
        const MessageKey before = program.push(file("A\r\n1\r\n"));
        QTRY_COMPARE(program.row(before).state, MessageState::InFlight);
        QTRY_VERIFY(program.connections.openClient(u"UAT"_s)->gate().isClosed());
        const MessageKey waiting = program.push(file("A\r\n2\r\n"));
        QTRY_VERIFY(program.desk.queue().waitingFor(waiting).contains("429"_L1));
        int elsewhere = 0;
        RawServer right([&](const RawRequest &request, QTcpSocket *socket) {
            elsewhere += request.line().contains("/enqueue/") ? 1 : 0;
            answer(request, socket);
        });
        Environment uat = *program.environments.find(u"UAT");
        uat.url = right.url();
        program.environments.setTransient(uat);
        // At once, not when the wrong address lets us again; and not there.
        QTRY_COMPARE(program.row(waiting).state, MessageState::InFlight);
        QCOMPARE(elsewhere, 1);
        QCOMPARE(m_enqueued, 2);
    }

    void stopsBetweenTwoFilesAndSendsNothingLater()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.queue().setPacing(60s);
        const MessageKey first = program.push(file("A\r\n1\r\n"));
        const MessageKey second = program.push(file("A\r\n2\r\n"));
        QTRY_VERIFY(program.row(first).state == MessageState::InFlight && program.desk.queue().underWay().isEmpty());
        QElapsedTimer time;
        time.start();
        const Error over{ErrorKind::Cancelled, u"The window was closed."_s, {}, 0, {}};
        QCoro::waitFor(program.desk.queue().stop(over));
        QVERIFY(time.elapsed() < 30'000);
        QCOMPARE(program.row(second).state, MessageState::Held);
        // What comes too late, such as the end of a long copy, waits for the next start too.
        const MessageKey late = program.push(file("A\r\n3\r\n"));
        QTRY_COMPARE(program.row(late).state, MessageState::Held);
        QCOMPARE(program.row(late).error->message, over.message);
        QCOMPARE(m_enqueued, 1);
    }

    void cancelsOnlyWhatIsStillHere()
    {
        m_enqueue = [](const RawRequest &, QTcpSocket *) {}; // the first of the job is never answered
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const MessageKey first = program.push(file("A\r\n1\r\n"));
        const MessageKey waiting = program.push(file("A\r\n2\r\n"));
        QTRY_COMPARE(m_enqueued, 1);
        // Meanwhile another program has held it: that is not overwritten.
        const Error busy{ErrorKind::Busy, u"Held elsewhere."_s, {}, 0, {}};
        QVERIFY(QCoro::waitFor(program.desk.withdraw({waiting}, busy)));
        program.desk.queue().cancel(waiting);
        program.desk.queue().cancel(first);
        QVERIFY(QCoro::waitFor(program.desk.queue().done({first, waiting}, {})));
        QVERIFY(QCoro::waitFor(program.journal->settled()));
        QCOMPARE(program.row(waiting).state, MessageState::Held);
        // Its bytes were out: only an operator can tell.
        QCOMPARE(program.row(first).state, MessageState::Unconfirmed);
        QCOMPARE(program.row(first).error->kind, ErrorKind::Cancelled);
    }

    void letsOneOfTwoDecisionsWin()
    {
        m_enqueue = [](const RawRequest &, QTcpSocket *socket) { socket->abort(); };
        Program here(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(here.desk.becomeSender({})));
        const MessageKey key = here.push(file("A\r\n1\r\n"));
        QVERIFY(QCoro::waitFor(here.desk.queue().done({key}, {})));
        Program there(m_folder->path(), m_service->url());
        // Both have looked before either has written.
        auto arrived = here.desk.decisions().arrived(key, MessageId(messageId));
        auto again = there.desk.decisions().sendAgain(key);
        const bool took = QCoro::waitFor(std::move(arrived)).has_value();
        const bool resent = QCoro::waitFor(std::move(again)).has_value();
        QVERIFY(took != resent || (resent && here.row(key).handled));
        QCOMPARE(here.journal->messages({})->size(), resent ? 2 : 1);
        QCOMPARE(here.row(key).handled.has_value(), resent);
        if (!resent)
            QCOMPARE(here.row(key).state, MessageState::InFlight);
    }
};

QTEST_GUILESS_MAIN(PushTroubleTest)
#include "PushTroubleTest.moc"
