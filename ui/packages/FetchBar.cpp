#include "ui/packages/FetchBar.h"

#include "ui/packages/FetchRun.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

FetchBar::FetchBar(FetchRun *run, QWidget *parent)
    : QWidget(parent), m_run(run), m_words(new QLabel(this)), m_bar(new QProgressBar(this)),
      m_stop(new QPushButton(tr("Stop"), this))
{
    m_words->setObjectName(u"fetchWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_bar->setAccessibleName(tr("Progress of the fetch"));
    m_bar->setTextVisible(false);
    m_bar->setMinimumWidth(120);
    m_stop->setObjectName(u"stopFetchButton"_s);
    m_stop->setAccessibleName(tr("Stop fetching"));
    m_stop->setToolTip(tr("Ends it after what is under way; nothing that was taken from the service is lost"));
    m_stop->setIcon(themedIcon(Icon::Cancel));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::margin);
    row->addWidget(m_words);
    row->addWidget(m_bar, 1);
    row->addWidget(m_stop);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_run->stop();
        refresh();
    });
    connect(m_run, &FetchRun::begun, this, [this] {
        m_stop->setEnabled(true);
        refresh();
    });
    connect(m_run, &FetchRun::progressed, this, &FetchBar::refresh);
    connect(m_run, &FetchRun::done, this, &FetchBar::refresh);
    connect(m_run, &FetchRun::failed, this, &FetchBar::refresh);
    refresh();
}

void FetchBar::refresh()
{
    setVisible(m_run->isRunning());
    m_words->setText(m_run->words());
    const auto part = m_run->part();
    m_bar->setRange(0, part ? 1000 : 0);
    if (part)
        m_bar->setValue(int(*part * 1000));
}

} // namespace waybill
