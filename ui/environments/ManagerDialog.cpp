#include "ui/environments/ManagerDialog.h"

#include "app/environments/NameClash.h"
#include "ui/environments/CheckDialog.h"
#include "ui/environments/EnvironmentForm.h"
#include "ui/environments/EnvironmentStates.h"
#include "ui/environments/EnvironmentTable.h"
#include "ui/environments/ExchangeEnvironments.h"
#include "ui/environments/ImportOutcome.h"
#include "ui/environments/PastedAddress.h"
#include "ui/environments/SaveEnvironment.h"
#include "ui/environments/SignInDialog.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr QSize usual(900, 560);

QPushButton *button(const QString &word, const QString &name, const QString &tooltip, Icon icon = Icon::None)
{
    auto *made = new QPushButton(word);
    made->setObjectName(name);
    made->setAccessibleName(QString(word).remove(u'…'));
    made->setToolTip(tooltip);
    made->setAutoDefault(false);
    if (icon != Icon::None)
        made->setIcon(themedIcon(icon));
    return made;
}
} // namespace

ManagerDialog::ManagerDialog(EnvironmentsServices services, EnvironmentStates *states, QWidget *parent)
    : QDialog(parent), m_services(std::move(services)), m_states(states),
      m_search(new SearchField(tr("Name, kind or host"), this)), m_notice(new Banner(BannerKind::Warning, this))
{
    setObjectName(u"managerDialog"_s);
    setWindowTitle(tr("Environments"));
    resize(usual);
    m_search->setObjectName(u"environmentSearch"_s);
    m_search->setToolTip(tr("Shows only the environments that hold this (Ctrl+F)"));
    m_search->setMaximumWidth(320);
    m_add = button(tr("Connect an environment…"), u"addEnvironmentButton"_s,
                   tr("Paste the address of F&O and say how you sign in (Ctrl+N)"));
    setButtonKind(m_add, ButtonKind::Primary);
    m_import =
        button(tr("Import…"), u"importEnvironmentsButton"_s,
               tr("Takes environments from a file: of Waybill, of Postman, or jobs of the Recurring Integrations "
                  "Scheduler"));
    m_export = button(tr("Export…"), u"exportEnvironmentsButton"_s, {});
    m_notice->setClosable(true);
    m_notice->hide();
    auto *head = new QHBoxLayout;
    head->addWidget(m_search, 1);
    head->addStretch();
    for (QPushButton *made : {m_import, m_export, m_add})
        head->addWidget(made);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::unit + 2);
    column->addLayout(head);
    column->addWidget(m_notice);
    column->addWidget(makeList(), 1);
    column->addWidget(makeButtons());
    connectButtons();
    refresh();
    const QStringList clashes = nameClashes(m_services.environments->environments());
    if (!clashes.isEmpty())
        say(BannerKind::Warning, clashes.first() + u' ' + tr("Give one of them another name."), clashes.join(u'\n'));
    m_table->setFocus();
}

QWidget *ManagerDialog::makeList()
{
    m_stack = new QStackedWidget;
    m_table = new EnvironmentTable(m_services.environments, m_states, m_stack);
    m_table->setObjectName(u"environmentTable"_s);
    m_empty = new EmptyState(Icon::Link, {}, {}, m_stack);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    return m_stack;
}

QWidget *ManagerDialog::makeButtons()
{
    m_edit = button(tr("Edit…"), u"editEnvironmentButton"_s, tr("Changes the chosen environment (Enter)"), Icon::Edit);
    m_duplicate = button(tr("Duplicate…"), u"duplicateEnvironmentButton"_s,
                         tr("Begins a new one like the chosen one; secrets are not copied"), Icon::Copy);
    m_up = button(tr("Up"), u"moveUpButton"_s, {}, Icon::ChevronUp);
    m_up->setAccessibleName(tr("Move up"));
    m_down = button(tr("Down"), u"moveDownButton"_s, {}, Icon::ChevronDown);
    m_down->setAccessibleName(tr("Move down"));
    m_check = button(tr("Check…"), u"checkEnvironmentButton"_s,
                     tr("Goes the way to the chosen environment step by step"), Icon::Check);
    m_signIn = button(tr("Sign in…"), u"signInToEnvironmentButton"_s, {});
    m_remove = button(tr("Remove…"), u"removeEnvironmentButton"_s,
                      tr("Takes the chosen environment out, after a question (Del)"), Icon::Trash);
    setButtonKind(m_remove, ButtonKind::Danger);
    auto *close = button(tr("Close"), u"closeManagerButton"_s, tr("Closes this window (Esc)"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    for (QPushButton *made : {m_edit, m_duplicate, m_up, m_down, m_check, m_signIn, m_remove})
        row->addWidget(made);
    row->addStretch();
    row->addWidget(close);
    return bar;
}

void ManagerDialog::connectButtons()
{
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_table->setSearch(text);
        refresh();
    });
    connect(m_table, &EnvironmentTable::chosenChanged, this, &ManagerDialog::refresh);
    connect(m_table, &QTableView::activated, this, &ManagerDialog::edit);
    connect(m_add, &QPushButton::clicked, this, &ManagerDialog::add);
    connect(m_import, &QPushButton::clicked, this, &ManagerDialog::askForImport);
    connect(m_export, &QPushButton::clicked, this, &ManagerDialog::askForExport);
    connect(m_edit, &QPushButton::clicked, this, &ManagerDialog::edit);
    connect(m_duplicate, &QPushButton::clicked, this, &ManagerDialog::duplicate);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QPushButton::clicked, this, &ManagerDialog::askToRemove);
    connect(m_check, &QPushButton::clicked, this, [this] {
        if (const Environment *chosen = m_table->chosen())
            check(chosen->name);
    });
    connect(m_signIn, &QPushButton::clicked, this, &ManagerDialog::signInOrOut);
    connect(m_states, &EnvironmentStates::changed, this, &ManagerDialog::refresh);
    const auto shortcut = [this](const QKeySequence &keys, QWidget *where, auto run) {
        auto *action = new QAction(where);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        where->addAction(action);
    };
    // A button that is not to be pressed takes no press by keys either.
    shortcut(QKeySequence::Delete, m_table, [this] { m_remove->click(); });
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Up), this, [this] { m_up->click(); });
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Down), this, [this] { m_down->click(); });
    shortcut(QKeySequence::New, this, [this] { m_add->click(); });
    shortcut(QKeySequence::Find, this, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
}

