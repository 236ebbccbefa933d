#include "ui/dashboard/BarsView.h"

#include "ui/style/Palette.h"

#include <QAbstractBarSeries>
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <QValueAxis>
#include <QWheelEvent>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

BarsView::BarsView(QAbstractBarSeries *series, QWidget *parent)
    : QChartView(parent), m_bars(series), m_names(new QBarCategoryAxis), m_values(new QValueAxis)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->addSeries(m_bars);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false); // the scale is painted under the bars
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_names), static_cast<QAbstractAxis *>(m_values)}) {
        axis->setLabelsVisible(false); // our own are elided, and of the window's font
        axis->setLineVisible(false);
        axis->setGridLineVisible(false);
    }
}

void BarsView::setFigures(const ChartFigures &figures)
{
    if (figures == m_figures && chart()->axes().size() == 2)
        return;
    const bool same = figures.categories.size() == m_figures.categories.size();
    m_figures = figures;
    rebuild();
    if (!same || !isMark(m_category, m_series)) {
        m_category = m_series = -1;
        if (hasFocus())
            step(1, 0);
    }
    describe();
}

void BarsView::rebuild()
{
    if (chart()->axes().isEmpty()) {
        const bool across = direction() == Qt::Horizontal;
        chart()->addAxis(m_names, across ? Qt::AlignBottom : Qt::AlignLeft);
        chart()->addAxis(m_values, across ? Qt::AlignLeft : Qt::AlignBottom);
        m_bars->attachAxis(m_names);
        m_bars->attachAxis(m_values);
    }
    m_bars->clear();
    m_names->clear();
    QStringList names;
    for (qsizetype i = 0; i < shownCategories(); ++i)
        names << QString::number(i); // an axis wants names that differ
    m_names->append(names);
    QList<QBarSet *> sets;
    for (qsizetype s = 0; s < m_figures.series.size(); ++s) {
        if (!m_figures.series[s].drawn)
            continue;
        auto *set = new QBarSet(m_figures.series[s].name);
        for (qsizetype i = 0; i < shownCategories(); ++i)
            set->append(double(m_figures.categories[i].marks[s].value));
        sets << set;
    }
    if (direction() == Qt::Vertical) {
        // Bars that lie are laid from below, and Qt 6.4 turns them round for no axis.
        for (QBarSet *set : sets) {
            for (int i = 0, last = set->count() - 1; i < last - i; ++i) {
                const double value = set->at(i);
                set->replace(i, set->at(last - i));
                set->replace(last - i, value);
            }
        }
        std::reverse(sets.begin(), sets.end());
    }
    m_bars->append(sets);
    recolour();
    arrange();
    viewport()->update();
}

void BarsView::recolour()
{
    const Palette &c = paletteOf(this);
    setBackgroundBrush(c.surface);
    QList<QBarSet *> sets = m_bars->barSets();
    if (direction() == Qt::Vertical)
        std::reverse(sets.begin(), sets.end());
    qsizetype at = 0;
    for (const ChartSeries &series : m_figures.series) {
        if (!series.drawn || at >= sets.size())
            continue;
        QBarSet *set = sets[at++];
        set->setBrush(chartBrush(series.role, series.hatch, c));
        set->setPen(Qt::NoPen);
    }
}

QPointF BarsView::place(double category, double value) const
{
    const QPointF point = direction() == Qt::Horizontal ? QPointF(category, value)
                                                        : QPointF(value, double(shownCategories()) - 1 - category);
    return chart()->mapToPosition(point, m_bars);
}

QRectF BarsView::markArea(qsizetype category, qsizetype series) const
{
    return isMark(category, series) ? area(category, series) : QRectF();
}

bool BarsView::isMark(qsizetype category, qsizetype series) const
{
    return category >= 0 && category < shownCategories() && series >= 0 && series < m_figures.series.size() &&
           m_figures.series[series].drawn && m_figures.categories[category].marks[series].value > 0;
}

BarsView::Place BarsView::markAt(const QPointF &where) const
{
    for (qsizetype category = 0; category < shownCategories(); ++category) {
        for (qsizetype series = m_figures.series.size() - 1; series >= 0; --series) {
            if (markArea(category, series).contains(where))
                return {category, series};
        }
    }
    return {};
}

