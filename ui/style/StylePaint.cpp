#include "ui/style/StylePaint.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"

#include <QAbstractSpinBox>
#include <QDateTime>
#include <QPainter>
#include <QStyleOption>
#include <QTableView>

#include <algorithm>
#include <array>

namespace waybill::paint {

namespace {

bool has(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

/// Restores what a stroke changed on the painter.
class Saved
{
public:
    explicit Saved(QPainter *painter) : m_painter(painter) { m_painter->save(); }
    ~Saved() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Saved)

private:
    QPainter *m_painter;
};

} // namespace

void box(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, double radius)
{
    const Saved saved(painter);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    const QRectF inner = line.isValid() ? QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) : QRectF(rect);
    painter->drawRoundedRect(inner, radius, radius);
}

void focusRing(QPainter *painter, const QRect &rect, const QColor &colour, double radius)
{
    const Saved saved(painter);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colour, 2));
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
}

void button(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Palette &c = paletteOf(option->palette);
    const ButtonKind kind = buttonKind(widget);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool down = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    const bool hover = enabled && has(option, QStyle::State_MouseOver);
    if (kind == ButtonKind::Primary && enabled) {
        const QColor fill = down ? mixed(c.accent, c.text, 0.25) : hover ? mixed(c.accent, c.text, 0.1) : c.accent;
        box(painter, option->rect, fill, fill, metrics::radius);
    } else if (kind != ButtonKind::Flat || hover || down) {
        const QColor fill = down ? c.selection : hover ? mixed(c.raised, c.accent, 0.08) : c.raised;
        const QColor line = kind == ButtonKind::Flat ? QColor() : hover ? mixed(c.line, c.accent, 0.4) : c.line;
        box(painter, option->rect, fill, line, metrics::radius);
    }
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        // A ring of the accent would drown in a filled button: there it stands inside, in the button's text colour.
        const bool filled = kind == ButtonKind::Primary;
        focusRing(painter, filled ? option->rect.adjusted(2, 2, -2, -2) : option->rect, filled ? c.onAccent : c.accent,
                  filled ? metrics::radius - 2 : metrics::radius);
    }
}

void toolButton(QPainter *painter, const QStyleOption *option)
{
    const Palette &c = paletteOf(option->palette);
    if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On))
        box(painter, option->rect, c.selection, {}, metrics::radius);
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        box(painter, option->rect, mixed(c.surface, c.accent, 0.1), {}, metrics::radius);
    if (has(option, QStyle::State_HasFocus))
        focusRing(painter, option->rect, c.accent, metrics::radius);
}

void field(QPainter *painter, const QStyleOption *option)
{
    const Palette &c = paletteOf(option->palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    box(painter, option->rect, enabled ? c.surface : c.raised, c.line, metrics::radius);
    if (has(option, QStyle::State_HasFocus))
        focusRing(painter, option->rect, c.accent, metrics::radius);
}

void itemPanel(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Palette &c = paletteOf(option->palette);
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    if (has(option, QStyle::State_Selected))
        painter->fillRect(option->rect, c.selection);
    else if (item && item->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, item->backgroundBrush);
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        painter->fillRect(option->rect, mixed(c.surface, c.accent, 0.04));
    // Tables without a grid have one line below each row.
    const auto *table = qobject_cast<const QTableView *>(widget);
    if (table && !table->showGrid())
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.line);
}

void header(QPainter *painter, const QStyleOptionHeader *option)
{
    const Palette &c = paletteOf(option->palette);
    const bool hover = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    painter->fillRect(option->rect, hover ? mixed(c.raised, c.accent, 0.06) : c.raised);
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.line);
}

void headerLabel(QPainter *painter, const QStyleOptionHeader *option)
{
    const Saved saved(painter);
    const Palette &c = paletteOf(option->palette);
    QFont font = painter->font();
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(has(option, QStyle::State_Enabled) ? c.muted
                                                       : option->palette.color(QPalette::Disabled, QPalette::Text));
    const QString text = QFontMetrics(font).elidedText(option->text, Qt::ElideRight, option->rect.width());
    painter->drawText(option->rect, static_cast<int>(option->textAlignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                      text);
}

void headerArrow(QPainter *painter, const QStyleOptionHeader *option)
{
    const Palette &c = paletteOf(option->palette);
    if (option->sortIndicator == QStyleOptionHeader::None)
        return;
    const Icon icon = option->sortIndicator == QStyleOptionHeader::SortUp ? Icon::ChevronUp : Icon::ChevronDown;
    paintIcon(painter, QRectF(option->rect.center().x() - 5, option->rect.center().y() - 5, 11, 11), icon, c.muted);
}

void tab(QPainter *painter, const QStyleOptionTab *option)
{
    const Palette &c = paletteOf(option->palette);
    const QRect foot(option->rect.left(), option->rect.bottom() - 1, option->rect.width(), 2);
    if (has(option, QStyle::State_Selected))
        painter->fillRect(foot, c.accent);
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        painter->fillRect(foot, mixed(c.surface, c.accent, 0.35));
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_Selected))
        focusRing(painter, option->rect.adjusted(0, 2, 0, -4), c.accent, 4);
}

void tabLabel(QPainter *painter, const QStyleOptionTab *option)
{
    const Saved saved(painter);
    const Palette &c = paletteOf(option->palette);
    const bool selected = has(option, QStyle::State_Selected);
    QFont font = painter->font();
    if (selected)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(!has(option, QStyle::State_Enabled) ? option->palette.color(QPalette::Disabled, QPalette::Text)
                    : selected                          ? c.accent
                                                        : c.muted);
    const QRect words = option->rect.adjusted(option->leftButtonSize.width(), 0, -option->rightButtonSize.width(), 0);
    painter->drawText(words, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextHideMnemonic, option->text);
}

