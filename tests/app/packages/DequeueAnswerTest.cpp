#include "app/packages/DequeueAnswer.h"
#include "app/packages/WhyNothing.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using Verdict = DequeueAnswer::Verdict;

namespace {
const QByteArray whole =
    R"({"CorrelationId":"8F3C","PopReceipt":"p-1","DownloadLocation":"https://b.example/x.zip?sv=1&sig=hush%2B",)"
    R"("IsDownLoadFileExist":true,"FileDownLoadErrorMessage":null,"LastDequeueDateTime":null,"Unknown":7})";
const QByteArray elsewhere = R"({"Blob":{"Url":"https://b.example/x.zip?sig=hush","popReceipt":"p-2","Size":7},)"
                             R"("Sas":"?sv=1&sig=hush","All":["https://b.example/y.zip?sig=hush"]})";

HttpOutcome answered(int status, const QByteArray &body = {})
{
    HttpOutcome outcome;
    outcome.answer = HttpAnswer{status, {}, body, false, {}};
    return outcome;
}

HttpOutcome failed(ErrorKind kind, bool began)
{
    HttpOutcome outcome;
    outcome.error = Error{kind, u"Why."_s};
    outcome.bodyBegan = began;
    return outcome;
}
} // namespace

class DequeueAnswerTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAMessage()
    {
        const auto answer = judgeDequeue(answered(200, whole));
        QCOMPARE(answer.verdict, Verdict::HandedOut);
        QCOMPARE(answer.message->correlationId, u"8F3C"_s);
        QCOMPARE(answer.message->location, u"https://b.example/x.zip?sv=1&sig=hush%2B"_s);
        QVERIFY(answer.message->isThere && !answer.message->isAgain && answer.message->isFirst);
        QCOMPARE(answer.message->json, whole);
        QByteArray again = whole;
        again.replace("\"LastDequeueDateTime\":null", "\"LastDequeueDateTime\":\"2026-03-01T06:00:00Z\"");
        QVERIFY(handedOutFrom(again)->isAgain && !handedOutFrom(again)->isFirst);
        again.replace("2026-03-01", "0001-01-01");
        QVERIFY(!handedOutFrom(again)->isAgain && handedOutFrom(again)->isFirst);
        again.replace("LastDequeueDateTime", "Other");
        QVERIFY(!handedOutFrom(again)->isAgain && !handedOutFrom(again)->isFirst);
    }

    void judges_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("verdict");
        const auto row = [](int status, const QByteArray &body, Verdict verdict) {
            QTest::addRow("%d %s", status, body.left(12).constData()) << status << body << int(verdict);
        };
        row(204, {}, Verdict::Nothing);
        row(200, {}, Verdict::Lost);
        row(200, "<html>Sign in</html>", Verdict::Lost);
        row(200, "{\"PopReceipt\":\"x\"}", Verdict::Lost);
        row(401, {}, Verdict::Again);
        row(429, {}, Verdict::Again);
        row(408, {}, Verdict::Lost);
        row(500, {}, Verdict::Lost);
        row(503, {}, Verdict::Lost);
        row(403, {}, Verdict::NotReached);
        row(404, {}, Verdict::NotReached);
    }
    void judges()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, verdict);
        QCOMPARE(int(judgeDequeue(answered(status, body)).verdict), verdict);
    }

    void knowsWhatNeverLeft()
    {
        QCOMPARE(judgeDequeue(failed(ErrorKind::Unreachable, true)).verdict, Verdict::NotReached);
        QCOMPARE(judgeDequeue(failed(ErrorKind::Cancelled, false)).verdict, Verdict::NotReached);
        for (const ErrorKind kind : {ErrorKind::AnswerLost, ErrorKind::TimedOut, ErrorKind::Cancelled}) {
            const auto lost = judgeDequeue(failed(kind, true));
            QCOMPARE(lost.verdict, Verdict::Lost);
            QCOMPARE(lost.error.kind, ErrorKind::AnswerLost);
        }
    }

    void blanksSignatures()
    {
        const QByteArray shown = withoutSignature(whole);
        QVERIFY(!shown.contains("hush") && !shown.contains("p-1"));
        QVERIFY(shown.contains("8F3C") && shown.contains("b.example/x.zip") && shown.contains("\"Unknown\":7"));
        QVERIFY(holdsSignature(whole));
        QVERIFY(!holdsSignature(shown));
        QVERIFY(!holdsSignature({}));
        QCOMPARE(withoutSignature("no json"), QByteArray());
        // Where the service puts them next is its own affair.
        const QByteArray deep = withoutSignature(elsewhere);
        QVERIFY(!deep.contains("hush") && !deep.contains("p-2"));
        QVERIFY(deep.contains("b.example/x.zip") && deep.contains("b.example/y.zip") && deep.contains("\"Size\":7"));
        QVERIFY(!holdsSignature(deep));
        // Two names that are one to Qt, once the byte order mark is off.
        const QByteArray twice =
            "{\"\xEF\xBB\xBFu\":\"https://a.example/x?sig=hush\",\"u\":\"https://a.example/y?sig=hush\"}";
        QVERIFY(!withoutSignature(twice).contains("hush"));
        // Blanked once is blanked: no odd address makes a kept answer look as if its receipt were still there.
        for (const QByteArray &odd :
             {QByteArray("https://a.example/x?&&&sv=1&&&xsig=hush#hush"), QByteArray("4f://sig=hush/1?sv&&"),
              QByteArray("://?sig=hush"), QByteArray("https://me:hush@a.example/sig=hush?a"),
              QByteArray("//a/?sig=hush")}) {
            const QByteArray kept = withoutSignature("{\"DownloadLocation\":\"" + odd + "\"}");
            QVERIFY2(!kept.contains("hush"), kept.constData());
            QVERIFY2(!holdsSignature(kept), kept.constData());
        }
    }

    void saysWhyNothingCame()
    {
        DataJob job;
        job.name = u"Out"_s;
        job.direction = JobDirection::Export;
        QVERIFY(whyNothingWaited(job, {}).join(u' ').contains("zero records"_L1));
        QVERIFY(!whyNothingWaited(job, {}).first().contains("imports"_L1));
        job.direction = JobDirection::Import;
        QVERIFY(whyNothingWaited(job, {}).first().contains("imports"_L1));
        const QDateTime until(QDate(2026, 3, 1), QTime(7, 0), Qt::UTC);
        QVERIFY(whyNothingWaited(job, until).first().contains("2026-03-01T07:00:00Z"_L1));
    }
};

QTEST_GUILESS_MAIN(DequeueAnswerTest)
#include "DequeueAnswerTest.moc"
