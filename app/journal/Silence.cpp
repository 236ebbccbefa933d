#include "app/journal/Silence.h"

#include "app/journal/Connection.h"
#include "app/journal/MessageRecord.h"

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
// The plus keeps SQLite from the index of states, which knows nothing of this order.
constexpr auto lastSuccess = "SELECT changed FROM messages WHERE environment = ? AND +state = 'Succeeded' "
                             "ORDER BY changed DESC LIMIT 1"_L1;
// The newest few, by when they were made, are asked when they succeeded: a message hardly overtakes more than these.
constexpr auto lastSuccessOfJob = "SELECT max(changed) FROM (SELECT changed FROM messages WHERE environment = ? AND "
                                  "job = ? AND +state = 'Succeeded' ORDER BY created DESC LIMIT 100)"_L1;

QDateTime timeOf(qint64 milliseconds)
{
    return milliseconds ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC) : QDateTime();
}
} // namespace

Result<Silence> readSilence(Connection &connection, const QString &environment, const std::stop_token &stop)
{
    const auto cancelled = [] {
        return fail(ErrorKind::Cancelled, u"Looking for the last success was ended before it was done."_s);
    };
    const QString name = stored(environment).toString();
    Silence silence;
    const auto last = connection.integer(QString(lastSuccess), {name});
    if (!last)
        return fail(last.error());
    silence.lastSuccess = timeOf(*last);
    if (stop.stop_requested())
        return cancelled();
    QList<std::pair<QString, qint64>> troubles;
    auto read = connection.each(u"SELECT job, max(created) FROM messages WHERE environment = ? AND attention = 1 AND "
                                u"state <> 'Succeeded' AND created > -9e18 GROUP BY job"_s,
                                {name}, [&troubles](const QSqlQuery &row) {
                                    troubles.emplace_back(row.value(0).toString(), row.value(1).toLongLong());
                                });
    if (!read)
        return fail(std::move(read.error()));
    bool found = false;
    for (const auto &[job, trouble] : std::as_const(troubles)) {
        if (stop.stop_requested())
            return cancelled();
        const auto success = connection.integer(QString(lastSuccessOfJob), {name, job});
        if (!success)
            return fail(success.error());
        const QDateTime since = timeOf(*success);
        if (trouble <= *success || (found && since >= silence.since))
            continue;
        found = true;
        silence.job = job;
        silence.since = since;
    }
    return silence;
}

} // namespace waybill
