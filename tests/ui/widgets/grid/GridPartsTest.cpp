#include "ui/widgets/grid/GridColumns.h"
#include "ui/widgets/grid/GridCopy.h"
#include "ui/widgets/grid/GridLiteral.h"
#include "ui/widgets/grid/GridOrder.h"
#include "ui/widgets/grid/GridSelection.h"
#include "ui/widgets/grid/JsonIndent.h"
#include "tests/ui/widgets/grid/CustomerRows.h"

#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What a grid is made of, without a window.
class GridPartsTest : public QObject
{
    Q_OBJECT

    static GridColumns abc()
    {
        GridColumns columns;
        columns.setNames({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        return columns;
    }
    static QByteArray copied(GridCopy::As as, const RowStore &store, const GridSelection &selection)
    {
        GridCopy copy{as, store, nullptr, selection, {}, {}};
        for (int column = 0; column < store.columns(); ++column) {
            copy.columns.push_back(column);
            copy.about.push_back({.name = QString::fromStdString(store.name(column))});
        }
        return copy.text({}).value_or("-");
    }

private slots:
    void selectedRangesDoNotOverlap()
    {
        GridSelection selection;
        selection.add({0, 0, 9, 9});
        selection.add({5, 5, 14, 14});
        QCOMPARE(selection.cells(), qint64(100 + 100 - 25));
        QVERIFY(selection.contains(7, 7) && selection.contains(0, 0) && selection.contains(14, 14));
        QVERIFY(!selection.contains(14, 0));
        selection.remove({6, 6, 6, 6});
        QVERIFY(!selection.contains(6, 6) && selection.contains(6, 7) && selection.contains(5, 6));
        QCOMPARE(selection.cells(), qint64(174));
        QCOMPARE(GridSelection::length(selection.rows()), qint64(15));
        const GridSelection::Spans places{{0, 14}};
        QCOMPARE(selection.places(), places);
        selection.set({3, 1, 2, 1});
        QVERIFY(selection.isEmpty());
    }

    void aMillionSelectedRowsAreOneRange()
    {
        GridSelection selection;
        selection.set({0, 0, 999999, 59});
        QCOMPARE(selection.cells(), qint64(60000000));
        selection.remove({500000, 30, 500000, 30});
        QCOMPARE(selection.cells(), qint64(59999999));
        QCOMPARE(selection.ranges().size(), size_t(4));
    }

    void aWidthThatSomebodyChoseStaysWhenAnotherColumnComes()
    {
        GridColumns columns = abc();
        GridLayoutState state;
        state.widths.insert(u"a"_s, 300);
        columns.restore(state);
        columns.setWidth(0, 77);
        columns.setNames({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
        QCOMPARE(columns.width(0), 77);
    }

    void columnsAreArranged()
    {
        GridColumns columns = abc();
        columns.move(0, 2);
        QCOMPARE(columns.shownNames(), QStringList({u"b"_s, u"c"_s, u"a"_s, u"d"_s}));
        columns.setPinned(3, true);
        QCOMPARE(columns.shownNames(), QStringList({u"d"_s, u"b"_s, u"c"_s, u"a"_s}));
        QCOMPARE(columns.pinnedCount(), 1);
        columns.move(2, 0); // beside a pinned one it is pinned
        QCOMPARE(columns.shownNames(), QStringList({u"c"_s, u"d"_s, u"b"_s, u"a"_s}));
        QCOMPARE(columns.pinnedCount(), 2);
        QVERIFY(columns.setHidden(1, true));
        QCOMPARE(columns.placeOf(1), -1);
        columns.setWidth(2, 77);
        QCOMPARE(columns.width(0), 77);
        QCOMPARE(columns.placeAt(76), 0);
        QCOMPARE(columns.placeAt(77), 1);
        QCOMPARE(columns.placeAt(columns.totalWidth()), -1);
    }

    void oneColumnStays()
    {
        GridColumns columns = abc();
        for (int column = 0; column < 3; ++column)
            QVERIFY(columns.setHidden(column, true));
        QVERIFY(!columns.setHidden(3, true));
        QCOMPARE(columns.shownNames(), QStringList{u"d"_s});
        GridColumns other = abc();
        other.restore({.order = {}, .hidden = {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, .pinned = {}, .widths = {}});
        QCOMPARE(other.shownCount(), 1);
    }

    void anArrangementOutlivesItsColumns()
    {
        GridColumns columns = abc();
        columns.move(0, 3);
        columns.setHidden(1, true);
        columns.setPinned(2, true);
        columns.setWidth(3, 55);
        const GridLayoutState state = GridLayoutState::fromJson(columns.state().toJson());
        QCOMPARE(state, columns.state());
        GridColumns later; // names come after it, one by one
        later.restore(state);
        QCOMPARE(later.state(), state);
        later.setNames({u"a"_s, u"b"_s});
        QCOMPARE(later.shownNames(), QStringList{u"a"_s});
        later.setNames({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
        QCOMPARE(later.shownNames(), QStringList({u"c"_s, u"d"_s, u"a"_s, u"e"_s}));
        QCOMPARE(later.width(1), 55);
        QVERIFY(!later.isSized(0));
        later.suggestWidths({200, 200, 200, 200, 200});
        QCOMPARE(later.width(0), 200);
        QCOMPARE(later.width(1), 55);
    }

    void brokenArrangementsDoNoHarm()
    {
        const QJsonObject odd{{u"order"_s, 7}, {u"hidden"_s, QJsonArray{1, u"x"_s}}, {u"widths"_s, u"wide"_s}};
        const GridLayoutState state = GridLayoutState::fromJson(odd);
        QCOMPARE(state.hidden, QStringList{u"x"_s});
        QVERIFY(state.order.isEmpty() && state.widths.isEmpty());
    }

    void filtersAreReadAsTyped_data()
    {
        using Is = GridFilter::Is;
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("is");
        QTest::addColumn<QString>("text");
        QTest::newRow("part") << u"retail"_s << int(Is::Containing) << u"retail"_s;
        QTest::newRow("equal") << u"=10"_s << int(Is::Equal) << u"10"_s;
        QTest::newRow("not") << u"!shop"_s << int(Is::NotContaining) << u"shop"_s;
        QTest::newRow("different") << u"!=10"_s << int(Is::NotEqual) << u"10"_s;
        QTest::newRow("at most") << u"<=1.5"_s << int(Is::AtMost) << u"1.5"_s;
        QTest::newRow("greater") << u">5"_s << int(Is::Greater) << u"5"_s;
        QTest::newRow("null") << u"null"_s << int(Is::Null) << QString();
        QTest::newRow("no null") << u"!null"_s << int(Is::NotNull) << QString();
        QTest::newRow("the word null") << u"\"null\""_s << int(Is::Containing) << u"null"_s;
        QTest::newRow("a sign") << u"\"<b>\""_s << int(Is::Containing) << u"<b>"_s;
        QTest::newRow("empty") << u"="_s << int(Is::Equal) << QString();
    }
    void filtersAreReadAsTyped()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        const GridFilter filter = GridFilter::typed(3, typed);
        QCOMPARE(filter.column, 3);
        QTEST(int(filter.is), "is");
        QCOMPARE(filter.text, text);
        QCOMPARE(GridFilter::typed(3, filter.asTyped()), filter);
    }

    void literalsAreThoseOfTheDialect()
    {
        const GridColumn name{.name = u"Name"_s};
        QCOMPARE(gridTerm(name, CellKind::Text, "O'Neil"), u"Name eq 'O''Neil'"_s);
        QCOMPARE(gridTerm(name, CellKind::Text, "", false), u"Name ne ''"_s);
        QCOMPARE(gridTerm(name, CellKind::Decimal, "12.500"), u"Name eq 12.500"_s);
        QCOMPARE(gridTerm(name, CellKind::Null, ""), u"Name eq null"_s);
        QCOMPARE(gridTerm(name, CellKind::Time, "2026-11-23T13:02:11Z"), u"Name eq 2026-11-23T13:02:11Z"_s);
        QCOMPARE(gridTerm(name, CellKind::Nested, "{}"), QString());
        GridColumn hold = name;
        hold.name = u"OnHold"_s;
        hold.type = GridColumn::Type::Enum;
        hold.typeName = u"Microsoft.Dynamics.DataEntities.NoYes"_s;
        QCOMPARE(gridTerm(hold, CellKind::Text, "Yes"), u"OnHold eq Microsoft.Dynamics.DataEntities.NoYes'Yes'"_s);
    }

    void jsonIsIndentedTokenByToken()
    {
        QCOMPARE(indentedJson("{\"a\":1.50,\"b\":[],\"c\":[1,{\"d\":\"x: {\\\" ,\"}]}", 1000),
                 QByteArray("{\n  \"a\": 1.50,\n  \"b\": [],\n  \"c\": [\n    1,\n    {\n      \"d\": \"x: {\\\" ,\"\n"
                            "    }\n  ]\n}"));
        const QByteArray cut = indentedJson("{\"a\":\"" + std::string(100, 'x') + "\"}", 50);
        QVERIFY(cut.size() < 60 && cut.endsWith("…"));
        const QByteArray deep = indentedJson(std::string(100000, '['), 300000);
        QVERIFY(deep.size() < 301000);
    }

    void cellsAreCopiedInEveryForm()
    {
        const RowStore store =
            storeOf({"{\"id\":1,\"name\":\"a,b|c\",\"x\":null},{\"id\":2.50,\"name\":\"q\\\"t\\ta\",\"x\":\"\"}"});
        GridSelection all;
        all.set({0, 0, 1, 2});
        using As = GridCopy::As;
        QCOMPARE(copied(As::Plain, store, all), QByteArray("1\ta,b|c\t\n2.50\tq\"t a\t\n"));
        QCOMPARE(copied(As::WithTitles, store, all), QByteArray("id\tname\tx\n1\ta,b|c\t\n2.50\tq\"t a\t\n"));
        QCOMPARE(copied(As::Csv, store, all), QByteArray("id,name,x\r\n1,\"a,b|c\",\r\n2.50,\"q\"\"t\ta\",\"\"\r\n"));
        QCOMPARE(copied(As::Json, store, all),
                 QByteArray("[\n  {\"id\": 1, \"name\": \"a,b|c\", \"x\": null},\n"
                            "  {\"id\": 2.50, \"name\": \"q\\\"t\\ta\", \"x\": \"\"}\n]\n"));
        QCOMPARE(copied(As::Markdown, store, all),
                 QByteArray("| id | name | x |\n| ---: | --- | --- |\n| 1 | a,b\\|c |  |\n| 2.50 | q\"t\ta |  |\n"));
        QCOMPARE(copied(As::Filter, store, all),
                 QByteArray("(id eq 1 and name eq 'a,b|c' and x eq null) or (id eq 2.50 and name eq 'q\"t\ta' and "
                            "x eq '')"));
        GridSelection corners;
        corners.add({0, 0, 0, 0});
        corners.add({1, 1, 1, 1});
        QCOMPARE(copied(As::Plain, store, corners), QByteArray("1\t\n\tq\"t a\n"));
        QCOMPARE(copied(As::Filter, store, corners), QByteArray("id eq 1 or name eq 'q\"t\ta'"));
    }

    void filtersOfEveryAddressStayShort()
    {
        const auto store = customers(500);
        GridSelection selection;
        selection.set({0, 1, 499, 1});
        QCOMPARE(copied(GridCopy::As::Filter, *store, selection), QByteArray("-"));
        selection.set({0, 3, 499, 3}); // five groups, each once
        QCOMPARE(copied(GridCopy::As::Filter, *store, selection).count("eq"), qsizetype(5));
    }

    void copyingCanBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        GridCopy copy{GridCopy::As::Plain, *customers(5), nullptr, {}, {0}, {{.name = u"a"_s}}};
        copy.selection.set({0, 0, 4, 0});
        const auto text = copy.text(stop.get_token());
        QVERIFY(!text);
        QCOMPARE(text.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(GridPartsTest)
#include "GridPartsTest.moc"
