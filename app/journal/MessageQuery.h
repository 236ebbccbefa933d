#pragma once

#include "app/journal/Journal.h"

#include <QVariantList>

namespace waybill {

/// A statement and what is bound to its question marks.
struct BoundSql {
    QString sql;
    QVariantList values;
};

/// What a filter asks of a row, in two parts that are both to hold: `indexed` is answered from an index that runs by
/// time, given one state or none; `other` looks into the rows. Neither speaks of states or limit.
struct FilterConditions {
    BoundSql indexed, other;
};
FilterConditions filterConditions(const MessageFilter &filter);
/// The states asked for, or those of the outcomes asked for: an index knows states only.
QList<MessageState> statesWanted(const MessageFilter &filter);

/// The order that the indexes by time give.
inline constexpr QLatin1StringView newestFirst(" ORDER BY created DESC, key DESC");

/// Conditions that all hold; what is empty is left out.
BoundSql allOf(const QList<BoundSql> &conditions);
/// ` WHERE` this holds; nothing where it asks for nothing.
QString where(const BoundSql &condition);

/// The query of a list, such that the first screen of any filter comes from an index, however long the history is. The
/// newest first; where several states are asked for, SQL does not promise that.
BoundSql messageQuery(const MessageFilter &filter);

/// ` FROM` exactly the messages whose keys the first bound value lists, see listOf; each is found by its key.
QString fromMessagesOf();
QVariant listOf(const QList<MessageKey> &keys);

} // namespace waybill
