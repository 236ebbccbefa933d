#include "app/files/GuiltyCell.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;

class GuiltyCellTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheColumn_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("column");
        const auto row = [](const char *name, const QString &field, const QString &message, int column) {
            QTest::newRow(name) << field << message << column;
        };
        row("field", u"quantity"_s, u"anything"_s, 1);
        row("field as a label", u"Item number"_s, u""_s, 0);
        row("nested field", u"City"_s, u""_s, 4);
        row("label in quotes", u""_s, u"The value 'D0177-X' in field 'Item number' is not found."_s, 0);
        row("name in double quotes", u""_s, u"Column \"SITE\" is empty"_s, 2);
        row("name without quotes", u""_s, u"QUANTITY must be positive"_s, 1);
        row("label without quotes", u""_s, u"The item number is unknown"_s, 0);
        row("value in one cell", u""_s, u"'1,5' is not a valid number"_s, 1);
        row("value in two cells", u""_s, u"'7' is not allowed"_s, -1);
        row("ordinary word", u""_s, u"The name is wrong"_s, -1);
        row("ordinary word in capitals", u""_s, u"NAME is wrong"_s, 5);
        row("value spelled like a column", u""_s, u"The value 'name' is not allowed"_s, 6);
        row("unknown field", u"FOO"_s, u"no idea"_s, -1);
        row("nothing", u""_s, u""_s, -1);
        row("empty quotes", u""_s, u"'' is \"\" here"_s, -1);
    }
    void findsTheColumn()
    {
        QFETCH(QString, field);
        QFETCH(QString, message);
        QFETCH(int, column);
        const QStringList columns = {u"ITEMNUMBER"_s,   u"QUANTITY"_s, u"SITE"_s,  u"WAREHOUSE"_s,
                                     u"ADDRESS/CITY"_s, u"NAME"_s,     u"REMARK"_s};
        const QStringList values = {u"D0177-X"_s, u"1,5"_s, u"7"_s, u"7"_s, u""_s, u"Chair"_s, u"name"_s};
        QCOMPARE(guiltyColumn(columns, values, field, message).value_or(-1), column);
    }
    void staysInsideShortAndLongRows()
    {
        QCOMPARE(guiltyColumn({u"A"_s}, {u"x"_s, u"surplus"_s}, {}, u"'surplus' is wrong"_s), std::nullopt);
        QCOMPARE(guiltyColumn({u"FIRST"_s, u"SECOND"_s}, {}, {}, u"'SECOND' is wrong"_s), std::optional(1));
        QCOMPARE(guiltyColumn({}, {}, u"A"_s, u"'b'"_s), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(GuiltyCellTest)
#include "GuiltyCellTest.moc"
