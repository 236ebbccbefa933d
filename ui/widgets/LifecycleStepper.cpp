#include "ui/widgets/LifecycleStepper.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace waybill {

namespace {
constexpr int dotSize = 12;
constexpr int lineTop = 6;
constexpr int wordsTop = 18;
/// Room of a stage beside its words, and what of it always stays empty at its end.
constexpr int wordsGap = 10, wordsEnd = 6;

QColor colourOf(StageState state, const Palette &c)
{
    switch (state) {
    case StageState::Done:
        return c.tone(StatusRole::Green).ink;
    case StageState::Running:
        return c.tone(StatusRole::Running).ink;
    case StageState::Broken:
        return c.tone(StatusRole::Red).ink;
    case StageState::Warned:
        return c.tone(StatusRole::Amber).ink;
    case StageState::Undecided:
        return c.tone(StatusRole::Violet).ink;
    case StageState::Stopped:
        return c.tone(StatusRole::Quiet).ink;
    case StageState::Ahead:
        return mixed(c.line, c.text, 0.12);
    }
    return c.line;
}

/// Each state has a dot of its own form, so that none is told by colour alone.
void paintDot(QPainter *painter, const QRectF &dot, StageState state, const Palette &c)
{
    const QColor colour = colourOf(state, c);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    switch (state) {
    case StageState::Done:
        painter->drawEllipse(dot);
        break;
    case StageState::Running:
        painter->setBrush(c.surface);
        painter->setPen(QPen(colour, 2));
        painter->drawEllipse(dot.adjusted(1, 1, -1, -1));
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawEllipse(dot.adjusted(3.5, 3.5, -3.5, -3.5));
        break;
    case StageState::Broken:
    case StageState::Warned:
    case StageState::Stopped: {
        painter->drawEllipse(dot.adjusted(-1, -1, 1, 1));
        painter->setPen(QPen(c.surface, 1.6, Qt::SolidLine, Qt::RoundCap));
        const QPointF m = dot.center();
        if (state == StageState::Broken) {
            painter->drawLine(m + QPointF(-2.3, -2.3), m + QPointF(2.3, 2.3));
            painter->drawLine(m + QPointF(2.3, -2.3), m + QPointF(-2.3, 2.3));
        } else if (state == StageState::Warned) {
            painter->drawLine(m + QPointF(0, -3), m + QPointF(0, 0.6));
            painter->drawPoint(m + QPointF(0, 3.2));
        } else {
            painter->drawLine(m + QPointF(-2.6, 0), m + QPointF(2.6, 0));
        }
        break;
    }
    case StageState::Undecided:
        painter->setBrush(QBrush(colour, Qt::Dense4Pattern));
        painter->setPen(QPen(colour, 1.5));
        painter->drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
        break;
    case StageState::Ahead:
        painter->setBrush(c.surface);
        painter->setPen(QPen(colour, 1.5));
        painter->drawEllipse(dot.adjusted(1.5, 1.5, -1.5, -1.5));
        break;
    }
}
} // namespace

LifecycleStepper::LifecycleStepper(QWidget *parent) : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void LifecycleStepper::setStages(const QList<Stage> &stages)
{
    if (stages == m_stages)
        return;
    m_stages = stages;
    m_current = qBound<qsizetype>(0, m_current, qMax<qsizetype>(0, m_stages.size() - 1));
    setAccessibleDescription(description());
    updateGeometry();
    update();
}

QString LifecycleStepper::description() const
{
    const auto word = [](StageState state) {
        switch (state) {
        case StageState::Done:
            return tr("done");
        case StageState::Running:
            return tr("under way");
        case StageState::Broken:
            return tr("failed here");
        case StageState::Warned:
            return tr("ended with a warning");
        case StageState::Undecided:
            return tr("undecided");
        case StageState::Stopped:
            return tr("stopped here");
        case StageState::Ahead:
            return tr("not reached");
        }
        return QString();
    };
    QStringList told;
    for (qsizetype i = 0; i < m_stages.size(); ++i) {
        const Stage &stage = m_stages[(i + m_current) % m_stages.size()];
        told << (stage.time.isEmpty() ? tr("%1: %2").arg(stage.name, word(stage.state))
                                      : tr("%1: %2, %3").arg(stage.name, word(stage.state), stage.time));
    }
    return told.join(tr("; "));
}

QSize LifecycleStepper::sizeHint() const
{
    int width = 0;
    for (const Stage &stage : m_stages)
        width += wordsWidth(stage);
    return {width, wordsTop + 2 * QFontMetrics(fonts::small(font())).height() + 4};
}

