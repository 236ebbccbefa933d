#include "app/messages/FailureCollector.h"
#include "tests/app/messages/DeskFixture.h"

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What becomes of a failure when the service does not answer as it should.
class FailureTroubleTest : public DeskTest
{
    Q_OBJECT

private slots:
    void init()
    {
        prepare();
        m_odd.clear();
        m_service = std::make_unique<RawServer>([this](const RawRequest &request, QTcpSocket *socket) {
            for (const auto &[part, answers] : m_odd) {
                if (request.line().contains(part))
                    return answers(request, socket);
            }
            answer(request, socket);
        });
        m_values[u"GetMessageStatus"_s] = "\"ProcessedWithErrors\"";
        m_values[u"GetExecutionSummaryStatus"_s] = "\"PartiallySucceeded\"";
        m_values[u"GetExecutionErrors"_s] =
            json("`[{\\`RecordId\\`:\\`20\\`,\\`Field\\`:\\`NAME\\`,\\`ErrorMessage\\`:\\`Too long.\\`}]`");
        m_values[u"GetImportStagingErrorFileUrl"_s] = "\"\"";
        m_values[u"GenerateImportTargetErrorKeysFile"_s] = "false";
        m_program = std::make_unique<Program>(m_folder->path(), m_service->url());
    }
    void cleanup() { m_program.reset(); }

    void leavesTheFirstCallerAloneWhenTheSecondStops()
    {
        QList<QTcpSocket *> held;
        m_odd = {{"GetExecutionErrors", [&held](const RawRequest &, QTcpSocket *socket) { held.append(socket); }}};
        const MessageKey key = failed(u"M-1"_s);
        std::optional<Result<Failure>> first, third;
        ask(key, {}, first);
        QTRY_COMPARE(held.size(), 1);
        std::stop_source stop;
        std::optional<Result<Failure>> second;
        ask(key, stop.get_token(), second);
        stop.request_stop();
        QTRY_VERIFY(second);
        QVERIFY(second->has_value() && !(*second)->complete);
        QVERIFY((*second)->explanation.startsWith(u"The service ended it as"_s));
        QVERIFY(!first);
        // One that comes later still waits for the first, and asks nobody.
        ask(key, {}, third);
        held.first()->write(RawServer::ok("{\"value\":" + m_values[u"GetExecutionErrors"_s] + "}"));
        QTRY_VERIFY(first && third);
        QVERIFY((*first)->complete && (*third)->complete);
        QCOMPARE((*third)->errors.size(), 1);
        QCOMPARE(held.size(), 1);
    }

    void joinsAFileThatIsAttachedWhileTheFailureIsCollected()
    {
        QTcpSocket *held = nullptr;
        m_odd = {{"GetExecutionErrors", [&held](const RawRequest &, QTcpSocket *socket) { held = socket; }}};
        const MessageKey key = failed(u"M-1"_s);
        std::optional<Result<Failure>> first;
        ask(key, {}, first);
        QTRY_VERIFY(held);
        std::optional<Result<void>> attached;
        attach(key, file("CUSTOMERGROUPID,NAME\r\n10,a\r\n20,x\r\n"), attached);
        QTRY_COMPARE(m_program->row(key).records, 2);
        QVERIFY(!attached);
        held->write(RawServer::ok("{\"value\":" + m_values[u"GetExecutionErrors"_s] + "}"));
        QTRY_VERIFY(first && attached);
        QVERIFY(attached->has_value());
        QCOMPARE((*m_program->journal->failure(key))->errors.first().line, 3);
    }

