#pragma once

#include <QAbstractTableModel>

#include <memory>

namespace waybill {

class GridModel;

/// One row of a GridModel as a form: a line a column with what it is called and its value, hidden columns last. GUI
/// thread.
class GridFieldsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Of a field: its name where it is called otherwise, its type, and what it is to the record.
    static constexpr int AboutRole = Qt::UserRole;

    explicit GridFieldsModel(const GridModel *model, QObject *parent = nullptr);

    /// A row of the model; -1 for none.
    void setRow(int row);
    int columnOf(int line) const { return m_columns[size_t(line)]; }
    QString nameOf(int line) const;
    /// As served, whole.
    QString valueOf(int line) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString aboutOf(int column) const;

    const GridModel *m_model;
    std::vector<int> m_columns; ///< by line
    int m_row = -1;
};

} // namespace waybill
