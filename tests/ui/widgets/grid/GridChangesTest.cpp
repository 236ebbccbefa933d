#include "ui/widgets/SearchField.h"
#include "ui/widgets/grid/GridFilterStrip.h"
#include "ui/widgets/grid/GridInspector.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridPane.h"
#include "ui/widgets/grid/GridView.h"
#include "tests/ui/widgets/grid/CustomerRows.h"

#include <QtTest>
#include <QtWidgets>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What somebody is doing in a grid while its rows become others.
class GridChangesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<GridPane> m_pane;
    std::shared_ptr<RowStore> m_store;

    GridView *view() const { return m_pane->view(); }

private slots:
    void init()
    {
        m_pane = std::make_unique<GridPane>();
        m_pane->resize(1000, 600);
        m_store = customers(300);
        m_pane->setStore(m_store);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup() { m_pane.reset(); }

    void rowsThatGoWhileSomebodyDragsAreNotSelected()
    {
        QTest::mousePress(view()->viewport(), Qt::LeftButton, {}, view()->cellRect(9, 1).center());
        QTest::mouseMove(view()->viewport(), view()->cellRect(11, 1).center());
        QCOMPARE(view()->selection().cells(), qint64(3));
        m_pane->findChild<SearchField *>(u"gridSearch"_s)->setText(u"nowhere"_s);
        QTRY_COMPARE(view()->rowCount(), 0);
        QTest::mouseMove(view()->viewport(), view()->viewport()->rect().center());
        QTest::mouseRelease(view()->viewport(), Qt::LeftButton, {}, view()->viewport()->rect().center());
        QVERIFY(view()->selection().isEmpty());
        QCOMPARE(view()->currentRow(), -1);
    }

    void rowsWithoutAFieldHaveDetailsToo()
    {
        m_pane = std::make_unique<GridPane>(); // that never had a column
        m_pane->setStore(std::make_shared<RowStore>(storeOf({"{},{}"})));
        m_pane->show();
        QCOMPARE(view()->rowCount(), 2);
        m_pane->findChild<QToolButton *>(u"gridInspectorButton"_s)->setChecked(true);
        m_pane->rowsAppended();
        QCOMPARE(view()->currentRow(), -1);
        QVERIFY(m_pane->findChild<GridInspector *>()->isVisible());
    }

    void detailsStandStillWhileRowsCome()
    {
        view()->setCurrent(4, 1);
        m_pane->findChild<QToolButton *>(u"gridInspectorButton"_s)->setChecked(true);
        m_pane->findChild<QTabBar *>()->setCurrentIndex(1);
        QPlainTextEdit *json = nullptr;
        for (auto *one : m_pane->findChildren<QPlainTextEdit *>()) {
            if (one->accessibleName() == u"The row as JSON"_s)
                json = one;
        }
        QVERIFY(json);
        QVERIFY(json->toPlainText().contains(u"US-000004"_s));
        QVERIFY(json->find(u"US-000004"_s));
        QVERIFY(m_store->append(blockOf(customerRows(300, 50))));
        m_pane->rowsAppended();
        QCOMPARE(view()->rowCount(), 350);
        QCOMPARE(json->textCursor().selectedText(), u"US-000004"_s);
        view()->setCurrent(5, 1);
        QVERIFY(json->toPlainText().contains(u"US-000005"_s));
    }

    void filterFieldsAreCalledAsTheirColumnsAre()
    {
        view()->filterStrip()->edit(1);
        auto *field = qobject_cast<QLineEdit *>(view()->filterStrip()->focusWidget());
        QVERIFY(field);
        QCOMPARE(field->accessibleName(), u"Filter of CustomerAccount"_s);
        m_pane->setColumns({{.name = u"CustomerAccount"_s, .label = u"Customer account"_s}});
        QCOMPARE(field->accessibleName(), u"Filter of Customer account"_s);
    }
};

QTEST_MAIN(GridChangesTest)
#include "GridChangesTest.moc"
