#include "ui/packages/RemovalBar.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RemovalBar::RemovalBar(QWidget *parent)
    : QWidget(parent), m_words(new QLabel(this)), m_bar(new QProgressBar(this)),
      m_button(new QPushButton(tr("Stop"), this))
{
    m_words->setObjectName(u"removalWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_bar->setAccessibleName(tr("Progress of the removal"));
    m_bar->setTextVisible(false);
    m_bar->setMinimumWidth(120);
    m_button->setObjectName(u"stopRemovalButton"_s);
    m_button->setAccessibleName(tr("Stop removing files"));
    m_button->setToolTip(tr("Ends after those it is at; the others are kept"));
    m_button->setIcon(themedIcon(Icon::Cancel));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::margin);
    row->addWidget(m_words);
    row->addWidget(m_bar, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] {
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
    m_words->setText(words);
    m_bar->setRange(0, int(m_progress->all));
    m_bar->setValue(int(m_progress->through));
    m_button->setEnabled(!isStopped());
    show();
}

} // namespace waybill
