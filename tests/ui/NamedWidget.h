#pragma once

#include <QWidget>

namespace waybill::tests {

/// The widget of this object name below `root`, which must be there.
template <class T>
T *namedWidget(const QWidget *root, const QString &name)
{
    T *widget = root->findChild<T *>(name);
    if (!widget)
        qFatal("no widget %s", qPrintable(name));
    return widget;
}

} // namespace waybill::tests
