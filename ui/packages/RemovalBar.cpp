#include "ui/packages/RemovalBar.h"

#include "ui/widgets/Texts.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RemovalBar::RemovalBar(QWidget *parent) : QWidget(parent), m_strip(this)
{
    m_strip.words->setObjectName(u"removalWords"_s);
    m_strip.bar->setAccessibleName(tr("Progress of the removal"));
    m_strip.stop->setObjectName(u"stopRemovalButton"_s);
    m_strip.stop->setAccessibleName(tr("Stop removing files"));
    m_strip.stop->setToolTip(tr("Ends after those it is at; the others are kept"));
    connect(m_strip.stop, &QPushButton::clicked, this, [this] {
        stop();
        refresh();
    });
    m_tick.setInterval(200ms);
    connect(&m_tick, &QTimer::timeout, this, &RemovalBar::refresh);
    hide();
}

std::stop_token RemovalBar::begin(std::shared_ptr<const RemovalProgress> progress)
{
    m_progress = std::move(progress);
    m_stop = std::stop_source();
    m_tick.start();
    return m_stop.get_token();
}

void RemovalBar::stop()
{
    m_stop.request_stop();
}

void RemovalBar::end()
{
    m_progress.reset();
    m_tick.stop();
    hide();
}

void RemovalBar::refresh()
{
    if (!m_progress)
        return;
    QString words = tr("Removing files");
    if (m_progress->all > 0)
        words += u" · "_s + tr("%1 of %2").arg(texts::number(m_progress->through), texts::number(m_progress->all));
    if (isStopped())
        words += u" · "_s + tr("ending…");
    m_strip.words->setText(words);
    m_strip.bar->setRange(0, int(m_progress->all));
    m_strip.bar->setValue(int(m_progress->through));
    m_strip.stop->setEnabled(!isStopped());
    show();
}

} // namespace waybill
