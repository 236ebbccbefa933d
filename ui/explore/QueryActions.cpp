#include "ui/explore/QueryActions.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

template <class Button>
void name(Button *button, const QString &objectName, const QString &word, const QString &tooltip)
{
    button->setObjectName(objectName);
    button->setAccessibleName(word);
    button->setToolTip(tooltip);
}

} // namespace

QueryActions::QueryActions(QWidget *parent) : QWidget(parent)
{
    m_read = new QPushButton(tr("Read"), this);
    name(m_read, u"readButton"_s, tr("Read"), tr("Read the rows (Enter in the address, or Ctrl+Return)"));
    m_read->setShortcut(QKeySequence(u"Ctrl+Return"_s));
    m_read->setIcon(themedIconOnAccent(Icon::Play));
    setButtonKind(m_read, ButtonKind::Primary);
    m_pause = new QPushButton(tr("Pause"), this);
    name(m_pause, u"pauseButton"_s, tr("Pause"), tr("Ask for no further page until you go on (Ctrl+P)"));
    m_pause->setShortcut(QKeySequence(u"Ctrl+P"_s));
    m_stop = new QPushButton(tr("Stop"), this);
    name(m_stop, u"stopButton"_s, tr("Stop reading"), tr("End the reading; the rows so far stay (Ctrl+.)"));
    m_stop->setShortcut(QKeySequence(u"Ctrl+."_s));
    m_stop->setIcon(themedIcon(Icon::Cancel));
    m_count = new QToolButton(this);
    m_count->setText(tr("Count"));
    name(m_count, u"countButton"_s, tr("Count"),
         tr("Ask how many rows there are, without reading them (Ctrl+Shift+N)"));
    m_count->setShortcut(QKeySequence(u"Ctrl+Shift+N"_s));
    m_export = new QToolButton(this);
    m_export->setIcon(themedIcon(Icon::Save));
    name(m_export, u"exportButton"_s, tr("Export"), tr("Write the rows into a file (Ctrl+S)"));
    m_export->setShortcut(QKeySequence::Save);
    m_more = new QToolButton(this);
    m_more->setIcon(themedIcon(Icon::Copy));
    name(m_more, u"moreButton"_s, tr("Copy the request"), tr("Copy the request for other programs, or keep it"));
    for (QToolButton *button : {m_count, m_export, m_more}) {
        button->setFocusPolicy(Qt::StrongFocus);
        button->setFixedHeight(metrics::controlHeight);
    }
    makeMenu();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QWidget *one :
         {static_cast<QWidget *>(m_read), static_cast<QWidget *>(m_pause), static_cast<QWidget *>(m_stop),
          static_cast<QWidget *>(m_count), static_cast<QWidget *>(m_export), static_cast<QWidget *>(m_more)})
        row->addWidget(one);
    connect(m_read, &QPushButton::clicked, this, &QueryActions::readWanted);
    connect(m_pause, &QPushButton::clicked, this, &QueryActions::pauseWanted);
    connect(m_stop, &QPushButton::clicked, this, &QueryActions::stopWanted);
    connect(m_count, &QToolButton::clicked, this, &QueryActions::countWanted);
    connect(m_export, &QToolButton::clicked, this, &QueryActions::exportWanted);
}

void QueryActions::makeMenu()
{
    auto *menu = new QMenu(m_more);
    const std::array formats{std::pair(CopyFormat::Url, tr("Copy as URL")),
                             std::pair(CopyFormat::Curl, tr("Copy as curl")),
                             std::pair(CopyFormat::PowerShell, tr("Copy as PowerShell")),
                             std::pair(CopyFormat::Python, tr("Copy as Python")),
                             std::pair(CopyFormat::PowerQuery, tr("Copy as Power Query M"))};
    for (const auto &[format, word] : formats)
        menu->addAction(word, this, [this, format = format] { emit copyWanted(format); });
    menu->addSeparator();
    menu->addAction(themedIcon(Icon::Star), tr("Keep under a name…"), this, &QueryActions::saveWanted);
    connect(m_more, &QToolButton::clicked, menu, [this, menu] {
        // Its right end below the button's.
        menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - menu->sizeHint().width(), m_more->height() + 2)));
    });
}

void QueryActions::show(const QueryRun &run, bool canRead)
{
    const bool busy = run.isBusy();
    m_read->setVisible(!busy);
    m_read->setEnabled(canRead);
    m_read->setText(run.stage() == QueryRun::Stage::Idle ? tr("Read") : tr("Read again"));
    m_pause->setVisible(busy && run.stage() != QueryRun::Stage::Asking);
    const bool paused = run.stage() == QueryRun::Stage::Paused;
    m_pause->setText(paused ? tr("Go on") : tr("Pause"));
    m_pause->setAccessibleName(m_pause->text());
    m_pause->setIcon(themedIcon(paused ? Icon::Play : Icon::Pause));
    m_stop->setVisible(busy);
    m_count->setEnabled(canRead && !run.isCounting() && !busy);
    m_more->setEnabled(canRead);
    m_export->setEnabled(canRead);
}

} // namespace waybill
