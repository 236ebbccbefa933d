#pragma once

#include "ui/style/Icons.h"

#include <QFrame>

namespace waybill {

class EnvironmentBadge;
class EnvironmentStore;
class NavList;

/// The window's left side: where we work, with the menu that switches it, and the list of pages.
class SideBar final : public QFrame
{
    Q_OBJECT

public:
    /// `environments` outlives this.
    explicit SideBar(const EnvironmentStore *environments, QWidget *parent = nullptr);

    NavList *pages() { return m_pages; }
    EnvironmentBadge *badge() { return m_badge; }
    /// Icons alone, for narrow windows.
    void setCompact(bool compact);
    /// The environment that is ticked in the menu.
    void setEnvironment(const QString &name) { m_environment = name; }
    void showMenu();

signals:
    void environmentChosen(const QString &name);

private:
    const EnvironmentStore *m_environments;
    EnvironmentBadge *m_badge;
    NavList *m_pages;
    QString m_environment;
};

} // namespace waybill
