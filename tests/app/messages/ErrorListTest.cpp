#include "app/messages/ErrorList.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;

namespace {
RecordError error(const QString &id, const QString &field, const QString &message)
{
    return {id, field, message, {}, {}};
}
} // namespace

class ErrorListTest : public QObject
{
    Q_OBJECT

private slots:
    void readsJsonInsideAString();
    void readsAListThatIsQuotedTwice();
    void readsAnArrayAndOtherSpellings();
    void readsBrokenTextByItsShape_data();
    void readsBrokenTextByItsShape();
    void losesNoneOf3506BrokenRecords();
    void readsARecordListThatWasCutOff();
    void keepsTextWithoutRecords();
    void agreesWithTheStrictReading();
    void givesNothingForNothing();
    void staysLinearOnHostileText();
    void takesNoMoreThanCanBeKept();
};

void ErrorListTest::readsAListThatIsQuotedTwice()
{
    const auto errors = errorList(uR"("[{\"RecordId\":\"D0001\",\"Field\":\"SITE\",\"ErrorMessage\":\"bad\"}]")"_s);
    QCOMPARE(errors, (QList<RecordError>{error(u"D0001"_s, u"SITE"_s, u"bad"_s)}));
}

void ErrorListTest::readsJsonInsideAString()
{
    const auto errors =
        errorList(u"[{\"RecordId\":\"D0001\",\"Field\":\"SITE\",\"ErrorMessage\":\"a \\\"b\\\"\"},{}]"_s);
    QCOMPARE(errors, (QList<RecordError>{error(u"D0001"_s, u"SITE"_s, u"a \"b\""_s), {}}));
}

void ErrorListTest::readsAnArrayAndOtherSpellings()
{
    const QJsonArray array =
        QJsonDocument::fromJson(R"([{"errormessage":"m","RECORDID":17,"field":null},"bare text",{"Code":5}])").array();
    const auto errors = errorList(array);
    QCOMPARE(errors.size(), 3);
    QCOMPARE(errors[0], error(u"17"_s, {}, u"m"_s));
    QCOMPARE(errors[1].message, u"bare text"_s);
    QCOMPARE(errors[2].message, u"{\"Code\":5}"_s);
}

void ErrorListTest::readsBrokenTextByItsShape_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &text, const QString &message) {
        QTest::newRow(name) << text << u"1"_s << u"F"_s << message;
    };
    row("quotes", u"[{\"RecordId\":\"1\",\"Field\":\"F\",\"ErrorMessage\":\"the \"best\", he said\"}]"_s,
        u"the \"best\", he said"_s);
    row("quote at the end", u"[{\"RecordId\":\"1\",\"Field\":\"F\",\"ErrorMessage\":\"say \"no\"\"}]"_s,
        u"say \"no\""_s);
    row("line breaks",
        u"[ {\n \"RecordId\" : \"1\" ,\n \"Field\" : \"F\" ,\n \"ErrorMessage\" : \"two\r\nlines\"\n} ]"_s,
        u"two\r\nlines"_s);
    row("other order and case", u"[{\"ERRORMESSAGE\":\"a \"b\"\",\"field\":\"F\",\"recordID\":\"1\"}]"_s, u"a \"b\""_s);
    row("null and number", u"[{\"RecordId\":1,\"Field\":\"F\",\"ErrorMessage\":\"a \"b\" c\"}]"_s, u"a \"b\" c"_s);
    row("text that looks like a key",
        u"[{\"RecordId\":\"1\",\"Field\":\"F\",\"ErrorMessage\":\"sent \"x\", \"Field\": \"G\" back\"}]"_s,
        u"sent \"x\", \"Field\": \"G\" back"_s);
    row("braces", u"[{\"RecordId\":\"1\",\"Field\":\"F\",\"ErrorMessage\":\"a \"q\" {b}\"}]"_s, u"a \"q\" {b}"_s);
    row("escapes beside raw quotes",
        u"[{\"RecordId\":\"1\",\"Field\":\"F\",\"ErrorMessage\":\"a \"q\" \\u00e4\\n\\\"\"}]"_s, u"a \"q\" ä\n\""_s);
}

