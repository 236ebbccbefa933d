#pragma once

#include "app/packages/DataFileReading.h"
#include "app/rows/RowStore.h"

#include <QFuture>
#include <QObject>

#include <optional>

namespace waybill {

/// The rows of one data file, read on a worker and appended to a RowStore in the thread this lives in: what a grid
/// shows. The first rows come at once, the rest in blocks. One thread.
class DataFileRows : public QObject
{
    Q_OBJECT
public:
    explicit DataFileRows(DataFileAsk ask, QObject *parent = nullptr);
    /// Ends the reading and waits for the worker, which looks for it at every block.
    ~DataFileRows() override;

    /// Begins, once.
    void start();
    /// Ends early: what was read stays, facts().isWhole is false, fault() is Cancelled. finished() follows.
    void stop();

    bool isReading() const { return m_isReading; }
    const RowStore &rows() const { return m_rows; }
    /// Whole after finished(); before it nothing but `rows` is set.
    const DataFileFacts &facts() const { return m_facts; }
    /// Why it ended before the file's end; rows() holds what came before.
    const std::optional<Error> &fault() const { return m_fault; }

signals:
    /// rows() has these too.
    void grew(std::shared_ptr<const waybill::RowBlock> block);
    void finished();

private:
    void take(const std::shared_ptr<const RowBlock> &block);
    void end(const Result<DataFileFacts> &facts);

    DataFileAsk m_ask;
    RowStore m_rows;
    DataFileFacts m_facts;
    std::optional<Error> m_fault;
    std::stop_source m_stop;
    QFuture<void> m_work;
    bool m_isReading = false;
};

} // namespace waybill
