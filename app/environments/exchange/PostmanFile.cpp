#include "app/environments/exchange/PostmanFile.h"

#include "app/base/Guid.h"
#include "app/environments/exchange/EnvironmentDraft.h"
#include "app/environments/exchange/PostmanWords.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QUrlQuery>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct Field {
    QString name;
    QString value;
};

/// `[{"key","value"}]`, or `{"name":"value"}` as collections 2.0 have it; what is switched off is left out.
QList<Field> fieldsOf(const QJsonValue &value)
{
    QList<Field> fields;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto field = object.begin(); field != object.end(); ++field)
            fields.append({field.key(), field->toString()});
    }
    for (const QJsonValue &field : value.toArray()) {
        if (field[u"enabled"_s].toBool(true) && !field[u"disabled"_s].toBool())
            fields.append({field[u"key"_s].toString(), field[u"value"_s].toVariant().toString()});
    }
    return fields;
}

/// Reads the fields of one file into one environment.
class PostmanReader
{
public:
    explicit PostmanReader(QString title) { m_draft.name = std::move(title); }

    /// What `{{name}}` stands for.
    void setVariables(const QList<Field> &variables)
    {
        for (const Field &variable : variables)
            m_variables.insert(variable.name, variable.value);
    }
    void take(const QList<Field> &fields, bool sayUnknown);
    void takeRequest(const QString &name, const QJsonValue &request);
    void takeSignIn(const QJsonValue &auth)
    {
        if (auth[u"type"_s].toString() == "oauth2"_L1)
            take(fieldsOf(auth[u"oauth2"_s]), false);
    }
    ImportedEnvironments finish(ImportedEnvironments::Source source);

private:
    QString resolved(QString text);
    void take(const Field &field, bool sayUnknown);
    void takeAddress(const QString &name, const QString &value);
    void addJob(const QString &name, const QString &activity, JobDirection direction, const QString &entity,
                const QString &company);
    static void setOnce(QString &field, const QString &value)
    {
        if (field.isEmpty())
            field = value;
    }
    static void addOnce(QStringList &list, const QString &value)
    {
        constexpr qsizetype most = 30;
        if (!list.contains(value) && list.size() < most)
            list.append(value);
    }

    EnvironmentDraft m_draft;
    QHash<QString, QString> m_variables;
    QString m_entity, m_scope;
    QStringList m_unknown, m_unresolved, m_otherAddresses;
    QSet<QString> m_used; ///< variables that another value refers to
    bool m_hadPerson = false, m_hadToken = false;
};

QString PostmanReader::resolved(QString text)
{
    static const QRegularExpression reference(u"\\{\\{([^{}]{1,200})\\}\\}"_s);
    constexpr qsizetype longest = 8192;
    for (int depth = 0; depth < 8; ++depth) {
        const auto found = reference.match(text);
        if (!found.hasMatch() || text.size() > longest)
            break;
        const QString name = found.captured(1).trimmed();
        const auto value = m_variables.constFind(name);
        if (value == m_variables.cend() || value->isEmpty()) {
            addOnce(m_unresolved, name);
            return {};
        }
        m_used.insert(name);
        text.replace(found.captured(), value->left(longest));
    }
    return text.contains("{{"_L1) || text.size() > longest ? QString() : text.trimmed();
}

void PostmanReader::takeAddress(const QString &name, const QString &value)
{
    if (isTokenAddress(value))
        return m_draft.takeTokenAddress(value);
    const auto address = environmentAddress(value);
    if (!address)
        return addOnce(m_unknown, name);
    const QString text = address->toString(QUrl::FullyEncoded);
    setOnce(m_draft.url, text);
    if (m_draft.url != text)
        addOnce(m_otherAddresses, text);
}

void PostmanReader::addJob(const QString &name, const QString &activity, JobDirection direction, const QString &entity,
                           const QString &company)
{
    const auto id = guidInUseFrom(activity);
    if (!id)
        return;
    const auto same = [&](const DataJob &job) { return job.activityId.text() == *id && job.direction == direction; };
    if (std::ranges::none_of(m_draft.jobs, same))
        m_draft.jobs.append({name, ActivityId(*id), direction, entity, company, false});
}

void PostmanReader::take(const Field &field, bool sayUnknown)
{
    const PostmanWord word = postmanWord(field.name);
    if (word == PostmanWord::Token || word == PostmanWord::Person) {
        (word == PostmanWord::Token ? m_hadToken : m_hadPerson) |= !field.value.isEmpty();
        return;
    }
    if (word == PostmanWord::Unknown) {
        if (sayUnknown && !field.name.isEmpty())
            addOnce(m_unknown, field.name);
        return;
    }
    const QString value = resolved(field.value);
    if (value.isEmpty())
        return;
    switch (word) {
    case PostmanWord::Address:
        return takeAddress(field.name, value);
    case PostmanWord::Scope:
        return setOnce(m_scope, value);
    case PostmanWord::Tenant:
        return setOnce(m_draft.tenant, value);
    case PostmanWord::ClientId:
        return setOnce(m_draft.clientId, value);
    case PostmanWord::Secret:
        return setOnce(m_draft.secret, value);
    case PostmanWord::Authority:
        return m_draft.takeTokenAddress(value);
    case PostmanWord::Company:
        return setOnce(m_draft.company, value);
    case PostmanWord::Entity:
        return setOnce(m_entity, value);
    case PostmanWord::ImportActivity:
        return addJob(field.name, value, JobDirection::Import, {}, {});
    case PostmanWord::ExportActivity:
        return addJob(field.name, value, JobDirection::Export, {}, {});
    case PostmanWord::GrantType:
        if (value != "client_credentials"_L1)
            m_draft.grant = Grant::Interactive;
        if (value.startsWith("password"_L1))
            m_hadPerson = true;
        return;
    case PostmanWord::Unknown:
    case PostmanWord::Token:
    case PostmanWord::Person:
        return;
    }
}