void BarsView::look(Place place)
{
    m_category = place.category;
    m_series = place.series;
    describe();
    viewport()->update();
}

void BarsView::step(int categories, int series)
{
    // The next mark that shows something, in the way of the key.
    if (!isMark(m_category, m_series)) {
        for (qsizetype category = 0; category < shownCategories(); ++category) {
            for (qsizetype s = 0; s < m_figures.series.size(); ++s) {
                if (isMark(category, s))
                    return look({category, s});
            }
        }
        return;
    }
    if (series != 0) {
        for (qsizetype s = m_series + series; s >= 0 && s < m_figures.series.size(); s += series) {
            if (isMark(m_category, s))
                return look({m_category, s});
        }
        return;
    }
    for (qsizetype category = m_category + categories; category >= 0 && category < shownCategories();
         category += categories) {
        for (qsizetype away = 0; away < m_figures.series.size(); ++away) {
            for (const qsizetype s : {m_series - away, m_series + away}) {
                if (isMark(category, s))
                    return look({category, s});
            }
        }
    }
}

void BarsView::describe()
{
    const bool there = isMark(m_category, m_series);
    setAccessibleDescription(there
                                 ? tr("%1. Enter shows these messages.").arg(markText(m_figures, m_category, m_series))
                                 : tr("The arrow keys go from mark to mark, Enter shows the messages behind one."));
}

void BarsView::drawBackground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawBackground(painter, rect);
    paintScale(painter);
}

void BarsView::drawForeground(QPainter *painter, const QRectF &)
{
    const Palette &c = paletteOf(this);
    paintTexts(painter);
    const auto ring = [&](const QRectF &rect, const QColor &colour, double width) {
        painter->setPen(QPen(colour, width));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), 2, 2);
    };
    if (isMark(m_hovered.category, m_hovered.series))
        ring(bar(m_hovered.category, m_hovered.series), c.text, 1);
    if (hasFocus() && isMark(m_category, m_series))
        ring(bar(m_category, m_series), c.accent, 2);
}

void BarsView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    arrange();
}

void BarsView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
    else if (event->type() == QEvent::FontChange)
        arrange();
}

void BarsView::keyPressEvent(QKeyEvent *event)
{
    const bool across = direction() == Qt::Horizontal;
    switch (event->key()) {
    case Qt::Key_Right:
        return across ? step(1, 0) : step(0, 1);
    case Qt::Key_Left:
        return across ? step(-1, 0) : step(0, -1);
    case Qt::Key_Up:
        return across ? step(0, 1) : step(-1, 0);
    case Qt::Key_Down:
        return across ? step(0, -1) : step(1, 0);
    case Qt::Key_Home:
        m_category = -1;
        return step(1, 0);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (isMark(m_category, m_series))
            emit opened(Opening(m_figures.categories[m_category].marks[m_series].opening));
        return;
    default:
        event->ignore(); // the page scrolls
    }
}

void BarsView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? markAt(event->position()) : Place();
    if (isMark(m_pressed.category, m_pressed.series))
        look(m_pressed);
}

void BarsView::mouseReleaseEvent(QMouseEvent *event)
{
    const Place pressed = std::exchange(m_pressed, {});
    if (event->button() == Qt::LeftButton && isMark(pressed.category, pressed.series) &&
        markAt(event->position()) == pressed)
        emit opened(Opening(m_figures.categories[pressed.category].marks[pressed.series].opening));
}

void BarsView::mouseMoveEvent(QMouseEvent *event)
{
    const Place now = markAt(event->position());
    if (now == m_hovered)
        return;
    m_hovered = now;
    viewport()->setCursor(isMark(now.category, now.series) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void BarsView::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    if (!isMark(m_category, m_series))
        step(1, 0);
    viewport()->update();
}

void BarsView::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void BarsView::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls
}

bool BarsView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const Place place = markAt(help->pos()); isMark(place.category, place.series))
            QToolTip::showText(help->globalPos(), markText(m_figures, place.category, place.series), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Leave && m_hovered.category >= 0) {
        m_hovered = {};
        viewport()->update();
    }
    return QChartView::viewportEvent(event);
}

} // namespace waybill
