#pragma once

#include "app/messages/FailureAnalysis.h"

#include <QAbstractTableModel>

namespace waybill {

/// The failing rows as they stand in the file: line, the file's columns, and why. The guilty cell is told by role.
class FailingRowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        GuiltyRole = Qt::UserRole, ///< bool: this cell is the one that failed
        SortRole,
    };
    static constexpr int lineColumn = 0;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(FailureAnalysis::FailingRows rows);
    /// Records that could not be joined to lines: shown by their record, field and message.
    void setErrors(QList<RecordError> errors);
    void clear() { setRows({}); }
    qint64 total() const { return m_rows.total; }
    /// The first column, besides the line, in which a cell is guilty; -1 when there is none.
    int firstGuiltyColumn() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isMessageColumn(int column) const { return column == columnCount() - 1; }

    FailureAnalysis::FailingRows m_rows;
    bool m_joined = true; ///< the first column holds lines, not record ids
    QStringList m_records;
};

} // namespace waybill
