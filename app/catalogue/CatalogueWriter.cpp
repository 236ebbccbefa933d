#include "app/catalogue/CatalogueWriter.h"

#include "app/base/Clock.h"
#include "app/catalogue/Catalogue.h"
#include "app/catalogue/JsonText.h"

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// Lists are written without their brackets, each member with a comma before it.
QByteArray listOf(const QByteArray &members, char open, char close)
{
    QByteArray list;
    list.reserve(members.size() + 2);
    list += open;
    list += QByteArrayView(members).sliced(members.isEmpty() ? 0 : 1);
    list += close;
    return list;
}

QByteArray jsonOf(const EntityAction &action)
{
    QByteArray json = ",{\"name\":";
    appendJson(json, action.name);
    appendMember(json, "returns", action.returns);
    QByteArray parameters;
    for (const QString &parameter : action.parameters) {
        parameters += ',';
        appendJson(parameters, parameter);
    }
    if (!parameters.isEmpty())
        json += ",\"parameters\":" + listOf(parameters, '[', ']');
    return json += '}';
}

void appendProperty(QByteArray &json, const EntityProperty &property)
{
    json += ",{\"name\":";
    appendJson(json, property.name);
    appendMember(json, "type", property.type);
    if (property.key)
        json += ",\"key\":true";
    if (property.mandatory)
        json += ",\"mandatory\":true";
    if (property.enumeration)
        json += ",\"enum\":true";
    if (property.length)
        json += ",\"length\":" + QByteArray::number(*property.length);
    appendMember(json, "label", property.label);
    appendMember(json, "labelId", property.labelId);
    json += '}';
}

void appendNavigation(QByteArray &json, const NavigationProperty &navigation)
{
    json += ",{\"name\":";
    appendJson(json, navigation.name);
    appendMember(json, "target", navigation.target);
    if (navigation.collection)
        json += ",\"collection\":true";
    QByteArray constraints;
    for (const auto &[here, there] : navigation.constraints) {
        constraints += ",[";
        appendJson(constraints, here);
        constraints += ',';
        appendJson(constraints, there);
        constraints += ']';
    }
    if (!constraints.isEmpty())
        json += ",\"constraints\":" + listOf(constraints, '[', ']');
    json += '}';
}

void appendKey(QByteArray &json, const QByteArray &name)
{
    json += ',';
    appendJson(json, QString::fromUtf8(name));
    json += ':';
}

} // namespace

QString word(CatalogueSource source)
{
    switch (source) {
    case CatalogueSource::Metadata:
        return u"$metadata"_s;
    case CatalogueSource::ServiceDocument:
        return u"serviceDocument"_s;
    case CatalogueSource::MetadataService:
        break;
    }
    return u"metadataService"_s;
}

std::optional<CatalogueSource> catalogueSourceFrom(QStringView text)
{
    for (const auto source :
         {CatalogueSource::MetadataService, CatalogueSource::Metadata, CatalogueSource::ServiceDocument}) {
        if (word(source) == text)
            return source;
    }
    return std::nullopt;
}

bool CatalogueWriter::isNew(QSet<QByteArray> &names, const QByteArray &name)
{
    const qsizetype before = names.size();
    names.insert(name);
    if (names.size() != before)
        return true;
    ++m_repeated;
    return false;
}

void CatalogueWriter::add(const EntitySet &set)
{
    if (set.name.isEmpty() || !isNew(m_setNames, set.name.toUtf8()))
        return;
    m_sets += ",\n{\"name\":";
    appendJson(m_sets, set.name);
    appendMember(m_sets, "publicName", set.publicName);
    appendMember(m_sets, "label", set.label);
    appendMember(m_sets, "labelId", set.labelId);
    appendMember(m_sets, "category", set.category);
    if (set.readOnly)
        m_sets += *set.readOnly ? ",\"readOnly\":true" : ",\"readOnly\":false";
    appendMember(m_sets, "dataManagementName", set.dataManagementName);
    m_sets += '}';
}

