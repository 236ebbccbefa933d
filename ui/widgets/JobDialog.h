#pragma once

#include "app/environments/Environment.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace waybill {

/// Makes or changes a recurring data job. Shows what is wrong beside the field and saves only what is right; saving is
/// the caller's, who may refuse with setTrouble.
class JobDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `job` is what the fields begin with; an empty name makes a new one. `taken` are the other jobs' names.
    JobDialog(const DataJob &job, QStringList taken, QWidget *parent = nullptr);

    DataJob job() const;
    void setTrouble(const QString &sentence);

signals:
    void saveWanted(const waybill::DataJob &job);

private:
    QString trouble() const;
    void save();

    DataJob m_before;
    QStringList m_taken;
    QLineEdit *m_name;
    QLineEdit *m_activity;
    QLineEdit *m_entity;
    QLineEdit *m_company;
    QCheckBox *m_package;
    QLabel *m_trouble;
};

} // namespace waybill
