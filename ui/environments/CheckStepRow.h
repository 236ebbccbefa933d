#pragma once

#include "app/connection/CheckStep.h"

#include <QFrame>

#include <optional>

class QLabel;

namespace waybill {

/// One step of the connection check as a line: its state as icon (and word, for a screen reader), its title, what was seen; where something
/// is in the way also what that means and what to do. Reached with Tab, so that a screen reader comes by.
class CheckStepRow final : public QFrame
{
    Q_OBJECT

public:
    explicit CheckStepRow(const QString &title, QWidget *parent = nullptr);

    void setWaiting(); ///< its turn has not come
    void setRunning();
    void setStep(const CheckStep &step);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void say(const QString &state);

    std::optional<StepState> m_state;
    bool m_running = false;
    QString m_why; ///< it was skipped
    QLabel *m_title;
    QLabel *m_time;
    QLabel *m_seen;
    QLabel *m_meaning;
    QLabel *m_fix;
};

} // namespace waybill
