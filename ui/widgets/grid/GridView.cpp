#include "ui/widgets/grid/GridView.h"

#include "ui/style/Metrics.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridAccessible.h"
#include "ui/widgets/grid/GridFilterStrip.h"
#include "ui/widgets/grid/GridHeader.h"
#include "ui/widgets/grid/GridModel.h"

#include <QAccessible>
#include <QScrollBar>

#include <algorithm>

namespace waybill {

namespace {
void tellOfRows(GridView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleTableModelChangeEvent event(view, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&event);
}
} // namespace

GridView::GridView(GridModel *model, QWidget *parent)
    : QAbstractScrollArea(parent), m_model(model), m_header(new GridHeader(this)), m_strip(new GridFilterStrip(this))
{
    installGridAccessible();
    setObjectName(QStringLiteral("gridView"));
    setAccessibleName(tr("Rows"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setFocusProxy(this);
    m_strip->hide();
    m_rows = model->rowCount();
    setCornerWidget(new QWidget(this));
    setRowSize(RowSize::Compact);
    connect(model, &QAbstractItemModel::modelReset, this, &GridView::orderChanged);
    connect(model, &QAbstractItemModel::rowsInserted, this, &GridView::rowsChanged);
    connect(model, &GridModel::columnsChanged, this, &GridView::rearrange);
    connect(model, &QAbstractItemModel::dataChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_strip, &GridFilterStrip::shownChanged, this, &GridView::updateGeometries);
}

GridColumns &GridView::columns() const
{
    return m_model->columns();
}

void GridView::setRowSize(RowSize size)
{
    m_size = size;
    const int text = fontMetrics().height();
    const bool normal = size == RowSize::Normal;
    m_rowHeight = normal ? std::max(metrics::rowHeight, text + 14) : std::max(metrics::compactRow, text + 6);
    updateGeometries();
}

int GridView::rowCount() const
{
    return m_rows;
}

int GridView::currentPlace() const
{
    return m_column >= 0 && m_column < columns().count() ? columns().placeOf(m_column) : -1;
}

int GridView::frozenCount() const
{
    // Very wide ones would leave no room for what they are beside.
    const int room = (viewport()->width() - m_gutter) * 3 / 4;
    int count = columns().pinnedCount();
    while (count > 0 && columns().left(count) > room)
        --count;
    return count;
}

int GridView::placeLeft(int place) const
{
    const int scrolled = place < frozenCount() ? 0 : horizontalScrollBar()->value();
    return m_gutter + columns().left(place) - scrolled;
}

QRect GridView::placeRect(int place, int top, int height) const
{
    QRect rect(placeLeft(place), top, columns().width(place), height);
    if (place >= frozenCount())
        rect.setLeft(std::max(rect.left(), frozenWidth()));
    return rect.isValid() && rect.left() < viewport()->width() ? rect : QRect();
}

QRect GridView::cellRect(int row, int place) const
{
    return placeRect(place, row * m_rowHeight - verticalScrollBar()->value(), m_rowHeight);
}

std::pair<int, int> GridView::rowsOnScreen() const
{
    const int scrolled = verticalScrollBar()->value();
    return {scrolled / m_rowHeight, std::min(rowCount() - 1, (scrolled + viewport()->height() - 1) / m_rowHeight)};
}

std::pair<int, int> GridView::scrolledPlacesOnScreen() const
{
    const int scrolled = horizontalScrollBar()->value(), frozen = frozenCount();
    if (frozen >= columns().shownCount())
        return {0, -1};
    const int first = columns().placeAt(columns().left(frozen) + scrolled);
    const int last = columns().placeAt(scrolled + viewport()->width() - m_gutter - 1);
    if (first < 0 || viewport()->width() <= frozenWidth())
        return {0, -1};
    return {std::max(first, frozen), last < 0 ? columns().shownCount() - 1 : last};
}

std::vector<int> GridView::placesOnScreen() const
{
    std::vector<int> places;
    for (int place = 0; place < frozenCount(); ++place)
        places.push_back(place);
    const auto [first, last] = scrolledPlacesOnScreen();
    for (int place = first; place <= last; ++place)
        places.push_back(place);
    return places;
}

int GridView::rowAt(int y) const
{
    const int row = (y + verticalScrollBar()->value()) / m_rowHeight;
    return y >= 0 && row < rowCount() ? row : -1;
}

int GridView::placeAt(int x) const
{
    if (x < m_gutter)
        return -1;
    return columns().placeAt(x - m_gutter + (x < frozenWidth() ? 0 : horizontalScrollBar()->value()));
}

void GridView::bringIntoSight(int row, int place)
{
    if (row >= 0) {
        QScrollBar *bar = verticalScrollBar();
        const int top = row * m_rowHeight;
        if (top < bar->value())
            bar->setValue(top);
        else if (top + m_rowHeight > bar->value() + viewport()->height())
            bar->setValue(top + m_rowHeight - viewport()->height());
    }
    const int frozen = frozenCount();
    if (place >= frozen && place < columns().shownCount()) {
        QScrollBar *bar = horizontalScrollBar();
        const int left = columns().left(place) - columns().left(frozen);
        const int room = viewport()->width() - frozenWidth(), width = std::min(columns().width(place), room);
        if (left < bar->value())
            bar->setValue(left);
        else if (left + width > bar->value() + room)
            bar->setValue(left + width - room);
    }
}

void GridView::setCurrent(int row, int column)
{
    if (row < 0 || row >= rowCount() || column < 0 || column >= columns().count() || columns().isHidden(column))
        return;
    place(row, columns().placeOf(column), Select::Only);
}

void GridView::setSelection(const GridRange &range)
{
    m_selection.set(range.intersected({0, 0, rowCount() - 1, columns().shownCount() - 1}));
    m_extended = range;
    viewport()->update();
    m_header->update();
    emit selectionChanged();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::SelectionWithin);
        QAccessible::updateAccessibility(&event);
    }
}

void GridView::selectAll()
{
    m_anchorRow = m_anchorPlace = 0;
    setSelection({0, 0, rowCount() - 1, columns().shownCount() - 1});
}

void GridView::selectColumn(int column)
{
    if (const int place = columns().placeOf(column); place >= 0 && rowCount() > 0) {
        m_anchorRow = 0;
        m_anchorPlace = place;
        setSelection({0, place, rowCount() - 1, place});
    }
}

void GridView::selectRows(int first, int last)
{
    setSelection(GridRange::between(first, 0, last, columns().shownCount() - 1));
}

void GridView::place(int row, int at, Select how, bool wholeRows)
{
    const int lastPlace = columns().shownCount() - 1;
    const int left = wholeRows ? 0 : at, right = wholeRows ? lastPlace : at;
    m_row = row;
    m_column = columns().columnAt(at);
    m_currentStoreRow = m_model->storeRow(row);
    if (how == Select::Extend) {
        m_selection.remove(m_extended);
        m_extended = wholeRows ? GridRange::between(m_anchorRow, 0, row, lastPlace)
                               : GridRange::between(m_anchorRow, m_anchorPlace, row, at);
        m_selection.add(m_extended);
    } else {
        m_anchorRow = row;
        m_anchorPlace = at;
        m_extended = {row, left, row, right};
        if (how == Select::Only)
            m_selection.set(m_extended);
        else if (m_selection.contains(row, at))
            m_selection.remove(m_extended);
        else
            m_selection.add(m_extended);
    }
    bringIntoSight(row, wholeRows ? -1 : at);
    viewport()->update();
    m_header->update();
    emit selectionChanged();
    emit currentChanged();
    tellCurrent();
}

void GridView::tellCurrent()
{
    if (!QAccessible::isActive() || !hasFocus())
        return;
    const auto *table = gridAccessible(this);
    const int child = table && m_row >= 0 ? table->childOf(m_row, currentPlace()) : -1;
    if (child < 0)
        return;
    QAccessibleEvent focus(this, QAccessible::Focus);
    focus.setChild(child);
    QAccessible::updateAccessibility(&focus);
}

void GridView::setMarked(const QString &text)
{
    if (std::exchange(m_marked, text) != text)
        viewport()->update();
}

void GridView::fitColumn(int column)
{
    const int place = columns().placeOf(column);
    if (place < 0)
        return;
    int width = m_header->titleWidth(column);
    const auto [first, last] = rowsOnScreen();
    for (int row = first; row <= last; ++row) {
        const QString text = m_model->cell(row, column).text;
        width = std::max(width, fontMetrics().horizontalAdvance(text) + 2 * metrics::cellPadding + 2);
    }
    columns().setWidth(column, std::min(width, 600));
    resizeColumns();
    emit arranged();
}

void GridView::suggestWidths()
{
    // As many values as can be looked at within a frame.
    constexpr int mostCells = 2'000, mostRows = 40, widest = 300;
    const int count = columns().count();
    const int rows = std::min({m_rows, mostRows, mostCells / std::max(count, 1)});
    std::vector<int> widths(size_t(count), 0);
    for (int column = 0; column < count; ++column) {
        int width = std::max(m_header->titleWidth(column), 64);
        for (int row = 0; row < rows && !columns().isSized(column); ++row) {
            const QString text = m_model->cell(row, column).text;
            width = std::max(width, fontMetrics().horizontalAdvance(text.left(60)) + 2 * metrics::cellPadding + 2);
        }
        widths[size_t(column)] = std::min(width, widest);
    }
    columns().suggestWidths(widths);
    resizeColumns();
}

void GridView::resizeColumns()
{
    updateGeometries();
    viewport()->update();
}

void GridView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void GridView::rearrange()
{
    // Ranges are of places: they would now mean other columns.
    if (m_column >= columns().count() || currentPlace() < 0)
        m_column = columns().shownCount() > 0 ? columns().columnAt(0) : -1;
    m_selection.clear();
    m_extended = {};
    if (m_row >= 0 && m_column >= 0) {
        m_anchorRow = m_row;
        m_anchorPlace = currentPlace();
        m_extended = {m_row, m_anchorPlace, m_row, m_anchorPlace};
        m_selection.set(m_extended);
    }
    updateGeometries();
    viewport()->update();
    emit selectionChanged();
}

void GridView::rowsChanged()
{
    m_rows = m_model->rowCount();
    updateGeometries();
    viewport()->update();
    tellOfRows(this);
}

void GridView::orderChanged()
{
    // What is current stays so, where it still is there; what was selected would be other rows.
    const int at = m_row >= 0 ? m_row * m_rowHeight - verticalScrollBar()->value() : 0;
    const bool inSight = m_row >= 0 && at >= 0 && at < viewport()->height();
    m_rows = m_model->rowCount();
    m_drag = Drag::None; // it began among rows that are elsewhere now
    m_row = m_currentStoreRow >= 0 ? m_model->rowOf(m_currentStoreRow) : -1;
    const bool gone = m_row < 0 && m_currentStoreRow >= 0;
    if (m_row < 0)
        m_currentStoreRow = -1;
    rearrange();
    if (gone)
        verticalScrollBar()->setValue(0);
    if (m_row >= 0 && inSight)
        verticalScrollBar()->setValue(m_row * m_rowHeight - at);
    emit currentChanged();
    tellOfRows(this);
}

void GridView::updateGeometries()
{
    const int digits = std::max<int>(4, int(texts::number(m_rows).size()));
    m_gutter = fontMetrics().horizontalAdvance(QString(digits, u'0')) + metrics::unit + metrics::cellPadding;
    const int head = m_header->sizeHint().height();
    const int strip = m_strip->isVisibleTo(this) ? m_strip->sizeHint().height() : 0;
    setViewportMargins(0, head + strip, 0, 0);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(area.left(), area.top() - head - strip, area.width(), head);
    m_strip->setGeometry(area.left(), area.top() - strip, area.width(), strip);
    QScrollBar *down = verticalScrollBar();
    down->setSingleStep(m_rowHeight);
    down->setPageStep(std::max(viewport()->height() - m_rowHeight, m_rowHeight));
    down->setRange(0, std::max(0, m_rows * m_rowHeight - viewport()->height()));
    QScrollBar *across = horizontalScrollBar();
    across->setSingleStep(40);
    across->setPageStep(std::max(viewport()->width() - frozenWidth(), 40));
    across->setRange(0, std::max(0, columns().totalWidth() + m_gutter - viewport()->width()));
    m_header->update();
    m_strip->arrange();
}

void GridView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateGeometries();
}

void GridView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0) {
        m_header->update();
        m_strip->arrange();
        viewport()->update();
    } else if (m_hovered >= 0) {
        m_hovered = -1; // what was under the pointer moves away
        viewport()->update();
    } else {
        viewport()->scroll(0, dy);
    }
}

void GridView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setRowSize(m_size);
}

} // namespace waybill
