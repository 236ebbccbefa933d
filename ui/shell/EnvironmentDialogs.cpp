#include "ui/shell/EnvironmentDialogs.h"

#include "app/catalogue/CatalogueFiles.h"
#include "ui/environments/CheckDialog.h"
#include "ui/environments/EnvironmentForm.h"
#include "ui/environments/ManagerDialog.h"
#include "ui/environments/SignInDialog.h"
#include "ui/shell/PageServices.h"
#include "ui/shell/Workbench.h"

namespace waybill {

EnvironmentDialogs::EnvironmentDialogs(Workbench *bench, QWidget *window)
    : QObject(window), m_bench(bench), m_window(window), m_services(environmentsServices(bench)),
      m_states(&bench->secrets, &bench->connections, bench->clock)
{
    // What is kept of its entities goes where the environment goes.
    connect(&bench->environments, &EnvironmentStore::renamed, this,
            [this](const QString &before, const QString &after) {
                if (const auto kept = renameCatalogueFiles(m_bench->profile, before, after); !kept)
                    emit noted(kept.error().message);
            });
    connect(this, &EnvironmentDialogs::removed, this, [this](const QString &name) {
        if (const auto gone = removeCatalogueFiles(m_bench->profile, name); !gone)
            emit noted(gone.error().message);
    });
}

void EnvironmentDialogs::manage()
{
    if (m_manager) {
        m_manager->raise();
        m_manager->activateWindow();
        return;
    }
    m_manager = new ManagerDialog(m_services, &m_states, m_window);
    m_manager->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_manager, &ManagerDialog::saved, this,
            [this](const QString &name, const QString &before) { emit saved(name, before, false); });
    connect(m_manager, &ManagerDialog::removed, this, &EnvironmentDialogs::removed);
    m_manager->open();
}

void EnvironmentDialogs::connectOne()
{
    auto *form = new EnvironmentForm(m_services, {}, {}, m_window);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &EnvironmentForm::saved, this, [this](const QString &name, const QString &note) {
        m_states.forget(name);
        emit saved(name, {}, true);
        if (!note.isEmpty())
            emit noted(note);
    });
    connect(form, &EnvironmentForm::checkWanted, this, &EnvironmentDialogs::check);
    form->open();
}

void EnvironmentDialogs::check(const QString &name)
{
    if (const Environment *known = m_bench->environments.find(name))
        openCheck(m_services, *known, m_window);
}

void EnvironmentDialogs::signIn(const QString &name)
{
    const Environment *known = m_bench->environments.find(name);
    if (!known)
        return;
    auto *dialog = new SignInDialog(*known, &m_bench->connections, m_services.browser, m_bench->clock, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SignInDialog::signedIn, this, [this, name](const QString &, const QString &note) {
        m_states.forget(name);
        if (!note.isEmpty())
            emit noted(note);
    });
    dialog->open();
}

} // namespace waybill
