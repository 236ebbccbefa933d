#include "ui/widgets/grid/GridHeader.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace waybill {

namespace {
constexpr int edge = 4;      ///< pixels at each side of an edge that take hold of it
constexpr int arrow = 18;    ///< what opens the menu, at the right
constexpr int markSize = 12; ///< key, pin, sort
constexpr int markGap = 4;
} // namespace

GridHeader::GridHeader(GridView *view) : QWidget(view), m_view(view)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Columns"));
}

QSize GridHeader::sizeHint() const
{
    return {200, std::max(metrics::headerHeight, fontMetrics().height() + 12)};
}

QRect GridHeader::titleRect(int place) const
{
    return m_view->placeRect(place, 0, height());
}

int GridHeader::titleWidth(int column) const
{
    const GridColumns &columns = m_view->columns();
    // Its words, the arrow, the sort mark with its number, and the key where it is one.
    const int marks = 3 + (columns.about(column).key ? 1 : 0) + (columns.isPinned(column) ? 1 : 0);
    const int words = QFontMetrics(fonts::strong(font())).horizontalAdvance(columns.title(column));
    return words + marks * (markSize + markGap) + 2 * metrics::cellPadding + 2;
}

QString GridHeader::tooltip(int column) const
{
    const GridColumn &about = m_view->columns().about(column);
    QStringList lines;
    if (!about.label.isEmpty() && about.label != about.name)
        lines << about.label;
    lines << about.name;
    QStringList facts;
    if (about.key)
        facts << tr("key");
    if (about.mandatory)
        facts << tr("mandatory");
    if (!about.typeName.isEmpty())
        facts << about.typeName;
    if (!facts.isEmpty())
        lines << facts.join(QStringLiteral(", "));
    lines << tr("Click to sort, Shift+click to sort by it as well");
    return lines.join(u'\n');
}

void GridHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &c = paletteOf(this);
    painter.fillRect(rect(), c.raised);
    painter.setFont(fonts::strong(font()));
    const int frozen = m_view->frozenWidth();
    painter.setClipRect(rect().adjusted(frozen, 0, 0, 0));
    const auto [first, last] = m_view->scrolledPlacesOnScreen();
    for (int place = first; place <= last; ++place)
        paintTitle(painter, place, QRect(m_view->placeLeft(place), 0, m_view->columns().width(place), height()));
    painter.setClipping(false);
    for (int place = 0; place < m_view->frozenCount(); ++place)
        paintTitle(painter, place, titleRect(place));
    painter.fillRect(0, height() - 1, width(), 1, c.line);
    painter.fillRect(m_view->gutterWidth() - 1, 0, 1, height(), c.line);
    if (frozen > m_view->gutterWidth())
        painter.fillRect(frozen - 1, 0, 1, height(), mixed(c.line, c.text, 0.25));
    if (m_moved >= 0) {
        // Where it would go, and the title on its way.
        const int to = dropPlace(m_movedTo.x());
        const int x = m_view->placeLeft(to) + (to > m_moved ? m_view->columns().width(to) : 0);
        painter.fillRect(x - 1, 0, 2, height(), c.accent);
        QRect ghost = titleRect(m_moved);
        ghost.moveLeft(ghost.left() + m_movedTo.x() - m_pressedAt.x());
        painter.setOpacity(0.85);
        painter.fillRect(ghost, c.selection);
        paintTitle(painter, m_moved, ghost);
    }
}

void GridHeader::paintTitle(QPainter &painter, int place, const QRect &rect) const
{
    const Palette &c = paletteOf(this);
    const GridModel &model = *m_view->model();
    const int column = m_view->columns().columnAt(place);
    const bool hovered = place == m_hovered && m_moved < 0;
    const bool current = column == m_view->currentColumn();
    if (hovered || current)
        painter.fillRect(rect.adjusted(0, 0, 0, -1), mixed(c.raised, c.accent, hovered ? 0.08 : 0.05));
    // Titles stand as their values do; marks stand at the other side, where the room of the arrow is kept for it.
    const bool numeric = model.isNumeric(column);
    QRect room = rect.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, -1);
    const auto mark = [&](Icon icon, const QColor &colour) {
        const int x = numeric ? room.left() : room.right() + 1 - markSize;
        paintIcon(&painter, QRectF(x, room.center().y() - markSize / 2 + 0.5, markSize, markSize), icon, colour);
        numeric ? room.setLeft(x + markSize + markGap) : room.setRight(x - markGap - 1);
    };
    mark(hovered || current ? Icon::ChevronDown : Icon::None, c.muted);
    const auto &keys = model.order().sort;
    const auto found = std::ranges::find(keys, column, &GridSortKey::column);
    if (found != keys.end()) {
        mark(found->descending ? Icon::SortDown : Icon::SortUp, c.accent);
        if (keys.size() > 1) {
            const QFont before = painter.font();
            painter.setFont(fonts::small(font()));
            painter.setPen(c.accent);
            const QString number = QString::number(found - keys.begin() + 1);
            const int width = QFontMetrics(painter.font()).horizontalAdvance(number);
            const int x = numeric ? room.left() - markGap : room.right() + markGap - width;
            painter.drawText(QRect(x, room.top(), width, room.height()), Qt::AlignCenter, number);
            numeric ? room.setLeft(x + width + markGap) : room.setRight(x - markGap);
            painter.setFont(before);
        }
    }
    if (std::ranges::any_of(model.order().filters, [column](const GridFilter &one) { return one.column == column; }))
        mark(Icon::Filter, c.accent);
    if (m_view->columns().isPinned(column))
        mark(Icon::Pin, c.muted);
    const QFontMetrics measure(painter.font());
    const bool key = m_view->columns().about(column).key;
    const QString title = measure.elidedText(m_view->columns().title(column), Qt::ElideRight,
                                             room.width() - (key ? markSize + markGap : 0));
    const int width = measure.horizontalAdvance(title);
    painter.setPen(found != keys.end() ? c.text : c.muted);
    painter.drawText(room, int(numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                     title);
    if (key) {
        const int x = numeric ? room.right() + 1 - width - markGap - markSize : room.left() + width + markGap;
        paintIcon(&painter, QRectF(x, room.center().y() - markSize / 2 + 0.5, markSize, markSize), Icon::Key, c.muted);
    }
    painter.fillRect(rect.right(), 8, 1, height() - 17, c.line);
}

