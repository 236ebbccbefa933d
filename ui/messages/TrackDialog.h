#pragma once

#include "app/environments/Environment.h"
#include "app/messages/Tracking.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace waybill {

/// Asks what is to be followed that another program sent: one id or a list, what kind of id, and its recurring data
/// job. Tracking is the caller's, who may refuse it.
class TrackDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `ids` is what the field begins with. `tracking` finds the ids in what is pasted, and outlives the dialog.
    TrackDialog(const Environment &environment, const QString &ids, const Tracking *tracking,
                QWidget *parent = nullptr);

    TrackRequest request() const;
    /// It could not be done; it can be asked for again.
    void refuse(const QString &sentence);

signals:
    void trackWanted(const waybill::TrackRequest &request);

private:
    bool byExecution() const;
    void refresh();
    void setTrouble(const QString &sentence);
    void track();

    QString m_environment;
    const Tracking *m_tracking;
    QPlainTextEdit *m_ids;
    QComboBox *m_kind;
    QComboBox *m_job;
    QLabel *m_found;
    QLabel *m_trouble;
    QPushButton *m_track;
};

} // namespace waybill
