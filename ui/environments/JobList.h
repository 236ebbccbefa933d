#pragma once

#include "app/environments/Environment.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace waybill {

/// The recurring data jobs of an environment as a form has them: added, changed and taken out in memory, saved by
/// whoever saves the form.
class JobList final : public QWidget
{
    Q_OBJECT

public:
    explicit JobList(QWidget *parent = nullptr);

    void setJobs(const QList<DataJob> &jobs);
    const QList<DataJob> &jobs() const { return m_jobs; }
    QWidget *list() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void reload(int row);
    void edit(int row);
    void refresh();

    QList<DataJob> m_jobs;
    QListWidget *m_list;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace waybill
