#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace waybill {

/// What can be read at `/data/{name}`. Texts are empty where the source does not say them.
struct EntitySet {
    QString name;          ///< as addresses have it, with its case: `CustomersV3`
    QString publicName;    ///< the name of its type: `CustomerV3`
    QString label = {};    ///< where the source has the text itself, and not an id
    QString labelId = {};  ///< such as `@SYS11307`; LabelStore has the text
    QString category = {}; ///< such as `Master`
    std::optional<bool> readOnly = {};
    QString dataManagementName = {}; ///< such as `CustCustomerV3Entity`

    bool operator==(const EntitySet &) const = default;
};

struct EntityProperty {
    QString name;
    QString type; ///< `Edm.String`, or of an enumeration `Microsoft.Dynamics.DataEntities.NoYes`
    bool key = false;
    bool mandatory = false;
    std::optional<int> length = {}; ///< characters, where it is limited and the source says so
    QString label = {}, labelId = {};
    bool enumeration = false;

    bool operator==(const EntityProperty &) const = default;
};

/// A way to other rows: which properties here equal which there.
struct NavigationProperty {
    QString name;
    QString target; ///< the public name of the other entity
    bool collection = false;
    QList<std::pair<QString, QString>> constraints = {}; ///< property here, property there

    bool operator==(const NavigationProperty &) const = default;
};

struct EntityAction {
    QString name;
    QStringList parameters = {}; ///< `name: type`, without the one that it is bound to
    QString returns = {};        ///< a type; empty for none

    bool operator==(const EntityAction &) const = default;
};

/// What an entity consists of.
struct EntityDetails {
    QString publicName;
    QString base = {}; ///< the public name of the entity whose properties it has too
    QString labelId = {};
    QList<EntityProperty> properties = {};
    QList<NavigationProperty> navigation = {};
    QList<EntityAction> actions = {};

    bool operator==(const EntityDetails &) const = default;
};

struct EnumMember {
    QString name; ///< as rows and filters have it
    std::optional<qint64> value = {};
    QString label = {}, labelId = {};

    bool operator==(const EnumMember &) const = default;
};

struct EnumType {
    QString name; ///< without its namespace: `NoYes`
    QString labelId = {};
    QList<EnumMember> members = {};

    bool operator==(const EnumType &) const = default;
};

/// The name of a type without its namespace and without `Collection(…)`.
inline QString plainTypeName(QStringView type)
{
    if (type.startsWith(u"Collection(") && type.endsWith(u')'))
        type = type.sliced(11).chopped(1);
    return type.sliced(type.lastIndexOf(u'.') + 1).toString();
}

} // namespace waybill
