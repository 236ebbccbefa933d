#pragma once

#include "app/rows/RowStore.h"

#include <QList>
#include <QString>

#include <stop_token>

namespace waybill {

/// What is shown of each group of rows.
enum class ChartMeasure { Rows, Sum, Average };

struct ChartBar {
    QString name;
    double value = 0;
    bool operator==(const ChartBar &) const = default;
};

/// Rows grouped by the texts of one column, the largest first.
struct ChartFigure {
    static constexpr qsizetype mostGroups = 100'000; ///< beyond that no chart says anything

    QList<ChartBar> bars;
    qint64 groups = 0;  ///< in all, also those beyond `bars`
    qint64 leftOut = 0; ///< rows of groups beyond mostGroups
    bool operator==(const ChartFigure &) const = default;
};

/// Groups rows by the column `by`; of `of` the numbers are summed up or averaged, values that are none are left out.
/// At most `most` bars. Any thread; ends early with what it has when stopped.
ChartFigure chartFigure(const RowStore &store, int by, int of, ChartMeasure measure, int most,
                        const std::stop_token &stop);

} // namespace waybill
