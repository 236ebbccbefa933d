#include "ui/widgets/NavList.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace waybill {

namespace {

enum NavRole { IconRole = Qt::UserRole, BadgeRole };
constexpr int itemHeight = 34;

/// The number that waits on a page, its right end at `right`. The width it took.
int paintBadge(QPainter *painter, const QFont &font, const Tone &tone, int right, int middle, qint64 count)
{
    painter->setFont(fonts::small(font));
    const QString number = texts::number(count);
    const QFontMetrics face = painter->fontMetrics();
    const int width = qMax(face.height() + 2, face.horizontalAdvance(number) + 14);
    const QRectF body(right - width + 1, middle - face.height() / 2.0, width, face.height() + 1);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tone.tint);
    painter->drawRoundedRect(body, body.height() / 2, body.height() / 2);
    painter->setPen(tone.ink);
    painter->drawText(body, Qt::AlignCenter, number);
    return width;
}

/// In a rail of icons there is room for a dot: the number stands in the tooltip.
void paintDot(QPainter *painter, const Tone &tone, const QPointF &middle)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(tone.ink);
    painter->drawEllipse(middle, 4, 4);
}

class NavDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool compact = false;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Palette &c = paletteOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QRect box = option.rect.adjusted(0, 1, 0, -1);
        if (selected)
            paint::box(painter, box, c.selection, {}, metrics::radius + 1);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            paint::box(painter, box, mixed(c.surface, c.accent, 0.06), {}, metrics::radius + 1);
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            paint::focusRing(painter, box, c.accent, metrics::radius + 1);
        const QColor ink = selected ? c.accent : c.text;
        const qint64 badge = index.data(BadgeRole).toLongLong();
        const int iconLeft = compact ? box.center().x() - metrics::iconSize / 2 + 1 : box.left() + 10;
        const QRectF icon(iconLeft, box.center().y() - 7.5, metrics::iconSize, metrics::iconSize);
        paintIcon(painter, icon, static_cast<Icon>(index.data(IconRole).toInt()), ink);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (compact) {
            if (badge > 0)
                paintDot(painter, c.tone(StatusRole::Amber), icon.topRight());
            painter->restore();
            return;
        }
        int right = box.right() - 10;
        if (badge > 0) {
            right -= metrics::unit +
                     paintBadge(painter, option.font, c.tone(StatusRole::Amber), right, box.center().y(), badge);
        }
        painter->setFont(selected ? fonts::strong(option.font) : option.font);
        painter->setPen(ink);
        const QRect words(box.left() + 36, box.top(), right - box.left() - 36, box.height());
        painter->drawText(words, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {(compact ? metrics::railWidth : metrics::sideWidth) - metrics::margin,
                qMax(itemHeight, option.fontMetrics.height() + 16)};
    }
};

} // namespace

NavList::NavList(QWidget *parent) : QListWidget(parent)
{
    setAccessibleName(tr("Pages"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    setMouseTracking(true);
    setItemDelegate(new NavDelegate(this));
}

void NavList::addPage(Icon icon, const QString &name)
{
    auto *item = new QListWidgetItem(name, this);
    item->setData(IconRole, static_cast<int>(icon));
    item->setToolTip(tr("%1 (Ctrl+%2)").arg(name).arg(count()));
}

void NavList::setBadge(int row, qint64 count, const QString &meaning)
{
    QListWidgetItem *page = item(row);
    page->setData(BadgeRole, count);
    page->setData(Qt::AccessibleDescriptionRole, count > 0 ? meaning : QString());
    const QString name = tr("%1 (Ctrl+%2)").arg(page->text()).arg(row + 1);
    page->setToolTip(count > 0 ? name + u'\n' + meaning : name);
}

void NavList::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    static_cast<NavDelegate *>(itemDelegate())->compact = compact;
    scheduleDelayedItemsLayout();
    updateGeometry();
}

QSize NavList::sizeHint() const
{
    return {(m_compact ? metrics::railWidth : metrics::sideWidth) - metrics::margin,
            count() > 0 ? sizeHintForRow(0) * count() : itemHeight};
}

} // namespace waybill
