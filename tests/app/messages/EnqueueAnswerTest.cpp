#include "app/messages/EnqueueAnswer.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class EnqueueAnswerTest : public QObject
{
    Q_OBJECT

    static HttpOutcome answered(int status, const QByteArray &body = {}, const QByteArray &type = "application/json")
    {
        HttpOutcome outcome;
        outcome.answer = HttpAnswer();
        outcome.answer->status = status;
        outcome.answer->body = body;
        outcome.answer->headers = {{"Content-Type", type}};
        outcome.bodyBegan = true;
        return outcome;
    }
    static HttpOutcome unanswered(ErrorKind kind, bool bodyBegan)
    {
        HttpOutcome outcome;
        outcome.error = Error{kind, u"what happened"_s, {}, 0, {}};
        outcome.bodyBegan = bodyBegan;
        return outcome;
    }

private slots:
    void readsEveryShapeOfMessageId_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("JSON string") << QByteArray("\"0F8FAD5B-D9CB-469F-A165-70867728950E\"");
        QTest::newRow("plain") << QByteArray("0f8fad5b-d9cb-469f-a165-70867728950e\r\n");
        QTest::newRow("braces") << QByteArray("{0f8fad5b-d9cb-469f-a165-70867728950e}");
        QTest::newRow("braces in a string") << QByteArray("\"{0f8fad5b-d9cb-469f-a165-70867728950e}\"");
        QTest::newRow("value") << QByteArray("{\"value\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}");
        QTest::newRow("nested") << QByteArray("{\"value\":{\"value\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}}");
        QTest::newRow("with a mark") << QByteArray("\xEF\xBB\xBF\"0f8fad5b-d9cb-469f-a165-70867728950e\"");
    }
    void readsEveryShapeOfMessageId()
    {
        QFETCH(QByteArray, body);
        const auto answer = judgeEnqueue(answered(200, body));
        QCOMPARE(answer.verdict, EnqueueVerdict::Taken);
        QCOMPARE(answer.id, MessageId(u"0f8fad5b-d9cb-469f-a165-70867728950e"_s));
    }

    void knowsWhatAnAnswerProves_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<EnqueueVerdict>("verdict");
        const auto row = [](const char *name, int status, const QByteArray &body, EnqueueVerdict verdict) {
            QTest::newRow(name) << status << body << verdict;
        };
        row("a page where the id belongs", 200, "<!DOCTYPE html><title>Sign in</title>", EnqueueVerdict::Undecided);
        row("nothing where the id belongs", 200, "", EnqueueVerdict::Undecided);
        row("zeros where the id belongs", 200, "\"00000000-0000-0000-0000-000000000000\"", EnqueueVerdict::Undecided);
        row("a proxy that wants a sign-in", 407, "", EnqueueVerdict::NotReached);
        row("half an id", 200, "\"0f8fad5b-d9cb", EnqueueVerdict::Undecided);
        row("cut JSON", 200, "{\"value\":\"0f8fad5b-d9cb-469f-a165-70867728950e", EnqueueVerdict::Undecided);
        row("bad request", 400, "{\"Message\":\"Entity not found\"}", EnqueueVerdict::Rejected);
        row("forbidden", 403, "", EnqueueVerdict::Rejected);
        row("unknown job", 404, "", EnqueueVerdict::Rejected);
        row("too large", 413, "", EnqueueVerdict::Rejected);
        row("not signed in", 401, "", EnqueueVerdict::SignIn);
        row("throttled", 429, "", EnqueueVerdict::Wait);
        row("request time-out", 408, "", EnqueueVerdict::Undecided);
        row("server fault", 500, "{\"Message\":\"oops\"}", EnqueueVerdict::Undecided);
        row("unavailable", 503, "", EnqueueVerdict::Undecided);
        row("gateway time-out", 504, "<html><body>Gateway</body></html>", EnqueueVerdict::Undecided);
        row("redirect", 302, "", EnqueueVerdict::Held);
    }
    void knowsWhatAnAnswerProves()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(EnqueueVerdict, verdict);
        const auto answer = judgeEnqueue(answered(status, body));
        QCOMPARE(answer.verdict, verdict);
        QVERIFY(!answer.error.message.isEmpty());
    }

    void saysTheServicesOwnWords()
    {
        QVERIFY(judgeEnqueue(answered(400, "{\"Message\":\"Entity not found\"}"))
                    .error.message.contains("Entity not found"_L1));
        const auto odata = judgeEnqueue(answered(
            400,
            R"({"error":{"code":"X1","message":"An error has occurred.","innererror":{"message":"The useful text"}}})"));
        QVERIFY(odata.error.message.contains("The useful text"_L1));
        QCOMPARE(odata.error.serviceCode, u"X1"_s);
        const auto page = judgeEnqueue(answered(
            500, "<html><head><title>Oops</title></head><body>Server &amp; more <script>x()</script>gone</body></html>",
            "text/html"));
        QVERIFY2(page.error.detail.contains("gone"_L1) && !page.error.detail.contains("x()"_L1),
                 qPrintable(page.error.detail));
    }

    void knowsWhatNoAnswerProves_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("bodyBegan");
        QTest::addColumn<EnqueueVerdict>("verdict");
        QTest::newRow("nobody there") << ErrorKind::Unreachable << false << EnqueueVerdict::NotReached;
        QTest::newRow("a page where the token belongs") << ErrorKind::ServerFault << false << EnqueueVerdict::Held;
        QTest::newRow("cut before the body") << ErrorKind::Unreachable << false << EnqueueVerdict::NotReached;
        QTest::newRow("cut in or after the body") << ErrorKind::AnswerLost << true << EnqueueVerdict::Undecided;
        QTest::newRow("no answer in time") << ErrorKind::TimedOut << true << EnqueueVerdict::Undecided;
        QTest::newRow("stopped while sending") << ErrorKind::Cancelled << true << EnqueueVerdict::Undecided;
        QTest::newRow("redirected") << ErrorKind::NotSignedIn << false << EnqueueVerdict::Held;
        QTest::newRow("token refused") << ErrorKind::NotSignedIn << false << EnqueueVerdict::Held;
        QTest::newRow("untrusted certificate") << ErrorKind::Refused << false << EnqueueVerdict::Held;
        QTest::newRow("no secret") << ErrorKind::Secret << false << EnqueueVerdict::Held;
        QTest::newRow("throttled") << ErrorKind::Throttled << false << EnqueueVerdict::Wait;
    }
    void knowsWhatNoAnswerProves()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(bool, bodyBegan);
        QFETCH(EnqueueVerdict, verdict);
        QCOMPARE(judgeEnqueue(unanswered(kind, bodyBegan)).verdict, verdict);
    }
};

QTEST_GUILESS_MAIN(EnqueueAnswerTest)
#include "EnqueueAnswerTest.moc"
