#pragma once

#include "ui/dashboard/ChartFigures.h"

#include <QChartView>

class QAbstractBarSeries;
class QBarCategoryAxis;
class QValueAxis;

namespace waybill {

/// Bars of a ChartFigures, whose marks are looked at with the arrow keys and opened with Enter or the mouse. The
/// accessible description tells the mark in focus. Colours follow the palette.
class BarsView : public QChartView
{
    Q_OBJECT

public:
    const ChartFigures &figures() const { return m_figures; }
    void setFigures(const ChartFigures &figures);

    /// The mark in focus; none (-1) when there is nothing to open.
    qsizetype currentCategory() const { return m_category; }
    qsizetype currentSeries() const { return m_series; }
    /// Where a mark takes clicks, in the widget's coordinates; empty for one that is not shown.
    QRectF markArea(qsizetype category, qsizetype series) const;

signals:
    void opened(const waybill::Opening &opening);

protected:
    BarsView(QAbstractBarSeries *series, QWidget *parent);

    /// Which way the categories follow each other.
    virtual Qt::Orientation direction() const = 0;
    virtual qsizetype shownCategories() const { return m_figures.categories.size(); }
    /// The painted bar of a mark, in the coordinates of the scene; empty for a value of zero.
    virtual QRectF bar(qsizetype category, qsizetype series) const = 0;
    /// What takes the clicks for it.
    virtual QRectF area(qsizetype category, qsizetype series) const { return bar(category, series); }
    /// Sets plot area and axes for the present size and figures.
    virtual void arrange() = 0;
    /// Lines under the bars.
    virtual void paintScale(QPainter *) {}
    /// Names and values.
    virtual void paintTexts(QPainter *painter) = 0;

    /// In the scene; categories count from the left or from above.
    QPointF place(double category, double value) const;
    QAbstractBarSeries *bars() const { return m_bars; }
    QValueAxis *valueAxis() const { return m_values; }

    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Place {
        qsizetype category = -1, series = -1;
        bool operator==(const Place &) const = default;
    };
    void rebuild();
    void recolour();
    bool isMark(qsizetype category, qsizetype series) const;
    Place markAt(const QPointF &where) const;
    void look(Place place);
    void step(int categories, int series);
    void describe();

    ChartFigures m_figures;
    QAbstractBarSeries *m_bars; ///< owned by the chart
    QBarCategoryAxis *m_names;
    QValueAxis *m_values;
    qsizetype m_category = -1, m_series = -1;
    Place m_hovered, m_pressed;
};

} // namespace waybill