int GridHeader::edgeAt(const QPoint &point) const
{
    for (const int x : {point.x() - edge, point.x() + edge}) {
        const int place = m_view->placeAt(x);
        if (place >= 0 && std::abs(m_view->placeLeft(place) + m_view->columns().width(place) - point.x()) <= edge)
            return place;
    }
    const int last = m_view->columns().shownCount() - 1;
    if (last >= 0 && std::abs(m_view->placeLeft(last) + m_view->columns().width(last) - point.x()) <= edge)
        return last;
    return -1;
}

int GridHeader::dropPlace(int x) const
{
    const int place = m_view->placeAt(std::clamp(x, m_view->gutterWidth(), width() - 1));
    return place < 0 ? m_view->columns().shownCount() - 1 : place;
}

void GridHeader::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    m_pressedAt = m_movedTo = at;
    if (at.x() < m_view->gutterWidth()) {
        m_view->selectAll();
        return;
    }
    if (const int place = edgeAt(at); place >= 0) {
        m_sized = m_view->columns().columnAt(place);
        m_sizeOffset = m_view->placeLeft(place) + m_view->columns().width(place) - at.x();
        return;
    }
    const int place = m_view->placeAt(at.x());
    if (place < 0)
        return;
    const QRect title = titleRect(place);
    const bool numeric = m_view->model()->isNumeric(m_view->columns().columnAt(place));
    if (numeric ? at.x() < title.left() + arrow + edge : at.x() > title.right() - arrow - edge)
        emit m_view->columnMenuWanted(m_view->columns().columnAt(place), mapToGlobal(title.bottomLeft()));
    else
        m_pressed = place;
}

void GridHeader::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_sized >= 0) {
        const int place = m_view->columns().placeOf(m_sized);
        m_view->columns().setWidth(m_sized, at.x() + m_sizeOffset - m_view->placeLeft(place));
        m_view->resizeColumns();
        return;
    }
    if (m_pressed >= 0 && (m_moved >= 0 || std::abs(at.x() - m_pressedAt.x()) >= QApplication::startDragDistance())) {
        m_moved = m_pressed;
        m_movedTo = at;
        update();
        return;
    }
    m_hovered = m_view->placeAt(at.x());
    setCursor(edgeAt(at) >= 0 ? Qt::SplitHCursor : Qt::ArrowCursor);
    update();
}

void GridHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_sized >= 0) {
        m_sized = -1;
        emit m_view->arranged();
    } else if (m_moved >= 0) {
        m_view->columns().move(m_moved, dropPlace(m_movedTo.x()));
        m_moved = -1;
        m_view->rearrange();
        emit m_view->arranged();
    } else if (m_pressed >= 0) {
        emit m_view->sortWanted(m_view->columns().columnAt(m_pressed), event->modifiers().testFlag(Qt::ShiftModifier));
    }
    m_pressed = -1;
    update();
}

void GridHeader::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int place = edgeAt(event->position().toPoint()); place >= 0)
        m_view->fitColumn(m_view->columns().columnAt(place));
    else
        mousePressEvent(event); // two quick clicks sort twice
}

void GridHeader::contextMenuEvent(QContextMenuEvent *event)
{
    if (const int place = m_view->placeAt(event->pos().x()); place >= 0)
        emit m_view->columnMenuWanted(m_view->columns().columnAt(place), event->globalPos());
}

void GridHeader::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

bool GridHeader::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int place = m_view->placeAt(help->pos().x());
    if (place < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), texts::plainTooltip(tooltip(m_view->columns().columnAt(place))), this,
                           titleRect(place));
    return true;
}

} // namespace waybill
