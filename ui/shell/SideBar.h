#pragma once

#include "ui/style/Icons.h"

#include <QDateTime>
#include <QFrame>

namespace waybill {

class EnvironmentBadge;
class EnvironmentStore;
struct Environment;
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
    /// Shows on the badge where we work, and until when we are signed in (invalid: we are not).
    void tell(const Environment &environment, const QDateTime &signedInUntilUtc);
    void showMenu();

signals:
    void environmentChosen(const QString &name);
    /// Somebody wants to know what is in the way to the present environment.
    void checkWanted(const QString &name);

private:
    const EnvironmentStore *m_environments;
    EnvironmentBadge *m_badge;
    NavList *m_pages;
    QString m_environment;
};

} // namespace waybill
