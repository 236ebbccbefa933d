#include "ui/explore/EntityFields.h"

#include "ui/explore/FilterDraft.h"
#include "ui/style/Icons.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("EntityFields", text);
}

} // namespace

QString typeWords(const EntityProperty &property)
{
    switch (valueTypeOf(property)) {
    case ValueType::Enumeration:
        return words("One of %1").arg(plainTypeName(property.type));
    case ValueType::Integer:
        return words("Whole number");
    case ValueType::Decimal:
        return words("Number");
    case ValueType::Boolean:
        return words("True or false");
    case ValueType::Day:
        return words("Date");
    case ValueType::Moment:
        return words("Date and time");
    case ValueType::Guid:
        return words("GUID");
    case ValueType::Text:
        break;
    }
    if (property.type != "Edm.String"_L1)
        return plainTypeName(property.type);
    return property.length ? words("Text of %1").arg(*property.length) : words("Text");
}

QList<EntityFact> fieldFacts(const EntityDetails &details, const LabelOf &label)
{
    QList<EntityFact> facts;
    for (const EntityProperty &property : details.properties) {
        const QString called = label(property.label, property.labelId);
        EntityFact fact;
        fact.name = property.name;
        fact.second = called.isEmpty() ? typeWords(property) : words("%1 · %2").arg(called, typeWords(property));
        fact.mark = property.mandatory && !property.key ? words("mandatory") : QString();
        fact.key = property.key;
        fact.search = called;
        QStringList lines{property.name};
        if (!called.isEmpty())
            lines.append(called);
        lines.append(property.type);
        if (property.key)
            lines.append(words("Part of the key"));
        if (property.mandatory)
            lines.append(words("Mandatory"));
        lines.append(words("Enter or double click: filter by it"));
        fact.tooltip = lines.join(u'\n');
        facts.append(fact);
    }
    std::stable_partition(facts.begin(), facts.end(), [](const EntityFact &fact) { return fact.key; });
    return facts;
}

QList<EntityFact> relationFacts(const EntityDetails &details)
{
    QList<EntityFact> facts;
    for (const NavigationProperty &way : details.navigation) {
        QStringList equal;
        for (const auto &[here, there] : way.constraints)
            equal.append(here == there ? here : words("%1 = %2").arg(here, there));
        EntityFact fact;
        fact.name = way.name;
        fact.second = equal.isEmpty() ? way.target : words("%1 · by %2").arg(way.target, equal.join(u", "_s));
        fact.mark = way.collection ? words("many") : words("one");
        fact.search = way.target;
        fact.tooltip = words("%1\nto %2 (%3)\n%4\nEnter or double click: expand it in the query")
                           .arg(way.name, way.target, fact.mark, equal.join(u'\n'));
        facts.append(fact);
    }
    return facts;
}

QList<EntityFact> memberFacts(const EnumType &type, const LabelOf &label)
{
    QList<EntityFact> facts;
    for (const EnumMember &member : type.members) {
        EntityFact fact;
        fact.name = member.name;
        fact.second = label(member.label, member.labelId);
        fact.mark = member.value ? QString::number(*member.value) : QString();
        fact.search = fact.second;
        fact.tooltip = words("%1.%2").arg(type.name, member.name);
        facts.append(fact);
    }
    return facts;
}

void EntityFacts::setFacts(const QList<EntityFact> &facts)
{
    m_facts = facts;
    filter();
}

void EntityFacts::setSearch(const QString &search)
{
    m_search = search.trimmed();
    filter();
}

void EntityFacts::filter()
{
    beginResetModel();
    m_shown.clear();
    for (const EntityFact &fact : m_facts) {
        if (m_search.isEmpty() || fact.name.contains(m_search, Qt::CaseInsensitive) ||
            fact.search.contains(m_search, Qt::CaseInsensitive))
            m_shown.append(fact);
    }
    endResetModel();
}

int EntityFacts::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant EntityFacts::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const EntityFact &fact = m_shown[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return fact.name;
    case SecondLineRole:
        return fact.second;
    case MarkRole:
        return fact.mark;
    case LeadingIconRole:
        return static_cast<int>(fact.key ? Icon::Key : Icon::None);
    case Qt::ToolTipRole:
        return fact.tooltip;
    case Qt::AccessibleTextRole: {
        QStringList said{fact.name};
        for (const QString &word : {fact.second, fact.key ? tr("key") : QString(), fact.mark}) {
            if (!word.isEmpty())
                said.append(word);
        }
        return said.join(u", "_s);
    }
    default:
        return {};
    }
}

} // namespace waybill
