#pragma once

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QToolButton>

namespace waybill {

/// A button of a grid that is an icon alone; belongs to `parent`.
inline QToolButton *gridButton(Icon icon, const QString &name, const QString &tip, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setIcon(themedIcon(icon));
    made->setAutoRaise(true);
    made->setAccessibleName(name);
    made->setToolTip(tip);
    made->setFixedSize(metrics::controlHeight, metrics::controlHeight);
    return made;
}

} // namespace waybill
