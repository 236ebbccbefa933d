#pragma once

#include "app/environments/EnvironmentStore.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace waybill {

class JobDialog;

/// Which recurring data job of the environment receives the files, and the way to make, change and remove jobs.
class JobChooser final : public QWidget
{
    Q_OBJECT

public:
    explicit JobChooser(EnvironmentStore *environments, QWidget *parent = nullptr);

    void setEnvironment(const QString &environment);
    /// Name of the chosen job; empty when there is none.
    QString job() const;
    void chooseJob(const QString &name);

signals:
    void jobChanged(const QString &job);
    void failed(const waybill::Error &error);

private:
    void reload();
    void edit(const DataJob &job);
    void store(JobDialog *dialog, const QString &before, const DataJob &job);
    void remove();
    const Environment *environment() const;

    EnvironmentStore *m_environments;
    QString m_environment;
    QComboBox *m_combo;
    QLabel *m_told;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace waybill
