#pragma once

#include <QToolButton>

namespace waybill {

/// The switch between local time and UTC for every moment that the window shows (widgets/TimeDisplay.h).
class TimeSwitch final : public QToolButton
{
    Q_OBJECT

public:
    explicit TimeSwitch(QWidget *parent = nullptr);

private:
    void present();
};

} // namespace waybill