void CatalogueWriter::add(const EntityDetails &details)
{
    const QByteArray name = details.publicName.toUtf8();
    if (name.isEmpty() || !isNew(m_detailNames, name))
        return;
    m_details += ",\n";
    appendJson(m_details, details.publicName);
    m_details += ":{\"name\":";
    appendJson(m_details, details.publicName);
    appendMember(m_details, "base", details.base);
    appendMember(m_details, "labelId", details.labelId);
    QByteArray list;
    for (const EntityProperty &property : details.properties)
        appendProperty(list, property);
    m_details += ",\"properties\":" + listOf(list, '[', ']');
    list.clear();
    for (const NavigationProperty &navigation : details.navigation)
        appendNavigation(list, navigation);
    if (!list.isEmpty())
        m_details += ",\"navigation\":" + listOf(list, '[', ']');
    list.clear();
    for (const EntityAction &action : details.actions)
        list += jsonOf(action);
    if (!list.isEmpty())
        m_details += ",\"actions\":" + listOf(list, '[', ']');
    m_details += '}';
}

void CatalogueWriter::add(const EnumType &type)
{
    if (type.name.isEmpty() || !isNew(m_enumNames, type.name.toUtf8()))
        return;
    m_enums += ",\n";
    appendJson(m_enums, type.name);
    m_enums += ":{\"name\":";
    appendJson(m_enums, type.name);
    appendMember(m_enums, "labelId", type.labelId);
    QByteArray members;
    for (const EnumMember &member : type.members) {
        members += ",{\"name\":";
        appendJson(members, member.name);
        if (member.value)
            members += ",\"value\":" + QByteArray::number(*member.value);
        appendMember(members, "label", member.label);
        appendMember(members, "labelId", member.labelId);
        members += '}';
    }
    m_enums += ",\"members\":" + listOf(members, '[', ']') + '}';
}

void CatalogueWriter::add(const QString &publicName, const EntityAction &action)
{
    m_actions[publicName.toUtf8()] += jsonOf(action);
}

void CatalogueWriter::addDetailsOf(const Catalogue &other)
{
    const auto take = [this](QByteArray &into, QSet<QByteArray> &names, const Catalogue::Parts &parts) {
        for (const auto &[name, json] : parts) {
            const QByteArray key(name.data(), qsizetype(name.size()));
            if (names.contains(key))
                continue;
            names.insert(key);
            into += '\n';
            appendKey(into, key);
            into.append(json.data(), qsizetype(json.size()));
        }
    };
    const QSet<QByteArray> own = m_detailNames;
    take(m_details, m_detailNames, other.detailParts());
    take(m_enums, m_enumNames, other.enumParts());
    for (const auto &[name, json] : other.actionParts()) {
        const QByteArray key(name.data(), qsizetype(name.size()));
        const QByteArrayView list(json.data(), qsizetype(json.size()));
        if (!own.contains(key) && !m_actions.contains(key) && list.size() > 2)
            m_actions[key] = ',' + list.sliced(1).chopped(1).toByteArray();
    }
}

void CatalogueWriter::addSetsOf(const Catalogue &other)
{
    for (qsizetype i = 0; i < other.size(); ++i)
        add(other.set(i));
}

QByteArray CatalogueWriter::finish(const CatalogueHead &head)
{
    QByteArray actions;
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it) {
        actions += '\n';
        appendKey(actions, it.key());
        actions += listOf(it.value(), '[', ']');
    }
    QByteArray json;
    json.reserve(bytes() + actions.size() + 1024);
    json += "{\"waybill\":\"entity catalogue\",\"format\":" + QByteArray::number(format);
    appendMember(json, "url", head.url);
    appendMember(json, "source", word(head.source));
    appendMember(json, "etag", head.etag);
    appendMember(json, "asOfUtc", isoUtc(head.asOf));
    const auto section = [&json](const char *name, QByteArray &members, char open, char close) {
        json += ",\n\"";
        json += name;
        json += "\":";
        json += open;
        json += QByteArrayView(members).sliced(members.isEmpty() ? 0 : members.indexOf(',') + 1);
        json += close;
        members.clear();
    };
    section("entities", m_sets, '[', ']');
    section("enums", m_enums, '{', '}');
    section("actions", actions, '{', '}');
    section("details", m_details, '{', '}');
    json += ",\n\"whole\":true}\n";
    *this = CatalogueWriter();
    return json;
}

} // namespace waybill