int LifecycleStepper::wordsWidth(const Stage &stage) const
{
    const QFontMetrics metrics(fonts::small(font()));
    return qMax(metrics.horizontalAdvance(stage.name), metrics.horizontalAdvance(stage.time)) + wordsGap;
}

QSize LifecycleStepper::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

bool LifecycleStepper::isElided() const
{
    for (qsizetype i = 0; i < m_stages.size(); ++i) {
        if (stageRect(i).width() < wordsWidth(m_stages[i]) - wordsGap + wordsEnd)
            return true;
    }
    return false;
}

QRect LifecycleStepper::stageRect(qsizetype stage) const
{
    // Each has the room its words need before any has more, so that none is cut while another has room to spare.
    const int count = static_cast<int>(qMax<qsizetype>(1, m_stages.size()));
    const int each = width() / count;
    int needed = 0, widest = 0;
    for (const Stage &one : m_stages) {
        needed += wordsWidth(one);
        widest = qMax(widest, wordsWidth(one));
    }
    if (widest <= each)
        return {static_cast<int>(stage) * each, 0, each, height()};
    const double scale = needed > width() ? double(width()) / needed : 1;
    const int spare = qMax(0, width() - needed) / count;
    double left = 0;
    for (qsizetype before = 0; before < stage; ++before)
        left += wordsWidth(m_stages[before]) * scale + spare;
    return {static_cast<int>(left), 0, static_cast<int>(wordsWidth(m_stages[stage]) * scale) + spare, height()};
}

void LifecycleStepper::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fonts::small(font()));
    const QFontMetrics metrics = painter.fontMetrics();
    for (qsizetype i = 0; i < m_stages.size(); ++i) {
        const Stage &stage = m_stages[i];
        const QRect box = stageRect(i);
        const QRectF dot(box.left() + 2, lineTop - dotSize / 2.0 + 2, dotSize, dotSize);
        if (i + 1 < m_stages.size()) {
            const StageState next = m_stages[i + 1].state;
            const bool reached = next != StageState::Ahead;
            QPen pen(reached ? colourOf(StageState::Done, c) : colourOf(StageState::Ahead, c), 2);
            if (next == StageState::Undecided)
                pen = QPen(colourOf(next, c), 2, Qt::DotLine);
            painter.setPen(pen);
            painter.drawLine(QPointF(dot.right() + 3, dot.center().y()),
                             QPointF(stageRect(i + 1).left() - 1, dot.center().y()));
        }
        paintDot(&painter, dot, stage.state, c);
        const QRect words(box.left(), wordsTop, box.width() - wordsEnd, metrics.height());
        const bool bad = stage.state == StageState::Broken || stage.state == StageState::Warned ||
                         stage.state == StageState::Undecided;
        painter.setPen(stage.state == StageState::Ahead ? c.muted : bad ? colourOf(stage.state, c) : c.text);
        painter.drawText(words, Qt::AlignLeft, metrics.elidedText(stage.name, Qt::ElideRight, words.width()));
        painter.setPen(c.muted);
        painter.drawText(words.translated(0, metrics.height()), Qt::AlignLeft,
                         metrics.elidedText(stage.time, Qt::ElideRight, words.width()));
        if (hasFocus() && i == m_current)
            paint::focusRing(&painter, box.adjusted(-1, 0, -3, 0), c.accent, 4);
    }
}

void LifecycleStepper::setCurrent(qsizetype stage)
{
    m_current = qBound<qsizetype>(0, stage, qMax<qsizetype>(0, m_stages.size() - 1));
    setAccessibleDescription(description());
    update();
}

void LifecycleStepper::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        setCurrent(m_current + (event->key() == Qt::Key_Right ? 1 : -1));
    else
        QFrame::keyPressEvent(event);
}

void LifecycleStepper::focusInEvent(QFocusEvent *event)
{
    update();
    QFrame::focusInEvent(event);
}

void LifecycleStepper::focusOutEvent(QFocusEvent *event)
{
    update();
    QFrame::focusOutEvent(event);
}

bool LifecycleStepper::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (qsizetype i = 0; i < m_stages.size(); ++i) {
            if (stageRect(i).contains(help->pos()))
                QToolTip::showText(help->globalPos(), m_stages[i].tooltip, this, stageRect(i));
        }
        return true;
    }
    return QFrame::event(event);
}

} // namespace waybill
