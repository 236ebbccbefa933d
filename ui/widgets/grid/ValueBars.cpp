#include "ui/widgets/grid/ValueBars.h"

#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace waybill {

using namespace Qt::StringLiterals;

ValueBars::ValueBars(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Most frequent values"));
}

void ValueBars::setBars(const QList<Bar> &bars, qint64 all)
{
    m_bars = bars;
    m_all = all;
    m_current = 0;
    describe();
    updateGeometry();
    update();
}

void ValueBars::describe()
{
    if (const Bar bar = m_bars.value(m_current); bar.count > 0)
        setAccessibleDescription(
            tr("%1: %2 rows, %3. Enter shows only these.").arg(bar.word, texts::number(bar.count), share(bar.count)));
}

int ValueBars::lineHeight() const
{
    return fontMetrics().height() + 8;
}

QSize ValueBars::sizeHint() const
{
    return {300, int(m_bars.size()) * lineHeight()};
}

int ValueBars::barAt(int y) const
{
    const int bar = y / lineHeight();
    return y >= 0 && bar < m_bars.size() ? bar : -1;
}

QString ValueBars::share(qint64 count) const
{
    const double part = m_all > 0 ? 100.0 * double(count) / double(m_all) : 0;
    return part > 0 && part < 0.1 ? tr("< 0.1 %") : tr("%1 %").arg(texts::locale().toString(part, 'f', 1));
}

void ValueBars::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    const QFontMetrics measure = fontMetrics();
    const QFont small = fonts::small(font());
    int numbers = 0;
    qint64 most = 1;
    for (const Bar &bar : m_bars) {
        numbers = std::max(numbers, measure.horizontalAdvance(texts::number(bar.count)));
        most = std::max(most, bar.count);
    }
    const int shares = QFontMetrics(small).horizontalAdvance(share(m_all)) + 8;
    const int words = width() * 40 / 100;
    const int groove = std::max(20, width() - words - numbers - shares - 16);
    for (int i = 0; i < m_bars.size(); ++i) {
        const Bar &bar = m_bars[i];
        const QRect line(0, i * lineHeight(), width(), lineHeight());
        if (i == m_hovered)
            painter.fillRect(line, mixed(c.surface, c.accent, 0.08));
        painter.setFont(font());
        painter.setPen(bar.quiet ? c.muted : c.text);
        painter.drawText(QRect(4, line.top(), words - 8, line.height()),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         measure.elidedText(bar.word, Qt::ElideMiddle, words - 8));
        const int length = std::max(2, int(double(groove) * double(bar.count) / double(most)));
        const QRect body(words, line.center().y() - 4, length, 9);
        paint::box(&painter, body, bar.quiet ? mixed(c.surface, c.muted, 0.5) : mixed(c.surface, c.accent, 0.7), {}, 2);
        painter.setPen(c.text);
        painter.drawText(QRect(words + groove + 8, line.top(), numbers, line.height()),
                         Qt::AlignVCenter | Qt::AlignRight, texts::number(bar.count));
        painter.setFont(small);
        painter.setPen(c.muted);
        painter.drawText(QRect(width() - shares - 4, line.top(), shares, line.height()),
                         Qt::AlignVCenter | Qt::AlignRight, share(bar.count));
        if (i == m_current && hasFocus())
            paint::focusRing(&painter, line.adjusted(0, 0, 0, -1), c.accent, 3);
    }
}

void ValueBars::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = barAt(int(event->position().y()));
    update();
}

void ValueBars::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void ValueBars::mouseReleaseEvent(QMouseEvent *event)
{
    if (const int bar = barAt(int(event->position().y())); event->button() == Qt::LeftButton && bar >= 0)
        emit chosen(bar);
}

void ValueBars::keyPressEvent(QKeyEvent *event)
{
    const int count = int(m_bars.size());
    if (count > 0 && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)) {
        m_current = std::clamp(m_current + (event->key() == Qt::Key_Down ? 1 : -1), 0, count - 1);
        describe();
        update();
    } else if (count > 0 &&
               (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)) {
        emit chosen(m_current);
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool ValueBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const int bar = barAt(help->pos().y()); bar >= 0)
        QToolTip::showText(help->globalPos(),
                           texts::plainTooltip(m_bars[bar].word + u'\n' + tr("Press to show only these rows")), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace waybill
