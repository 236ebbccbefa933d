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
    if (filter.entity) {
        all << u"entity = ?"_s;
        values << stored(*filter.entity);
    }
    if (filter.since.isValid()) {
        all << u"created >= ?"_s;
        values << filter.since.toMSecsSinceEpoch();
    }
    if (filter.until.isValid()) {
        all << u"created < ?"_s;
        values << filter.until.toMSecsSinceEpoch();
    }
    if (filter.needsAttention)
        all << u"attention = 1"_s; // the very words of the partial index
    if (!filter.outcomes.isEmpty()) {
        QStringList numbers;
        for (const Outcome outcome : filter.outcomes)
            numbers << QString::number(int(outcome));
        all << u"%1 IN (%2)"_s.arg(outcomeSql(), numbers.join(u", "_s));
    }
    if (filter.tookAtLeast) {
        all << u"state IN ('%1', '%2') AND changed - sent >= ?"_s.arg(word(MessageState::Succeeded),
                                                                      word(MessageState::Failed));
        values << qint64(filter.tookAtLeast->count());
    }
    if (!filter.keys.isEmpty()) {
        QStringList numbers;
        for (const MessageKey key : filter.keys)
            numbers << QString::number(number(key));
        all << u"key IN (%1)"_s.arg(numbers.join(u", "_s));
    }
    if (!filter.cause.isEmpty()) {
        all << hasCauseSql();
        values << filter.cause;
    }
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

/// The states asked for, or those of the outcomes asked for: an index knows states only.
QList<MessageState> statesWanted(const MessageFilter &filter)
{
    if (!filter.states.isEmpty())
        return filter.states;
    QList<MessageState> states;
    for (const Outcome outcome : filter.outcomes) {
        for (const MessageState state : statesOf(outcome)) {
            if (!states.contains(state))
                states.append(state);
        }
    }
    return states;
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
    const QList<MessageState> wanted = statesWanted(filter);
    const QString select = u"SELECT "_s + messageColumns() + u" FROM messages"_s;
    if (wanted.size() <= 1 || filter.limit < 0) {
        BoundSql query;
        QStringList marks(wanted.size(), u"?"_s);
        for (const MessageState state : wanted)
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
    for (const MessageState state : wanted) {
        branches << u"SELECT key FROM (SELECT key FROM messages"_s + where({u"state = ?"_s, common.sql}) + newestFirst +
                        u" LIMIT ?)"_s;
        query.values << word(state) << common.values << filter.limit;
    }
    query.sql = select + u" WHERE key IN ("_s + branches.join(u" UNION ALL "_s) + u')' + newestFirst + u" LIMIT ?"_s;
    query.values << filter.limit;
    return query;
}

} // namespace waybill
