#include "ui/explore/TwoLineList.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace waybill {

namespace {

constexpr int starSize = 15;
constexpr int side = metrics::margin;

/// The parts of a row.
struct Places {
    QRect section, row, star;
};

int sectionHeight(const QFont &font)
{
    return QFontMetrics(fonts::small(font)).height() + 12;
}

Places placesOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    Places places{{}, option.rect, {}};
    if (!index.data(SectionRole).toString().isEmpty()) {
        places.section = option.rect;
        places.section.setHeight(sectionHeight(option.font));
        places.row.setTop(places.section.bottom() + 1);
    }
    if (index.data(StarRole).isValid())
        places.star =
            QRect(places.row.right() - side - starSize + 5, places.row.center().y() - starSize / 2, starSize, starSize);
    return places;
}

class TwoLineDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Palette &c = paletteOf(option.palette);
        const Places places = placesOf(option, index);
        painter->save();
        if (!places.section.isNull()) {
            painter->setFont(fonts::strong(fonts::small(option.font)));
            painter->setPen(c.muted);
            painter->drawText(places.section.adjusted(side, 4, -side, 0), Qt::AlignVCenter | Qt::TextSingleLine,
                              index.data(SectionRole).toString());
        }
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool hover = option.state.testFlag(QStyle::State_MouseOver);
        const QRect box = places.row.adjusted(metrics::unit - 2, 0, 2 - metrics::unit, -1);
        if (selected || hover)
            paint::box(painter, box, selected ? c.selection : mixed(c.surface, c.accent, 0.06), {}, metrics::radius);
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            paint::focusRing(painter, box, c.accent, metrics::radius);
        int right = places.row.right() - side;
        if (!places.star.isNull()) {
            const bool on = index.data(StarRole).toBool();
            if (on || hover || selected)
                paintIcon(painter, places.star, on ? Icon::StarFilled : Icon::Star, on ? c.accent : c.muted);
            right = places.star.left() - metrics::unit;
        }
        right = paintMarks(painter, option, index, c, places.row, right);
        paintLines(painter, option, index, c, places.row, right);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        // Asked for every row of thousands at once: what the fonts say is kept.
        if (m_rowHeight == 0 || option.font != m_font) {
            m_font = option.font;
            m_rowHeight = option.fontMetrics.height() + QFontMetrics(fonts::small(option.font)).height() + 11;
            m_sectionHeight = sectionHeight(option.font);
        }
        const bool hasSection = !index.data(SectionRole).toString().isEmpty();
        return {120, m_rowHeight + (hasSection ? m_sectionHeight : 0)};
    }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        if (event->type() != QEvent::ToolTip)
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        QToolTip::showText(event->globalPos(), texts::plainTooltip(index.data(Qt::ToolTipRole).toString()), view);
        return true;
    }

private:
    mutable QFont m_font;
    mutable int m_rowHeight = 0, m_sectionHeight = 0; ///< in that font; 0 before the first

    static int paintMarks(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                          const Palette &c, const QRect &row, int right)
    {
        if (const auto icon = static_cast<Icon>(index.data(TrailingIconRole).toInt()); icon != Icon::None) {
            paintIcon(painter, QRectF(right - 13, row.center().y() - 6, 13, 13), icon, c.muted);
            right -= 13 + metrics::unit;
        }
        if (const QString word = index.data(MarkRole).toString(); !word.isEmpty()) {
            const QFont font = fonts::small(option.font);
            const int width = QFontMetrics(font).horizontalAdvance(word);
            painter->setFont(font);
            painter->setPen(c.muted);
            painter->drawText(QRect(right - width, row.top(), width + 1, row.height()),
                              Qt::AlignVCenter | Qt::TextSingleLine, word);
            right -= width + metrics::unit;
        }
        return right;
    }

    static void paintLines(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                           const Palette &c, const QRect &row, int right)
    {
        const QFont small = fonts::small(option.font);
        const int high = option.fontMetrics.height(), low = QFontMetrics(small).height();
        const int top = row.top() + (row.height() - high - low - 1) / 2;
        QRect first(row.left() + side, top, right - row.left() - side, high);
        const QRect second(first.left(), top + high, first.width(), low);
        if (const auto icon = static_cast<Icon>(index.data(LeadingIconRole).toInt()); icon != Icon::None) {
            paintIcon(painter, QRectF(first.left(), first.center().y() - 6, 13, 13), icon, c.accent);
            first.setLeft(first.left() + 13 + 5);
        }
        painter->setFont(option.font);
        painter->setPen(c.text);
        painter->drawText(first, Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, first.width()));
        painter->setFont(small);
        painter->setPen(c.muted);
        painter->drawText(
            second, Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(small).elidedText(index.data(SecondLineRole).toString(), Qt::ElideRight, second.width()));
    }
};

} // namespace

TwoLineList::TwoLineList(QWidget *parent) : QListView(parent)
{
    setItemDelegate(new TwoLineDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setResizeMode(QListView::Adjust);
}

bool TwoLineList::isEmpty() const
{
    return !model() || model()->rowCount() == 0;
}

void TwoLineList::setEmptyText(const QString &text)
{
    m_emptyText = text;
    setAccessibleDescription(isEmpty() ? text : QString());
    viewport()->update();
}

void TwoLineList::reset()
{
    QListView::reset();
    setAccessibleDescription(isEmpty() ? m_emptyText : QString());
}

void TwoLineList::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (!isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(paletteOf(this).muted);
    painter.drawText(viewport()->rect().adjusted(side, metrics::unit, -side, 0), Qt::AlignTop | Qt::TextWordWrap,
                     m_emptyText);
}

void TwoLineList::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex now = currentIndex();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && now.isValid()) {
        emit activated(now);
        return;
    }
    if (event->key() == Qt::Key_Space && now.isValid() && now.data(StarRole).isValid()) {
        emit starToggled(now);
        return;
    }
    if (event->key() == Qt::Key_Up && now.row() <= 0) {
        emit leftAtTop();
        return;
    }
    QListView::keyPressEvent(event);
}

void TwoLineList::mouseReleaseEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && at.isValid()) {
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        option.rect = visualRect(at);
        if (placesOf(option, at).star.adjusted(-6, -6, 6, 6).contains(event->pos()) && at.data(StarRole).isValid())
            emit starToggled(at);
    }
    QListView::mouseReleaseEvent(event);
}

} // namespace waybill
