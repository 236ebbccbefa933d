#include "ui/packages/RowCount.h"

#include "app/packages/DataFileReading.h"

#include <QtConcurrent>

#include <optional>

namespace waybill {

namespace {

/// Larger ones are counted when somebody looks inside.
constexpr qint64 largest = 64'000'000;
constexpr qsizetype mostAsked = 200;

class Counter final : public RowHandler
{
public:
    void beginRow() override {}
    void value(std::string_view, const PageValue &) override {}
    void endRow() override { ++rows; }
    qint64 rows = 0;
};

/// Nothing where a file cannot be read to its end.
std::optional<qint64> rowsOf(const QString &path, const std::stop_token &stop)
{
    const auto inside = lookInside(path);
    if (!inside)
        return std::nullopt;
    Counter counter;
    for (qsizetype entry = 0; entry < inside->files.size(); ++entry) {
        const PackageFile &file = inside->files[entry];
        const bool counts = file.isFile && hasRows(file.kind) && (file.entity >= 0 || !inside->manifest);
        if (!counts)
            continue;
        DataFileAsk ask;
        ask.package = path;
        ask.entry = entry;
        if (!readDataFile(ask, counter, stop))
            return std::nullopt;
    }
    return counter.rows;
}

} // namespace

RowCount::RowCount(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

RowCount::~RowCount()
{
    m_stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void RowCount::ask(const Download &download, const QString &path)
{
    const bool known = m_asked.contains(download.key);
    if (path.isEmpty() || known || m_asked.size() >= mostAsked || download.state == DownloadState::Downloading ||
        download.state == DownloadState::Damaged || download.bytes.value_or(largest + 1) > largest)
        return;
    m_asked.insert(download.key);
    QtConcurrent::run(&m_pool, [path, stop = m_stop.get_token()] {
        return rowsOf(path, stop);
    }).then(this, [this, key = download.key](const std::optional<qint64> &rows) {
        if (rows)
            emit counted(key, *rows);
    });
}

} // namespace waybill
