#include "ui/packages/ProgressStrip.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace waybill {

ProgressStrip::ProgressStrip(QWidget *line)
    : words(new QLabel(line)), bar(new QProgressBar(line)),
      stop(new QPushButton(QCoreApplication::translate("ProgressStrip", "Stop"), line))
{
    words->setTextFormat(Qt::PlainText);
    bar->setTextVisible(false);
    bar->setMinimumWidth(120);
    stop->setIcon(themedIcon(Icon::Cancel));
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::margin);
    row->addWidget(words);
    row->addWidget(bar, 1);
    row->addWidget(stop);
}

} // namespace waybill
