#pragma once

#include "ui/environments/EnvironmentStates.h"
#include "ui/environments/EnvironmentsServices.h"

#include <QPointer>

namespace waybill {

class ManagerDialog;
struct Workbench;

/// Opens what there is to do with environments over the window, and tells it what came of it.
class EnvironmentDialogs final : public QObject
{
    Q_OBJECT

public:
    /// `bench` outlives this; `window` owns it.
    EnvironmentDialogs(Workbench *bench, QWidget *window);

    EnvironmentStates *states() { return &m_states; }

    /// The list of all of them.
    void manage();
    /// The form for a new one, which the window then shows.
    void connectOne();
    void check(const QString &name);
    /// Lets a person sign in to it.
    void signIn(const QString &name);

signals:
    /// One was saved, before under another name or (empty) not at all; `show`: the window is to go there.
    void saved(const QString &name, const QString &before, bool show);
    void removed(const QString &name);
    /// Something could not be done besides.
    void noted(const QString &sentence);

private:
    Workbench *m_bench;
    QWidget *m_window;
    EnvironmentsServices m_services;
    EnvironmentStates m_states;
    QPointer<ManagerDialog> m_manager;
};

} // namespace waybill
