#include "app/journal/MessageQuery.h"

#include "app/base/Guid.h"
#include "app/journal/MessageRecord.h"

#include <QSet>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Matches a text that holds `word`, whatever the case of its letters. LIKE knows the case of ASCII letters only.
BoundSql holds(const QString &word)
{
    const bool isAscii = std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x80; });
    QString pattern;
    for (const QChar c : word) {
        if (isAscii)
            pattern += c == u'\\' || c == u'%' || c == u'_' ? QString(u'\\') + c : QString(c);
        else if (c == u'*' || c == u'?' || c == u'[' || c.toLower() != c.toUpper())
            pattern += u'[' + QString(c.toLower()) + c.toUpper() + u']';
        else
            pattern += c;
    }
    return isAscii ? BoundSql{u" LIKE ? ESCAPE '\\'"_s, {u'%' + pattern + u'%'}}
                   : BoundSql{u" GLOB ?"_s, {u'*' + pattern + u'*'}};
}

/// Scanning for it is as quick as it must be: a million rows take a second, on a thread of their own. An index of
/// trigrams was tried: it doubles the cost of every append.
BoundSql findsWord(const QString &word)
{
    BoundSql finds;
    const BoundSql its = holds(word);
    QStringList any;
    for (const auto &column : {u"file"_s, u"job"_s, u"entity"_s, u"company"_s, u"message_id"_s, u"execution_id"_s,
                               u"status"_s, u"error_message"_s, u"error_detail"_s}) {
        any << column + its.sql;
        finds.values << its.values;
    }
    // Only what went wrong can have causes, and looking for them costs more than all the rest.
    any << u"((state <> 'Succeeded' OR target_records < staging_records) AND EXISTS (SELECT 1 FROM failures WHERE "
           u"message = messages.key AND cause_text"_s + its.sql + u"))"_s;
    finds.values << its.values;
    finds.sql = u'(' + any.join(u" OR "_s) + u')';
    return finds;
}
} // namespace

QString where(const BoundSql &condition)
{
    return condition.sql.isEmpty() ? QString() : u" WHERE "_s + condition.sql;
}

BoundSql allOf(const QList<BoundSql> &conditions)
{
    QStringList all;
    QVariantList values;
    for (const BoundSql &condition : conditions) {
        if (condition.sql.isEmpty())
            continue;
        all << condition.sql;
        values << condition.values;
    }
    return {all.join(u" AND "_s), values};
}

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

FilterConditions filterConditions(const MessageFilter &filter)
{
    QList<BoundSql> indexed, other;
    const auto numbers = [](const auto &values, auto number) {
        QStringList list;
        for (const auto &value : values)
            list << QString::number(number(value));
        return list.join(u", "_s);
    };
    if (!filter.environment.isEmpty())
        indexed << BoundSql{u"environment = ?"_s, {filter.environment}};
    if (!filter.job.isEmpty())
        indexed << BoundSql{u"job = ?"_s, {filter.job}};
    if (filter.since.isValid())
        indexed << BoundSql{u"created >= ?"_s, {filter.since.toMSecsSinceEpoch()}};
    if (filter.until.isValid())
        indexed << BoundSql{u"created < ?"_s, {filter.until.toMSecsSinceEpoch()}};
    if (filter.needsAttention)
        indexed << BoundSql{u"attention = 1"_s, {}}; // the very words of the partial index
    if (!filter.keys.isEmpty())
        indexed << BoundSql{u"key IN (%1)"_s.arg(numbers(filter.keys, [](MessageKey key) { return number(key); })), {}};
    if (filter.entity)
        other << BoundSql{u"entity = ?"_s, {stored(*filter.entity)}};
    if (!filter.outcomes.isEmpty()) {
        other << BoundSql{u"%1 IN (%2)"_s.arg(outcomeSql(),
                                              numbers(filter.outcomes, [](Outcome outcome) { return int(outcome); })),
                          {}};
    }
    if (filter.tookAtLeast) {
        other << BoundSql{u"state IN ('%1', '%2') AND changed - sent >= ?"_s.arg(word(MessageState::Succeeded),
                                                                                  word(MessageState::Failed)),
                          {qint64(filter.tookAtLeast->count())}};
    }
    if (!filter.cause.isEmpty())
        other << BoundSql{hasCauseSql(), {filter.cause}};
    const QStringList words = filter.search.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        other << findsWord(guidFrom(word).value_or(word)); // a pasted id may come in braces and capitals
    return {allOf(indexed), allOf(other)};
}

BoundSql messageQuery(const MessageFilter &filter)
{
    const FilterConditions asked = filterConditions(filter);
    const BoundSql common = allOf({asked.indexed, asked.other});
    const QList<MessageState> wanted = statesWanted(filter);
    const QString select = u"SELECT "_s + messageColumns() + u" FROM messages"_s;
    if (wanted.size() <= 1 || filter.limit < 0) {
        BoundSql states;
        for (const MessageState state : wanted)
            states.values << word(state);
        if (!wanted.isEmpty())
            states.sql = u"state IN (%1)"_s.arg(QStringList(wanted.size(), u"?"_s).join(u", "_s));
        BoundSql query = allOf({states, common});
        query.sql = select + where(query) + newestFirst + u" LIMIT ?"_s;
        query.values << filter.limit;
        return query;
    }
    // The index gives the newest of one state in order, but not of several: SQLite merges what it gives of each, until
    // it has enough, and reads these rows only.
    BoundSql query;
    QStringList branches;
    const QString branch =
        u"SELECT created AS made, key AS wanted FROM messages"_s + where(allOf({{u"state = ?"_s, {}}, common}));
    for (const MessageState state : QSet<MessageState>(wanted.cbegin(), wanted.cend())) {
        branches << branch;
        query.values << word(state) << common.values;
    }
    query.sql =
        u"SELECT %1 FROM (%2 ORDER BY made DESC, wanted DESC LIMIT ?) CROSS JOIN messages ON key = wanted"_s.arg(
            messageColumns(), branches.join(u" UNION ALL "_s));
    query.values << filter.limit;
    return query;
}

QString fromMessagesOf()
{
    // CROSS: no index on what else is asked for can be as good as the keys.
    return u" FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN messages ON messages.key = wanted"_s;
}

QVariant listOf(const QList<MessageKey> &keys)
{
    QString list;
    for (const MessageKey key : keys)
        list += (list.isEmpty() ? u'[' : u',') + QString::number(number(key));
    return list.isEmpty() ? u"[]"_s : list + u']';
}

} // namespace waybill
