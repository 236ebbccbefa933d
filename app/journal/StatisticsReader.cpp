#include "app/journal/StatisticsReader.h"

#include "app/journal/Connection.h"
#include "app/journal/MessageQuery.h"
#include "app/journal/MessageRecord.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// Everything is read in one transaction, so that the figures agree with each other.
class OneMoment
{
public:
    explicit OneMoment(Connection &connection) : m_connection(connection), m_begun(connection.run(u"BEGIN"_s)) {}
    ~OneMoment() { (void)m_connection.run(u"COMMIT"_s); } // nothing was written
    OneMoment(const OneMoment &) = delete;
    OneMoment &operator=(const OneMoment &) = delete;
    const Result<void> &begun() const { return m_begun; }

private:
    Connection &m_connection;
    Result<void> m_begun;
};

QList<FailureCount> mostFirst(const QHash<QString, qint64> &counts)
{
    QList<FailureCount> all;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        all.append({it.key(), it.value()});
    std::ranges::sort(all, [](const FailureCount &a, const FailureCount &b) {
        return a.messages != b.messages ? a.messages > b.messages : a.text < b.text;
    });
    return all;
}

class Reading
{
public:
    Reading(Connection &connection, const StatisticsQuestion &question) : m_connection(connection)
    {
        m_statistics.question = question;
    }

    Result<Statistics> all(const std::stop_token &stop)
    {
        if (auto done = present(); !done)
            return fail(done.error());
        const QList<QDateTime> &borders = m_statistics.question.borders;
        for (qsizetype part = 0; part + 1 < borders.size(); ++part) {
            if (stop.stop_requested())
                return fail(ErrorKind::Cancelled, u"The figures are not wanted any more."_s);
            if (auto done = count(borders[part], borders[part + 1]); !done)
                return fail(done.error());
        }
        m_statistics.entities = mostFirst(m_entities);
        m_statistics.causes = mostFirst(m_causes);
        measure();
        return std::move(m_statistics);
    }

private:
    Result<void> present()
    {
        const QVariant environment = stored(m_statistics.question.environment);
        MessageFilter waiting{.environment = m_statistics.question.environment, .states = statesOf(Outcome::InFlight)};
        const auto anything =
            m_connection.integer(u"SELECT EXISTS (SELECT 1 FROM messages WHERE environment = ?)"_s, {environment});
        if (!anything)
            return fail(anything.error());
        m_statistics.anything = *anything != 0;
        const auto attention = m_connection.integer(
            u"SELECT count(*) FROM messages WHERE environment = ? AND attention = 1"_s, {environment});
        if (!attention)
            return fail(attention.error());
        m_statistics.needsAttention = *attention;
        // The oldest of each state comes first in the index.
        for (const MessageState state : waiting.states) {
            auto read = m_connection.each(
                u"SELECT "_s + messageColumns() +
                    u" FROM messages WHERE state = ? AND environment = ? ORDER BY created, key LIMIT 1"_s,
                {word(state), environment}, [this](const QSqlQuery &row) {
                    Message message = messageFrom(row);
                    if (!m_statistics.oldestWaiting || message.createdUtc < m_statistics.oldestWaiting->createdUtc)
                        m_statistics.oldestWaiting = std::move(message);
                });
            if (!read)
                return read;
            const auto number = m_connection.integer(
                u"SELECT count(*) FROM messages WHERE state = ? AND environment = ?"_s, {word(state), environment});
            if (!number)
                return fail(number.error());
            m_statistics.inFlight += *number;
        }
        return {};
    }

    Result<void> count(const QDateTime &from, const QDateTime &until)
    {
        OutcomeCounts counts;
        // One pass over the part; only what ended badly is asked for more.
        const QString bad = u"CASE WHEN state IN ('%1', '%2') OR (state = '%3' AND target_records < staging_records) "
                            u"THEN %4 END"_s.arg(word(MessageState::Failed), word(MessageState::Rejected),
                                                 word(MessageState::Succeeded));
        const QString took = u"CASE WHEN state IN ('%1', '%2') THEN changed - sent END"_s.arg(
            word(MessageState::Succeeded), word(MessageState::Failed));
        auto read = m_connection.each(
            u"SELECT %1, %2, job, %3, %4 FROM messages WHERE environment = ? AND created >= ? AND created < ?"_s.arg(
                outcomeSql(), took, bad.arg(u"entity"_s), bad.arg(causeLinesSql())),
            {stored(m_statistics.question.environment), stored(from), stored(until)}, [&](const QSqlQuery &row) {
                ++counts.of[size_t(row.value(0).toInt())];
                if (!row.isNull(1))
                    m_times[row.value(2).toString()].append(row.value(1).toLongLong());
                if (row.isNull(3))
                    return;
                ++m_entities[row.value(3).toString()];
                for (const QString &cause : row.value(4).toString().split(u'\n'))
                    ++m_causes[cause];
            });
        m_statistics.parts.append(counts);
        return read;
    }

    void measure()
    {
        for (auto it = m_times.begin(); it != m_times.end(); ++it)
            m_statistics.times.append({it.key(), it->size(), percentile(*it, 50), percentile(*it, 95)});
        std::ranges::sort(m_statistics.times, [](const JobTime &a, const JobTime &b) {
            return a.percentile95 != b.percentile95 ? a.percentile95 > b.percentile95 : a.job < b.job;
        });
    }

    Connection &m_connection;
    Statistics m_statistics;
    QHash<QString, QList<qint64>> m_times; ///< milliseconds, by job
    QHash<QString, qint64> m_entities, m_causes;
};

} // namespace

Result<Statistics> readStatistics(Connection &connection, const StatisticsQuestion &question, std::stop_token stop)
{
    const OneMoment moment(connection);
    if (!moment.begun())
        return fail(moment.begun().error());
    return Reading(connection, question).all(stop);
}

} // namespace waybill
