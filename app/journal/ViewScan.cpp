#include "app/journal/ViewScan.h"

#include "app/journal/Connection.h"
#include "app/journal/MessageQuery.h"
#include "app/journal/MessageRecord.h"

#include <limits>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
using Limits = std::numeric_limits<qint64>;

/// The column of SQL that a sorting goes by, as MessageOrder::entry takes it.
QString orderColumn(MessageSort sort)
{
    switch (sort) {
    case MessageSort::Status:
        return u"state || ' ' || ifnull(status, '')"_s;
    case MessageSort::File:
        return u"file"_s;
    case MessageSort::Job:
        return u"job"_s;
    case MessageSort::Entity:
        return u"entity"_s;
    case MessageSort::Company:
        return u"company"_s;
    case MessageSort::Rows:
        return u"records"_s;
    case MessageSort::Size:
        return u"bytes"_s;
    case MessageSort::MessageId:
        return u"message_id"_s;
    case MessageSort::InState:
        return u"changed"_s;
    case MessageSort::Age:
        break;
    }
    return u"created"_s;
}

BoundSql isState(QLatin1StringView comparison, MessageState state)
{
    return {u"state "_s + comparison + u" ?"_s, {word(state)}};
}
} // namespace

ViewScan::ViewScan(const MessageView &view) : m_view(view), m_place{Limits::max(), Limits::max()}
{
    const auto [indexed, other] = filterConditions(view.filter);
    const QList<MessageState> wanted = statesWanted(view.filter);
    m_looksIntoRows = !other.sql.isEmpty();
    if (view.undecidedFirst) {
        QList<BoundSql> decided{other, isState("<>"_L1, MessageState::Unconfirmed)};
        m_phases << Phase{allOf({isState("="_L1, MessageState::Unconfirmed), indexed}), other, false}
                 << Phase{indexed, allOf(decided), true};
    } else if (wanted.isEmpty()) {
        m_phases << Phase{indexed, other};
    } else {
        for (const MessageState state : wanted)
            m_phases << Phase{allOf({isState("="_L1, state), indexed}), other};
    }
}

Result<void> ViewScan::read(Connection &connection, int rows, MessageOrder &order, OrderRows &into)
{
    if (finished())
        return {};
    const qint64 before = m_looked;
    auto done = readPart(connection, m_phases[m_phase], rows, m_place, m_looked, order, into);
    if (done && m_looked - before < rows) {
        ++m_phase;
        m_place = {Limits::max(), Limits::max()};
    }
    return done;
}

bool ViewScan::hasQuickFirst() const
{
    if (m_looksIntoRows)
        return false;
    if (m_view.sort == MessageSort::Age)
        return true;
    if (m_view.sort != MessageSort::File && m_view.sort != MessageSort::InState)
        return false;
    // Few need attention, however long the history is: they are put in order as soon as they are read.
    const MessageFilter &filter = m_view.filter;
    return filter.needsAttention || (statesWanted(filter).isEmpty() && filter.job.isEmpty() && filter.keys.isEmpty() &&
                                     !filter.since.isValid() && !filter.until.isValid());
}

Result<FirstScreen> ViewScan::first(Connection &connection, int rows, MessageOrder &order) const
{
    FirstScreen found;
    for (const Phase &phase : m_phases) {
        if (phase.later && found.rows.size() >= size_t(rows))
            break;
        if (auto done = takeFirst(connection, phase, rows, order, found); !done)
            return fail(std::move(done.error()));
    }
    return found;
}

/// The rows and their messages at once.
Result<void> ViewScan::takeFirst(Connection &connection, const Phase &phase, int rows, MessageOrder &order,
                                 FirstScreen &into) const
{
    const bool isTime = m_view.sort == MessageSort::Age || m_view.sort == MessageSort::InState;
    const bool descends = isTime == (m_view.order == Qt::AscendingOrder);
    const QString column = orderColumn(m_view.sort);
    const QString sorted = u" ORDER BY %1%2%3, key DESC LIMIT ?"_s.arg(
        column, m_view.sort == MessageSort::File ? u" COLLATE NOCASE"_s : QString(), descends ? u" DESC"_s : QString());
    // The range that holds everything leads SQLite to the index that runs by time, a partial one too.
    const bool byTime = m_view.sort == MessageSort::Age || m_view.filter.needsAttention;
    const BoundSql any = byTime ? BoundSql{u"created < ?"_s, {Limits::max()}} : BoundSql{};
    const BoundSql condition = allOf({phase.indexed, any, phase.other});
    return connection.each(u"SELECT key, %1, "_s.arg(column) + listColumns() + u" FROM messages"_s + where(condition) +
                               sorted,
                           condition.values + QVariantList{rows}, [&](const QSqlQuery &row) {
                               const auto key = MessageKey(row.value(0).toLongLong());
                               into.rows.push_back(order.entry(key, row.value(1), phase.later));
                               into.messages.append(listedFrom(row, key, 2));
                           });
}

