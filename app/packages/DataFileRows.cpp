#include "app/packages/DataFileRows.h"

#include <QPointer>
#include <QtConcurrentRun>

namespace waybill {

DataFileRows::DataFileRows(DataFileAsk ask, QObject *parent) : QObject(parent), m_ask(std::move(ask)) {}

DataFileRows::~DataFileRows()
{
    m_stop.request_stop();
    m_work.waitForFinished();
}

void DataFileRows::start()
{
    if (m_isReading || m_work.isValid())
        return;
    m_isReading = true;
    // The worker ends before this does; what it posts to this goes with it. Always posted: who waits for work that has
    // not begun does it itself.
    m_work = QtConcurrent::run([this, ask = m_ask, stop = m_stop.get_token()] {
        const auto facts = readDataFile(
            ask,
            [this](std::shared_ptr<const RowBlock> block) {
                QMetaObject::invokeMethod(
                    this, [this, block = std::move(block)] { take(block); }, Qt::QueuedConnection);
                return true;
            },
            stop);
        QMetaObject::invokeMethod(
            this, [this, facts] { end(facts); }, Qt::QueuedConnection);
    });
}

void DataFileRows::stop()
{
    m_stop.request_stop();
}

void DataFileRows::take(const std::shared_ptr<const RowBlock> &block)
{
    if (m_fault)
        return;
    if (auto taken = m_rows.append(block); !taken) {
        m_fault = taken.error();
        m_stop.request_stop();
        return;
    }
    m_facts.rows = m_rows.rows();
    emit grew(block);
}

void DataFileRows::end(const Result<DataFileFacts> &facts)
{
    m_isReading = false;
    if (facts)
        m_facts = *facts;
    else if (!m_fault)
        m_fault = facts.error();
    m_facts.rows = m_rows.rows();
    emit finished();
}

} // namespace waybill
