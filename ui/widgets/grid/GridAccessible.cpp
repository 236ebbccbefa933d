#include "ui/widgets/grid/GridAccessible.h"

#include "ui/widgets/grid/GridCellAccessible.h"
#include "ui/widgets/grid/GridHeader.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <algorithm>
#include <limits>

namespace waybill {

namespace {
constexpr qsizetype mostMade = 4'000; ///< cells that are kept for assistive tools

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<GridView *>(object);
    return view ? new GridAccessible(view) : nullptr;
}

int bounded(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}
} // namespace

void installGridAccessible()
{
    static const bool once = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(once)
}

const GridAccessible *gridAccessible(GridView *view)
{
    return static_cast<const GridAccessible *>(QAccessible::queryAccessibleInterface(view));
}

GridAccessible::GridAccessible(GridView *view) : QAccessibleWidget(view, QAccessible::Table) {}

GridAccessible::~GridAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_made))
        QAccessible::deleteAccessibleInterface(id);
}

GridView *GridAccessible::view() const
{
    return static_cast<GridView *>(object());
}

void *GridAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QString GridAccessible::text(QAccessible::Text type) const
{
    if (type == QAccessible::Description)
        return GridView::tr("%1 rows, %2 columns").arg(rowCount()).arg(columnCount());
    return QAccessibleWidget::text(type);
}

QAccessible::State GridAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.multiSelectable = true;
    state.extSelectable = true;
    return state;
}

QAccessibleInterface *GridAccessible::made(int row, int place) const
{
    const quint64 key = quint64(quint32(row)) << 32 | quint32(place);
    if (const auto known = m_made.constFind(key); known != m_made.cend())
        return QAccessible::accessibleInterface(*known);
    if (m_age.size() >= mostMade) {
        for (const quint64 old : std::as_const(m_age).first(mostMade / 2))
            QAccessible::deleteAccessibleInterface(m_made.take(old));
        m_age.remove(0, mostMade / 2);
    }
    auto *cell = new GridCellAccessible(view(), row, place);
    m_made.insert(key, QAccessible::registerAccessibleInterface(cell));
    m_age << key;
    return cell;
}

int GridAccessible::childCount() const
{
    const auto [first, last] = view()->rowsOnScreen();
    return (std::max(0, last - first + 1) + 1) * int(view()->placesOnScreen().size());
}

int GridAccessible::childOf(int row, int place) const
{
    const std::vector<int> places = view()->placesOnScreen();
    const auto found = std::ranges::find(places, place);
    const auto [first, last] = view()->rowsOnScreen();
    if (found == places.end() || (row != titleRow && (row < first || row > last)))
        return -1;
    const int line = row == titleRow ? 0 : row - first + 1;
    return line * int(places.size()) + int(found - places.begin());
}

QAccessibleInterface *GridAccessible::child(int index) const
{
    const std::vector<int> places = view()->placesOnScreen();
    if (index < 0 || index >= childCount() || places.empty())
        return nullptr;
    const int line = index / int(places.size()), place = places[size_t(index) % places.size()];
    return made(line == 0 ? titleRow : view()->rowsOnScreen().first + line - 1, place);
}

int GridAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *cell = dynamic_cast<const GridCellAccessible *>(child);
    return cell && cell->view() == view() ? childOf(cell->row(), cell->place()) : -1;
}

QAccessibleInterface *GridAccessible::childAt(int x, int y) const
{
    const QPoint at = view()->viewport()->mapFromGlobal(QPoint(x, y));
    const int place = view()->placeAt(at.x());
    if (place < 0)
        return nullptr;
    if (view()->header()->rect().contains(view()->header()->mapFromGlobal(QPoint(x, y))))
        return made(titleRow, place);
    const int row = view()->rowAt(at.y());
    return row < 0 ? nullptr : made(row, place);
}

QAccessibleInterface *GridAccessible::focusChild() const
{
    return view()->hasFocus() && view()->currentRow() >= 0 && view()->currentPlace() >= 0
               ? made(view()->currentRow(), view()->currentPlace())
               : nullptr;
}

QAccessibleInterface *GridAccessible::cellAt(int row, int place) const
{
    return row >= 0 && row < rowCount() && place >= 0 && place < columnCount() ? made(row, place) : nullptr;
}

int GridAccessible::selectedCellCount() const
{
    return bounded(view()->selection().cells());
}

QList<QAccessibleInterface *> GridAccessible::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    const std::vector<int> places = view()->placesOnScreen();
    const auto [first, last] = view()->rowsOnScreen();
    for (int row = first; row <= last; ++row) {
        for (const int place : places) {
            if (view()->selection().contains(row, place))
                cells << made(row, place);
        }
    }
    return cells;
}

QString GridAccessible::columnDescription(int place) const
{
    return place >= 0 && place < columnCount() ? view()->columns().title(view()->columns().columnAt(place)) : QString();
}

QString GridAccessible::rowDescription(int row) const
{
    return QString::number(row + 1);
}

int GridAccessible::selectedColumnCount() const
{
    return int(selectedColumns().size());
}

int GridAccessible::selectedRowCount() const
{
    // Rows that are selected from the first column to the last.
    qint64 rows = 0;
    for (const GridRange &range : view()->selection().ranges())
        rows += range.left == 0 && range.right == columnCount() - 1 ? range.bottom - range.top + 1 : 0;
    return bounded(rows);
}

int GridAccessible::columnCount() const
{
    return view()->columns().shownCount();
}

int GridAccessible::rowCount() const
{
    return view()->rowCount();
}

QList<int> GridAccessible::selectedColumns() const
{
    QList<int> places;
    for (const auto &[first, last] : view()->selection().places()) {
        for (int place = first; place <= last; ++place) {
            if (isColumnSelected(place))
                places << place;
        }
    }
    return places;
}

QList<int> GridAccessible::selectedRows() const
{
    QList<int> rows;
    const auto [first, last] = view()->rowsOnScreen();
    for (int row = first; row <= last; ++row) {
        if (isRowSelected(row))
            rows << row;
    }
    return rows;
}

bool GridAccessible::isColumnSelected(int place) const
{
    return rowCount() > 0 && std::ranges::any_of(view()->selection().ranges(), [&](const GridRange &range) {
               return range.top == 0 && range.bottom == rowCount() - 1 && place >= range.left && place <= range.right;
           });
}

bool GridAccessible::isRowSelected(int row) const
{
    return std::ranges::any_of(view()->selection().ranges(), [&](const GridRange &range) {
        return range.left == 0 && range.right == columnCount() - 1 && row >= range.top && row <= range.bottom;
    });
}

bool GridAccessible::selectRow(int row)
{
    if (row < 0 || row >= rowCount())
        return false;
    view()->selectRows(row, row);
    return true;
}

bool GridAccessible::selectColumn(int place)
{
    if (place < 0 || place >= columnCount())
        return false;
    view()->selectColumn(view()->columns().columnAt(place));
    return true;
}

bool GridAccessible::unselectRow(int row)
{
    if (!isRowSelected(row))
        return false;
    view()->setSelection({});
    return true;
}

bool GridAccessible::unselectColumn(int place)
{
    if (!isColumnSelected(place))
        return false;
    view()->setSelection({});
    return true;
}

void GridAccessible::modelChange(QAccessibleTableModelChangeEvent *)
{
    // Cells are looked at when they are asked for: nothing is kept that a change could make wrong.
}

} // namespace waybill
