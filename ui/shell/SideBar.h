#pragma once

#include "ui/style/Icons.h"

#include <QFrame>
#include <QPointer>

namespace waybill {

class EnvironmentBadge;
class EnvironmentStates;
class EnvironmentStore;
class EnvironmentSwitcher;
struct Environment;
class NavList;

/// The window's left side: where we work, with the list that switches it, and the list of pages.
class SideBar final : public QFrame
{
    Q_OBJECT

public:
    /// Both outlive this.
    SideBar(const EnvironmentStore *environments, EnvironmentStates *states, QWidget *parent = nullptr);

    NavList *pages() { return m_pages; }
    EnvironmentBadge *badge() { return m_badge; }
    /// Icons alone, for narrow windows.
    void setCompact(bool compact);
    /// The environment that is chosen in the switcher.
    void setEnvironment(const QString &name) { m_environment = name; }
    /// Shows on the badge where we work, and who is signed in until when, or what is missing.
    void tell(const Environment &environment);
    /// Drops the switcher down from the badge, anew where it was open.
    void showSwitcher();

signals:
    void environmentChosen(const QString &name);
    /// Somebody wants to know what is in the way to the present environment.
    void checkWanted(const QString &name);
    void signInWanted(const QString &name);
    void manageWanted();
    void connectWanted();

private:
    const EnvironmentStore *m_environments;
    EnvironmentStates *m_states;
    EnvironmentBadge *m_badge;
    NavList *m_pages;
    QPointer<EnvironmentSwitcher> m_switcher;
    QString m_environment;
};

} // namespace waybill
