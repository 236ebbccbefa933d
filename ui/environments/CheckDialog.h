#pragma once

#include "app/connection/ConnectionCheck.h"
#include "ui/environments/EnvironmentsServices.h"

#include <QDialog>
#include <QHash>

class QLabel;
class QPushButton;
class QScrollArea;

namespace waybill {

class CheckStepRow;

/// Goes the way to an environment step by step while one looks on, and says what is in the way. Begins when it is
/// shown; closing it ends the check.
class CheckDialog final : public QDialog
{
    Q_OBJECT

public:
    CheckDialog(Environment environment, ConnectionCheck check, QWidget *parent = nullptr);
    ~CheckDialog() override;

    /// The last check that ended, also one that was stopped; nothing before one has.
    const std::optional<ConnectionReport> &report() const { return m_report; }

signals:
    void checked();

protected:
    void showEvent(QShowEvent *event) override;
    void done(int result) override;

private:
    QCoro::Task<void> ask();
    void tell(const ConnectionReport &report);
    void copyReport();

    const Environment m_environment;
    ConnectionCheck m_check;
    std::stop_source m_stop;
    std::optional<ConnectionReport> m_report;
    bool m_running = false;
    QHash<QString, CheckStepRow *> m_rows;
    QLabel *m_summary;
    QScrollArea *m_area;
    QPushButton *m_again;
    QPushButton *m_copy;
};

/// Opens it over `parent` for an environment of the profile. When all is well and the program calls nothing there any
/// more because another environment answered, that ends: it connects anew.
void openCheck(const EnvironmentsServices &services, const Environment &environment, QWidget *parent);

} // namespace waybill
