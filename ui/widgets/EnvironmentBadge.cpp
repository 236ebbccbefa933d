#include "ui/widgets/EnvironmentBadge.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"

#include <QPainter>
#include <QPainterPath>

namespace waybill {

namespace {
constexpr int barWidth = 5;
constexpr int leftPadding = 15;
constexpr int verticalPadding = 9;
} // namespace

EnvironmentBadge::EnvironmentBadge(QWidget *parent) : QPushButton(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Environment"));
}

void EnvironmentBadge::setEnvironment(const QString &name, const QString &kind, const QStringList &lines,
                                      const QString &colour)
{
    if (name == m_name && kind == m_kind && lines == m_lines && colour == m_colour)
        return;
    m_colour = colour;
    m_name = name;
    m_kind = kind;
    m_lines = lines;
    setAccessibleDescription((QStringList{name} + lines).join(QStringLiteral(", ")));
    setToolTip((QStringList{name} + lines + QStringList{tr("Switch the environment (Ctrl+E)")}).join(u'\n'));
    updateGeometry();
    update();
}

void EnvironmentBadge::setLocked(bool locked)
{
    m_locked = locked;
    update();
}

void EnvironmentBadge::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    updateGeometry();
    update();
}

QSize EnvironmentBadge::sizeHint() const
{
    if (m_compact)
        return {metrics::railWidth - metrics::margin, 2 * verticalPadding + fontMetrics().height()};
    const int small = QFontMetrics(fonts::small(font())).height() + 2;
    return {metrics::sideWidth - metrics::margin,
            2 * verticalPadding + fontMetrics().height() + small * static_cast<int>(m_lines.size())};
}

QSize EnvironmentBadge::minimumSizeHint() const
{
    return {m_compact ? sizeHint().width() : 80, sizeHint().height()};
}

void EnvironmentBadge::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    const bool hover = underMouse() || isDown();
    paint::box(&painter, rect(), hover ? mixed(c.raised, c.accent, 0.05) : c.raised,
               hover ? mixed(c.line, c.accent, 0.4) : c.line, metrics::radius + 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), metrics::radius + 1, metrics::radius + 1);
    painter.setClipPath(outline);
    painter.fillRect(QRect(0, 0, barWidth, height()), environmentColour(m_kind, m_colour, c));
    painter.restore();
    if (hasFocus())
        paint::focusRing(&painter, rect(), c.accent, metrics::radius + 1);
    if (m_compact) {
        painter.setFont(fonts::strong(font()));
        painter.setPen(c.text);
        painter.drawText(rect().adjusted(barWidth, 0, 0, 0), Qt::AlignCenter, m_name.left(1).toUpper());
        return;
    }
    const int right = width() - 10 - 14 - (m_locked ? metrics::iconSize : 0);
    int top = verticalPadding;
    painter.setFont(fonts::strong(font()));
    painter.setPen(c.text);
    QFontMetrics face = painter.fontMetrics();
    painter.drawText(QRect(leftPadding, top, right - leftPadding, face.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                     face.elidedText(m_name, Qt::ElideRight, right - leftPadding));
    paintIcon(&painter, QRectF(width() - 22, top + (face.height() - 12) / 2.0, 12, 12), Icon::ChevronDown, c.muted);
    if (m_locked)
        paintIcon(&painter, QRectF(right + 1, top + (face.height() - 14) / 2.0, 14, 14), Icon::Lock, c.text);
    top += face.height() + 1;
    painter.setFont(fonts::small(font()));
    painter.setPen(c.muted);
    face = painter.fontMetrics();
    for (const QString &line : std::as_const(m_lines)) {
        const int wide = width() - leftPadding - 8;
        painter.drawText(QRect(leftPadding, top, wide, face.height() + 2), Qt::AlignVCenter | Qt::TextSingleLine,
                         face.elidedText(line, Qt::ElideRight, wide));
        top += face.height() + 2;
    }
}

} // namespace waybill
