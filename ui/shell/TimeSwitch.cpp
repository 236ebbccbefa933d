#include "ui/shell/TimeSwitch.h"

#include "ui/widgets/Fonts.h"
#include "ui/widgets/TimeDisplay.h"

#include <QAbstractItemView>

namespace waybill {
using namespace Qt::StringLiterals;

TimeSwitch::TimeSwitch(QWidget *parent) : QToolButton(parent)
{
    setObjectName(u"timeSwitch"_s);
    setAccessibleName(tr("Times in UTC"));
    setFont(fonts::small(font()));
    setAutoRaise(true);
    setCheckable(true);
    setShortcut(QKeySequence(u"Ctrl+Shift+U"_s));
    TimeDisplay &display = TimeDisplay::ofWindow();
    connect(this, &QToolButton::toggled, &display, &TimeDisplay::setUtc);
    connect(&display, &TimeDisplay::changed, this, &TimeSwitch::present);
    present();
}

void TimeSwitch::present()
{
    const bool utc = TimeDisplay::ofWindow().isUtc();
    setChecked(utc);
    setText(utc ? tr("UTC") : tr("Local time"));
    setToolTip(utc ? tr("Every time is written in UTC. Press for local time. (Ctrl+Shift+U)")
                   : tr("Every time is written in local time. Press for UTC. (Ctrl+Shift+U)"));
    // Tables ask for their texts when they are painted.
    const auto views = window()->findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views)
        view->viewport()->update();
}

} // namespace waybill
