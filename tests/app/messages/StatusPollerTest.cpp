#include "tests/app/messages/DeskFixture.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SetClock final : public Clock
{
public:
    QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime utcNow() const override { return now; }
};

} // namespace

class StatusPollerTest : public DeskTest
{
    Q_OBJECT

    QHash<QString, int> m_asked; ///< message id → questions
    QHash<QString, QByteArray> m_status;

    /// A row that is followed, as if its file had been sent.
    MessageKey followed(Program &program, const QString &id)
    {
        NewMessage row;
        row.environment = u"UAT"_s;
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
            QVERIFY2(m_asked.value(id(i)) >= m_asked.value(id(1)), qPrintable(id(i)));
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
        clock->now = clock->now.addDays(8);
        QTRY_COMPARE(program.row(stuck).state, MessageState::GivenUp);
        QTRY_COMPARE(program.row(unknown).state, MessageState::GivenUp);
        QCOMPARE(program.row(stuck).status, u"Processing"_s);
        QVERIFY(program.row(stuck).needsAttention());
        m_status[id(1)] = "Processed";
        clock->now = clock->now.addDays(2);
        QTRY_COMPARE(program.row(stuck).state, MessageState::Succeeded);
        QCoro::waitFor(poller.stop());
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
