#include "app/odata/Query.h"

#include "app/odata/ODataText.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView companyBegin{"dataAreaId eq "};

/// `dataAreaId eq 'usmf'` and the rest, as one filter.
QString wholeFilter(const Query &query)
{
    if (query.company.isEmpty())
        return query.filter;
    const QString company = companyBegin + odata::quoted(query.company);
    if (query.filter.isEmpty())
        return company;
    const bool brackets = odata::hasOperator(query.filter.toLower(), u"or"); // some take OR
    return company + u" and "_s + (brackets ? u'(' + query.filter + u')' : query.filter);
}

/// The other way: takes the company out of `query.filter`.
void takeCompany(Query &query)
{
    const QString text = query.filter.trimmed();
    if (!query.crossCompany || !text.startsWith(companyBegin) || odata::hasOperator(text.toLower(), u"or"))
        return;
    const QString behind = text.sliced(companyBegin.size());
    qsizetype end = behind.indexOf(u'\'', 1);
    while (end >= 0 && end + 1 < behind.size() && behind[end + 1] == u'\'')
        end = behind.indexOf(u'\'', end + 2);
    const auto company = odata::unquoted(QStringView(behind).first(end + 1));
    if (!company || company->isEmpty())
        return;
    QString rest = behind.sliced(end + 1).trimmed();
    if (!rest.isEmpty() && !rest.startsWith("and "_L1) && !rest.startsWith("and("_L1))
        return;
    rest = rest.mid(3).trimmed();
    if (odata::isInBrackets(rest))
        rest = rest.sliced(1, rest.size() - 2).trimmed();
    query.company = *company;
    query.filter = rest;
}

std::optional<QList<QueryOrder>> orderFrom(const QString &text)
{
    QList<QueryOrder> order;
    for (const QString &piece : odata::split(text, u',')) {
        const QStringList words = piece.simplified().split(u' ');
        if (words.size() > 2 || (words.size() == 2 && words[1] != "asc"_L1 && words[1] != "desc"_L1))
            return std::nullopt;
        order.append({words[0], words.size() == 2 && words[1] == "desc"_L1});
    }
    return order;
}

bool takeNumber(const QString &text, std::optional<qint64> &into)
{
    bool isNumber = false;
    into = text.toLongLong(&isNumber);
    return isNumber && *into >= 0;
}

bool takeWord(const QString &text, bool &into)
{
    into = text.compare("true"_L1, Qt::CaseInsensitive) == 0;
    return into || text.compare("false"_L1, Qt::CaseInsensitive) == 0;
}

bool takeOption(Query &query, const QString &name, const QString &value)
{
    if (name == "$filter"_L1) {
        query.filter = value.trimmed();
    } else if (name == "$select"_L1) {
        query.select = odata::split(value, u',');
    } else if (name == "$expand"_L1) {
        query.expand = odata::split(value, u',');
    } else if (name == "$orderby"_L1) {
        auto order = orderFrom(value);
        if (!order)
            return false;
        query.orderBy = std::move(*order);
    } else if (name == "$top"_L1) {
        return takeNumber(value, query.top);
    } else if (name == "$skip"_L1) {
        return takeNumber(value, query.skip);
    } else if (name == "$count"_L1) {
        return takeWord(value, query.count);
    } else if (name == "cross-company"_L1) {
        return takeWord(value, query.crossCompany);
    } else {
        query.others.append({name, value});
    }
    return true;
}

bool takePath(Query &query, QString path)
{
    path.replace("%27"_L1, "'"_L1); // where a key's texts begin and end; the rest is undone piece by piece
    const qsizetype open = path.indexOf(u'(');
    const qsizetype slash = path.indexOf(u'/');
    if (open < 0 || (slash >= 0 && slash < open)) {
        query.set = QUrl::fromPercentEncoding(path.left(slash).toUtf8());
        query.path = slash < 0 ? QString() : path.sliced(slash);
        return !query.set.isEmpty();
    }
    const qsizetype close = odata::indexOutsideQuotes(path, u')', open);
    if (open == 0 || close < 0 || (close + 1 < path.size() && path[close + 1] != u'/'))
        return false;
    query.set = QUrl::fromPercentEncoding(path.first(open).toUtf8());
    query.key = QUrl::fromPercentEncoding(path.sliced(open + 1, close - open - 1).toUtf8());
    query.path = path.sliced(close + 1);
    return true;
}
} // namespace

