#pragma once

#include "app/rows/ColumnStatistics.h"
#include "ui/widgets/grid/GridJob.h"

#include <QFrame>

#include <memory>

class QLabel;
class QProgressBar;

namespace waybill {

class GridModel;
class KeyValueList;
class ValueBars;

/// Drops down with what a column holds in the rows shown: how many, how many different, the least and the greatest, and
/// the most frequent values as bars, each of which filters by its value. A worker counts; deletes itself on closing.
class GridStatistics final : public QFrame
{
    Q_OBJECT

public:
    GridStatistics(const GridModel *model, int column, QWidget *parent);
    /// Its upper left corner stands at `at`, or where there is room.
    void open(const QPoint &at);

signals:
    void filterWanted(int column, const waybill::ColumnStatistics::Value &value);

private:
    void take(const ColumnStatistics &found);

    const GridModel *m_model;
    int m_column;
    RowStore m_store;
    KeyValueList *m_facts;
    QProgressBar *m_busy;
    QLabel *m_topTitle;
    ValueBars *m_bars;
    GridJob<std::optional<ColumnStatistics>> m_job;
};

} // namespace waybill
