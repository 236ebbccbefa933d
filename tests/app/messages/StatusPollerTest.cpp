#include "tests/app/messages/DeskFixture.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StatusPollerTest : public DeskTest
{
    Q_OBJECT

    QHash<QString, int> m_asked; ///< message id → questions
    QHash<QString, QByteArray> m_status;

    /// A row that is followed, as if its file had been sent.
    MessageKey followed(Program &program, const QString &id, const QString &environment = u"UAT"_s)
    {
        NewMessage row;
        row.environment = environment;
        row.job = u"Groups"_s;
        row.activityId = ActivityId(activity);
        row.state = MessageState::InFlight;
        row.messageId = MessageId(id);
        QList<NewMessage> rows;
        rows.append(row);
        const auto keys = QCoro::waitFor(program.journal->append(rows, {}));
        if (!keys)
            qFatal("%s", qPrintable(keys.error().message));
        return keys->first();
    }
    static QString id(int number) { return u"0f8fad5b-d9cb-469f-a165-%1"_s.arg(number, 12, 10, QChar(u'0')); }

    /// A program whose poller goes by a clock of the test.
    struct Watched : Program {
        using Program::Program;
        std::shared_ptr<SetClock> time = std::make_shared<SetClock>();
        StatusPoller poller{journal.get(), &connections, time};
        ~Watched() { QCoro::waitFor(poller.stop()); }
    };
    std::unique_ptr<Watched> watched() { return std::make_unique<Watched>(m_folder->path(), m_service->url()); }
    /// Follows ten messages of another environment to their first word: long enough for questions that should not go
    /// out.
    void hearOfAnother(Watched &program)
    {
        Environment other = *program.environments.find(u"UAT");
        other.name = u"DEV"_s;
        program.environments.setTransient(other);
        program.secrets.keepForSession(other.name, u"hush"_s);
        for (int i = 901; i <= 910; ++i) {
            const MessageKey key = followed(program, id(i), other.name);
            QTRY_COMPARE(program.row(key).status, u"Processing"_s);
        }
    }
    int askedIn(int from, int to) const
    {
        int sum = 0;
        for (int i = from; i <= to; ++i)
            sum += m_asked.value(id(i));
        return sum;
    }

private slots:
    void init()
    {
        prepare();
        m_asked.clear();
        m_status.clear();
        m_service = std::make_unique<RawServer>([this](const RawRequest &request, QTcpSocket *socket) {
            if (!request.line().contains("GetMessageStatus"))
                return answer(request, socket);
            const QString asked = QJsonDocument::fromJson(request.body).object()[u"messageId"_s].toString();
            ++m_asked[asked];
            const QByteArray word = m_status.value(asked, "Processing");
            if (word == "silence")
                return;
            socket->write(word.startsWith("HTTP") ? word : RawServer::ok("{\"value\":\"" + word + "\"}"));
        });
    }

    void onePoisonousMessageDoesNotStopTheOthers()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        m_status[id(1)] = RawServer::status("500 Internal Server Error", "{\"Message\":\"oops\"}");
        followed(program, id(1));
        for (int i = 2; i <= 8; ++i)
            followed(program, id(i));
        program.desk.poller().start();
        QTRY_VERIFY(m_asked.value(id(1)) >= 2);
        QVERIFY(program.desk.poller().trouble(u"UAT"_s).isEmpty());
        for (int i = 2; i <= 8; ++i)
            QVERIFY2(m_asked.value(id(i)) >= 1, qPrintable(id(i)));
        m_status[id(5)] = "Processed";
        QTRY_COMPARE(program.journal->byMessageId(u"UAT"_s, MessageId(id(5)))->first().state, MessageState::Succeeded);
    }

    void pausesWhatIsDown()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        for (int i = 1; i <= 5; ++i) {
            m_status[id(i)] = RawServer::status("500 Internal Server Error");
            followed(program, id(i));
        }
        program.desk.poller().start();
        QTRY_VERIFY(!program.desk.poller().trouble(u"UAT"_s).isEmpty());
        for (int i = 1; i <= 5; ++i)
            m_status[id(i)] = "Processed";
        QTRY_COMPARE(program.journal->byMessageId(u"UAT"_s, MessageId(id(3)))->first().state, MessageState::Succeeded);
        QTRY_VERIFY(program.desk.poller().trouble(u"UAT"_s).isEmpty());
    }

    void givesUpAfterAWeekAndTakesAnyNews()
    {
        const auto clock = std::make_shared<SetClock>();
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        StatusPoller poller(program.journal.get(), &program.connections, clock);
        m_status[id(1)] = "Processing";
        m_status[id(2)] = RawServer::status("404 Not Found");
        const MessageKey stuck = followed(program, id(1));
        const MessageKey unknown = followed(program, id(2));
        poller.start();
        QTRY_COMPARE(program.row(stuck).status, u"Processing"_s);
        const auto before = std::pair(m_asked.value(id(1)), m_asked.value(id(2)));
        clock->now = clock->now.addDays(8);
        // Nobody asked in that time: one answer is not enough, two are.
        QTRY_VERIFY(m_asked.value(id(1)) > before.first && m_asked.value(id(2)) > before.second);
        for (const MessageKey key : {stuck, unknown}) {
            QCOMPARE(program.row(key).state, MessageState::InFlight);
            poller.lookSoon(key);
            QTRY_COMPARE(program.row(key).state, MessageState::GivenUp);
        }
        QCOMPARE(program.row(stuck).status, u"Processing"_s);
        QVERIFY(program.row(stuck).needsAttention());
        m_status[id(1)] = "Processed";
        clock->now = clock->now.addDays(2);
        QTRY_COMPARE(program.row(stuck).state, MessageState::Succeeded);
        QCoro::waitFor(poller.stop());
    }

    void sleepingThroughAWeekGivesNothingUp()
    {
        const auto program = watched();
        const MessageKey key = followed(*program, id(1));
        program->poller.start();
        QTRY_COMPARE(program->row(key).status, u"Processing"_s);
        const int before = m_asked.value(id(1));
        program->time->now = program->time->now.addDays(10);
        QTRY_VERIFY(m_asked.value(id(1)) > before);
        hearOfAnother(*program);
        QCOMPARE(program->row(key).state, MessageState::InFlight);
    }

    void aStatusThatIsAYearOldIsAskedAboutBeforeItIsGivenUp()
    {
        const auto program = watched();
        const MessageKey old = followed(*program, id(1)), lucky = followed(*program, id(2));
        for (const MessageKey key : {old, lucky}) {
            MessageChange said;
            said.key = key;
            said.event = Event{program->time->now, EventSource::Service, u"Processing"_s, {}};
            said.status = u"Processing"_s;
            QVERIFY(QCoro::waitFor(program->journal->commit(said)));
        }
        m_status[id(2)] = "Processed";
        program->time->now = program->time->now.addYears(1);
        program->poller.start();
        QTRY_COMPARE(program->row(old).state, MessageState::GivenUp);
        QTRY_COMPARE(program->row(lucky).state, MessageState::Succeeded);
        QVERIFY(m_asked.value(id(1)) >= 1);
        QVERIFY(program->journal->events(old)->last().detail.contains(u"7 days"_s));
    }

    void anOutageOfAMomentGivesNothingUp()
    {
        const auto program = watched();
        QList<MessageKey> keys;
        for (int i = 1; i <= 5; ++i) {
            m_status[id(i)] = RawServer::status("502 Bad Gateway");
            keys.append(followed(*program, id(i)));
        }
        program->time->now = program->time->now.addDays(8); // nobody ran in that time
        program->poller.start();
        // Its clock stands, so each question is one that a person wants to have asked.
        const auto askAll = [&] {
            for (int i = 1; i <= 5; ++i) {
                const int before = m_asked.value(id(i));
                QTRY_VERIFY((program->poller.lookSoon(keys[i - 1]), m_asked.value(id(i)) > before));
            }
        };
        askAll();
        askAll();
        hearOfAnother(*program);
        for (const MessageKey key : keys)
            QCOMPARE(program->row(key).state, MessageState::InFlight);
        // One that meets nothing but errors for long is its own trouble.
        for (int round = 0; round < 12; ++round)
            askAll();
        for (const MessageKey key : keys)
            QTRY_COMPARE(program->row(key).state, MessageState::GivenUp);
    }

    void saysThatTheEnvironmentIsGone()
    {
        const auto program = watched();
        Environment dev = *program->environments.find(u"UAT");
        dev.name = u"DEV"_s;
        QVERIFY(program->environments.add(dev));
        program->secrets.keepForSession(dev.name, u"hush"_s);
        const MessageKey key = followed(*program, id(1), dev.name);
        program->poller.start();
        QTRY_COMPARE(program->row(key).status, u"Processing"_s);
        QVERIFY(program->environments.remove(dev.name));
        program->poller.lookSoon(key);
        QTRY_VERIFY(program->poller.trouble(dev.name).contains(u"“DEV”"_s));
        program->time->now = program->time->now.addDays(8);
        QTRY_VERIFY((program->poller.lookSoon(key), program->row(key).state == MessageState::GivenUp));
    }

    void aStatusThatGoesBackIsShownAsItCame()
    {
        const auto program = watched();
        const MessageKey key = followed(*program, id(1));
        QVERIFY(!program->poller.nextLookUtc(key).isValid());
        program->poller.start();
        for (const QByteArray word : {"Processing", "Enqueued", "Preprocessing", "Processed"}) {
            m_status[id(1)] = word;
            program->poller.lookSoon(key);
            QTRY_COMPARE(program->row(key).status, QString::fromLatin1(word));
            QVERIFY(program->row(key).state == MessageState::Succeeded || program->poller.nextLookUtc(key).isValid());
        }
        QCOMPARE(program->history(key),
                 (QStringList{u"InFlight"_s, u"Processing"_s, u"Enqueued"_s, u"Preprocessing"_s, u"Processed"_s}));
    }

    void throttledForAnHourItAsksNothingMore()
    {
        const auto program = watched();
        QList<MessageKey> keys;
        for (int i = 1; i <= 8; ++i) {
            m_status[id(i)] = RawServer::status("429 Too Many Requests", {}, "Retry-After: 3600\r\n");
            keys.append(followed(*program, id(i)));
        }
        program->poller.start();
        QTRY_VERIFY(program->connections.openClient(u"UAT"_s) &&
                    program->connections.openClient(u"UAT"_s)->gate().isClosed());
        hearOfAnother(*program);
        const int asked = askedIn(1, 8);
        QVERIFY(asked >= 1 && asked <= 4);
        program->poller.lookSoon(keys.last());
        hearOfAnother(*program);
        QCOMPARE(askedIn(1, 8), asked);
        QVERIFY(program->connections.openClient(u"UAT"_s)->gate().reason().contains(u"429"_s));
        QVERIFY(program->poller.nextLookUtc(keys.last()) > program->time->now.addSecs(3000));
    }

    void withErrorsForEverythingItSaysWhyAndPauses()
    {
        const auto program = watched();
        for (int i = 1; i <= 8; ++i) {
            m_status[id(i)] = RawServer::status("500 Internal Server Error");
            followed(*program, id(i));
        }
        program->poller.start();
        QTRY_VERIFY(program->poller.trouble(u"UAT"_s).contains(u"500"_s));
        hearOfAnother(*program);
        const int asked = askedIn(1, 8);
        QVERIFY2(asked <= 8, qPrintable(QString::number(asked)));
        hearOfAnother(*program);
        QCOMPARE(askedIn(1, 8), asked); // its clock stands
        program->time->now = program->time->now.addSecs(70);
        QTRY_VERIFY(askedIn(1, 8) > asked);
    }

    void givesUpCountsThatAreRefusedForGood()
    {
        const auto clock = std::make_shared<SetClock>();
        m_values[u"GetExecutionIdByMessageId"_s] = RawServer::status("500 Internal Server Error");
        m_status[id(1)] = "Processed";
        Program program(m_folder->path(), m_service->url());
        StatusPoller poller(program.journal.get(), &program.connections, clock);
        const MessageKey key = followed(program, id(1));
        poller.start();
        QTRY_COMPARE(program.row(key).state, MessageState::Succeeded);
        QVERIFY(!program.row(key).countsKnown);
        clock->now = clock->now.addSecs(60);
        QTRY_VERIFY(program.row(key).countsKnown);
        QVERIFY(!program.row(key).targetRecords);
        QVERIFY(!program.row(key).needsAttention());
        QCoro::waitFor(poller.stop());
    }

    void looksAgainAfterTheClockWasSetBack()
    {
        const auto clock = std::make_shared<SetClock>();
        Program program(m_folder->path(), m_service->url());
        StatusPoller poller(program.journal.get(), &program.connections, clock);
        const MessageKey key = followed(program, id(1));
        poller.start();
        QTRY_COMPARE(program.row(key).status, u"Processing"_s);
        clock->now = clock->now.addDays(-1);
        m_status[id(1)] = "Processed";
        QTRY_COMPARE(program.row(key).state, MessageState::Succeeded);
        QCoro::waitFor(poller.stop());
    }
};

QTEST_GUILESS_MAIN(StatusPollerTest)
#include "StatusPollerTest.moc"
