#include "app/packages/ExportCalls.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using Verdict = ExportAnswer::Verdict;

/// What the answer to an order for an export proves.
class ExportAnswerTest : public QObject
{
    Q_OBJECT
private slots:
    void judgesAnswers_data();
    void judgesAnswers();
    void judgesWhatNobodyAnswered_data();
    void judgesWhatNobodyAnswered();
};

void ExportAnswerTest::judgesAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("words");
    const QByteArray id = "8f3c2b1a-0000-4000-8000-0123456789ab";
    QTest::newRow("plain") << 200 << R"({"@odata.context":"x","value":")" + id + "\"}" << Verdict::Running << QString();
    QTest::newRow("nested") << 200 << R"({"value":{"value":")" + id + "\"}}" << Verdict::Running << QString();
    QTest::newRow("braces") << 200 << R"({"value":"{)" + id.toUpper() + "}\"}" << Verdict::Running << QString();
    QTest::newRow("zeros") << 200 << QByteArray(R"({"value":"00000000-0000-0000-0000-000000000000"})") << Verdict::Lost
                           << u"without an execution ID"_s;
    QTest::newRow("nothing") << 200 << QByteArray() << Verdict::Lost << u"Job history"_s;
    QTest::newRow("page") << 200 << QByteArray("<!DOCTYPE html>") << Verdict::Lost << u"Job history"_s;
    QTest::newRow("400") << 400 << QByteArray(R"({"error":{"message":"No such data project."}})") << Verdict::Refused
                         << u"No such data project."_s;
    QTest::newRow("401") << 401 << QByteArray() << Verdict::Again << u"(401)"_s;
    QTest::newRow("403") << 403 << QByteArray() << Verdict::Refused << u"(403)"_s;
    QTest::newRow("429") << 429 << QByteArray() << Verdict::Again << u"(429)"_s;
    QTest::newRow("408") << 408 << QByteArray() << Verdict::Lost << u"(408)"_s;
    QTest::newRow("500") << 500 << QByteArray() << Verdict::Lost << u"(500)"_s;
    QTest::newRow("504") << 504 << QByteArray() << Verdict::Lost << u"(504)"_s;
}

void ExportAnswerTest::judgesAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Verdict, verdict);
    QFETCH(QString, words);
    HttpOutcome outcome;
    outcome.answer = HttpAnswer{status, {}, body, false, {}};
    outcome.bodyBegan = true;
    const ExportAnswer answer = judgeExport(outcome);
    QCOMPARE(answer.verdict, verdict);
    QCOMPARE(answer.id.text(), verdict == Verdict::Running ? u"8f3c2b1a-0000-4000-8000-0123456789ab"_s : QString());
    QVERIFY2(answer.error.message.contains(words), qPrintable(answer.error.message));
    if (verdict == Verdict::Lost)
        QCOMPARE(answer.error.kind, ErrorKind::AnswerLost);
}

void ExportAnswerTest::judgesWhatNobodyAnswered_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("bodyBegan");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("lost") << ErrorKind::AnswerLost << true << Verdict::Lost;
    QTest::newRow("timed out") << ErrorKind::TimedOut << true << Verdict::Lost;
    QTest::newRow("interrupted") << ErrorKind::Cancelled << true << Verdict::Lost;
    QTest::newRow("nothing left") << ErrorKind::AnswerLost << false << Verdict::NotReached;
    QTest::newRow("interrupted before") << ErrorKind::Cancelled << false << Verdict::NotReached;
    QTest::newRow("unreachable") << ErrorKind::Unreachable << false << Verdict::NotReached;
    QTest::newRow("not signed in") << ErrorKind::NotSignedIn << true << Verdict::NotReached;
}

void ExportAnswerTest::judgesWhatNobodyAnswered()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, bodyBegan);
    QFETCH(Verdict, verdict);
    HttpOutcome outcome;
    outcome.error = Error{kind, u"Something happened."_s, {}, 0, {}};
    outcome.bodyBegan = bodyBegan;
    const ExportAnswer answer = judgeExport(outcome);
    QCOMPARE(answer.verdict, verdict);
    QCOMPARE(answer.error.kind, verdict == Verdict::Lost ? ErrorKind::AnswerLost : kind);
    QCOMPARE(answer.error.message.contains(u"Job history"_s), verdict == Verdict::Lost);
}

QTEST_GUILESS_MAIN(ExportAnswerTest)
#include "ExportAnswerTest.moc"
