#pragma once

#include "app/journal/Download.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <stop_token>

namespace waybill {

/// Counts the data rows of stored packages, one after the other on a worker, in constant memory. GUI thread.
class RowCount final : public QObject
{
    Q_OBJECT

public:
    explicit RowCount(QObject *parent = nullptr);
    ~RowCount() override;

    /// Counts what lies at `path`, once; large packages are passed over.
    void ask(const Download &download, const QString &path);

signals:
    void counted(waybill::DownloadKey key, qint64 rows);

private:
    QSet<DownloadKey> m_asked;
    QThreadPool m_pool;
    std::stop_source m_stop;
};

} // namespace waybill
