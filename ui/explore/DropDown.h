#pragma once

#include <QScreen>
#include <QWidget>

namespace waybill {

/// Shows a pop-up below `anchor`, within its screen.
inline void dropDown(QWidget *popup, const QWidget *anchor)
{
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    const QRect room = anchor->screen()->availableGeometry();
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - popup->width())));
    at.setY(qBound(room.top(), at.y(), qMax(room.top(), room.bottom() - popup->height())));
    popup->move(at);
    popup->show();
}

} // namespace waybill
