#include "ui/widgets/grid/GridCellAccessible.h"

#include "ui/widgets/grid/GridAccessible.h"
#include "ui/widgets/grid/GridHeader.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QWindow>

namespace waybill {

GridCellAccessible::GridCellAccessible(GridView *view, int row, int place) : m_view(view), m_row(row), m_place(place) {}

GridView *GridCellAccessible::view() const
{
    return static_cast<GridView *>(m_view.data());
}

bool GridCellAccessible::isValid() const
{
    return m_view && m_place < view()->columns().shownCount() && m_row < view()->rowCount();
}

QWindow *GridCellAccessible::window() const
{
    return m_view ? m_view->window()->windowHandle() : nullptr;
}

QAccessibleInterface *GridCellAccessible::parent() const
{
    return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
}

QString GridCellAccessible::text(QAccessible::Text type) const
{
    if (!isValid())
        return {};
    const int column = view()->columns().columnAt(m_place);
    if (isTitle())
        return type == QAccessible::Name          ? view()->columns().title(column)
               : type == QAccessible::Description ? view()->header()->tooltip(column)
                                                  : QString();
    if (type != QAccessible::Name && type != QAccessible::Value)
        return {};
    const GridCell cell = view()->model()->cell(m_row, column);
    return cell.kind == GridCell::Kind::Null ? QStringLiteral("null") : cell.text;
}

QRect GridCellAccessible::rect() const
{
    if (!isValid())
        return {};
    const QWidget *area = isTitle() ? static_cast<QWidget *>(view()->header()) : view()->viewport();
    const QRect inside = isTitle() ? view()->header()->titleRect(m_place) : view()->cellRect(m_row, m_place);
    return inside.isNull() ? QRect() : QRect(area->mapToGlobal(inside.topLeft()), inside.size());
}

QAccessible::Role GridCellAccessible::role() const
{
    return isTitle() ? QAccessible::ColumnHeader : QAccessible::Cell;
}

QAccessible::State GridCellAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const QRect area = isTitle() ? view()->header()->titleRect(m_place) : view()->cellRect(m_row, m_place);
    const QRect frame = isTitle() ? view()->header()->rect() : view()->viewport()->rect();
    state.offscreen = !area.intersects(frame);
    state.invisible = state.offscreen || !view()->isVisible();
    state.readOnly = true;
    if (!isTitle()) {
        state.selectable = state.focusable = true;
        state.selected = isSelected();
        state.focused = view()->hasFocus() && view()->currentRow() == m_row && view()->currentPlace() == m_place;
    }
    return state;
}

void *GridCellAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableCellInterface)
        return static_cast<QAccessibleTableCellInterface *>(this);
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface *>(this);
    return nullptr;
}

bool GridCellAccessible::isSelected() const
{
    return isValid() && !isTitle() && view()->selection().contains(m_row, m_place);
}

QList<QAccessibleInterface *> GridCellAccessible::columnHeaderCells() const
{
    const auto *table = static_cast<const GridAccessible *>(parent());
    return table && isValid() ? QList<QAccessibleInterface *>{table->titleAt(m_place)}
                              : QList<QAccessibleInterface *>();
}

QStringList GridCellAccessible::actionNames() const
{
    return {pressAction(), showMenuAction()};
}

void GridCellAccessible::doAction(const QString &name)
{
    if (!isValid())
        return;
    const int column = view()->columns().columnAt(m_place);
    if (isTitle() && name == pressAction()) {
        emit view()->sortWanted(column, false);
    } else if (isTitle() && name == showMenuAction()) {
        view()->bringIntoSight(-1, m_place);
        const QRect title = view()->header()->titleRect(m_place);
        emit view()->columnMenuWanted(column, view()->header()->mapToGlobal(title.bottomLeft()));
    } else if (name == pressAction() || name == showMenuAction()) {
        view()->setFocus(Qt::OtherFocusReason);
        view()->setCurrent(m_row, column);
        if (name == showMenuAction())
            emit view()->cellMenuWanted(view()->viewport()->mapToGlobal(view()->cellRect(m_row, m_place).bottomLeft()));
    }
}

QStringList GridCellAccessible::keyBindingsForAction(const QString &) const
{
    return {};
}

} // namespace waybill
