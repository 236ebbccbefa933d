#pragma once

#include "app/base/Clock.h"
#include "app/journal/Download.h"

#include <QAbstractTableModel>
#include <QHash>

#include <memory>

namespace waybill {

/// Downloads as rows, newest first: those of one environment, as the book has them.
class DownloadTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StatusColumn,
        PackageColumn,
        JobColumn,
        SizeColumn,
        EntitiesColumn,
        RowsColumn,
        LeaseColumn,
        AckedColumn,
        AttemptsColumn,
        AgeColumn,
        ColumnCount
    };
    enum Role {
        KeyRole = Qt::UserRole, ///< DownloadKey as qint64
        SortRole,
        TextRole, ///< everything a search looks at
    };

    explicit DownloadTableModel(std::shared_ptr<const Clock> clock, QObject *parent = nullptr);

    /// All rows anew, in this order; what was known of rows by setRecords stays.
    void setDownloads(const QList<Download> &downloads);
    /// One row anew: changed in its place, or put on top.
    void take(const Download &download);
    /// How many data rows a package holds.
    void setRecords(DownloadKey key, qint64 records);
    /// The part, 0 to 1, of the package under way that is here.
    void setReceived(DownloadKey key, double part);
    /// Times run: leases and ages are told anew.
    void tick();

    const QList<Download> &downloads() const { return m_downloads; }
    const Download &at(int row) const { return m_downloads[row]; }
    /// -1 when it is not here.
    int rowOf(DownloadKey key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const Download &download, int column) const;
    QVariant tooltip(const Download &download, int column) const;
    QVariant sortKey(const Download &download, int column) const;
    std::optional<qint64> records(const Download &download) const;
    std::optional<double> received(const Download &download) const;

    std::shared_ptr<const Clock> m_clock;
    QList<Download> m_downloads;
    QHash<DownloadKey, qint64> m_records;
    std::optional<std::pair<DownloadKey, double>> m_received;
};

} // namespace waybill
