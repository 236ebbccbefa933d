#include "ui/widgets/grid/GridPane.h"

#include "ui/widgets/SearchField.h"
#include "ui/widgets/grid/GridAccessible.h"
#include "ui/widgets/grid/GridFilterStrip.h"
#include "ui/widgets/grid/GridHeader.h"
#include "ui/widgets/grid/GridMenus.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridStatistics.h"
#include "ui/widgets/grid/GridView.h"
#include "ui/widgets/grid/ValueBars.h"
#include "tests/ui/widgets/grid/CustomerRows.h"
#include "tests/ui/widgets/grid/OpenMenu.h"

#include <QtTest>
#include <QtWidgets>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// The whole grid, worked as a person works it.
class GridPaneTest : public QObject
{
    Q_OBJECT

    static constexpr int rows = 300;
    std::unique_ptr<GridPane> m_pane;
    std::shared_ptr<RowStore> m_store;

    GridView *view() const { return m_pane->view(); }
    GridModel *model() const { return view()->model(); }
    GridColumns &columns() const { return view()->columns(); }
    int column(const QString &name) const { return columns().columnNamed(name); }
    template <class Widget>
    Widget *part(const QString &name) const
    {
        return m_pane->findChild<Widget *>(name);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(view(), Qt::Key(key), modifiers); }
    void settle() const
    {
        QTest::qWait(0);
        QTRY_VERIFY(!model()->isOrdering());
    }
    void clickTitle(const QString &name, Qt::KeyboardModifiers modifiers = {}) const
    {
        const int place = columns().placeOf(column(name));
        view()->bringIntoSight(-1, place);
        QTest::mouseClick(view()->header(), Qt::LeftButton, modifiers,
                          view()->header()->titleRect(place).topLeft() + QPoint(40, 10));
        settle();
    }
    QString cell(int row, const QString &name) const { return model()->cell(row, column(name)).text; }

private slots:
    void initTestCase() { QAccessible::setActive(true); }
    void init()
    {
        m_pane = std::make_unique<GridPane>();
        m_pane->resize(1000, 600);
        m_store = customers(rows);
        m_pane->setStore(m_store);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_pane->activateWindow();
        view()->setFocus();
        QTRY_VERIFY(view()->hasFocus());
    }
    void cleanup() { m_pane.reset(); }

