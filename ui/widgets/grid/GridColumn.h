#pragma once

#include <QHash>
#include <QString>

namespace waybill {

/// What a catalogue knows of a column beyond its name. All but the name may be missing.
struct GridColumn {
    enum class Type { Unknown, Text, Integer, Decimal, Boolean, Date, DateTime, Enum, Guid, Nested };

    QString name;       ///< as the rows have it
    QString label = {}; ///< what people call it; the name stands in the tooltip then
    Type type = Type::Unknown;
    QString typeName = {}; ///< as the service writes it; of an enum the qualified name that its literals begin with
    QHash<QString, QString> enumLabels = {}; ///< label by symbol
    bool key = false;
    bool mandatory = false;
    bool relation = false; ///< leads to a record of another entity: offered as such

    bool operator==(const GridColumn &) const = default;
};

} // namespace waybill
