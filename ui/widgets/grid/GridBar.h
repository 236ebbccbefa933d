#pragma once

#include "ui/widgets/grid/GridColumns.h"
#include "ui/widgets/grid/GridOrder.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace waybill {

class FlowLayout;
class SearchField;

/// The line above a grid: the filter over all columns, what else filters and sorts as chips that take it away, and the
/// buttons for the filter fields, the columns, a chart and the details of a row.
class GridBar final : public QWidget
{
    Q_OBJECT

public:
    explicit GridBar(QWidget *parent = nullptr);

    SearchField *search() const { return m_search; }
    QToolButton *filterButton() const { return m_filters; }
    QToolButton *columnsButton() const { return m_columns; }
    QToolButton *chartButton() const { return m_chart; }
    QToolButton *inspectorButton() const { return m_inspector; }

    /// Shows what filters and sorts.
    void setOrder(const GridOrder &order, const GridColumns &columns);

signals:
    void filterRemoved(const waybill::GridFilter &filter);
    void sortRemoved();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addChip(const QString &words, const QString &tip, const std::function<void()> &pressed);

    SearchField *m_search;
    QWidget *m_chipArea;
    FlowLayout *m_chips;
    QToolButton *m_filters;
    QToolButton *m_columns;
    QToolButton *m_chart;
    QToolButton *m_inspector;
};

} // namespace waybill
