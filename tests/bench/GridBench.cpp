#include "BenchFigure.h"

#include "tests/ui/widgets/grid/CustomerRows.h"
#include "ui/style/Appearance.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QAccessible>
#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

#include <ctime>

using namespace waybill;
using namespace waybill::bench;
using namespace waybill::test;
using namespace Qt::StringLiterals;

namespace {
constexpr int rows = 1'000'000;
constexpr int columns = 60;
constexpr int rowsAPage = 10'000;
constexpr int frames = 200;

/// Seconds this thread has computed: what others wanted of the same core meanwhile is not in it.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// A table as large as ours that costs nothing to ask.
class ConstantModel final : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : rows; }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex &, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(u"constant value"_s) : QVariant();
    }
};

/// A row of 60 columns of six kinds.
QByteArray wideRow(int n)
{
    QByteArray row = "{";
    for (int column = 0; column < columns; ++column) {
        row += (column ? ",\"F" : "\"F") + QByteArray::number(column) + "\":";
        switch (column % 6) {
        case 0:
            row += "\"US-" + QByteArray::number((n * 31 + column) % 1'000'000).rightJustified(6, '0') + '"';
            break;
        case 1:
            row += QByteArray::number((n * 7919LL + column) % 100'000) + '.' + QByteArray::number(10 + n % 90);
            break;
        case 2:
            row += n % 3 ? "\"2026-11-23T13:02:11Z\"" : "\"1900-01-01T00:00:00Z\"";
            break;
        case 3:
            row += n % 5 ? "\"Contoso Retail San Diego\"" : "\"\"";
            break;
        case 4:
            row += n % 7 ? "\"Yes\"" : "null";
            break;
        default:
            row += QByteArray::number(5'637'144'576LL + n);
        }
    }
    return row + '}';
}

std::shared_ptr<RowStore> bigStore()
{
    auto store = std::make_shared<RowStore>();
    for (int from = 0; from < rows; from += rowsAPage) {
        QByteArray page;
        for (int n = from; n < from + rowsAPage; ++n)
            page += (n > from ? "," : "") + wideRow(n);
        if (!store->append(blockOf(page)))
            qFatal("the store does not take a page");
    }
    return store;
}

/// What a person does in frame `n`.
using Step = std::function<void(int n)>;

/// The 99th percentile of the seconds a step and the painting of the whole window take.
double slowFrame(QWidget &window, const Step &step)
{
    QList<double> seconds;
    for (int n = 0; n < frames; ++n) {
        const double begun = threadSeconds();
        step(n);
        // All of it: what is only moved on the screen would cost nothing.
        window.repaint();
        for (QWidget *one : window.findChildren<QWidget *>()) {
            if (one->isVisible())
                one->repaint();
        }
        seconds << threadSeconds() - begun;
        QCoreApplication::processEvents();
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds.at(frames * 99 / 100);
}

void measure(const QString &what, QWidget &ours, const Step &ourStep, QWidget &reference, const Step &otherStep)
{
    BenchFigure figure(u"grid of 1,000,000 × 60, %1: 99th percentile of full-window frames"_s.arg(what),
                       u"QTableView over a model of constants"_s, Budget::timeAtMost(1.5));
    double slowest = 0;
    for (int run = -1; run < 3; ++run) {
        const double our = slowFrame(ours, ourStep), other = slowFrame(reference, otherStep);
        slowest = std::max(slowest, our);
        if (run >= 0)
            figure.add(our, other);
    }
    figure.setNote(u"slowest run %1 ms"_s.arg(slowest * 1e3, 0, 'f', 2));
    figure.print();
}
/// The longest that the window's thread computes at once while a worker sorts, filters, and the rows are swapped in.
void measureOrdering(GridModel &model, const QString &what, const GridOrder &order)
{
    BenchFigure figure(u"grid of 1,000,000 × 60, %1: longest stretch of the window's thread"_s.arg(what),
                       u"one frame"_s, Budget::atMost(16, u"ms"_s));
    double whole = 0;
    for (int run = 0; run < 3; ++run) {
        double longest = 0;
        const auto stretch = [&longest](const auto &work) {
            const double begun = threadSeconds();
            work();
            longest = std::max(longest, (threadSeconds() - begun) * 1e3);
        };
        whole = secondsOf([&] {
            stretch([&] { model.setOrder(order); });
            while (model.isOrdering())
                stretch([] { QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents); });
            stretch([] { QCoreApplication::processEvents(); }); // the first picture of it
        });
        figure.add(longest);
        model.setOrder({});
        QCoreApplication::processEvents();
    }
    figure.setNote(u"%1 s until it is shown"_s.arg(whole, 0, 'f', 2));
    figure.print();
}
} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    Appearance appearance(application, ThemeChoice::Light);
    GridModel model;
    model.setStore(bigStore());
    GridView view(&model);
    view.suggestWidths();
    ConstantModel constants;
    QTableView table;
    table.setModel(&constants);
    table.verticalHeader()->setDefaultSectionSize(view.rowHeight());
    table.horizontalHeader()->setDefaultSectionSize(120);
    for (QWidget *one : {static_cast<QWidget *>(&view), static_cast<QWidget *>(&table)}) {
        one->resize(1280, 800);
        one->show();
    }
    QCoreApplication::processEvents();
    const auto scroll = [](QAbstractScrollArea &area) {
        return [&area](int n) {
            QScrollBar *down = area.verticalScrollBar(), *across = area.horizontalScrollBar();
            down->setValue(int(qint64(down->maximum()) * ((n * 37) % frames) / frames));
            if (n % 10 == 0)
                across->setValue(int(qint64(across->maximum()) * ((n * 7) % frames) / frames));
        };
    };
    const auto resize = [](QWidget &one) { return [&one](int n) { one.resize(1000 + n % 280, 600 + n % 200); }; };
    view.setCurrent(500'000, 3);
    measureOrdering(model, u"sorting by a text"_s, {.sort = {{3, true}}, .filters = {}, .anywhere = {}});
    measureOrdering(model, u"sorting by a number"_s, {.sort = {{1, false}}, .filters = {}, .anywhere = {}});
    measureOrdering(model, u"filtering all columns"_s, {.sort = {}, .filters = {}, .anywhere = u"us-00001"_s});
    view.setCurrent(0, 0);
    for (const bool accessible : {false, true}) {
        QAccessible::setActive(accessible);
        const QString suffix = accessible ? u", accessibility on"_s : QString();
        measure(u"scrolling"_s + suffix, view, scroll(view), table, scroll(table));
        measure(u"resizing"_s + suffix, view, resize(view), table, resize(table));
        const auto select = [](auto rangeOf) { return [rangeOf](int n) { rangeOf(n * 3'000, n % columns); }; };
        // The table selects what is on screen only: more rows cost it seconds.
        measure(u"selecting"_s + suffix, view, select([&view](int row, int column) {
                    view.setSelection({0, 0, row, column});
                }),
                table, select([&](int row, int column) {
                    const int top = table.rowAt(0);
                    table.selectionModel()->select(
                        QItemSelection(constants.index(top, 0), constants.index(top + row % 30, column)),
                        QItemSelectionModel::ClearAndSelect);
                }));
        view.verticalScrollBar()->setValue(0);
        BenchFigure all(u"grid of 1,000,000 × 60, select all and paint%1"_s.arg(suffix), u"one frame"_s,
                        Budget::atMost(16, u"ms"_s));
        for (int run = 0; run < 9; ++run) {
            view.setSelection({});
            QCoreApplication::processEvents();
            const double begun = threadSeconds();
            view.selectAll();
            view.viewport()->repaint();
            all.add((threadSeconds() - begun) * 1e3);
        }
        all.print();
    }
    return 0;
}
