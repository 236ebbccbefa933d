#pragma once

#include "app/journal/Download.h"
#include "ui/widgets/RowTable.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace waybill {

class DownloadTableModel;

/// Which downloads the table shows.
enum class DownloadChip { NeedsAttention, NotAcknowledged, All };

/// The rows of a DownloadTableModel under a chip, of one job, with a text in them; sorted by any column.
class DownloadChoice final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit DownloadChoice(DownloadTableModel *model, QObject *parent = nullptr);

    void setChip(DownloadChip chip);
    DownloadChip chip() const { return m_chip; }
    /// Empty: of all jobs.
    void setJob(const QString &job);
    void setSearch(const QString &text);
    const QString &search() const { return m_search; }
    qint64 count(DownloadChip chip) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool isOfJob(const Download &download) const;

    DownloadTableModel *m_model;
    DownloadChip m_chip = DownloadChip::All;
    QString m_job, m_search;
};

/// The table of downloads. A menu on its header chooses the columns; until somebody does, it shows as many as have
/// room.
class DownloadTable final : public RowTable
{
    Q_OBJECT

public:
    explicit DownloadTable(DownloadTableModel *model, QWidget *parent = nullptr);

    DownloadChoice *choice() const { return m_choice; }
    std::optional<DownloadKey> current() const;
    QList<DownloadKey> selectedKeys() const;
    /// Chooses a row; false where it is not shown.
    bool choose(DownloadKey key);

signals:
    void chosen(waybill::DownloadKey key);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpColumns();
    void offerColumns(const QPoint &where);

    DownloadChoice *m_choice;
    bool m_arranged = false; ///< somebody chose the columns
};

} // namespace waybill
