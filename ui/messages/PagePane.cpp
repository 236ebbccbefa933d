#include "ui/messages/PagePane.h"

#include "ui/style/Metrics.h"

#include <QVBoxLayout>

namespace waybill {

PagePane::PagePane(const QString &name, const QString &objectName, QWidget *parent) : QScrollArea(parent)
{
    setObjectName(objectName);
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inner = new QWidget;
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(metrics::margin, 12, metrics::margin, 12);
    m_column->setSpacing(12);
    setWidget(inner);
    viewport()->setBackgroundRole(QPalette::Base);
    inner->setBackgroundRole(QPalette::Base);
}

} // namespace waybill
