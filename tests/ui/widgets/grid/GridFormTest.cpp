#include "ui/widgets/grid/GridPane.h"

#include "ui/widgets/NullDisplay.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"
#include "tests/ui/widgets/grid/CustomerRows.h"
#include "tests/ui/widgets/grid/OpenMenu.h"

#include <QtTest>
#include <QtWidgets>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// The form of a row at the grid's side, and how both show what has no value.
class GridFormTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<GridPane> m_pane;

    GridView *view() const { return m_pane->view(); }
    GridModel *model() const { return view()->model(); }
    GridColumns &columns() const { return view()->columns(); }
    int column(const QString &name) const { return columns().columnNamed(name); }
    /// That of the row in which this field is.
    QTableView *formAt(int row, const QString &name) const
    {
        view()->setCurrent(row, column(name));
        QTest::keyClick(view(), Qt::Key_Return);
        return m_pane->findChild<QTableView *>(u"gridForm"_s);
    }

private slots:
    void initTestCase() { QAccessible::setActive(true); }
    void init()
    {
        m_pane = std::make_unique<GridPane>();
        m_pane->resize(1000, 600);
        m_pane->setStore(customers(20));
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_pane->activateWindow();
        view()->setFocus();
        QTRY_VERIFY(view()->hasFocus());
    }
    void cleanup() { m_pane.reset(); }

    void theFormNamesEachFieldAndCopiesItsValue()
    {
        using Type = GridColumn::Type;
        m_pane->setColumns(
            {{.name = u"CustomerAccount"_s, .label = u"Customer account"_s, .type = Type::Text, .key = true},
             {.name = u"RecordId"_s, .mandatory = true}});
        QTableView *form = formAt(4, u"CustomerAccount"_s);
        QTRY_VERIFY(form->isVisible());
        QStringList fields;
        for (int line = 0; line < form->model()->rowCount(); ++line)
            fields << form->model()->index(line, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(fields.contains(u"Customer account: CustomerAccount · key · text"_s), qPrintable(fields.join(u'\n')));
        QVERIFY2(fields.contains(u"RecordId: mandatory · whole number"_s), qPrintable(fields.join(u'\n')));
        QVERIFY2(fields.contains(u"CreatedOn: date and time"_s), qPrintable(fields.join(u'\n')));
        QCOMPARE(form->editTriggers(), QAbstractItemView::NoEditTriggers);
        form->setFocus();
        form->selectRow(int(fields.indexOf(u"Customer account: CustomerAccount · key · text"_s)));
        QTest::keyClick(form, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"US-000004"_s);
        QTest::keyClick(form, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"CustomerAccount\tUS-000004"_s);
        QContextMenuEvent menu(QContextMenuEvent::Keyboard, {}, form->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(form, &menu);
        choose(u"Copy the field's name"_s);
        QCOMPARE(QApplication::clipboard()->text(), u"CustomerAccount"_s);
    }

    void whatAFieldIsCalledCannotTurnItsLineRound()
    {
        m_pane->setColumns({{.name = u"CustomerAccount"_s, .label = u"Customer\u202E\naccount\u001B"_s}});
        QTableView *form = formAt(4, u"CustomerAccount"_s);
        QTRY_VERIFY(form->isVisible());
        const QModelIndex field = form->model()->index(column(u"CustomerAccount"_s), 0);
        QCOMPARE(field.data().toString(), u"Customer[U+202E] account␛"_s);
        QCOMPARE(field.data(Qt::AccessibleTextRole).toString(), u"Customer[U+202E] account␛: CustomerAccount · text"_s);
        QCOMPARE(columns().title(column(u"CustomerAccount"_s)), field.data().toString());
    }

    void nullIsShownAsAPersonWishes()
    {
        const auto word = qScopeGuard([] { NullDisplay::ofWindow().set(NullDisplay::As::Word); });
        const int hold = column(u"OnHoldStatus"_s); // null in the first row, empty in the second
        QTableView *form = formAt(0, u"OnHoldStatus"_s);
        QTRY_VERIFY(form->isVisible());
        const auto cellPicture = [&](int row) {
            view()->bringIntoSight(-1, columns().placeOf(hold));
            return view()
                ->viewport()
                ->grab(view()->cellRect(row, columns().placeOf(hold)).adjusted(3, 3, -3, -3))
                .toImage();
        };
        const QImage asWord = cellPicture(0);
        const auto pick = [&](const QString &words) {
            emit view()->columnMenuWanted(hold, view()->mapToGlobal(QPoint(10, 10)));
            choose(words);
        };
        pick(u"the sign ∅"_s);
        const QImage asSign = cellPicture(0);
        QVERIFY(asSign != asWord);
        QCOMPARE(form->model()->index(hold, 1).data().toString(), u"∅"_s);
        pick(u"nothing, as an empty text"_s);
        QVERIFY(cellPicture(0) != asSign);
        QCOMPARE(form->model()->index(hold, 1).data().toString(), QString());
        // It stays what it is for who cannot see it.
        QCOMPARE(form->model()->index(hold, 1).data(Qt::AccessibleTextRole).toString(), u"null"_s);
        auto *table = QAccessible::queryAccessibleInterface(view())->tableInterface();
        QCOMPARE(table->cellAt(0, columns().placeOf(hold))->text(QAccessible::Name), u"null"_s);
        QCOMPARE(table->cellAt(1, columns().placeOf(hold))->text(QAccessible::Name), QString());
        QVERIFY(model()->tooltip(0, hold).startsWith(u"null"_s));
        QCOMPARE(NullDisplay::ofWindow().setting(), u"nothing"_s);
        NullDisplay::ofWindow().setFromSetting(u"word"_s);
        QVERIFY(cellPicture(0) == asWord);
    }
};

QTEST_MAIN(GridFormTest)
#include "GridFormTest.moc"
