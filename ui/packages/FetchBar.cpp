#include "ui/packages/FetchBar.h"

#include "ui/packages/FetchRun.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

FetchBar::FetchBar(FetchRun *run, QWidget *parent) : QWidget(parent), m_run(run), m_strip(this)
{
    m_strip.words->setObjectName(u"fetchWords"_s);
    m_strip.bar->setAccessibleName(tr("Progress of the fetch"));
    m_strip.stop->setObjectName(u"stopFetchButton"_s);
    m_strip.stop->setAccessibleName(tr("Stop fetching"));
    m_strip.stop->setToolTip(tr("Ends it after what is under way; nothing that was taken from the service is lost"));
    connect(m_strip.stop, &QPushButton::clicked, this, [this] {
        m_run->stop();
        refresh();
    });
    connect(m_run, &FetchRun::begun, this, [this] {
        m_strip.stop->setEnabled(true);
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
    m_strip.words->setText(m_run->words());
    const auto part = m_run->part();
    m_strip.bar->setRange(0, part ? 1000 : 0);
    if (part)
        m_strip.bar->setValue(int(*part * 1000));
}

} // namespace waybill