void PostmanReader::take(const QList<Field> &fields, bool sayUnknown)
{
    for (const Field &field : fields)
        take(field, sayUnknown);
}

void PostmanReader::takeRequest(const QString &name, const QJsonValue &request)
{
    const QJsonValue address = request.isObject() ? request[u"url"_s] : request;
    const QString url = resolved((address.isObject() ? address[u"raw"_s] : address).toString().left(8192));
    takeSignIn(request[u"auth"_s]);
    if (isTokenAddress(url)) {
        m_draft.takeTokenAddress(url);
        take(fieldsOf(request[u"body"_s][u"urlencoded"_s]), false);
        return;
    }
    static const QRegularExpression call(u"/api/connector/(enqueue|dequeue)/([^/?#]+)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto found = call.match(url);
    if (!found.hasMatch())
        return;
    takeAddress(name, url);
    const QUrlQuery query{QUrl(url)};
    const bool enqueue = found.captured(1).compare("enqueue"_L1, Qt::CaseInsensitive) == 0;
    addJob(name, QUrl::fromPercentEncoding(found.captured(2).toUtf8()),
           enqueue ? JobDirection::Import : JobDirection::Export,
           query.queryItemValue(u"entity"_s, QUrl::FullyDecoded).replace(u'+', u' '),
           query.queryItemValue(u"company"_s, QUrl::FullyDecoded));
}

ImportedEnvironments PostmanReader::finish(ImportedEnvironments::Source source)
{
    ImportedEnvironments imported;
    imported.source = source;
    if (m_draft.url.isEmpty() && !m_scope.isEmpty())
        takeAddress(u"scope"_s, m_scope);
    if (m_draft.jobs.size() == 1 && m_draft.jobs.first().entity.isEmpty())
        m_draft.jobs.first().entity = m_entity;
    const bool hadPassword = m_hadPerson && m_draft.secret.isEmpty();
    if (hadPassword)
        m_draft.grant = Grant::Interactive;
    waybill::take(imported, m_draft);
    const auto list = [](const QStringList &names) {
        QStringList all;
        for (const QString &name : names)
            all.append(quoted(name));
        return all.join(u", "_s);
    };
    if (m_hadPerson) {
        imported.notes.append(
            u"A user's name or password was not carried over: Waybill never signs in with one.%1"_s.arg(
                hadPassword ? u" It signs in with the browser instead (grant interactive)."_s : QString()));
    }
    if (m_hadToken)
        imported.notes.append(u"A token was not carried over: Waybill gets its own."_s);
    if (!m_otherAddresses.isEmpty()) {
        imported.notes.append(
            u"It names other addresses too, which were not carried over: %1."_s.arg(list(m_otherAddresses)));
    }
    if (!m_unresolved.isEmpty()) {
        imported.notes.append(u"It uses variables that have no value in this file: %1. Import the Postman environment "
                              u"that has them."_s.arg(list(m_unresolved)));
    }
    m_unknown.removeIf([this](const QString &name) { return m_used.contains(name); });
    if (!m_unknown.isEmpty())
        imported.notes.append(u"Waybill has no use for these of its variables: %1."_s.arg(list(m_unknown)));
    return imported;
}
} // namespace

ImportedEnvironments fromPostmanEnvironment(const QJsonObject &root, const QString &title)
{
    PostmanReader reader(root[u"name"_s].toString(title));
    const QList<Field> values = fieldsOf(root[u"values"_s]);
    reader.setVariables(values);
    reader.take(values, true);
    return reader.finish(ImportedEnvironments::Source::PostmanEnvironment);
}

ImportedEnvironments fromPostmanCollection(const QJsonObject &root, const QString &title)
{
    PostmanReader reader(root[u"info"_s][u"name"_s].toString(title));
    const QList<Field> variables = fieldsOf(root[u"variable"_s]);
    reader.setVariables(variables);
    reader.take(variables, true);
    reader.takeSignIn(root[u"auth"_s]);
    constexpr int most = 10'000;
    int seen = 0;
    QList<QJsonArray> folders{root[u"item"_s].toArray()};
    while (!folders.isEmpty()) {
        const QJsonArray items = folders.takeFirst();
        for (const QJsonValue &item : items) {
            if (++seen > most)
                break;
            reader.takeSignIn(item[u"auth"_s]);
            if (item[u"item"_s].isArray())
                folders.append(item[u"item"_s].toArray());
            else
                reader.takeRequest(item[u"name"_s].toString(), item[u"request"_s]);
        }
    }
    return reader.finish(ImportedEnvironments::Source::PostmanCollection);
}

} // namespace waybill
