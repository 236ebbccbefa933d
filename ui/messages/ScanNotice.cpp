#include "ui/messages/ScanNotice.h"

#include "ui/style/Metrics.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

ScanNotice::ScanNotice(QWidget *parent) : QWidget(parent), m_text(new QLabel(this))
{
    setObjectName(u"scanNotice"_s);
    m_text->setObjectName(u"scanText"_s);
    auto *stop = new QPushButton(tr("Stop"), this);
    stop->setObjectName(u"stopLookingButton"_s);
    stop->setAccessibleName(tr("Stop looking"));
    stop->setToolTip(tr("Look no further; what was found so far stays"));
    connect(stop, &QPushButton::clicked, this, &ScanNotice::stopWanted);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    row->addWidget(m_text, 1);
    row->addWidget(stop);
    hide();
}

void ScanNotice::tell(qint64 looked, qint64 expected)
{
    m_text->setText(expected > 0 ? tr("Looking through %1 messages: %2 %")
                                       .arg(texts::number(expected))
                                       .arg(std::min<qint64>(100, 100 * looked / expected))
                                 : tr("Looked through %1 messages").arg(texts::number(looked)));
    show();
}

} // namespace waybill