void ErrorListTest::readsBrokenTextByItsShape()
{
    QFETCH(QString, text);
    QTEST(errorsByShape(text).value(0).message, "message");
    QTEST(errorList(text).value(0).recordId, "id");
    QTEST(errorList(text).value(0).field, "field");
    QTEST(errorList(text).value(0).message, "message");
    QCOMPARE(errorList(text).size(), 1);
}

void ErrorListTest::losesNoneOf3506BrokenRecords()
{
    QString text = u"["_s;
    for (int i = 0; i < 3'506; ++i)
        text +=
            u"%1{\"RecordId\":\"D%2\",\"Field\":\"\",\"ErrorMessage\":\"Item \"D%2\"\r\nis [not] {there}, see \"log\"\"}"_s
                .arg(i == 0 ? u""_s : u","_s)
                .arg(i);
    const auto errors = errorList(text + u']');
    QCOMPARE(errors.size(), 3'506);
    for (int i = 0; i < 3'506; ++i)
        QCOMPARE(errors[i], error(u"D%1"_s.arg(i), u""_s, u"Item \"D%1\"\r\nis [not] {there}, see \"log\""_s.arg(i)));
}

void ErrorListTest::readsARecordListThatWasCutOff()
{
    const auto errors =
        errorList(u"[{\"RecordId\":\"1\",\"Field\":\"\",\"ErrorMessage\":\"first\"},{\"RecordId\":\"2\",\"Fie"_s);
    QCOMPARE(errors.size(), 2);
    QCOMPARE(errors[0], error(u"1"_s, u""_s, u"first"_s));
    QVERIFY(errors[1].recordId.startsWith(u'2'));
}

void ErrorListTest::keepsTextWithoutRecords()
{
    QCOMPARE(errorList(u"The execution was stopped."_s),
             QList<RecordError>{error({}, {}, u"The execution was stopped."_s)});
}

void ErrorListTest::agreesWithTheStrictReading()
{
    QJsonArray array;
    for (int i = 0; i < 50; ++i)
        array.append(QJsonObject{{u"RecordId"_s, u"K-%1 \\ü"_s.arg(i)},
                                 {u"Field"_s, i % 2 == 0 ? u""_s : u"A"_s},
                                 {u"ErrorMessage"_s, u"line\n\"%1\" {x}, [y] \t/ \\"_s.arg(i)}});
    const QString text = QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
    QCOMPARE(errorsByShape(text), errorList(text));
    QCOMPARE(errorsByShape(QString::fromUtf8(QJsonDocument(array).toJson())), errorList(text));
}

void ErrorListTest::givesNothingForNothing()
{
    QVERIFY(errorList(QJsonValue()).isEmpty());
    QVERIFY(errorList(u""_s).isEmpty());
    QVERIFY(errorList(u" [] "_s).isEmpty());
    QVERIFY(errorList(u"null"_s).isEmpty());
}

void ErrorListTest::staysLinearOnHostileText()
{
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(errorsByShape(u"\""_s.repeated(2'000'000)).size(), 1);
    QCOMPARE(errorsByShape(u"{\"RecordId\"   "_s.repeated(200'000)).size(), 1);
    QVERIFY2(timer.elapsed() < 20'000, "reading took far more than linear time");
}

void ErrorListTest::takesNoMoreThanCanBeKept()
{
    const QByteArray list = '[' + QByteArray("0,").repeated(mostErrors) + "0]";
    QCOMPARE(errorsOfAnswer("{\"value\":" + list + "}")->size(), mostErrors);
    QCOMPARE(errorsOfAnswer("{\"value\":\"" + list + "\"}")->size(), mostErrors);
    const QString broken = u"{\"RecordId\":1},"_s.repeated(mostErrors + 1) + u'x';
    QCOMPARE(errorsByShape(broken).size(), mostErrors);
}

QTEST_GUILESS_MAIN(ErrorListTest)
#include "ErrorListTest.moc"
