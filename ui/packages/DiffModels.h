#pragma once

#include "app/packages/PackageDiff.h"
#include "ui/widgets/Pill.h"

#include <QAbstractTableModel>

#include <vector>

namespace waybill {

/// How a difference reads on screen.
Pill diffPill(DiffState state);

/// What differs between two packages: what the manifests say first, then one row a file.
class ChangedFilesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StateColumn, NameColumn, AddedColumn, RemovedColumn, ChangedColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setDiff(const PackageDiff &diff);
    /// The file of a row; null for the row that stands for the manifests.
    const FileDiff *fileAt(int row) const;
    /// Of the manifests and their entities, for the row that stands for them.
    QList<RowChange> manifestChanges() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const FileDiff &file, int column) const;

    PackageDiff m_diff;
};

/// The rows of one file that differ, one line for each value that does.
class RowChangesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StateColumn, KeyColumn, NameColumn, BeforeColumn, AfterColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `keyTitle` heads the column of keys, such as `CUSTOMERACCOUNT`.
    void setChanges(const QList<RowChange> &changes, const QString &keyTitle);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        qsizetype change;
        qsizetype cell; ///< -1 for all cells of an added or removed row
    };

    QVariant text(const Line &line, int column) const;

    QList<RowChange> m_changes;
    std::vector<Line> m_lines;
    QString m_keyTitle;
};

} // namespace waybill
