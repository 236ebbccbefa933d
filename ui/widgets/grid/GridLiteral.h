#pragma once

#include "app/rows/Cell.h"
#include "ui/widgets/grid/GridColumn.h"

#include <string_view>

namespace waybill {

/// A value as it stands in a `$filter` of F&O: `'O''Neil'`, `12.50`, `null`, `Namespace.NoYes'Yes'`. Empty for a nested
/// value, which no filter can name.
QString gridLiteral(const GridColumn &column, CellKind kind, std::string_view text);
/// `column eq value`, or `ne`; empty as above.
QString gridTerm(const GridColumn &column, CellKind kind, std::string_view text, bool equal = true);

} // namespace waybill
