#include "tests/app/messages/DeskFixture.h"

#include <QJsonDocument>
#include <QJsonObject>
using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class MessageDeskTest : public DeskTest
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_enqueued = 0;
        m_values = {{u"GetMessageStatus"_s, "\"Processed\""},
                    {u"GetExecutionIdByMessageId"_s, "\"EX-1\""},
                    {u"GetExecutionSummaryStatus"_s, "\"Succeeded\""},
                    {u"GetEntityExecutionSummaryStatusList"_s,
                     json("[{`EntityName`:`Customer groups`,`StagingRecords`:2,`TargetRecords`:2}]")},
                    {u"GetExecutionErrors"_s, "\"[]\""},
                    {u"GetExecutionSummaryPageUrl"_s, "\"https://erp.example/?mi=x\""}};
        m_enqueue = [](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::ok('"' + messageId.toLatin1() + '"'));
        };
        m_service = std::make_unique<RawServer>([this](const RawRequest &r, QTcpSocket *s) { answer(r, s); });
    }

    void pushesAFileAndFollowsItToProcessed()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = program.push(file("CUSTOMERGROUPID\r\n10\r\n"));
        QTRY_VERIFY(program.row(key).countsKnown);
        const Message row = program.row(key);
        QCOMPARE(row.state, MessageState::Succeeded);
        QCOMPARE(row.status, u"Processed"_s);
        QCOMPARE(row.messageId.text(), messageId);
        QCOMPARE(row.targetRecords, 2);
        QVERIFY(!row.needsAttention());
        QCOMPARE(program.history(key), QStringList({u"Queued"_s, u"Sending"_s, u"InFlight"_s, u"Processed"_s}));
        const auto sent = std::ranges::find_if(m_service->requests,
                                               [](const RawRequest &r) { return r.line().contains("/enqueue/"); });
        QVERIFY(sent->line().startsWith("POST /api/connector/enqueue/" + activity.toLatin1() +
                                        "?entity=Customer%20groups&company=usmf "));
        QCOMPARE(sent->body, "CUSTOMERGROUPID\r\n10\r\n");
        QCOMPARE(sent->header("x-ms-dyn-externalidentifier"), "groups.csv");
    }

    void encodesTheNameThatGoesOut()
    {
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const MessageKey key = program.push(file("A\r\n", u"Łódź 100%.csv"_s));
        QVERIFY(QCoro::waitFor(program.desk.queue().done({key}, {})));
        QCOMPARE(m_service->requests.last().header("x-ms-dyn-externalidentifier"), "%C5%81%C3%B3d%C5%BA 100%.csv");
    }

    void aLostAnswerIsNeverASecondSend()
    {
        m_enqueue = [](const RawRequest &, QTcpSocket *socket) { socket->abort(); };
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const MessageKey key = program.push(file("A\r\n1\r\n"));
        QVERIFY(QCoro::waitFor(program.desk.queue().done({key}, {})));
        const Message row = program.row(key);
        QCOMPARE(row.state, MessageState::Unconfirmed);
        QCOMPARE(row.error->kind, ErrorKind::AnswerLost);
        QVERIFY(row.needsAttention());
        QCOMPARE(m_enqueued, 1);
        // Only a decision goes on, and each of them once.
        QVERIFY(!QCoro::waitFor(program.desk.decisions().resend(key)));
        const auto again = QCoro::waitFor(program.desk.decisions().sendAgain(key));
        QVERIFY(again);
        QCOMPARE(program.row(*again).attemptOf, key);
        QVERIFY(program.row(key).handled);
        QCOMPARE(program.row(key).state, MessageState::Unconfirmed);
        QVERIFY(!QCoro::waitFor(program.desk.decisions().sendAgain(key)));
    }

    void followsWhatTheOperatorFound()
    {
        m_enqueue = [](const RawRequest &, QTcpSocket *socket) { socket->abort(); };
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = program.push(file("A\r\n1\r\n", u"100%3.csv"_s));
        QTRY_COMPARE(program.row(key).state, MessageState::Unconfirmed);
        QVERIFY(QCoro::waitFor(program.desk.decisions().arrived(key, MessageId(messageId))));
        QTRY_COMPARE(program.row(key).state, MessageState::Succeeded);
        QVERIFY(!QCoro::waitFor(program.desk.decisions().arrived(key, MessageId(messageId))));

        // One id is one message: a second row never takes it.
        const MessageKey other = program.push(file("A\r\n2\r\n"));
        QTRY_COMPARE(program.row(other).state, MessageState::Unconfirmed);
        const auto twice = QCoro::waitFor(program.desk.decisions().arrived(other, MessageId(messageId)));
        QVERIFY(!twice && twice.error().kind == ErrorKind::Conflict);
        QVERIFY(twice.error().message.contains(u"(100%3.csv)"_s));
        QCOMPARE(program.row(other).state, MessageState::Unconfirmed);
    }

    void holdsWhatNeverLeftWhenPatienceEnds()
    {
        m_service->close();
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.queue().setPatience(300ms);
        const MessageKey key = program.push(file("A\r\n1\r\n"));
        QVERIFY(QCoro::waitFor(program.desk.queue().done({key}, {})));
        QCOMPARE(program.row(key).state, MessageState::Held);
        QVERIFY(program.row(key).error);
        QVERIFY(QCoro::waitFor(program.desk.release({key})));
        QCOMPARE(program.row(key).state, MessageState::Queued);
        QVERIFY(QCoro::waitFor(program.desk.cancel({key})));
        QCOMPARE(program.row(key).state, MessageState::Cancelled);
    }

    void waitsOutA429AndSendsOnce()
    {
        m_enqueue = [this](const RawRequest &, QTcpSocket *socket) {
            socket->write(m_enqueued == 1 ? RawServer::status("429 Too Many Requests", {}, "Retry-After: 0\r\n")
                                          : RawServer::ok('"' + messageId.toLatin1() + '"'));
        };
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const MessageKey key = program.push(file("A\r\n1\r\n"));
        QVERIFY(QCoro::waitFor(program.desk.queue().done({key}, {})));
        QCOMPARE(program.row(key).state, MessageState::InFlight);
        QCOMPARE(m_enqueued, 2);
        QCOMPARE(program.history(key),
                 QStringList({u"Queued"_s, u"Sending"_s, u"Queued"_s, u"Sending"_s, u"InFlight"_s}));
    }

    void holdsAfterASecond401AndRejectsA400()
    {
        QByteArray status = "401 Unauthorized";
        m_enqueue = [&status](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::status(status, json("{`Message`:`no such entity`}")));
        };
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const MessageKey held = program.push(file("A\r\n1\r\n"));
        QVERIFY(QCoro::waitFor(program.desk.queue().done({held}, {})));
        QCOMPARE(program.row(held).state, MessageState::Held);
        QCOMPARE(m_enqueued, 2);
        status = "400 Bad Request";
        const MessageKey rejected = program.push(file("A\r\n2\r\n"));
        QVERIFY(QCoro::waitFor(program.desk.queue().done({rejected}, {})));
        QCOMPARE(program.row(rejected).state, MessageState::Rejected);
        QVERIFY(program.row(rejected).error->message.contains("no such entity"_L1));
    }

    void sendsOneFileOfAJobAtATime()
    {
        int open = 0, most = 0;
        m_enqueue = [&](const RawRequest &, QTcpSocket *socket) {
            most = std::max(most, ++open);
            QTimer::singleShot(50, socket, [&, socket] {
                --open;
                socket->write(RawServer::ok('"' + messageId.toLatin1() + '"'));
            });
        };
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.queue().setPacing(1ms);
        QList<MessageKey> keys;
        for (int i = 0; i < 5; ++i)
            keys.append(program.push(file("A\r\n1\r\n")));
        QVERIFY(QCoro::waitFor(program.desk.queue().done(keys, {})));
        QCOMPARE(m_enqueued, 5);
        QCOMPARE(most, 1);
    }

    void appendsNothingWhenOneFileIsBad()
    {
        Program program(m_folder->path(), m_service->url());
        const QString good = file("A\r\n1\r\n");
        for (const QString &bad : {m_folder->filePath(u"missing.csv"_s), file("", u"empty.csv"_s), m_folder->path()}) {
            const auto keys = QCoro::waitFor(
                program.desk.append(u"UAT"_s, {{good, u"Groups"_s, {}, {}}, {bad, u"Groups"_s, {}, {}}}, {}, {}));
            QVERIFY(!keys);
            QCOMPARE(keys.error().kind, ErrorKind::BadInput);
        }
        QCOMPARE(QCoro::waitFor(program.desk.append(u"UAT"_s, {{good, u"Nowhere"_s, {}, {}}}, {}, {})).error().kind,
                 ErrorKind::NotFound);
        QCOMPARE(QCoro::waitFor(program.desk.append(u"UAT"_s, {{good, u"Out"_s, {}, {}}}, {}, {})).error().kind,
                 ErrorKind::BadInput);
        QVERIFY(program.journal->messages({})->isEmpty());
    }

    void takesOverWhatADeadProgramLeft()
    {
        MessageKey sending{}, queued{};
        {
            Program dead(m_folder->path(), m_service->url());
            const auto keys = QCoro::waitFor(dead.desk.append(
                u"UAT"_s, {{file("A\r\n1\r\n"), u"Groups"_s, {}, {}}, {file("A\r\n2\r\n"), u"Groups"_s, {}, {}}}, {},
                {}));
            sending = keys->at(0);
            queued = keys->at(1);
            MessageChange change;
            change.key = sending;
            change.state = MessageState::Sending;
            change.event = Event{dead.clock->utcNow(), EventSource::Local, u"Sending"_s, {}};
            QVERIFY(QCoro::waitFor(dead.journal->commit(change)));
        }
        Program next(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(next.desk.becomeSender({})));
        QCOMPARE(next.row(sending).state, MessageState::Unconfirmed);
        QCOMPARE(next.row(queued).state, MessageState::Held);
        QCOMPARE(m_enqueued, 0);
    }

    void waitsForTheSenderLockUntilStopped()
    {
        Program first(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(first.desk.becomeSender({})));
        Program second(m_folder->path(), m_service->url());
        std::stop_source stop;
        QTimer::singleShot(250ms, this, [&stop] { stop.request_stop(); });
        const auto refused = QCoro::waitFor(second.desk.becomeSender(stop.get_token()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Busy);
    }

    void explainsAFailureDownToTheLine()
    {
        m_values[u"GetMessageStatus"_s] = "\"ProcessedWithErrors\"";
        m_values[u"GetExecutionSummaryStatus"_s] = "\"PartiallySucceeded\"";
        m_values[u"GetExecutionErrors"_s] = json(
            "`[{^RecordId^:^20^,^Field^:^^,^ErrorMessage^:^The value 'X1' in field 'Terms' is not "
            "found.^},{^RecordId^:^30^,^Field^:^^,^ErrorMessage^:^The value 'X2' in field 'Terms' is not found.^}]`");
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = program.push(file("CUSTOMERGROUPID,TERMS\r\n10,N30\r\n20,X1\r\n30,X2\r\n"));
        QTRY_COMPARE(program.row(key).state, MessageState::Failed);
        const auto failure = QCoro::waitFor(program.desk.analysis().why(key, {}));
        QVERIFY(failure);
        QVERIFY(failure->complete);
        QCOMPARE(failure->errors.size(), 2);
        QCOMPARE(failure->errors[0].line, 3);
        QCOMPARE(failure->errors[1].line, 4);
        QCOMPARE(failure->causes.size(), 1);
        QCOMPARE(failure->causes[0].count, 2);
        QCOMPARE(failure->pageUrl, u"https://erp.example/?mi=x"_s);
        const QString output = m_folder->filePath(u"failing.csv"_s);
        QCOMPARE(QCoro::waitFor(program.desk.analysis().saveFailingRows(key, output, {})), 2);
        QFile written(output);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), "CUSTOMERGROUPID,TERMS\r\n20,X1\r\n30,X2\r\n");
    }

    void twoWhoPushAgainAtOnceMakeOneAttempt()
    {
        m_enqueue = [](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::status("400 Bad Request", "{\"Message\":\"no\"}"));
        };
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        const MessageKey key = program.push(file("A\r\n1\r\n"));
        QTRY_COMPARE(program.row(key).state, MessageState::Rejected);
        auto one = program.desk.decisions().resend(key);
        auto two = program.desk.decisions().resend(key);
        const bool first = QCoro::waitFor(std::move(one)).has_value();
        const bool second = QCoro::waitFor(std::move(two)).has_value();
        QVERIFY(first != second);
        // Once that is seen, a third try is somebody's will.
        QVERIFY(QCoro::waitFor(program.desk.decisions().resend(key)));
    }

    void tellsThatNoExecutionWasMade()
    {
        m_values[u"GetMessageStatus"_s] = "\"PreProcessingError\"";
        m_values[u"GetExecutionIdByMessageId"_s] = "\"00000000-0000-0000-0000-000000000000\"";
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        // A poller of its own: the desk's would have the failure collected, with the long grace.
        StatusPoller poller(program.journal.get(), &program.connections, program.clock);
        poller.start();
        const MessageKey key = program.push(file("<broken"));
        QTRY_COMPARE(program.row(key).state, MessageState::Failed);
        // Within the grace it is asked again; out of time it says what it has.
        std::stop_source stop;
        QTimer::singleShot(100ms, this, [&stop] { stop.request_stop(); });
        QVERIFY(!QCoro::waitFor(program.desk.analysis().why(key, stop.get_token()))->complete);
        program.desk.analysis().setGrace(0ms);
        const auto failure = QCoro::waitFor(program.desk.analysis().why(key, {}));
        QVERIFY(failure->complete);
        QVERIFY2(failure->explanation.contains("execution"_L1), qPrintable(failure->explanation));
        QVERIFY(failure->errors.isEmpty());
        QCoro::waitFor(poller.stop());
    }
};

QTEST_GUILESS_MAIN(MessageDeskTest)
#include "MessageDeskTest.moc"
