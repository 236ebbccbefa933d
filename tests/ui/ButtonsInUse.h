#pragma once

#include <QPushButton>

namespace waybill::tests {

/// The object names of the push buttons of a pane that can be seen and pressed.
inline QStringList buttonsInUse(const QWidget *pane)
{
    QStringList names;
    for (const QPushButton *button : pane->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->isEnabled())
            names << button->objectName();
    }
    return names;
}

} // namespace waybill::tests
