#include "ui/widgets/grid/GridLayoutState.h"

#include <QJsonArray>

namespace waybill {

namespace {
QStringList namesIn(const QJsonValue &value)
{
    QStringList names;
    for (const QJsonValue &name : value.toArray()) {
        if (name.isString())
            names << name.toString();
    }
    return names;
}
} // namespace

QJsonObject GridLayoutState::toJson() const
{
    QJsonObject sizes;
    for (auto width = widths.cbegin(); width != widths.cend(); ++width)
        sizes.insert(width.key(), width.value());
    return {{QStringLiteral("order"), QJsonArray::fromStringList(order)},
            {QStringLiteral("hidden"), QJsonArray::fromStringList(hidden)},
            {QStringLiteral("pinned"), QJsonArray::fromStringList(pinned)},
            {QStringLiteral("widths"), sizes}};
}

GridLayoutState GridLayoutState::fromJson(const QJsonObject &object)
{
    GridLayoutState state;
    state.order = namesIn(object.value(QStringLiteral("order")));
    state.hidden = namesIn(object.value(QStringLiteral("hidden")));
    state.pinned = namesIn(object.value(QStringLiteral("pinned")));
    const QJsonObject sizes = object.value(QStringLiteral("widths")).toObject();
    for (auto size = sizes.begin(); size != sizes.end(); ++size) {
        if (const int width = size.value().toInt(); width > 0)
            state.widths.insert(size.key(), width);
    }
    return state;
}

} // namespace waybill
