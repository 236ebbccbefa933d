#include "ui/style/Appearance.h"
#include "ui/widgets/grid/GridFilterStrip.h"
#include "ui/widgets/grid/GridFindBar.h"
#include "ui/widgets/grid/GridMenus.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridPane.h"
#include "ui/widgets/grid/GridView.h"
#include "tests/ui/widgets/grid/CustomerRows.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTabBar>
#include <QToolButton>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// Draws a grid in its states, light and dark, so that a person can look: `GridPictures DIR`.
namespace {

void rest(int milliseconds)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

std::vector<GridColumn> about()
{
    using Type = GridColumn::Type;
    std::vector<GridColumn> columns{
        {.name = u"dataAreaId"_s, .label = u"Company"_s, .type = Type::Text, .key = true, .mandatory = true},
        {.name = u"CustomerAccount"_s, .label = u"Customer account"_s, .type = Type::Text, .key = true},
        {.name = u"OrganizationName"_s, .label = u"Organization name"_s, .type = Type::Text},
        {.name = u"CustomerGroupId"_s, .label = u"Customer group"_s, .type = Type::Text, .relation = true},
        {.name = u"SalesCurrencyCode"_s, .label = u"Currency"_s, .type = Type::Text},
        {.name = u"CreditLimit"_s, .label = u"Credit limit"_s, .type = Type::Decimal},
        {.name = u"RecordId"_s, .label = u"Record-ID"_s, .type = Type::Integer},
        {.name = u"OnHoldStatus"_s, .label = u"Invoicing and delivery on hold"_s, .type = Type::Enum},
        {.name = u"CreatedOn"_s, .label = u"Created date and time"_s, .type = Type::DateTime}};
    return columns;
}

void draw(QWidget *widget, const QString &folder, const QString &name)
{
    rest(300);
    widget->grab().save(folder + u'/' + name + u".png"_s);
    for (QWidget *popup = QApplication::activePopupWidget(); popup; popup = QApplication::activePopupWidget()) {
        popup->grab().save(folder + u'/' + name + u"-popup.png"_s);
        popup->close();
        rest(20);
    }
}

void drawAll(const QString &folder, const QString &theme)
{
    GridPane pane;
    pane.setColumns(about());
    const auto store = customers(2'000);
    pane.setStore(store);
    pane.setProgress({.state = GridProgress::State::Reading,
                      .rows = 2'000,
                      .total = 12'480,
                      .pages = 2,
                      .bytes = 1'240'000,
                      .time = std::chrono::milliseconds(2'300),
                      .why = {}});
    pane.resize(1280, 800);
    pane.show();
    GridView *view = pane.view();
    rest(100);
    view->columns().setPinned(1, true);
    view->rearrange();
    view->setCurrent(3, 2);
    view->setSelection({3, 1, 8, 3});
    draw(&pane, folder, u"grid-"_s + theme);
    emit view->sortWanted(3, false);
    emit view->sortWanted(5, true);
    pane.findChild<QLineEdit *>(u"gridSearch"_s)->setText(u"wholesale"_s);
    view->filterStrip()->edit(6);
    for (const QString &letter : {u">"_s, u"5"_s}) {
        QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, {}, letter);
        if (QWidget *field = QApplication::focusWidget())
            QApplication::sendEvent(field, &press);
    }
    pane.findChild<QToolButton *>(u"gridInspectorButton"_s)->setChecked(true);
    pane.setProgress({.state = GridProgress::State::Complete,
                      .rows = 2'000,
                      .total = 2'000,
                      .pages = 2,
                      .bytes = 1'240'000,
                      .time = std::chrono::milliseconds(2'300),
                      .why = {}});
    draw(&pane, folder, u"grid-details-"_s + theme);
    emit view->columnMenuWanted(5, pane.mapToGlobal(QPoint(300, 100)));
    draw(&pane, folder, u"grid-menu-"_s + theme);
    emit pane.findChild<GridMenus *>()->statisticsWanted(3);
    draw(&pane, folder, u"grid-statistics-"_s + theme);
    pane.findChild<QTabBar *>()->setCurrentIndex(1);
    pane.findChild<GridFindBar *>()->find();
    pane.findChild<QLineEdit *>(u"gridFindText"_s)->setText(u"forest"_s);
    draw(&pane, folder, u"grid-find-"_s + theme);
    pane.resize(900, 800);
    draw(&pane, folder, u"grid-narrow-"_s + theme);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QString folder = application.arguments().value(1, u"."_s);
    QDir().mkpath(folder);
    Appearance appearance(application, ThemeChoice::Light);
    drawAll(folder, u"light"_s);
    appearance.choose(ThemeChoice::Dark);
    drawAll(folder, u"dark"_s);
    return 0;
}
