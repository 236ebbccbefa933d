#include "app/messages/FailingRowTable.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace waybill;

/// A table of failing rows is bounded whatever the file is made of.
class FailingRowTableTest : public QObject
{
    Q_OBJECT

private slots:
    void boundsItsRows()
    {
        FailingRowTable table;
        for (int line = 1; line <= 100'000; ++line)
            QVERIFY(table.add(line, {}, -1, u"m"));
        QVERIFY(!table.add(100'001, {}, -1, u"m"));
        QCOMPARE(table.size(), 100'000);
    }

    void boundsItsCells()
    {
        FailingRowTable table;
        const QStringList wide(1'000'000); // as a line of nothing but commas
        for (int line = 1; line <= 3; ++line)
            QVERIFY(table.add(line, wide, -1, u"m"));
        QVERIFY(!table.add(4, wide, -1, u"m"));
        QCOMPARE(table.size(), 3);
        QCOMPARE(table.message(2), u"m"_s);
        QVERIFY(table.add(5, {u"a"_s}, -1, u"still room for a small one"));
        QCOMPARE(table.cell(3, 0), u"a"_s);
    }

    void boundsItsCharacters()
    {
        FailingRowTable table;
        const QString message(4'000, u'x');
        qsizetype rows = 0;
        while (rows < 100'000 && table.add(rows, {}, -1, message))
            ++rows;
        QCOMPARE(rows, ((64 << 20) + 3'999) / 4'000);
    }
};

QTEST_GUILESS_MAIN(FailingRowTableTest)
#include "FailingRowTableTest.moc"