    void rowsAreShownAsTheyCome()
    {
        QVERIFY(m_store->append(blockOf(customerRows(rows, 50))));
        m_pane->setProgress({.state = GridProgress::State::Reading,
                             .rows = 350,
                             .total = 1'000,
                             .pages = 2,
                             .bytes = 8'400'000,
                             .time = std::chrono::milliseconds(4'200),
                             .why = {}});
        QCOMPARE(view()->rowCount(), 350);
        QCOMPARE(part<QLabel>(u"gridRows"_s)->text(), u"350 of 1,000 rows"_s);
        const QString facts = part<QLabel>(u"gridFacts"_s)->text();
        QVERIFY2(facts.startsWith(u"reading · 2 pages · 8.4 MB · 4.2 s"_s), qPrintable(facts));
    }

    void rowsThatWereThereBeforeAreShown()
    {
        GridView other(model());
        QCOMPARE(other.rowCount(), rows);
    }

    void theKeyboardGoesEverywhere()
    {
        QCOMPARE(view()->currentRow(), 0); // the focus begins somewhere
        key(Qt::Key_Down);
        key(Qt::Key_Right);
        QCOMPARE(view()->currentRow(), 1);
        QCOMPARE(view()->currentPlace(), 1);
        key(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view()->currentRow(), rows - 1);
        QCOMPARE(view()->currentPlace(), columns().shownCount() - 1);
        QVERIFY(view()->viewport()->rect().contains(view()->cellRect(rows - 1, view()->currentPlace()).center()));
        key(Qt::Key_Home, Qt::ControlModifier);
        key(Qt::Key_PageDown, Qt::ShiftModifier);
        QVERIFY(view()->currentRow() > 10);
        QCOMPARE(view()->selection().cells(), qint64(view()->currentRow()) + 1);
        key(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(view()->selection().cells(), qint64(columns().shownCount()));
        key(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(view()->selection().cells(), qint64(rows));
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view()->selection().cells(), qint64(rows) * columns().shownCount());
        QCOMPARE(part<QLabel>(u"gridSelection"_s)->text(), u"300 × 11 selected"_s);
    }

    void titlesSort()
    {
        clickTitle(u"CreditLimit"_s);
        QCOMPARE(cell(0, u"CreditLimit"_s), u"0.10"_s);
        clickTitle(u"CreditLimit"_s);
        QVERIFY(model()->order().sort.front().descending);
        clickTitle(u"CreditLimit"_s);
        QVERIFY(model()->order().isPlain());
        clickTitle(u"CustomerGroupId"_s);
        clickTitle(u"CustomerAccount"_s, Qt::ShiftModifier);
        QCOMPARE(model()->order().sort.size(), size_t(2));
        QCOMPARE(cell(0, u"CustomerGroupId"_s), u"10"_s);
        QCOMPARE(cell(1, u"CustomerAccount"_s), u"US-000005"_s);
    }

    void currentRowsStayCurrentWhenSorted()
    {
        view()->setCurrent(7, column(u"OrganizationName"_s));
        const qsizetype stored = model()->storeRow(7);
        clickTitle(u"RecordId"_s);
        clickTitle(u"RecordId"_s);
        QCOMPARE(model()->storeRow(view()->currentRow()), stored);
        QCOMPARE(view()->currentRow(), rows - 1 - 7);
        QCOMPARE(view()->currentColumn(), column(u"OrganizationName"_s));
    }

    void menusArrangeColumns()
    {
        QSignalSpy arranged(m_pane.get(), &GridPane::layoutStateChanged);
        view()->setCurrent(0, column(u"CustomerGroupId"_s));
        key(Qt::Key_Down, Qt::AltModifier);
        choose(u"Pin at the left"_s);
        QCOMPARE(m_pane->shownColumns().first(), u"CustomerGroupId"_s);
        QCOMPARE(columns().pinnedCount(), 1);
        view()->horizontalScrollBar()->setValue(view()->horizontalScrollBar()->maximum());
        QCOMPARE(view()->cellRect(0, 0).left(), view()->gutterWidth());
        view()->setCurrent(0, column(u"OrganizationName"_s));
        key(Qt::Key_Down, Qt::AltModifier);
        choose(u"Hide"_s);
        QVERIFY(!m_pane->shownColumns().contains(u"OrganizationName"_s));
        const GridLayoutState state = m_pane->layoutState();
        QCOMPARE(state.hidden, QStringList{u"OrganizationName"_s});
        QCOMPARE(arranged.size(), 2);
        GridPane other;
        other.restoreLayoutState(state);
        other.setStore(m_store);
        QCOMPARE(other.shownColumns(), m_pane->shownColumns());
    }

    void titlesAreDraggedToAnotherPlace()
    {
        const QRect from = view()->header()->titleRect(0), to = view()->header()->titleRect(2);
        QTest::mousePress(view()->header(), Qt::LeftButton, {}, from.topLeft() + QPoint(20, 10));
        QTest::mouseMove(view()->header(), from.topLeft() + QPoint(60, 10));
        QTest::mouseMove(view()->header(), to.center());
        QTest::mouseRelease(view()->header(), Qt::LeftButton, {}, to.center());
        QCOMPARE(m_pane->shownColumns().at(2), u"dataAreaId"_s);
        QVERIFY(model()->order().isPlain()); // and did not sort
        const QRect title = view()->header()->titleRect(0);
        const QPoint edge(title.right(), 10);
        QTest::mousePress(view()->header(), Qt::LeftButton, {}, edge);
        QTest::mouseMove(view()->header(), edge + QPoint(33, 0));
        QTest::mouseRelease(view()->header(), Qt::LeftButton, {}, edge + QPoint(33, 0));
        QCOMPARE(view()->header()->titleRect(0).width(), title.width() + 33);
    }

    void filtersWorkWhileOneTypes()
    {
        QTest::keyClicks(part<QLineEdit>(u"gridSearch"_s), u"birch"_s);
        QTRY_COMPARE(view()->rowCount(), 43);
        QCOMPARE(part<QLabel>(u"gridRows"_s)->text(), u"43 shown of 300 rows"_s);
        view()->filterStrip()->edit(column(u"CustomerGroupId"_s));
        QTest::keyClicks(QApplication::focusWidget(), u"=20"_s);
        QTRY_COMPARE(view()->rowCount(), 9);
        QPushButton *chip = nullptr;
        for (QPushButton *one : m_pane->findChildren<QPushButton *>()) {
            if (one->accessibleName() == u"CustomerGroupId = 20"_s)
                chip = one;
        }
        QVERIFY(chip);
        chip->click();
        QTRY_COMPARE(view()->rowCount(), 43);
        part<QLineEdit>(u"gridSearch"_s)->clear();
        QTRY_COMPARE(view()->rowCount(), rows);
    }

    void cellsFilterByTheirValue()
    {
        QSignalSpy wanted(m_pane.get(), &GridPane::filterWanted);
        view()->setCurrent(1, column(u"CustomerGroupId"_s));
        const auto open = [this] { emit view()->cellMenuWanted(m_pane->mapToGlobal(QPoint(50, 50))); };
        open();
        choose(u"Show only “20”"_s);
        QTRY_COMPARE(view()->rowCount(), 60);
        open();
        choose(u"Add to the query"_s);
        QCOMPARE(wanted.takeFirst().first().toString(), u"CustomerGroupId eq '20'"_s);
        view()->setCurrent(0, column(u"OnHoldStatus"_s));
        open();
        choose(cell(0, u"OnHoldStatus"_s).isEmpty() ? u"Leave out empty"_s : u"Leave out “No”"_s);
        QTRY_VERIFY(view()->rowCount() < 60);
    }

    void textIsFoundForthAndBack()
    {
        key(Qt::Key_F, Qt::ControlModifier);
        auto *field = part<QLineEdit>(u"gridFindText"_s);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"us-00001"_s);
        QTRY_COMPARE(view()->currentRow(), 10);
        QCOMPARE(view()->currentColumn(), column(u"CustomerAccount"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(view()->currentRow(), 11);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(view()->currentRow(), 19); // once round
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_VERIFY(view()->hasFocus());
    }

    void goesToARow()
    {
        key(Qt::Key_G, Qt::ControlModifier);
        auto *field = part<QLineEdit>(u"gridGoToRow"_s);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"250"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(view()->currentRow(), 249);
        QVERIFY(view()->rowsOnScreen().first <= 249 && view()->rowsOnScreen().second >= 249);
    }

    void copiesWhatIsSelected()
    {
        view()->setSelection(GridRange{0, 1, 1, 2});
        key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(),
                     u"CustomerAccount\tOrganizationName\nUS-000000\tContoso Retail San Diego\n"
                     "US-000001\tBirch Company\n"_s);
    }

    void detailsShowTheRow()
    {
        view()->setCurrent(4, column(u"CustomerAccount"_s));
        key(Qt::Key_Return);
        auto *form = part<QTableView>(u"gridForm"_s);
        QTRY_VERIFY(form->isVisible());
        QCOMPARE(form->model()->rowCount(), columns().count());
        QCOMPARE(form->model()->index(1, 1).data().toString(), u"US-000004"_s);
        key(Qt::Key_Down);
        QCOMPARE(form->model()->index(1, 1).data().toString(), u"US-000005"_s);
    }

    void statisticsCountAndFilter()
    {
        emit m_pane->findChild<GridMenus *>()->statisticsWanted(column(u"CustomerGroupId"_s));
        QPointer<GridStatistics> popup = view()->findChild<GridStatistics *>();
        QVERIFY(popup);
        auto *bars = popup->findChild<ValueBars *>();
        QTRY_VERIFY(bars->accessibleDescription().contains(u"60 rows, 20.0 %"_s));
        QTest::keyClick(bars, Qt::Key_Down);
        QTest::keyClick(bars, Qt::Key_Return);
        QTRY_COMPARE(view()->rowCount(), 60);
    }

    void assistiveToolsSeeATableOfWhatIsOnScreen()
    {
        QAccessibleInterface *grid = QAccessible::queryAccessibleInterface(view());
        QCOMPARE(grid->role(), QAccessible::Table);
        QVERIFY(grid->childCount() < 40 * columns().shownCount());
        auto *table = grid->tableInterface();
        QVERIFY(table);
        QCOMPARE(table->rowCount(), rows);
        QAccessibleInterface *far = table->cellAt(299, 1);
        QCOMPARE(far->text(QAccessible::Name), u"US-000299"_s);
        QVERIFY(far->state().offscreen);
        QCOMPARE(far->tableCellInterface()->columnHeaderCells().first()->text(QAccessible::Name), u"CustomerAccount"_s);
        far->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(view()->currentRow(), 299);
        QVERIFY(!far->state().offscreen && far->state().focused);
        const int index = grid->indexOfChild(far);
        QVERIFY(index > 0);
        QCOMPARE(grid->child(index), far);
        QCOMPARE(grid->focusChild(), far);
        QAccessibleInterface *title = grid->child(1);
        QCOMPARE(title->role(), QAccessible::ColumnHeader);
        title->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        settle();
        QCOMPARE(model()->order().sort.size(), size_t(1));
        title->actionInterface()->doAction(QAccessibleActionInterface::showMenuAction());
        choose(u"Pin at the left"_s);
        QCOMPARE(columns().pinnedCount(), 1);
        view()->selectAll();
        QCOMPARE(table->selectedCellCount(), rows * columns().shownCount());
        QCOMPARE(table->selectedRowCount(), rows);
        QVERIFY(table->selectedRows().size() < 40);
    }

    void everyControlHasANameAndATip()
    {
        view()->filterStrip()->show();
        for (const QWidget *one : m_pane->findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<const QAbstractButton *>(one) || qobject_cast<const QLineEdit *>(one);
            // Qt's own buttons, such as the cross in a field, are not ours to name.
            if (!isControl || one->objectName().startsWith(u"qt_"_s) || qobject_cast<QLineEdit *>(one->parent()) ||
                qobject_cast<QTabBar *>(one->parent()) || qobject_cast<QAbstractItemView *>(one->parent()))
                continue;
            QVERIFY2(!one->accessibleName().isEmpty() && !one->toolTip().isEmpty(),
                     qPrintable(u"%1 %2"_s.arg(QLatin1StringView(one->metaObject()->className()), one->objectName())));
        }
    }

    void thousandsOfColumnsAreColumns()
    {
        QByteArray row = "{";
        for (int n = 0; n < 5'000; ++n)
            row += (n > 0 ? ",\"Field" : "\"Field") + QByteArray::number(n) + "\":" + QByteArray::number(n);
        m_pane->setStore(std::make_shared<RowStore>(storeOf({row + '}'})));
        QCOMPARE(columns().shownCount(), 5'000);
        view()->filterStrip()->show();
        key(Qt::Key_End);
        QCOMPARE(model()->cell(0, view()->currentColumn()).text, u"4999"_s);
        QVERIFY(view()->viewport()->rect().contains(view()->cellRect(0, 4'999)));
        QTest::qWait(0);
        QVERIFY(view()->filterStrip()->findChildren<QLineEdit *>().size() < 40); // only those on screen exist
        QVERIFY(QAccessible::queryAccessibleInterface(view())->childCount() < 40);
    }

    void hugeValuesAreShownInPart()
    {
        const QByteArray huge(3'000'000, 'x');
        m_pane->setStore(std::make_shared<RowStore>(storeOf({"{\"Text\":\"" + huge + "\",\"Next\":[1,2]}"})));
        view()->setCurrent(0, 0);
        key(Qt::Key_Return);
        auto *tabs = m_pane->findChild<QTabBar *>();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QTest::qWait(0);
        }
        for (const QPlainTextEdit *text : m_pane->findChildren<QPlainTextEdit *>()) {
            QVERIFY(text->document()->characterCount() > 1'000);
            QVERIFY(text->document()->characterCount() < 1'000'000);
        }
    }

    void emptyAnswersSaySo()
    {
        m_pane->setEmptyTexts(u"No customer"_s, u"The filter leaves none."_s);
        m_pane->setStore(std::make_shared<RowStore>());
        QVERIFY(!view()->isVisible());
        m_pane->setStore(m_store);
        QVERIFY(view()->isVisible());
        QTest::keyClicks(part<QLineEdit>(u"gridSearch"_s), u"nowhere"_s);
        QTRY_COMPARE(view()->rowCount(), 0);
        QVERIFY(view()->isVisible());
        key(Qt::Key_Down); // nothing to go to, no harm
    }
};

QTEST_MAIN(GridPaneTest)
#include "GridPaneTest.moc"
