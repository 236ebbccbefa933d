#pragma once

#include "app/catalogue/EntitySet.h"
#include "app/odata/Query.h"
#include "app/rows/RowStore.h"
#include "ui/widgets/grid/GridColumn.h"

#include <optional>
#include <vector>

namespace waybill {

class CatalogueFeed;

/// What the catalogue knows of the columns of an entity, for a grid.
std::vector<GridColumn> gridColumns(const EntityDetails &details, CatalogueFeed &feed);

/// A literal of a property's type, such as `'O''Neil'`; nothing where the row has no value of it.
std::optional<QString> literalOf(const EntityProperty &property, const RowStore &store, qsizetype row);

/// The query of this very record; nothing where the row lacks a part of its key.
std::optional<Query> recordQuery(const QString &set, const EntityDetails &details, const RowStore &store,
                                 qsizetype row);

/// The query of the rows that a column leads to in another entity; nothing where it leads nowhere.
std::optional<Query> relationQuery(const EntityDetails &details, const CatalogueFeed &feed, const RowStore &store,
                                   qsizetype row, const QString &column);

} // namespace waybill
