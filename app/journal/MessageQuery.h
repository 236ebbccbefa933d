#pragma once

#include "app/journal/Journal.h"

#include <QVariantList>

namespace waybill {

/// A statement and what is bound to its question marks.
struct BoundSql {
    QString sql;
    QVariantList values;
};

/// The query of a list, such that the first screen of any filter comes from an index, however long the history is.
BoundSql messageQuery(const MessageFilter &filter);

} // namespace waybill
