#include "ui/widgets/PagePane.h"

#include "ui/style/Metrics.h"

#include <QEvent>
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
    setMinimumHeight(24); // in a low window the pane gives way before what stands above it
    inner->installEventFilter(this);
    viewport()->setBackgroundRole(QPalette::Base);
    inner->setBackgroundRole(QPalette::Base);
}

void PagePane::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

bool PagePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

void PagePane::fit()
{
    // A scroll area asks for a height without a width; sentences that wrap need the height at this width.
    const int height = m_column->hasHeightForWidth() ? m_column->minimumHeightForWidth(viewport()->width())
                                                     : m_column->minimumSize().height();
    widget()->setMinimumHeight(qMax(0, height));
}

} // namespace waybill
