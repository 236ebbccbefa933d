#pragma once

#include "ui/environments/EnvironmentsServices.h"
#include "ui/widgets/Banner.h"

#include <QDialog>

class QPushButton;
class QStackedWidget;

namespace waybill {

class EmptyState;
class EnvironmentStates;
class EnvironmentTable;
class SearchField;

/// All environments of the profile: found, made, changed, copied, put in order, checked and removed.
class ManagerDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `states` outlives this.
    ManagerDialog(EnvironmentsServices services, EnvironmentStates *states, QWidget *parent = nullptr);

    /// Chooses one in the list.
    void choose(const QString &name);
    /// Opens the form for a new one.
    void add();

signals:
    /// It is saved under this name, and was under the other before (empty: it is new).
    void saved(const QString &name, const QString &before);
    void removed(const QString &name);

private:
    QWidget *makeList();
    QWidget *makeButtons();
    void connectButtons();
    void openForm(const Environment &environment, const QString &before);
    void edit();
    void duplicate();
    /// In the notice above the list; an empty text takes it away.
    void say(BannerKind kind, const QString &text, const QString &detail = {});
    void move(int by);
    void askToRemove();
    static QString whatRemovingDoes(std::optional<qint64> messages);
    void check(const QString &name);
    void signInOrOut();
    void askForImport();
    void askForExport();
    QCoro::Task<void> takeFrom(QString path);
    QCoro::Task<void> signOut(QString name);
    void refresh();
    bool isOwnOfProgram(const Environment &environment) const;
    QCoro::Task<void> remove(QString name);

    EnvironmentsServices m_services;
    EnvironmentStates *m_states;
    SearchField *m_search;
    Banner *m_notice;
    QStackedWidget *m_stack = nullptr;
    EnvironmentTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QPushButton *m_add, *m_import, *m_export, *m_edit, *m_duplicate, *m_up, *m_down, *m_check, *m_signIn, *m_remove;
};

} // namespace waybill
