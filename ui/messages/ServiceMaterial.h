#pragma once

#include "app/journal/Failure.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace waybill {

/// What the service itself keeps about a failure for seven days, and this profile for good: the execution log as text,
/// and the error files, to be saved.
class ServiceMaterial final : public QWidget
{
    Q_OBJECT

public:
    explicit ServiceMaterial(QWidget *parent = nullptr);

    /// Hidden when there is neither log nor file.
    void show(const Failure &failure);
    void clear();

signals:
    /// The operator wants to have the file at `place` in Failure::files.
    void saveWanted(int place, const QString &suggestion);

private:
    void addFile(int place, const FailureFile &file);

    QLabel *m_logTitle;
    QPlainTextEdit *m_log;
    QWidget *m_fileBox;
    QList<FailureFile> m_files;
};

} // namespace waybill
