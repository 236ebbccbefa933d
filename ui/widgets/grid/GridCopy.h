#pragma once

#include "app/rows/RowStore.h"
#include "ui/widgets/grid/GridColumn.h"
#include "ui/widgets/grid/GridSelection.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace waybill {

/// A selection to be written as text. Owns all it needs; any thread.
struct GridCopy {
    enum class As { Plain, WithTitles, Csv, Json, Markdown, Filter };
    /// Beyond this many bytes a clipboard is no place for rows.
    static constexpr qsizetype most = 64'000'000;

    As as = As::Plain;
    RowStore store;
    std::shared_ptr<const RowNumbers> order; ///< store rows by row shown; null: as they are
    GridSelection selection;
    std::vector<int> columns;      ///< by place
    std::vector<GridColumn> about; ///< by column

    /// Lines of cells in the order shown, as served, of the rows and columns in which something is selected; cells that
    /// are not selected stay empty. Plain and WithTitles put tabs between cells, Csv is RFC 4180, Json an array of
    /// objects, Markdown a table, Filter the terms that find those rows again. BadInput where it would be more than
    /// `most`, or a filter longer than an address may be.
    Result<QByteArray> text(const std::stop_token &stop) const;
};

} // namespace waybill
