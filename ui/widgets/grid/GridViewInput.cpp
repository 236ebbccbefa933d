#include "ui/style/Metrics.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridFilterStrip.h"
#include "ui/widgets/grid/GridHeader.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTimerEvent>
#include <QToolTip>

namespace waybill {

void GridView::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->key() == Qt::Key_C && control) {
        emit copyWanted(shift);
    } else if (event->key() == Qt::Key_Space && control && m_column >= 0) {
        selectColumn(m_column);
    } else if (event->key() == Qt::Key_Space && shift && m_row >= 0) {
        m_anchorRow = m_row;
        selectRows(m_row, m_row);
    } else if (event->key() == Qt::Key_Down && alt) {
        askForColumnMenu();
    } else if ((event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) && alt && shift) {
        const int from = currentPlace(), to = from + (event->key() == Qt::Key_Left ? -1 : 1);
        if (from >= 0 && to >= 0 && to < columns().shownCount()) {
            columns().move(from, to);
            rearrange();
            bringIntoSight(m_row, to);
            emit arranged();
        }
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_row >= 0 && m_column >= 0) {
        emit activated(m_row, m_column);
    } else {
        moveBy(event);
    }
}

void GridView::askForColumnMenu()
{
    const int place = currentPlace();
    if (place < 0)
        return;
    bringIntoSight(-1, place);
    const QRect title = placeRect(place, 0, m_header->height());
    emit columnMenuWanted(m_column, m_header->mapToGlobal(title.bottomLeft()));
}

bool GridView::moveTarget(const QKeyEvent *event, int &row, int &place) const
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const int lastRow = m_rows - 1, lastPlace = columns().shownCount() - 1;
    const int page = std::max(1, viewport()->height() / m_rowHeight - 1);
    switch (event->key()) {
    case Qt::Key_Up:
        row = control ? 0 : row - 1;
        break;
    case Qt::Key_Down:
        row = control ? lastRow : row + 1;
        break;
    case Qt::Key_Left:
        place = control ? 0 : place - 1;
        break;
    case Qt::Key_Right:
        place = control ? lastPlace : place + 1;
        break;
    case Qt::Key_PageUp:
        row -= page;
        break;
    case Qt::Key_PageDown:
        row += page;
        break;
    case Qt::Key_Home:
        place = 0;
        row = control ? 0 : row;
        break;
    case Qt::Key_End:
        place = lastPlace;
        row = control ? lastRow : row;
        break;
    default:
        return false;
    }
    row = std::clamp(row, 0, lastRow);
    place = std::clamp(place, 0, lastPlace);
    return true;
}

void GridView::moveBy(QKeyEvent *event)
{
    if (m_rows == 0 || columns().shownCount() == 0) {
        event->ignore();
        return;
    }
    int row = std::max(m_row, 0), at = std::max(currentPlace(), 0);
    const bool first = m_row < 0;
    if (!moveTarget(event, row, at)) {
        event->ignore();
        return;
    }
    if (first)
        row = at = 0;
    place(row, at, event->modifiers().testFlag(Qt::ShiftModifier) && !first ? Select::Extend : Select::Only);
}

void GridView::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint().y());
    const bool gutter = event->position().x() < m_gutter;
    const int at = gutter ? std::max(currentPlace(), 0) : placeAt(event->position().toPoint().x());
    if (row < 0 || at < 0 || columns().shownCount() == 0)
        return;
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->button() == Qt::RightButton) {
        // What is selected stays so when its menu is asked for.
        if (!m_selection.contains(row, at))
            place(row, at, Select::Only, gutter);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    place(row, at, shift && m_row >= 0 ? Select::Extend : control ? Select::Toggle : Select::Only, gutter);
    m_drag = gutter ? Drag::Rows : Drag::Cells;
}

void GridView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_drag != Drag::None) {
        m_dragged = at;
        drag(at);
        const bool outside = !viewport()->rect().contains(at);
        if (outside && m_dragTimer == 0)
            m_dragTimer = startTimer(40);
        return;
    }
    if (const int row = rowAt(at.y()); row != m_hovered) {
        const auto lineOf = [this](int one) {
            return QRect(0, one * m_rowHeight - verticalScrollBar()->value(), viewport()->width(), m_rowHeight);
        };
        viewport()->update(lineOf(std::exchange(m_hovered, row)));
        viewport()->update(lineOf(row));
    }
}

void GridView::drag(const QPoint &to)
{
    const QRect area = viewport()->rect();
    const int y = std::clamp(to.y(), area.top(), area.bottom()) + (to.y() > area.bottom() ? m_rowHeight : 0) -
                  (to.y() < area.top() ? m_rowHeight : 0);
    const int row = std::clamp((y + verticalScrollBar()->value()) / m_rowHeight, 0, m_rows - 1);
    const int last = columns().shownCount() - 1;
    int at = m_drag == Drag::Rows ? currentPlace() : placeAt(std::clamp(to.x(), m_gutter, area.right()));
    if (at < 0)
        at = last;
    if (m_drag == Drag::Cells && to.x() > area.right())
        at = std::min(at + 1, last);
    else if (m_drag == Drag::Cells && to.x() < m_gutter)
        at = std::max(at - 1, 0);
    if (row != m_row || at != currentPlace())
        place(row, at, Select::Extend, m_drag == Drag::Rows);
}

void GridView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragTimer) {
        QAbstractScrollArea::timerEvent(event);
    } else if (m_drag != Drag::None && !viewport()->rect().contains(m_dragged)) {
        drag(m_dragged);
    } else {
        killTimer(std::exchange(m_dragTimer, 0));
    }
}

void GridView::mouseReleaseEvent(QMouseEvent *)
{
    m_drag = Drag::None;
}

void GridView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const int row = rowAt(at.y()), there = placeAt(at.x());
    if (event->button() == Qt::LeftButton && row >= 0 && there >= 0)
        emit activated(row, columns().columnAt(there));
}

void GridView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_row < 0 || currentPlace() < 0)
        return;
    if (event->reason() == QContextMenuEvent::Mouse) {
        emit cellMenuWanted(event->globalPos());
        return;
    }
    bringIntoSight(m_row, currentPlace());
    emit cellMenuWanted(viewport()->mapToGlobal(cellRect(m_row, currentPlace()).bottomLeft()));
}

void GridView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    if (m_row < 0 && m_rows > 0 && columns().shownCount() > 0 && event->reason() != Qt::MouseFocusReason)
        setCurrent(0, columns().columnAt(0));
    else
        tellCurrent();
}

void GridView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool GridView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
    } else if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        showTip(help->pos(), help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void GridView::showTip(const QPoint &at, const QPoint &global)
{
    const int row = rowAt(at.y()), there = placeAt(at.x());
    QString words;
    if (row >= 0 && there >= 0) {
        const int column = columns().columnAt(there);
        words = m_model->tooltip(row, column);
        const int room = columns().width(there) - 2 * metrics::cellPadding;
        if (words.isEmpty() && fontMetrics().horizontalAdvance(m_model->cell(row, column).text) > room)
            words = m_model->whole(row, column, GridModel::longestTooltip);
    }
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, texts::plainTooltip(words), viewport(), cellRect(row, there));
}

} // namespace waybill