void ManagerDialog::choose(const QString &name)
{
    m_table->choose(name);
}

bool ManagerDialog::isOwnOfProgram(const Environment &environment) const
{
    return m_services.environments->isTransient(environment.name);
}

void ManagerDialog::refresh()
{
    const Environment *chosen = m_table->chosen();
    const bool own = chosen && isOwnOfProgram(*chosen);
    const bool found = m_table->model()->rowCount() > 0;
    const bool searching = !m_search->text().trimmed().isEmpty();
    m_stack->setCurrentIndex(found ? 0 : 1);
    if (!found && searching)
        m_empty->setTexts(Icon::Search, tr("No environment holds “%1”").arg(texts::oneLine(m_search->text())),
                          tr("Names, kinds and hosts are searched."));
    else if (!found)
        m_empty->setTexts(Icon::Link, tr("No environment yet"),
                          tr("Paste the address of F&O, or the link of any page of it, and say how you sign in."));
    m_edit->setEnabled(chosen && !own);
    m_edit->setToolTip(own ? tr("Waybill runs this one itself, until it is closed")
                           : tr("Changes the chosen environment (Enter)"));
    m_duplicate->setEnabled(chosen);
    m_check->setEnabled(chosen);
    const bool personal = chosen && isPersonal(chosen->grant);
    const bool out = personal && !m_services.connections->signedInAs(chosen->name).isEmpty();
    m_signIn->setVisible(personal);
    m_signIn->setText(out ? tr("Sign out") : tr("Sign in…"));
    m_signIn->setAccessibleName(out ? tr("Sign out") : tr("Sign in"));
    m_signIn->setToolTip(out ? tr("Forgets who is signed in, in the keychain too")
                             : tr("Signs you in to the chosen environment"));
    m_remove->setEnabled(chosen && !own);
    const bool some = m_services.environments->hasSaved();
    m_export->setEnabled(some);
    m_export->setToolTip(some ? tr("Writes all of them to a file to be shared, without secrets")
                              : tr("There is none of your own yet"));
    // Those of the program itself come after all saved ones.
    const int row = chosen ? m_table->currentIndex().row() : -1;
    const int below = row + 1;
    const bool movable = chosen && !own && !searching;
    const QString name = movable && below < m_table->model()->rowCount()
                             ? m_services.environments->environments().value(below).name
                             : QString();
    m_up->setEnabled(movable && row > 0);
    m_down->setEnabled(movable && !name.isEmpty() && !m_services.environments->isTransient(name));
    m_up->setToolTip(searching ? tr("The order is that of the whole list: end the search first")
                               : tr("Puts it one place higher (Alt+Up)"));
    m_down->setToolTip(searching ? m_up->toolTip() : tr("Puts it one place lower (Alt+Down)"));
}

void ManagerDialog::add()
{
    openForm({}, {});
}

void ManagerDialog::edit()
{
    const Environment *chosen = m_table->chosen();
    if (chosen && !isOwnOfProgram(*chosen))
        openForm(*chosen, chosen->name);
}

void ManagerDialog::duplicate()
{
    const Environment *chosen = m_table->chosen();
    if (!chosen)
        return;
    QStringList taken;
    for (const Environment &other : m_services.environments->environments())
        taken << other.name;
    Environment copy = *chosen;
    copy.name = freeName(copy.name, taken);
    openForm(copy, {});
}

void ManagerDialog::openForm(const Environment &environment, const QString &before)
{
    auto *form = new EnvironmentForm(m_services, environment, before, this);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &EnvironmentForm::saved, this, [this, before](const QString &name, const QString &note) {
        m_states->forget(name);
        say(BannerKind::Warning, note);
        m_search->clear();
        choose(name);
        emit saved(name, before);
    });
    connect(form, &EnvironmentForm::checkWanted, this, &ManagerDialog::check);
    form->open();
}

