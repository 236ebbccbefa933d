#include "app/journal/JournalStatistics.h"

#include "app/journal/Connection.h"
#include "app/journal/StatisticsReader.h"

#include <QFile>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

Result<Statistics> read(const QString &path, const StatisticsQuestion &question, const std::stop_token &stop)
{
    if (!QFile::exists(path)) {
        Statistics nothing;
        nothing.question = question;
        nothing.parts.resize(qMax<qsizetype>(0, question.borders.size() - 1));
        return nothing;
    }
    const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return fail(connection.error());
    return readStatistics(**connection, question, stop);
}

} // namespace

JournalStatistics::JournalStatistics(const QString &folder, QObject *parent)
    : QObject(parent), m_path(folder + u"/journal.sqlite"_s)
{
    m_thread.setMaxThreadCount(1);
}

JournalStatistics::~JournalStatistics()
{
    m_stop.request_stop();
    m_thread.waitForDone();
}

void JournalStatistics::ask(const StatisticsQuestion &question)
{
    m_stop.request_stop();
    m_stop = {};
    m_asking = true;
    const quint64 token = ++m_token;
    // The thread ends before this object does; what it tells after that is not delivered.
    m_thread.start([this, token, path = m_path, question, stop = m_stop.get_token()] {
        Result<Statistics> answer =
            stop.stop_requested() ? Result<Statistics>(fail(ErrorKind::Cancelled, {})) : read(path, question, stop);
        QMetaObject::invokeMethod(
            this, [this, token, answer = std::move(answer)] { take(token, answer); }, Qt::QueuedConnection);
    });
}

void JournalStatistics::take(quint64 token, const Result<Statistics> &answer)
{
    if (token != m_token)
        return;
    m_asking = false;
    if (answer)
        emit answered(*answer);
    else
        emit failed(answer.error());
}

} // namespace waybill