    void aDeadEnvironmentHoldsUpNoOther()
    {
        Environment dead = *m_program->environments.find(u"UAT");
        dead.name = u"Dead"_s;
        dead.url.setPort(1);
        dead.authority = m_service->url();
        m_program->environments.setTransient(dead);
        m_program->secrets.keepForSession(dead.name, u"hush"_s);
        // The newest are asked about first.
        const MessageKey alive = failed(u"M-1"_s);
        QList<MessageKey> lost;
        for (int i = 2; i <= 4; ++i)
            lost.append(failed(u"M-%1"_s.arg(i), dead.name));
        FailureCollector collector(m_program->journal.get(), &m_program->desk.analysis(), m_program->clock);
        collector.start({});
        QTRY_VERIFY(isKept(alive));
        // It does not wait for the dead one for ever either: all have had their turn, and are come back to.
        for (const MessageKey key : lost) {
            QTRY_VERIFY_WITH_TIMEOUT(isKept(key), 30'000);
            QVERIFY(!(*m_program->journal->failure(key))->complete);
            QVERIFY((*m_program->journal->failure(key))->explanation.contains(u"Nothing answers at"_s));
        }
        QTRY_COMPARE(collector.open(), lost.size());
        QCoro::waitFor(collector.stop());
    }

    void endsWhenTheServiceIsLostOnTheWay()
    {
        QStringList names;
        for (int i = 0; i < 50; ++i)
            names.append(u"{\"EntityName\":\"E%1\",\"StagingStatus\":\"Error\"}"_s.arg(i));
        m_values[u"GetEntityExecutionSummaryStatusList"_s] = '[' + names.join(u',').toUtf8() + ']';
        m_odd = {{"StagingErrorFileUrl", [](const RawRequest &, QTcpSocket *socket) { socket->abort(); }}};
        const auto failure = QCoro::waitFor(m_program->desk.analysis().why(failed(u"M-1"_s), {}));
        QVERIFY(failure && !failure->complete);
        QCOMPARE(failure->errors.size(), 1);
        QVERIFY(failure->files.size() >= 1);
        const qsizetype calls = asked("StagingErrorFileUrl");
        QVERIFY2(calls < 20, qPrintable(QString::number(calls)));
        QCOMPARE(failure->explanation.count(u"Not everything could be asked yet"_s), 1);
    }

    void aClockSetBackMakesNoGraceOfDays()
    {
        m_values[u"GetExecutionIdByMessageId"_s] = "\"00000000-0000-0000-0000-000000000000\"";
        const auto clock = std::make_shared<SetClock>();
        FailureAnalysis analysis(m_program->journal.get(), m_program->desk.payloads(), &m_program->environments,
                                 &m_program->connections, clock);
        clock->now = clock->now.addDays(-2);
        const auto failure = QCoro::waitFor(analysis.why(failed(u"M-1"_s), {}));
        QVERIFY(failure && failure->complete);
        QVERIFY(failure->explanation.contains(u"without ever making an execution"_s));
    }

    void asksForSevenDaysAndNoLonger()
    {
        m_values[u"GetExecutionErrors"_s] = RawServer::status("403 Forbidden");
        const auto clock = std::make_shared<SetClock>();
        FailureCollector collector(m_program->journal.get(), &m_program->desk.analysis(), clock);
        const MessageKey key = failed(u"M-1"_s);
        collector.start({});
        QTRY_VERIFY(isKept(key));
        QCOMPARE(asked("GetExecutionErrors"), 1);
        // Whatever changes in the journal lets it look at its clock.
        const auto later = [&](qint64 seconds) {
            clock->now = clock->now.addSecs(seconds);
            failed({});
            return asked("GetExecutionErrors");
        };
        later(6 * 86'400);
        QTRY_VERIFY(later(60) >= 2);
        QCOMPARE(collector.open(), 1);
        later(2 * 86'400);
        QTRY_VERIFY(later(60) >= 2 && collector.open() == 0); // once more, or what was under way was the last time
        const qsizetype calls = asked("GetExecutionErrors");
        QCOMPARE(later(86'400), calls);
        QCOMPARE(collector.open(), 0);
        QCoro::waitFor(collector.stop());
    }

    void saysThatTheAddressOfAFileIsNotAccepted()
    {
        for (const QByteArray &answer :
             {RawServer::status("403 Server failed to authenticate the request"), RawServer::status("401 Unauthorized"),
              RawServer::status("302 Found", {}, "Location: https://login.example/\r\n")}) {
            const auto failure = withForeignFile(answer);
            QVERIFY(failure && failure->complete);
            QCOMPARE(failure->files.size(), 1);
            const QString trouble = failure->files.first().trouble;
            QVERIFY2(trouble.contains(u"localhost did not accept the address of the error file"_s),
                     qPrintable(trouble));
            QVERIFY(!trouble.contains(u"Entra"_s) && !trouble.contains(u"HUSH"_s));
            QVERIFY(failure->explanation.startsWith(u"One record failed"_s));
        }
    }

    void aFileHostThatIsBusyDoesNotStopTheEnvironment()
    {
        const auto failure = withForeignFile(RawServer::status("503 Server Busy", {}, "Retry-After: 3600\r\n"));
        QVERIFY(failure && !failure->complete);
        QVERIFY(failure->files.first().trouble.contains(u"asks to wait"_s));
        QVERIFY(!m_program->connections.openClient(u"UAT"_s)->gate().isClosed());
    }

    void keepsNoWebPageAsErrorFile()
    {
        for (const QByteArray &page : {QByteArray("<!DOCTYPE html><html><body>Sign in</body></html>"),
                                       QByteArray("\xef\xbb\xbf<html><body>20</body></html>")}) {
            const auto failure = withForeignFile(RawServer::ok(page));
            QVERIFY(failure && failure->complete);
            QCOMPARE(failure->files.size(), 1);
            QVERIFY(failure->files.first().trouble.contains(u"not a file of failing records"_s));
            QCOMPARE(failure->files.first().bytes, 0);
        }
    }

    void aPageOfAGatewayIsNoWordAboutTheExecution()
    {
        m_program->desk.analysis().setGrace({});
        const QByteArray known = m_values[u"GetExecutionIdByMessageId"_s];
        m_values[u"GetExecutionIdByMessageId"_s] =
            "HTTP/1.1 404 Site Not Found\r\nContent-Type: text/html\r\nContent-Length: 48\r\n\r\n"
            "<!DOCTYPE html><html>404 Web Site not found.</h>";
        const MessageKey key = failed(u"GATE"_s);
        const auto meanwhile = QCoro::waitFor(m_program->desk.analysis().why(key, {}));
        QVERIFY(meanwhile && !meanwhile->complete);
        QVERIFY2(!meanwhile->explanation.contains(u"without ever"_s), qPrintable(meanwhile->explanation));
        m_values[u"GetExecutionIdByMessageId"_s] = known;
        const auto then = QCoro::waitFor(m_program->desk.analysis().why(key, {}));
        QVERIFY(then && then->complete);
    }

    void oneMessageWithoutJobStatusLeavesItToTheOthers()
    {
        m_odd = {{"jobId=OLD", [](const RawRequest &, QTcpSocket *s) { s->write(RawServer::status("404 Not Found")); }},
                 {"jobId=NEW", [](const RawRequest &, QTcpSocket *socket) {
                      socket->write(RawServer::ok(json("{`DataJobStatus`:{`DataJobState`:6},`ExecutionLog`:`line`}")));
                  }}};
        for (int i = 1; i <= 6; ++i) {
            QVERIFY(QCoro::waitFor(m_program->desk.analysis().why(failed(u"OLD-%1"_s.arg(i)), {})));
            const auto failure = QCoro::waitFor(m_program->desk.analysis().why(failed(u"NEW-%1"_s.arg(i)), {}));
            QVERIFY(failure);
            QCOMPARE(failure->log, u"line"_s);
        }
    }

private:
    bool isKept(MessageKey key) const
    {
        const auto failure = m_program->journal->failureInShort(key);
        return failure && *failure;
    }
    /// A failure whose staging error file lies on another host, which answers so.
    Result<Failure> withForeignFile(const QByteArray &answer)
    {
        RawServer foreign([&answer](const RawRequest &, QTcpSocket *socket) { socket->write(answer); });
        const QByteArray place = foreign.url().toEncoded().replace("127.0.0.1", "localhost");
        m_values[u"GetImportStagingErrorFileUrl"_s] = '"' + place + "/b/errors.csv?sv=1\u0026sig=HUSHHUSH\"";
        return QCoro::waitFor(m_program->desk.analysis().why(failed(u"M-%1"_s.arg(++m_count)), {}));
    }
    /// A message of an earlier time that failed.
    MessageKey failed(const QString &id, const QString &environment = u"UAT"_s)
    {
        NewMessage tracked;
        tracked.environment = environment;
        tracked.activityId = ActivityId(activity);
        tracked.state = MessageState::Failed;
        tracked.messageId = MessageId(id);
        const auto keys = QCoro::waitFor(m_program->journal->append({tracked}, u"test"_s));
        return keys ? keys->first() : MessageKey{};
    }
    QCoro::Task<void> ask(MessageKey key, std::stop_token stop, std::optional<Result<Failure>> &answer)
    {
        auto why = co_await m_program->desk.analysis().why(key, stop);
        answer = std::move(why);
    }
    QCoro::Task<void> attach(MessageKey key, QString path, std::optional<Result<void>> &answer)
    {
        auto attached = co_await m_program->desk.attach(key, std::move(path), {});
        answer = std::move(attached);
    }
    qsizetype asked(const QByteArray &part) const
    {
        return std::ranges::count_if(m_service->requests,
                                     [&](const RawRequest &request) { return request.line().contains(part); });
    }

    int m_count = 0;
    using Answers = std::function<void(const RawRequest &, QTcpSocket *)>;
    QList<std::pair<QByteArray, Answers>> m_odd; ///< part of a request line, and who answers such requests
    std::unique_ptr<Program> m_program;
};

QTEST_GUILESS_MAIN(FailureTroubleTest)
#include "FailureTroubleTest.moc"
