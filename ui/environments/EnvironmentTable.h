#pragma once

#include "ui/environments/EnvironmentListModel.h"
#include "ui/widgets/RowTable.h"

class QSortFilterProxyModel;

namespace waybill {

/// The list of environments with what a search leaves of it; one is chosen at a time, and stays chosen while the list
/// changes.
class EnvironmentTable final : public RowTable
{
    Q_OBJECT

public:
    /// Both outlive this.
    EnvironmentTable(const EnvironmentStore *environments, EnvironmentStates *states, QWidget *parent = nullptr);

    /// Only those whose name, kind or host holds `text`, without regard to case; all when it is empty.
    void setSearch(const QString &text);
    /// The chosen one, or null. Valid until the store changes.
    const Environment *chosen() const;
    void choose(const QString &name);

signals:
    /// Another one is chosen, or it is not the same any more.
    void chosenChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    EnvironmentListModel *m_model;
    QSortFilterProxyModel *m_filter;
    QString m_name; ///< of the chosen one
    bool m_resetting = false;
};

} // namespace waybill
