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

private:
    /// A message of an earlier time that failed.
    MessageKey failed(const QString &id)
    {
        NewMessage tracked;
        tracked.environment = u"UAT"_s;
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
    qsizetype asked(const QByteArray &part) const
    {
        return std::ranges::count_if(m_service->requests,
                                     [&](const RawRequest &request) { return request.line().contains(part); });
    }

    using Answers = std::function<void(const RawRequest &, QTcpSocket *)>;
    QList<std::pair<QByteArray, Answers>> m_odd; ///< part of a request line, and who answers such requests
    std::unique_ptr<Program> m_program;
};

QTEST_GUILESS_MAIN(FailureTroubleTest)
#include "FailureTroubleTest.moc"
