#include "ui/shell/SideBar.h"

#include "app/environments/EnvironmentStore.h"
#include "ui/environments/EnvironmentListModel.h"
#include "ui/environments/EnvironmentStates.h"
#include "ui/environments/EnvironmentSwitcher.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/EnvironmentBadge.h"
#include "ui/widgets/NavList.h"

#include <QBoxLayout>

namespace waybill {
using namespace Qt::StringLiterals;

SideBar::SideBar(const EnvironmentStore *environments, EnvironmentStates *states, QWidget *parent)
    : QFrame(parent), m_environments(environments), m_states(states), m_badge(new EnvironmentBadge),
      m_pages(new NavList)
{
    setObjectName(u"side"_s);
    setFixedWidth(metrics::sideWidth);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_badge->setObjectName(u"environmentBadge"_s);
    connect(m_badge, &QPushButton::clicked, this, [this] {
        if (m_switcher && m_switcher->isVisible())
            m_switcher->close();
        else
            showSwitcher();
    });
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

void SideBar::tell(const Environment &environment)
{
    QStringList lines{tr("%1 · %2").arg(kindName(environment.kind), environment.url.host())};
    if (environment.readOnly)
        lines.append(tr("Read-only: nothing is sent"));
    const auto state = m_states->of(environment);
    if (state.kind == EnvironmentStates::State::Kind::SignedIn || state.kind == EnvironmentStates::State::Kind::Missing)
        lines.append(state.words);
    m_badge->setEnvironment(environment.name, word(environment.kind), lines, environment.colour);
    m_badge->setLocked(environment.readOnly);
}

void SideBar::showSwitcher()
{
    if (m_switcher)
        m_switcher->close();
    auto *switcher = new EnvironmentSwitcher(m_environments, m_states, m_environment, this);
    m_switcher = switcher;
    switcher->setAnchor(m_badge);
    switcher->setAttribute(Qt::WA_DeleteOnClose);
    connect(switcher, &EnvironmentSwitcher::environmentChosen, this, &SideBar::environmentChosen);
    connect(switcher, &EnvironmentSwitcher::checkWanted, this, &SideBar::checkWanted);
    connect(switcher, &EnvironmentSwitcher::signInWanted, this, &SideBar::signInWanted);
    connect(switcher, &EnvironmentSwitcher::manageWanted, this, &SideBar::manageWanted);
    connect(switcher, &EnvironmentSwitcher::connectWanted, this, &SideBar::connectWanted);
    switcher->popUpAt(m_badge->mapToGlobal(QPoint(0, m_badge->height() + 2)));
}

} // namespace waybill
