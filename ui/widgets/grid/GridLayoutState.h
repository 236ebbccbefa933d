#pragma once

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace waybill {

/// How a person arranged the columns of a grid, by their names; kept per entity. Columns that it does not name keep
/// their place behind the others.
struct GridLayoutState {
    QStringList order;
    QStringList hidden;
    QStringList pinned;
    QHash<QString, int> widths; ///< device-independent pixels; only those that were changed

    QJsonObject toJson() const;
    /// Members that are missing or of another kind count as empty.
    static GridLayoutState fromJson(const QJsonObject &object);
    bool operator==(const GridLayoutState &) const = default;
};

} // namespace waybill
