#pragma once

#include "app/messages/FailingRowTable.h"

#include <QAbstractTableModel>

namespace waybill {

/// The failing rows as they stand in the file: line, the file's columns, and why; or the records that no line could be
/// told for: record, field, and why. The guilty cell is told by role. Copes with a hundred thousand rows: it shows what
/// a worker has made ready.
class FailingRowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        GuiltyRole = Qt::UserRole, ///< bool: this cell is the one that failed
        SortRole,
    };
    static constexpr int firstColumn = 0; ///< the line, or the record

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(FailingRowTable table);
    void clear() { setTable({}); }
    qint64 total() const { return m_table.total; }
    /// The first column, besides the line, in which a cell is guilty; -1 when there is none.
    int firstGuiltyColumn() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isMessageColumn(int column) const { return column == columnCount() - 1; }
    QStringView cell(int row, int column) const;

    FailingRowTable m_table;
};

} // namespace waybill
