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
    void judgesTexts_data();
    void judgesTexts() { judgesAnswers(); }
    void judgesWhatNobodyAnswered_data();
    void judgesWhatNobodyAnswered();
};

void ExportAnswerTest::judgesAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("words"); // the execution ID, or a part of the reason
    const QByteArray id = "8f3c2b1a-0000-4000-8000-0123456789ab";
    const QString guid = QString::fromLatin1(id);
    QTest::newRow("plain") << 200 << R"({"@odata.context":"x","value":")" + id + "\"}" << Verdict::Running << guid;
    QTest::newRow("nested") << 200 << R"({"value":{"value":")" + id + "\"}}" << Verdict::Running << guid;
    QTest::newRow("braces") << 200 << R"({"value":"{)" + id.toUpper() + "}\"}" << Verdict::Running << guid.toUpper();
    QTest::newRow("bare") << 200 << "\xEF\xBB\xBF\"" + id + "\"\n" << Verdict::Running << guid;
    QTest::newRow("no JSON") << 200 << id << Verdict::Running << guid;
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

void ExportAnswerTest::judgesTexts_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("words");
    const auto taken = [](const char *name, const QByteArray &body, const QString &id) {
        QTest::newRow(name) << 200 << body << Verdict::Running << id;
    };
    const QString timed = u"ExportPackage-11/15/2018 02:57:10 pm"_s,
                  generated = u"CustGroup-2026-03-01T06:00:00-1A2B"_s;
    taken("with a time", "{\"value\":\" " + timed.toUtf8() + " \"}", timed);
    taken("with an escaped time", R"({"value":"ExportPackage-11\/15\/2018 02:57:10 pm"})", timed);
    taken("nested", "{\"value\":{\"value\":\"" + generated.toUtf8() + "\"}}", generated);
    taken("bare", '"' + generated.toUtf8() + '"', generated);
    taken("ends in a point", R"({"value":"Kunden-15.11.2018 02:57:10 p. m."})", u"Kunden-15.11.2018 02:57:10 p. m."_s);
    taken("of other letters", R"({"value":"Débiteurs n° 7"})", u"Débiteurs n° 7"_s);
    taken("longest", "{\"value\":\"" + QByteArray(250, '7') + "\"}", QString(250, u'7'));

    const auto lost = [](const char *name, const QByteArray &body, const QString &words = u"Job history"_s) {
        QTest::newRow(name) << 200 << body << Verdict::Lost << words;
    };
    lost("too long", "{\"value\":\"" + QByteArray(251, '7') + "\"}");
    lost("two lines", R"({"value":"run\n7"})");
    lost("control", R"({"value":"run\u00077"})");
    lost("turned", R"({"value":"run\u202e7"})");
    lost("empty", R"({"value":"  "})");
    lost("nought", R"({"value":"0"})");
    lost("zeros in braces", R"({"value":"{00000000-0000-0000-0000-000000000000}"})");
    lost("a word", R"({"value":"Succeeded"})");
    lost("a sentence", R"({"value":"Data project 5 was not found."})", u"Data project 5 was not found."_s);
    lost("an error", R"({"value":"Error: 5 rows"})", u"Error: 5 rows"_s);
    lost("an error of OData", R"({"error":{"message":"Nr. 5"}})", u"It says: Nr. 5"_s);
    lost("a page in a text", R"({"value":"<html>5</html>"})");
    lost("JSON in a text", R"({"value":"{\"Message\":\"5\"}"})");
    lost("a number", R"({"value":5})");
    lost("nothing", R"({"value":null})");
    lost("a list", R"({"value":["run-7"]})");
    lost("a bare list", R"(["run-7"])");
    lost("two texts", R"("run-7","run-8")");
    lost("cut", R"({"value":"run-7)");
    lost("not whole", R"("run-7)");
    lost("no JSON", "run-7");
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
    const bool runs = verdict == Verdict::Running;
    QCOMPARE(answer.id.text(), runs ? words : QString());
    QVERIFY2(runs || answer.error.message.contains(words), qPrintable(answer.error.message));
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