QUrl urlOf(const Query &query, const QUrl &root)
{
    QByteArray address = root.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    address += '/' + odata::encodedPart(query.set);
    if (!query.key.isEmpty())
        address += '(' + odata::encodedPart(query.key) + ')';
    address += query.path.toUtf8();
    QByteArrayList options;
    const auto add = [&options](const char *name, const QString &value) {
        if (!value.isEmpty())
            options.append(name + ('=' + odata::encoded(value)));
    };
    if (query.crossCompany || !query.company.isEmpty())
        options.append("cross-company=true");
    add("$filter", wholeFilter(query));
    add("$select", query.select.join(u','));
    QStringList order;
    for (const QueryOrder &by : query.orderBy)
        order.append(by.descending ? by.field + u" desc"_s : by.field);
    add("$orderby", order.join(u','));
    add("$expand", query.expand.join(u','));
    if (query.skip)
        add("$skip", QString::number(*query.skip));
    if (query.top)
        add("$top", QString::number(*query.top));
    if (query.count)
        options.append("$count=true");
    for (const auto &[name, value] : query.others)
        options.append(odata::encoded(name) + '=' + odata::encoded(value));
    if (!options.isEmpty())
        address += '?' + options.join('&');
    return QUrl::fromEncoded(address, QUrl::StrictMode);
}

std::optional<Query> queryFrom(const QUrl &url, const QUrl &root)
{
    const QString below = root.toString(QUrl::FullyEncoded | QUrl::RemoveQuery | QUrl::StripTrailingSlash) + u'/';
    const QString whole = url.toString(QUrl::FullyEncoded | QUrl::RemoveQuery | QUrl::RemoveFragment);
    Query query;
    if (!whole.startsWith(below) || !takePath(query, whole.sliced(below.size())))
        return std::nullopt;
    QStringList seen;
    for (const QString &option : url.query(QUrl::FullyEncoded).split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = option.indexOf(u'=');
        const QString name = odata::decoded(option.left(equals));
        if (equals < 0 || seen.contains(name) || !takeOption(query, name, odata::decoded(option.sliced(equals + 1))))
            return std::nullopt;
        seen.append(name);
    }
    takeCompany(query);
    return query;
}

namespace {
/// Where the set stands in the encoded path: its begin and length; 0 for none.
std::pair<qsizetype, qsizetype> placeOfSet(const QString &path, const QUrl &root)
{
    const QString below = root.path(QUrl::FullyEncoded) + u'/';
    if (!path.startsWith(below))
        return {0, 0};
    qsizetype end = below.size();
    while (end < path.size() && path[end] != u'(' && path[end] != u'/')
        ++end;
    return {below.size(), end - below.size()};
}
} // namespace

QString setOf(const QUrl &url, const QUrl &root)
{
    const QString path = url.path(QUrl::FullyEncoded);
    const auto [begin, length] = placeOfSet(path, root);
    return QUrl::fromPercentEncoding(path.sliced(begin, length).toUtf8());
}

QUrl withSet(const QUrl &url, const QUrl &root, const QString &set)
{
    QString path = url.path(QUrl::FullyEncoded);
    const auto [begin, length] = placeOfSet(path, root);
    if (length == 0)
        return url;
    QUrl other = url;
    other.setPath(path.replace(begin, length, QString::fromLatin1(odata::encodedPart(set))), QUrl::StrictMode);
    return other;
}

bool mayBeOneRow(const QUrl &url, const QUrl &base)
{
    const QStringList parts =
        url.path(QUrl::FullyDecoded).mid(base.path(QUrl::FullyDecoded).size()).split(u'/', Qt::SkipEmptyParts);
    return parts.size() != 2 || parts.last().contains(u'(');
}

QStringList columnsOf(const Query &query)
{
    QStringList columns;
    if (query.select.isEmpty() || query.select.contains(u"*"_s))
        return columns;
    for (QString name : query.select + query.expand) {
        name = name.left(name.indexOf(u'(')).trimmed();
        name = name.left(name.indexOf(u'/')); // a field of what is expanded comes nested
        if (!columns.contains(name))
            columns.append(name);
    }
    return columns;
}

} // namespace waybill
