#include "ui/shell/SideBar.h"

#include "app/environments/EnvironmentStore.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/EnvironmentBadge.h"
#include "ui/widgets/NavList.h"

#include <QAction>
#include <QBoxLayout>
#include <QMenu>

namespace waybill {
using namespace Qt::StringLiterals;

SideBar::SideBar(const EnvironmentStore *environments, QWidget *parent)
    : QFrame(parent), m_environments(environments), m_badge(new EnvironmentBadge), m_pages(new NavList)
{
    setObjectName(u"side"_s);
    setFixedWidth(metrics::sideWidth);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_badge->setObjectName(u"environmentBadge"_s);
    connect(m_badge, &QPushButton::clicked, this, &SideBar::showMenu);
    m_pages->setAccessibleName(tr("Pages"));
    m_pages->setObjectName(u"pageList"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::unit, metrics::unit + metrics::half, metrics::unit, metrics::unit);
    layout->setSpacing(metrics::unit + 2);
    layout->addWidget(m_badge);
    layout->addWidget(m_pages, 1);
}

void SideBar::setCompact(bool compact)
{
    setFixedWidth(compact ? metrics::railWidth : metrics::sideWidth);
    m_pages->setCompact(compact);
    m_badge->setCompact(compact);
}

void SideBar::showMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Environment &environment : m_environments->environments()) {
        QAction *action = menu->addAction(tr("%1 (%2)").arg(environment.name, word(environment.kind)));
        action->setCheckable(true);
        action->setChecked(environment.name == m_environment);
        connect(action, &QAction::triggered, this, [this, name = environment.name] { emit environmentChosen(name); });
    }
    menu->addSeparator();
    QAction *hint = menu->addAction(tr("Add one with “waybill-cli environments add”"));
    hint->setEnabled(false);
    menu->popup(m_badge->mapToGlobal(QPoint(0, m_badge->height() + 2)));
}

} // namespace waybill
