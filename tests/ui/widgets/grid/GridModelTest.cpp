#include "ui/widgets/TimeDisplay.h"
#include "ui/widgets/grid/GridModel.h"
#include "tests/ui/widgets/grid/CustomerRows.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// The rows of a store as a model.
class GridModelTest : public QObject
{
    Q_OBJECT

    static void order(GridModel &model, const GridOrder &order)
    {
        model.setOrder(order);
        QTRY_VERIFY(!model.isOrdering());
    }
    static QStringList values(const GridModel &model, int column)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts << model.cell(row, column).text;
        return texts;
    }

private slots:
    void behavesAsAModelWhileRowsCome()
    {
        GridModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const auto store = customers(50);
        model.setStore(store);
        QCOMPARE(model.rowCount(), 50);
        QVERIFY(store->append(blockOf(customerRows(50, 30))));
        QVERIFY(store->append(blockOf(R"({"dataAreaId":"dat","Later":"x"})")));
        model.takeAppended();
        QCOMPARE(model.rowCount(), 81);
        QCOMPARE(model.columnCount(), 12);
        QCOMPARE(model.headerData(11, Qt::Horizontal).toString(), u"Later"_s);
        QCOMPARE(model.cell(0, 11).kind, GridCell::Kind::Absent);
        QCOMPARE(model.cell(80, 11).text, u"x"_s);
        order(model, {.sort = {{1, true}}, .filters = {}, .anywhere = u"łódź"_s});
        QVERIFY(model.rowCount() > 0 && model.rowCount() < 81);
        model.setStore({});
        QCOMPARE(model.rowCount(), 0);
    }

    void valuesAreShownAsServed()
    {
        GridModel model;
        model.setStore(std::make_shared<RowStore>(storeOf(
            {R"({"i":9223372036854775807,"d":1.10,"n":null,"e":"","o":{ "a" : 1 },"c":"a\nb\u202Ec\u0007"})"})));
        QCOMPARE(model.cell(0, 0).text, u"9223372036854775807"_s);
        QCOMPARE(model.cell(0, 1).text, u"1.10"_s);
        QCOMPARE(model.cell(0, 2).kind, GridCell::Kind::Null);
        QCOMPARE(model.cell(0, 3).kind, GridCell::Kind::Text);
        QCOMPARE(model.cell(0, 3).text, QString());
        QCOMPARE(model.cell(0, 4).kind, GridCell::Kind::Nested);
        QCOMPARE(model.cell(0, 5).text, u"a b[U+202E]c␇"_s);
        QVERIFY(model.isNumeric(0) && model.isNumeric(1) && !model.isNumeric(3));
        QVERIFY(!model.tooltip(0, 2).isEmpty());
    }

    void hugeValuesCostWhatIsShownOfThem()
    {
        GridModel model;
        model.setStore(std::make_shared<RowStore>(storeOf({"{\"t\":\"" + QByteArray(5'000'000, 'x') + "ż\"}"})));
        QVERIFY(model.cell(0, 0).text.size() <= GridModel::longestCell + 1);
        QVERIFY(model.whole(0, 0, 2'000).size() <= 2'001);
        QVERIFY(model.whole(0, 0, 2'000).endsWith(u'…'));
        const auto tip = model.data(model.index(0, 0), Qt::ToolTipRole).toString();
        QVERIFY(tip.size() <= GridModel::longestTooltip + 1);
    }

    void timesFollowTheSwitchAndEmptyDatesAreBlank()
    {
        GridModel model;
        model.setStore(customers(3));
        const int created = model.columns().columnNamed(u"CreatedOn"_s);
        QCOMPARE(model.cell(0, created).text, QString());
        QVERIFY(model.tooltip(0, created).contains(u"1900-01-01T00:00:00Z"_s));
        TimeDisplay::ofWindow().setUtc(true);
        QCOMPARE(model.cell(1, created).text, u"2026-11-23 13:02:11"_s);
        TimeDisplay::ofWindow().setUtc(false);
        const QDateTime time({2026, 11, 23}, {13, 2, 11}, Qt::UTC);
        QCOMPARE(model.cell(1, created).text, time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s));
        model.setAbout({{.name = u"CreatedOn"_s, .label = u"Created"_s, .type = GridColumn::Type::Date}});
        QCOMPARE(model.cell(1, created).text, u"2026-11-23"_s);
        QCOMPARE(model.headerData(created, Qt::Horizontal).toString(), u"Created"_s);
    }

    void rowsAreSortedByColumnsInTurn()
    {
        GridModel model;
        model.setStore(std::make_shared<RowStore>(
            storeOf({R"({"a":2,"b":"x"},{"a":10,"b":"y"},{"a":2,"b":"z"},{"a":null,"b":"w"})"})));
        order(model, {.sort = {{0, false}, {1, true}}, .filters = {}, .anywhere = {}});
        QCOMPARE(values(model, 1), QStringList({u"z"_s, u"x"_s, u"y"_s, u"w"_s}));
        QCOMPARE(model.storeRow(0), qsizetype(2));
        QCOMPARE(model.rowOf(0), 1);
        order(model, {});
        QCOMPARE(values(model, 1), QStringList({u"x"_s, u"y"_s, u"z"_s, u"w"_s}));
    }

    void filtersLeaveWhatPasses_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("left");
        QTest::newRow("part, any case") << 1 << u"ÄPF"_s << QStringList{u"0"_s};
        QTest::newRow("no part") << 1 << u"!a"_s << QStringList({u"2"_s, u"3"_s, u"4"_s});
        QTest::newRow("equal text") << 1 << u"=Banane"_s << QStringList{u"1"_s};
        QTest::newRow("empty") << 1 << u"="_s << QStringList{u"2"_s};
        QTest::newRow("null") << 1 << u"null"_s << QStringList({u"3"_s, u"4"_s});
        QTest::newRow("no null") << 1 << u"!null"_s << QStringList({u"0"_s, u"1"_s, u"2"_s});
        QTest::newRow("number by value") << 2 << u"=1.5"_s << QStringList({u"0"_s, u"1"_s});
        QTest::newRow("greater") << 2 << u">1.5"_s << QStringList({u"2"_s, u"3"_s});
        QTest::newRow("beyond doubles") << 2 << u">9007199254740992"_s << QStringList{u"3"_s};
        QTest::newRow("no number") << 2 << u"<abc"_s << QStringList();
        QTest::newRow("since") << 3 << u">=2026-11-23"_s << QStringList({u"1"_s, u"2"_s});
    }
    void filtersLeaveWhatPasses()
    {
        QFETCH(int, column);
        QFETCH(QString, typed);
        GridModel model;
        model.setStore(
            std::make_shared<RowStore>(storeOf({R"({"n":0,"t":"Äpfel a","v":1.5,"d":"2026-11-22T23:59:59Z"},)"
                                                R"({"n":1,"t":"Banane","v":1.50,"d":"2026-11-23T00:00:00Z"})",
                                                R"({"n":2,"t":"","v":9007199254740992,"d":"2026-11-24T00:00:00Z"},)"
                                                R"({"n":3,"t":null,"v":9007199254740993,"d":null},{"n":4})"})));
        order(model, {.sort = {}, .filters = {GridFilter::typed(column, typed)}, .anywhere = {}});
        QTEST(values(model, 0), "left");
    }

    void appendedRowsJoinAFilteredView()
    {
        GridModel model;
        const auto store = customers(70);
        model.setStore(store);
        order(model, {.sort = {}, .filters = {}, .anywhere = u"birch"_s});
        QCOMPARE(model.rowCount(), 10);
        QVERIFY(store->append(blockOf(customerRows(70, 70))));
        model.takeAppended();
        QTRY_COMPARE(model.rowCount(), 20);
    }

    void whatIsBeingWorkedOutCanBeStopped()
    {
        GridModel model;
        model.setStore(customers(20'000));
        model.setOrder({.sort = {{2, false}}, .filters = {}, .anywhere = {}});
        QVERIFY(model.isOrdering());
        model.stopOrdering();
        QVERIFY(!model.isOrdering());
        QVERIFY(model.order().isPlain());
        QCOMPARE(model.storeRow(5), qsizetype(5));
    }
};

QTEST_MAIN(GridModelTest)
#include "GridModelTest.moc"
