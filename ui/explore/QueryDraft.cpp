#include "ui/explore/QueryDraft.h"

#include "app/odata/Filter.h"
#include "app/odata/ODataText.h"
#include "ui/explore/QueryParameters.h"

#include <QCoreApplication>
#include <QSet>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("QueryDraft", text);
}

QUrl rootOf(const QUrl &base)
{
    QUrl root = base;
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    root.setPath(path + u"/data"_s);
    return root;
}

/// Where a word stands outside of quotes, whole.
qsizetype placeOf(const QString &text, const QString &word, qsizetype from)
{
    const auto isPart = [&text](qsizetype at) {
        return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || text[at] == u'_');
    };
    bool quoted = false;
    for (qsizetype at = qMax<qsizetype>(from, 0); at < text.size(); ++at) {
        if (text[at] == u'\'')
            quoted = !quoted;
        else if (!quoted && QStringView(text).sliced(at).startsWith(word) && !isPart(at - 1) &&
                 !isPart(at + word.size()))
            return at;
    }
    return -1;
}

/// Where the value of an option begins; -1 where there is no such option.
qsizetype valueOf(const QString &text, const QString &option)
{
    const qsizetype at = placeOf(text, option, text.indexOf(u'?'));
    return at < 0 || text.mid(at + option.size(), 1) != "="_L1 ? -1 : at + option.size() + 1;
}

void namesIn(const FilterNode &node, QStringList &names)
{
    if (node.kind == FilterNode::Kind::Condition)
        names.append(node.field);
    for (const FilterNode &part : node.parts)
        namesIn(part, names);
}

/// The sentence about a field that the entity does not have.
QString unknownField(const QString &name, const EntityDetails &details)
{
    for (const EntityProperty &property : details.properties) {
        if (property.name.compare(name, Qt::CaseInsensitive) == 0)
            return tr("Names are case-sensitive: it is %1 here, not %2.").arg(property.name, name);
    }
    return tr("%1 has no field %2.").arg(details.publicName, name);
}

} // namespace

QString readableAddress(const QUrl &url, const QUrl &base)
{
    const QString encoded = url.toString(QUrl::FullyEncoded);
    const QString root = rootOf(base).toString(QUrl::FullyEncoded) + u'/';
    QString below = encoded.startsWith(root) ? encoded.mid(root.size()) : encoded;
    const qsizetype mark = below.indexOf(u'?');
    QString text = odata::decoded(below.left(mark));
    if (mark >= 0) {
        QStringList options;
        for (const QString &option : below.mid(mark + 1).split(u'&', Qt::SkipEmptyParts))
            options.append(odata::decoded(option));
        text += u'?' + options.join(u'&');
    }
    const auto same = readingAddress(text, base);
    return same && *same == url ? text : below;
}

void QueryDraft::setQuery(const Query &query)
{
    m_query = query;
    m_text = query.set.isEmpty() ? QString() : readableAddress(urlOf(query, rootOf(m_base)), m_base);
}

void QueryDraft::setText(const QString &text)
{
    m_text = text;
    m_query.reset();
    if (text.trimmed().isEmpty()) {
        m_query = Query();
        return;
    }
    if (const auto address = url())
        m_query = queryFrom(*address, rootOf(m_base));
}

Result<QUrl> QueryDraft::url() const
{
    if (m_text.trimmed().isEmpty())
        return fail(ErrorKind::Usage, tr("There is nothing to read yet. Choose an entity, or type an address."));
    return readingAddress(m_text, m_base);
}

QString QueryDraft::set() const
{
    if (m_query)
        return m_query->set;
    const auto address = url();
    if (!address)
        return {};
    QString path = address->path().mid(rootOf(m_base).path().size() + 1);
    for (const QChar end : {u'(', u'/'})
        path = path.left(path.indexOf(end));
    return path;
}

void QueryDraft::addDialectFaults(const QStringList &filtered, QList<QueryFault> &faults) const
{
    if (filtered.contains(u"dataAreaId"_s) && !m_query->crossCompany) {
        const qsizetype at = placeOf(m_text, u"dataAreaId"_s, valueOf(m_text, u"$filter"_s));
        faults.append(
            {tr("Without cross-company=true only your own company answers, whatever the filter says. Choose a "
                "company in the builder."),
             qMax<qsizetype>(at, 0), at < 0 ? 0 : 10});
    }
    for (const QString &expand : m_query->expand) {
        if (!expand.contains(u'(') && !expand.contains(u'/'))
            continue;
        const qsizetype at = m_text.indexOf(expand);
        faults.append({tr("F&O expands the first level only: %1 goes deeper.").arg(expand), qMax<qsizetype>(at, 0),
                       at < 0 ? 0 : expand.size()});
    }
}

QList<QueryFault> QueryDraft::faults(const EntityDetails *details) const
{
    if (m_text.trimmed().isEmpty())
        return {};
    if (const auto address = url(); !address)
        return {{address.error().message, 0, m_text.size(), false}};
    if (!m_query)
        return {};
    QList<QueryFault> faults;
    QStringList filtered;
    if (!m_query->filter.isEmpty()) {
        const qsizetype value = valueOf(m_text, u"$filter"_s);
        const auto node = filterFrom(withStandIns(m_query->filter));
        if (node) {
            namesIn(*node, filtered);
        } else {
            // A filter with a company in it stands in the text in another way: then all of it is marked.
            const bool verbatim = value >= 0 && QStringView(m_text).sliced(value).startsWith(m_query->filter);
            const qsizetype at = verbatim ? value + node.error().at : qMax<qsizetype>(value, 0);
            const qsizetype length = verbatim ? node.error().length : m_text.size() - at;
            faults.append({node.error().message, qMin(at, m_text.size() - 1), qMax<qsizetype>(length, 1), true});
        }
    }
    addDialectFaults(filtered, faults);
    if (!details)
        return faults;
    QSet<QString> known{u"dataAreaId"_s};
    for (const EntityProperty &property : details->properties)
        known.insert(property.name);
    const auto look = [&](const QStringList &names, const QString &option) {
        for (const QString &name : names) {
            if (name.contains(u'/') || known.contains(name))
                continue;
            const qsizetype at = placeOf(m_text, name, valueOf(m_text, option));
            faults.append({unknownField(name, *details), qMax<qsizetype>(at, 0), at < 0 ? 0 : name.size(), true});
        }
    };
    look(m_query->select, u"$select"_s);
    look(filtered, u"$filter"_s);
    QStringList ordered;
    for (const QueryOrder &order : m_query->orderBy)
        ordered.append(order.field);
    look(ordered, u"$orderby"_s);
    return faults;
}

} // namespace waybill
