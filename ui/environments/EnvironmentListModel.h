#pragma once

#include "app/environments/EnvironmentStore.h"

#include <QAbstractTableModel>

namespace waybill {

class EnvironmentStates;

/// The environments in the user's order. Shows what the store and the states say; a row's state is asked for when the
/// row is first looked at.
class EnvironmentListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, KindColumn, HostColumn, StateColumn, ColumnCount };
    /// What a search looks through: name, kind and host.
    static constexpr int SearchRole = Qt::UserRole + 1;

    /// Both outlive this.
    EnvironmentListModel(const EnvironmentStore *environments, EnvironmentStates *states, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const Environment &at(int row) const { return m_rows[row]; }
    /// -1 for an unknown name.
    int rowOf(const QString &name) const;

private:
    void reload();
    QVariant decoration(const Environment &environment, int column) const;
    QString words(const Environment &environment, int column) const;
    QString tooltip(const Environment &environment, int column) const;

    const EnvironmentStore *m_environments;
    EnvironmentStates *m_states;
    QList<Environment> m_rows;
};

/// `Production`: the kind's word as it stands in front of people.
QString kindName(EnvironmentKind kind);

} // namespace waybill
