#include "app/journal/MessageQuery.h"

#include "app/base/Guid.h"
#include "app/journal/MessageRecord.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString likePattern(const QString &search)
{
    QString text = guidFrom(search).value_or(search.trimmed()); // a pasted id may come in braces and capitals
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, u"\\"_s + special);
    return u'%' + text + u'%';
}

/// The conditions that hold for each state alike.
BoundSql conditions(const MessageFilter &filter)
{
    QStringList all;
    QVariantList values;
    if (!filter.environment.isEmpty()) {
        all << u"environment = ?"_s;
        values << filter.environment;
    }
    if (!filter.job.isEmpty()) {
        all << u"job = ?"_s;
        values << filter.job;
    }
    if (filter.since.isValid()) {
        all << u"created >= ?"_s;
        values << filter.since.toMSecsSinceEpoch();
    }
    if (filter.needsAttention)
        all << u"attention = 1"_s; // the very words of the partial index
    if (!filter.search.trimmed().isEmpty()) {
        QStringList any;
        const QString pattern = likePattern(filter.search);
        for (const auto &column : {u"file"_s, u"job"_s, u"entity"_s, u"message_id"_s, u"execution_id"_s,
                                   u"error_message"_s, u"error_detail"_s}) {
            any << column + u" LIKE ? ESCAPE '\\'"_s;
            values << pattern;
        }
        any << u"key IN (SELECT message FROM failures WHERE cause_text LIKE ? ESCAPE '\\')"_s;
        values << pattern;
        all << u'(' + any.join(u" OR "_s) + u')';
    }
    return {all.join(u" AND "_s), values};
}

QString where(QStringList all)
{
    all.removeAll(QString());
    return all.isEmpty() ? QString() : u" WHERE "_s + all.join(u" AND "_s);
}

constexpr auto newestFirst = " ORDER BY created DESC, key DESC"_L1;
} // namespace

BoundSql messageQuery(const MessageFilter &filter)
{
    const BoundSql common = conditions(filter);
    const QString select = u"SELECT "_s + messageColumns() + u" FROM messages"_s;
    if (filter.states.size() <= 1 || filter.limit < 0) {
        BoundSql query;
        QStringList marks(filter.states.size(), u"?"_s);
        for (const MessageState state : filter.states)
            query.values << word(state);
        const QString states = marks.isEmpty() ? QString() : u"state IN (%1)"_s.arg(marks.join(u", "_s));
        query.sql = select + where({states, common.sql}) + newestFirst + u" LIMIT ?"_s;
        query.values << common.values << filter.limit;
        return query;
    }
    // The index gives the newest of one state in order, but not of several: take as many of each, then the newest of
    // all.
    BoundSql query;
    QStringList branches;
    for (const MessageState state : filter.states) {
        branches << u"SELECT key FROM (SELECT key FROM messages"_s + where({u"state = ?"_s, common.sql}) + newestFirst +
                        u" LIMIT ?)"_s;
        query.values << word(state) << common.values << filter.limit;
    }
    query.sql = select + u" WHERE key IN ("_s + branches.join(u" UNION ALL "_s) + u')' + newestFirst + u" LIMIT ?"_s;
    query.values << filter.limit;
    return query;
}

} // namespace waybill