void ManagerDialog::check(const QString &name)
{
    if (const Environment *environment = m_services.environments->find(name))
        openCheck(m_services, *environment, this);
}

void ManagerDialog::signInOrOut()
{
    const Environment *chosen = m_table->chosen();
    if (!chosen)
        return;
    if (!m_services.connections->signedInAs(chosen->name).isEmpty()) {
        signOut(chosen->name);
        return;
    }
    auto *dialog = new SignInDialog(*chosen, m_services.connections, m_services.browser, m_services.clock, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SignInDialog::signedIn, this, [this, name = chosen->name](const QString &, const QString &note) {
        m_states->forget(name);
        say(BannerKind::Warning, note);
    });
    dialog->open();
}

QCoro::Task<void> ManagerDialog::signOut(QString name)
{
    const QPointer<ManagerDialog> self = this;
    const auto done = co_await m_services.connections->signOut(name);
    if (!self)
        co_return;
    m_states->forget(name);
    say(BannerKind::Warning, done ? QString() : done.error().message);
}

void ManagerDialog::askForImport()
{
    m_services.askFile(this, tr("A file with environments"), [self = QPointer(this)](const QString &path) {
        if (self)
            self->takeFrom(path);
    });
}

QCoro::Task<void> ManagerDialog::takeFrom(QString path)
{
    const QPointer<ManagerDialog> self = this;
    const auto done = co_await importEnvironments(m_services.environments, m_services.secrets, path);
    if (!self)
        co_return;
    if (!done) {
        say(BannerKind::Error, done.error().message, done.error().detail);
        co_return;
    }
    for (const QString &name : done->added)
        m_states->forget(name); // its secret may have come since it was first asked for
    m_search->clear();
    if (!done->added.isEmpty())
        choose(done->added.first());
    auto *outcome = new ImportOutcome(*done, this);
    outcome->setAttribute(Qt::WA_DeleteOnClose);
    outcome->open();
}

void ManagerDialog::askForExport()
{
    m_services.askSavePath(this, u"environments.json"_s, [self = QPointer(this)](const QString &path) {
        if (!self)
            return;
        const auto written = exportEnvironments(*self->m_services.environments, path);
        if (written)
            self->say(BannerKind::Good,
                      *written == 1 ? tr("One environment was written without its secrets.")
                                    : tr("%n environments were written without secrets.", nullptr, int(*written)),
                      QDir::toNativeSeparators(path));
        else
            self->say(BannerKind::Error, written.error().message, written.error().detail);
    });
}

void ManagerDialog::say(BannerKind kind, const QString &text, const QString &detail)
{
    m_notice->setKind(kind);
    m_notice->setText(text, detail);
    m_notice->setVisible(!text.isEmpty());
}

void ManagerDialog::move(int by)
{
    const Environment *chosen = m_table->chosen();
    if (!chosen)
        return;
    const auto moved = m_services.environments->move(chosen->name, m_table->currentIndex().row() + by);
    if (!moved)
        say(BannerKind::Error, moved.error().message, moved.error().detail);
}

/// Nothing is said of how many messages there are as long as that is not known.
QString ManagerDialog::whatRemovingDoes(std::optional<qint64> messages)
{
    const QString becomes =
        !messages        ? tr("Its messages stay in the journal; they are not followed any more.")
        : *messages == 0 ? tr("No message was ever sent there.")
        : *messages == 1
            ? tr("Its one message stays in the journal; it is not followed any more.")
            : tr("Its %1 messages stay in the journal; they are not followed any more.").arg(texts::number(*messages));
    return tr("%1 Its secrets are removed from the keychain. F&O itself stays as it is.").arg(becomes);
}

void ManagerDialog::askToRemove()
{
    const Environment *chosen = m_table->chosen();
    if (!chosen)
        return;
    const QString name = chosen->name;
    auto *question = new QMessageBox(QMessageBox::Question, tr("Remove environment"),
                                     tr("Remove the environment “%1”?").arg(name), QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(whatRemovingDoes({}));
    m_services.messagesOf(name, question, [question](const Result<qint64> &messages) {
        question->setInformativeText(whatRemovingDoes(messages ? std::optional(*messages) : std::nullopt));
    });
    QPushButton *yes = question->addButton(tr("Remove the environment"), QMessageBox::AcceptRole);
    yes->setObjectName(u"removeTheEnvironmentButton"_s);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, name] { remove(name); });
    question->open();
}

QCoro::Task<void> ManagerDialog::remove(QString name)
{
    const QPointer<ManagerDialog> self = this;
    const auto removed = co_await removeEnvironment(m_services.environments, m_services.secrets, name);
    if (!self)
        co_return;
    m_states->forget(name);
    say(removed ? BannerKind::Warning : BannerKind::Error, removed ? *removed : removed.error().message);
    if (removed)
        emit this->removed(name);
}

} // namespace waybill
