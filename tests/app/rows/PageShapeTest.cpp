#include "app/rows/PageParser.h"
#include "tests/app/rows/ServedRows.h"

#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What an object without a list is, where an address goes to a set.
class PageShapeTest : public QObject
{
    Q_OBJECT
private slots:
    void takesAnObjectForARowWhereItIsOne_data();
    void takesAnObjectForARowWhereItIsOne();
    void countsListsThatCameCut();
};

void PageShapeTest::takesAnObjectForARowWhereItIsOne_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("about"); // what the context names
    QTest::addColumn<QString>("says");     // in place of a row
    const QByteArray null = "\"value\":null", text = "\"value\":\"x\"", field = "\"A\":1", none;
    const QString noList = u"has no list"_s;
    QTest::newRow("message") << QByteArray("\"Message\":\"It broke \\u00e4.\"") << none << u"It broke ä."_s;
    QTest::newRow("exception") << QByteArray("\"Message\":\"An error.\",\"ExceptionMessage\":\"Useful\"") << none
                               << u"Useful"_s;
    QTest::newRow("error beside others") << QByteArray("\"error\":{\"message\":\"It broke\"},\"id\":1") << none
                                         << u"It broke"_s;
    QTest::newRow("null") << null << none << noList;
    QTest::newRow("text") << text << none << noList;
    QTest::newRow("fields") << field << none << noList;
    QTest::newRow("null in a set") << null << QByteArray("X") << noList;
    QTest::newRow("null in fields of a set") << null << QByteArray("X(A,B/C)") << noList;
    QTest::newRow("null in a collection") << null << QByteArray("Collection(Edm.String)") << noList;
    QTest::newRow("record") << field << QByteArray("X/$entity") << QString();
    QTest::newRow("singleton") << field << QByteArray("Me") << QString();
    QTest::newRow("result") << text << QByteArray("Edm.String") << QString();
    QTest::newRow("property") << null << QByteArray("X('1')/A") << QString();
}

void PageShapeTest::takesAnObjectForARowWhereItIsOne()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, about);
    QFETCH(QString, says);
    if (!about.isEmpty())
        members += ",\"@odata.context\":\"https://h/data/$metadata#" + about + '"';
    ServedRows served;
    const auto page = PageParser().parse(padded('{' + members + '}'), served, {}, PageParser::Shape::List);
    QCOMPARE(page.has_value(), says.isEmpty());
    QCOMPARE(served.rows.size(), size_t(says.isEmpty()));
    if (!page)
        QVERIFY2(page.error().error.message.contains(says), qPrintable(page.error().error.message));
}

void PageShapeTest::countsListsThatCameCut()
{
    const QByteArray cut = R"({"A":1,"Lines":[{"B":1}],"Lines@odata.nextLink":"X(1)/Lines?p=2"})";
    const QByteArray whole =
        R"({"A":1,"Lines":[],"Lines@odata.nextLink":null,"@odata.nextLink":"x","A@odata.type":"y"})";
    ServedRows served;
    auto page = PageParser().parse(padded("{\"value\":[" + whole + ',' + cut + ',' + cut + "]}"), served);
    QVERIFY(page);
    QCOMPARE(page->cutLists, 2);
    QCOMPARE(page->cutList, std::string("Lines"));
    QVERIFY(page->nextLink.empty());
    page = PageParser().parse(padded(cut), served); // one record
    QCOMPARE(page->cutLists, 1);
}

QTEST_GUILESS_MAIN(PageShapeTest)
#include "PageShapeTest.moc"
