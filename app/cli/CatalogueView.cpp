#include "app/cli/CatalogueView.h"

#include "app/cli/Services.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// So many questions for labels at most: where they are asked one by one, some 20 s at the usual pace.
constexpr qsizetype mostQuestions = 200;

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString yes(bool is)
{
    return is ? u"yes"_s : QString();
}

QString typeText(const EntityProperty &property)
{
    const QString type = property.type.startsWith("Edm."_L1) ? property.type.sliced(4) : plainTypeName(property.type);
    return property.length ? u"%1(%2)"_s.arg(type).arg(*property.length) : type;
}

void showRelations(Output &out, const EntityDetails &details)
{
    QList<QStringList> rows;
    for (const NavigationProperty &navigation : details.navigation) {
        QStringList constraints;
        for (const auto &[here, there] : navigation.constraints)
            constraints.append(here + u" = "_s + there);
        rows.append({navigation.name, navigation.target + (navigation.collection ? u", many"_s : QString()),
                     constraints.join(u", "_s)});
    }
    if (!rows.isEmpty()) {
        out.text({});
        out.table({u"RELATION"_s, u"TO"_s, u"BY"_s}, rows);
    }
    rows.clear();
    for (const EntityAction &action : details.actions)
        rows.append({action.name, action.parameters.join(u", "_s), action.returns});
    if (!rows.isEmpty()) {
        out.text({});
        out.table({u"ACTION"_s, u"PARAMETERS"_s, u"RETURNS"_s}, rows);
    }
}

} // namespace

void CatalogueOptions::declare(Syntax &syntax)
{
    syntax.flag("--refresh", "Ask the service anew instead of taking what is kept", &m_refresh);
    syntax.option("--language", "LANGUAGE", "Of labels, such as de or en-us; default: this computer's", &m_language);
}

QString CatalogueOptions::language() const
{
    return m_language ? m_language->toLower() : labelLanguage(QLocale::system());
}

Result<std::shared_ptr<CatalogueService>> catalogueOf(Services &services)
{
    const auto environment = services.environment();
    if (!environment)
        return fail(environment.error());
    const auto client = services.connections().client(environment->name);
    if (!client)
        return fail(client.error());
    return std::make_shared<CatalogueService>(services.profile(), environment->name, *client, services.clock(),
                                              [&services](const QString &note) { services.out().note(note); });
}

QString labelOf(const LabelStore &labels, const QString &id, const QString &text, const QString &language)
{
    for (const QString &known : {labels.text(id, language), text, labels.text(id, u"en-us"_s)}) {
        if (!known.isEmpty())
            return known;
    }
    return {};
}

QCoro::Task<void> readLabelsFor(Services &services, std::shared_ptr<CatalogueService> catalogue, QStringList ids,
                                QString language)
{
    services.out().progress(u"Reading labels…"_s);
    const auto left = co_await catalogue->readLabels(ids, language, mostQuestions, services.deadline().token());
    services.out().progress({});
    if (!left) {
        services.out().note(u"Labels that are not known yet could not be read: %1"_s.arg(left.error().message));
    } else if (*left > 0) {
        services.out().note(
            u"%1 labels are not known yet: the service gives them one by one. Another call reads more."_s.arg(*left));
    }
}

void showEntities(Output &out, const QList<EntitySet> &sets, const LabelStore &labels, const QString &language)
{
    if (!out.isJson()) {
        QList<QStringList> rows;
        for (const EntitySet &set : sets) {
            rows.append({set.name, labelOf(labels, set.labelId, set.label, language), set.category,
                         yes(set.readOnly.value_or(false)), set.publicName});
        }
        out.table({u"NAME"_s, u"LABEL"_s, u"CATEGORY"_s, u"READ-ONLY"_s, u"PUBLIC NAME"_s}, rows);
        return;
    }
    QJsonArray list;
    for (const EntitySet &set : sets) {
        list.append(QJsonObject{{u"name"_s, set.name},
                                {u"publicName"_s, orNull(set.publicName)},
                                {u"label"_s, orNull(labelOf(labels, set.labelId, set.label, language))},
                                {u"category"_s, orNull(set.category)},
                                {u"readOnly"_s, set.readOnly ? QJsonValue(*set.readOnly) : QJsonValue()}});
    }
    out.json(list);
}

void showEntity(Output &out, const EntitySet &set, const EntityDetails &details, const LabelStore &labels,
                const QString &language)
{
    if (out.isJson()) {
        QJsonArray properties;
        for (const EntityProperty &property : details.properties) {
            properties.append(
                QJsonObject{{u"name"_s, property.name},
                            {u"type"_s, orNull(property.type)},
                            {u"key"_s, property.key},
                            {u"mandatory"_s, property.mandatory},
                            {u"label"_s, orNull(labelOf(labels, property.labelId, property.label, language))}});
        }
        out.json(QJsonObject{{u"name"_s, set.name}, {u"properties"_s, properties}});
        return;
    }
    out.fields({{u"Name"_s, set.name},
                {u"Label"_s, labelOf(labels, set.labelId, set.label, language)},
                {u"Public name"_s, set.publicName},
                {u"Data management"_s, set.dataManagementName},
                {u"Category"_s, set.category},
                {u"Read-only"_s, yes(set.readOnly.value_or(false))}});
    QList<QStringList> rows;
    for (const EntityProperty &property : details.properties) {
        rows.append({property.name, typeText(property), yes(property.key), yes(property.mandatory),
                     labelOf(labels, property.labelId, property.label, language)});
    }
    out.text({});
    out.table({u"PROPERTY"_s, u"TYPE"_s, u"KEY"_s, u"MANDATORY"_s, u"LABEL"_s}, rows);
    showRelations(out, details);
}

} // namespace waybill