void checkBox(QPainter *painter, const QStyleOption *option)
{
    const Palette &c = paletteOf(option->palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const QColor line = mixed(c.line, c.text, has(option, QStyle::State_MouseOver) ? 0.6 : 0.35);
    box(painter, option->rect, !on ? c.surface : enabled ? c.accent : c.muted, on ? QColor() : line, 3);
    if (has(option, QStyle::State_NoChange))
        painter->fillRect(QRect(option->rect.center().x() - 3, option->rect.center().y(), 7, 2), c.onAccent);
    else if (on)
        paintIcon(painter, QRectF(option->rect).adjusted(1, 1, -1, -1), Icon::Check, c.onAccent);
}

void comboBox(QPainter *painter, const QStyleOptionComboBox *option)
{
    const Palette &c = paletteOf(option->palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool hover = enabled && has(option, QStyle::State_MouseOver);
    const QColor fill = option->editable ? c.surface : hover ? mixed(c.raised, c.accent, 0.08) : c.raised;
    box(painter, option->rect, fill, hover ? mixed(c.line, c.accent, 0.4) : c.line, metrics::radius);
    paintIcon(painter, QRectF(option->rect.right() - 22, option->rect.center().y() - 5, 12, 12), Icon::ChevronDown,
              enabled ? c.muted : option->palette.color(QPalette::Disabled, QPalette::Text));
    if (has(option, QStyle::State_HasFocus))
        focusRing(painter, option->rect, c.accent, metrics::radius);
}

void spinBox(QPainter *painter, const QStyleOptionSpinBox *option, const QRect &up, const QRect &down)
{
    field(painter, option);
    const Saved saved(painter);
    painter->setRenderHint(QPainter::Antialiasing);
    const Palette &c = paletteOf(option->palette);
    const auto arrow = [&](const QRect &rect, double rise, QStyle::SubControl part, auto step) {
        if (rect.isEmpty())
            return;
        const bool enabled = has(option, QStyle::State_Enabled) && option->stepEnabled.testFlag(step);
        const bool hover = enabled && has(option, QStyle::State_MouseOver) && option->activeSubControls.testFlag(part);
        const QColor colour = !enabled ? option->palette.color(QPalette::Disabled, QPalette::Text)
                              : hover  ? c.accent
                                       : c.muted;
        painter->setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF middle = QRectF(rect).center() - QPointF(2, 0);
        const std::array points{middle + QPointF(-3.5, -rise), middle + QPointF(0, rise), middle + QPointF(3.5, -rise)};
        painter->drawPolyline(points.data(), int(points.size()));
    };
    arrow(up, -1.75, QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled);
    arrow(down, 1.75, QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled);
}

void scrollBar(QPainter *painter, const QStyleOptionSlider *option, const QRect &thumb)
{
    const Saved saved(painter);
    const Palette &c = paletteOf(option->palette);
    painter->fillRect(option->rect, c.surface);
    if (option->maximum <= option->minimum)
        return;
    const bool down =
        has(option, QStyle::State_Sunken) && option->activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    const bool hover = has(option, QStyle::State_MouseOver);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mixed(c.surface, c.text, down ? 0.5 : hover ? 0.38 : 0.22));
    const QRectF body = QRectF(thumb).adjusted(2, 2, -2, -2);
    const double radius = qMin(body.width(), body.height()) / 2;
    painter->drawRoundedRect(body, radius, radius);
}

void progressGroove(QPainter *painter, const QStyleOptionProgressBar *option)
{
    const Palette &c = paletteOf(option->palette);
    const QRect bar(option->rect.left(), option->rect.center().y() - 2, option->rect.width(), 5);
    box(painter, bar, mixed(c.surface, c.text, 0.12), {}, 2.5);
}

void progressBar(QPainter *painter, const QStyleOptionProgressBar *option)
{
    const Palette &c = paletteOf(option->palette);
    const qint64 span = qint64(option->maximum) - option->minimum;
    if (span <= 0) {
        // How much is left is not known: a piece that goes to and fro, wherever it is when it is painted.
        constexpr qint64 there = 1600; // milliseconds
        const qint64 time = QDateTime::currentMSecsSinceEpoch() % (2 * there);
        const int piece = option->rect.width() / 3;
        const auto gone = int((option->rect.width() - piece) * std::min(time, 2 * there - time) / there);
        box(painter, QRect(option->rect.left() + gone, option->rect.center().y() - 2, piece, 5), c.accent, {}, 2.5);
        return;
    }
    const qint64 done = qBound<qint64>(0, qint64(option->progress) - option->minimum, span);
    const int width = static_cast<int>(option->rect.width() * done / span);
    if (width > 0)
        box(painter, QRect(option->rect.left(), option->rect.center().y() - 2, qMax(5, width), 5), c.accent, {}, 2.5);
}

void splitter(QPainter *painter, const QStyleOption *option)
{
    const Palette &c = paletteOf(option->palette);
    const QRect r = option->rect;
    const QColor colour = has(option, QStyle::State_MouseOver) ? c.accent : c.line;
    if (has(option, QStyle::State_Horizontal))
        painter->fillRect(QRect(r.center().x(), r.top(), 1, r.height()), colour);
    else
        painter->fillRect(QRect(r.left(), r.center().y(), r.width(), 1), colour);
}

} // namespace waybill::paint
