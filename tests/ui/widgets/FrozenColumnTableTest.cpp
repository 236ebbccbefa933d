#include "ui/widgets/FrozenColumnTable.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// A table whose first column stays.
class FrozenColumnTableTest : public QObject
{
    Q_OBJECT

    QStandardItemModel m_model{30, 6};
    FrozenColumnTable m_table;

    QModelIndex cell(int row, int column) const { return m_model.index(row, column); }
    /// What is drawn where the first column stands, its right border apart.
    QImage left(QWidget *of) const { return of->grab(QRect(0, 0, m_table.columnWidth(0) - 1, of->height())).toImage(); }

private slots:
    void initTestCase()
    {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            for (int column = 0; column < m_model.columnCount(); ++column)
                m_model.setItem(row, column, new QStandardItem(u"%1 of %2"_s.arg(row).arg(column)));
        }
        m_table.setModel(&m_model);
        for (int column = 0; column < m_model.columnCount(); ++column)
            m_table.setColumnWidth(column, 100);
        m_table.resize(320, 300);
        m_table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_table));
    }
    void init()
    {
        m_table.clearSelection();
        m_table.horizontalScrollBar()->setValue(0);
        m_table.verticalScrollBar()->setValue(0);
        m_table.setColumnWidth(0, 100);
    }

    void isDrawnWhereItWas()
    {
        m_table.selectRow(2);
        m_table.setCurrentIndex({});
        QCOMPARE(m_table.covered(), 0);
        const QImage cells = left(m_table.viewport()), title = left(m_table.horizontalHeader()->viewport());
        m_table.horizontalScrollBar()->setValue(150);
        QCOMPARE(m_table.covered(), 100);
        QCOMPARE(left(m_table.viewport()), cells);
        QCOMPARE(left(m_table.horizontalHeader()->viewport()), title);
        m_table.verticalScrollBar()->setValue(60);
        QVERIFY(left(m_table.viewport()) != cells);
    }

    void nothingIsBroughtIntoSightBehindIt()
    {
        m_table.horizontalScrollBar()->setValue(m_table.horizontalScrollBar()->maximum());
        m_table.scrollTo(cell(0, 2));
        QVERIFY(m_table.visualRect(cell(0, 2)).left() >= m_table.covered());
        m_table.scrollTo(cell(0, 1));
        QVERIFY(m_table.visualRect(cell(0, 1)).left() >= m_table.covered());
    }

    void leavesNoHalfColumnBesideIt()
    {
        m_table.setColumnWidth(0, 90);
        m_table.scrollTo(cell(0, 4));
        QVERIFY(m_table.covered() > 0);
        QCOMPARE(m_table.columnViewportPosition(m_table.columnAt(m_table.covered())), m_table.covered());
        QVERIFY(m_table.viewport()->rect().contains(m_table.visualRect(cell(0, 4))));
    }

    void isWhatIsUnderThePointer()
    {
        m_table.horizontalScrollBar()->setValue(150);
        QCOMPARE(m_table.visualRect(cell(3, 0)).left(), 0);
        QCOMPARE(m_table.indexAt(m_table.visualRect(cell(3, 0)).center()), cell(3, 0));
        QTest::mouseClick(m_table.viewport(), Qt::LeftButton, {}, m_table.visualRect(cell(3, 0)).center());
        QVERIFY(m_table.selectionModel()->isRowSelected(3));
        QCOMPARE(m_table.currentIndex(), cell(3, 0));
        QCOMPARE(m_table.indexAt(QPoint(110, 10)).column(), 2);
    }

    void goesAlongWhereItWouldFillTheView()
    {
        m_table.setColumnWidth(0, 220);
        m_table.horizontalScrollBar()->setValue(100);
        QCOMPARE(m_table.covered(), 0);
        QVERIFY(m_table.visualRect(cell(0, 0)).left() < 0);
    }
};

QTEST_MAIN(FrozenColumnTableTest)
#include "FrozenColumnTableTest.moc"
