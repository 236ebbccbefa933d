#pragma once

#include "app/files/ArchiveUnpack.h"
#include "ui/packages/PackagesServices.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QTimer>

#include <atomic>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace waybill {

class Banner;
class FormField;

/// Writes the files of a package into a folder, safely: nothing outside, nothing overwritten, all or nothing. Says what
/// was renamed. Closing it while it works ends the work, which leaves nothing.
class UnpackDialog final : public QDialog
{
    Q_OBJECT

public:
    UnpackDialog(PackagesServices services, const QString &package, QWidget *parent = nullptr);
    ~UnpackDialog() override;

    bool isWorking() const { return m_work != nullptr; }

protected:
    void reject() override;

private:
    struct Work {
        std::atomic<qint64> done = 0, all = 0;
        std::stop_source stop;
    };

    QWidget *makeButtons();
    void begin();
    void refresh();
    void tellProgress();
    void end(const Result<Unpacked> &unpacked);

    PackagesServices m_services;
    QString m_package, m_folder;
    std::shared_ptr<Work> m_work; ///< null while nothing is under way
    QElapsedTimer m_time;
    QTimer m_tick;
    QLineEdit *m_target;
    FormField *m_field;
    QPushButton *m_browse, *m_begin, *m_open, *m_close;
    QLabel *m_words;
    QProgressBar *m_bar;
    Banner *m_told;
    QPlainTextEdit *m_renamed;
};

} // namespace waybill
