#include "ui/shell/HttpLogDock.h"

#include "ui/httplog/HttpLogView.h"

namespace waybill {
using namespace Qt::StringLiterals;

HttpLogDock::HttpLogDock(HttpLog *log, QWidget *parent) : QDockWidget(tr("HTTP log"), parent), m_log(log)
{
    setObjectName(u"httpLogDock"_s);
    setAllowedAreas(Qt::BottomDockWidgetArea);
    setFeatures(QDockWidget::DockWidgetClosable);
    hide();
}

void HttpLogDock::showEvent(QShowEvent *event)
{
    if (!widget())
        setWidget(new HttpLogView(m_log));
    QDockWidget::showEvent(event);
}

} // namespace waybill