Result<void> ViewScan::readPart(Connection &connection, const Phase &phase, int rows, Place &place, qint64 &looked,
                                MessageOrder &order, OrderRows &into) const
{
    const BoundSql above{u"(created, key) < (?, ?)"_s, {place.created, place.key}};
    const BoundSql under = allOf({phase.indexed, above});
    Place end{Limits::min(), Limits::min()};
    Result<void> taken;
    if (phase.other.sql.isEmpty()) {
        // Every row of the part belongs to the view: the last one says where it ends.
        int count = 0;
        const auto keep = [&](const QSqlQuery &row) {
            const qint64 key = row.value(0).toLongLong();
            into.push_back(order.entry(MessageKey(key), row.value(1), phase.later));
            if (++count == rows)
                end = {row.value(2).toLongLong(), key};
        };
        taken = connection.each(u"SELECT key, %1, created FROM messages"_s.arg(orderColumn(m_view.sort)) +
                                    where(under) + newestFirst + u" LIMIT ?"_s,
                                under.values + QVariantList{rows}, keep);
    } else {
        // Where the part ends is found in the index alone: what is looked for in the rows may be rare.
        taken = connection.each(u"SELECT created, key FROM messages"_s + where(under) + newestFirst +
                                    u" LIMIT 1 OFFSET ?"_s,
                                under.values + QVariantList{rows - 1}, [&end](const QSqlQuery &row) {
                                    end = {row.value(0).toLongLong(), row.value(1).toLongLong()};
                                });
        const BoundSql within{u"(created, key) >= (?, ?)"_s, {end.created, end.key}};
        if (taken)
            taken = take(connection, allOf({under, within, phase.other}), phase.later, order, into);
    }
    if (!taken)
        return taken;
    if (end.key != Limits::min())
        looked += rows;
    place = end;
    return taken;
}

Result<void> ViewScan::take(Connection &connection, const BoundSql &condition, bool later, MessageOrder &order,
                            OrderRows &into) const
{
    return connection.each(u"SELECT key, "_s + orderColumn(m_view.sort) + u" FROM messages"_s + where(condition) +
                               newestFirst,
                           condition.values, [&](const QSqlQuery &row) {
                               into.push_back(order.entry(MessageKey(row.value(0).toLongLong()), row.value(1), later));
                           });
}

Result<OrderRows> ViewScan::present(Connection &connection, const QList<MessageKey> &keys, MessageOrder &order) const
{
    OrderRows found;
    for (const Phase &phase : m_phases) {
        const BoundSql condition = allOf({phase.indexed, phase.other});
        auto done = connection.each(
            u"SELECT key, "_s + orderColumn(m_view.sort) + fromMessagesOf() + where(condition),
            QVariantList{listOf(keys)} + condition.values, [&](const QSqlQuery &row) {
                found.push_back(order.entry(MessageKey(row.value(0).toLongLong()), row.value(1), phase.later));
            });
        if (!done)
            return fail(std::move(done.error()));
    }
    return found;
}

Result<qint64> ViewScan::expected(Connection &connection) const
{
    const MessageFilter &filter = m_view.filter;
    if (filter.needsAttention || !filter.job.isEmpty() || filter.since.isValid() || filter.until.isValid() ||
        !filter.keys.isEmpty())
        return 0;
    BoundSql asked{u"SELECT sum(number) FROM tallies WHERE environment = ?"_s, {filter.environment}};
    if (const QList<MessageState> wanted = statesWanted(filter); !wanted.isEmpty()) {
        asked.sql += u" AND state IN (%1)"_s.arg(QStringList(wanted.size(), u"?"_s).join(u','));
        for (const MessageState state : wanted)
            asked.values << word(state);
    }
    return connection.integer(asked.sql, asked.values);
}

} // namespace waybill
