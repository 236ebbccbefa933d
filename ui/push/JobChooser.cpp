#include "ui/push/JobChooser.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/JobDialog.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>

namespace waybill {

using namespace Qt::StringLiterals;

JobChooser::JobChooser(EnvironmentStore *environments, QWidget *parent)
    : QWidget(parent), m_environments(environments), m_combo(new QComboBox(this)), m_told(new QLabel(this))
{
    auto *label = new QLabel(tr("Recurring data job"), this);
    label->setBuddy(m_combo);
    m_combo->setObjectName(u"jobChooser"_s);
    m_combo->setAccessibleName(tr("Recurring data job"));
    m_combo->setMinimumWidth(200);
    m_told->setForegroundRole(QPalette::PlaceholderText);
    m_told->setTextFormat(Qt::PlainText);
    const auto button = [this](const QString &word, const QString &name, Icon icon) {
        auto *made = new QPushButton(word, this);
        made->setObjectName(name);
        made->setAccessibleName(word);
        made->setIcon(themedIcon(icon));
        setButtonKind(made, ButtonKind::Flat);
        return made;
    };
    auto *add = button(tr("New job"), u"newJobButton"_s, Icon::Plus);
    m_edit = button(tr("Edit job"), u"editJobButton"_s, Icon::Edit);
    m_remove = button(tr("Remove job"), u"removeJobButton"_s, Icon::Trash);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::unit);
    row->addWidget(label);
    row->addWidget(m_combo);
    row->addStretch();
    row->addWidget(add);
    row->addWidget(m_edit);
    row->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::half);
    column->addLayout(row);
    column->addWidget(m_told);
    connect(m_environments, &EnvironmentStore::changed, this, &JobChooser::reload);
    connect(m_combo, &QComboBox::currentIndexChanged, this, [this] {
        reload();
        emit jobChanged(job());
    });
    connect(add, &QPushButton::clicked, this, [this] { edit({}); });
    connect(m_edit, &QPushButton::clicked, this, [this] {
        const Environment *here = environment();
        if (const DataJob *chosen = here ? here->job(job()) : nullptr)
            edit(*chosen);
    });
    connect(m_remove, &QPushButton::clicked, this, &JobChooser::remove);
}

const Environment *JobChooser::environment() const
{
    return m_environments->find(m_environment);
}

void JobChooser::setEnvironment(const QString &environment)
{
    m_environment = environment;
    reload();
    emit jobChanged(job());
}

QString JobChooser::job() const
{
    return m_combo->currentText();
}

void JobChooser::chooseJob(const QString &name)
{
    if (const int place = m_combo->findText(name); place >= 0)
        m_combo->setCurrentIndex(place);
}

void JobChooser::reload()
{
    const QString before = job();
    QStringList names;
    const Environment *here = environment();
    for (const DataJob &job : here ? here->jobs : QList<DataJob>()) {
        if (job.direction == JobDirection::Import)
            names << job.name;
    }
    const QSignalBlocker quiet(m_combo);
    QStringList shown;
    for (int i = 0; i < m_combo->count(); ++i)
        shown << m_combo->itemText(i);
    if (shown != names) {
        m_combo->clear();
        m_combo->addItems(names);
        m_combo->setCurrentIndex(qMax(0, static_cast<int>(names.indexOf(before))));
    }
    const DataJob *chosen = here ? here->job(job()) : nullptr;
    m_combo->setEnabled(!names.isEmpty());
    m_edit->setEnabled(chosen);
    m_remove->setEnabled(chosen);
    if (!chosen)
        m_told->setText(tr("No job yet. A recurring data job is what receives files in F&O: make one there "
                           "(Data management, Manage scheduled data jobs), then save its ID here."));
    else
        m_told->setText(tr("%1 · %2 · activity ID %3")
                            .arg(chosen->package ? tr("Data packages") : chosen->entity,
                                 chosen->company.isEmpty() ? tr("the user's own company") : chosen->company,
                                 texts::shortId(chosen->activityId.text())));
    m_told->setToolTip(chosen ? chosen->activityId.text() : QString());
}

void JobChooser::edit(const DataJob &job)
{
    QStringList taken;
    const Environment *here = environment();
    for (const DataJob &other : here ? here->jobs : QList<DataJob>()) {
        if (other.name != job.name)
            taken << other.name;
    }
    auto *dialog = new JobDialog(job, taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JobDialog::saveWanted, this,
            [this, dialog, before = job.name](const DataJob &wanted) { store(dialog, before, wanted); });
    dialog->open();
}

void JobChooser::store(JobDialog *dialog, const QString &before, const DataJob &job)
{
    const auto stored = before.isEmpty() ? m_environments->addJob(m_environment, job)
                                         : m_environments->replaceJob(m_environment, before, job);
    if (!stored) {
        dialog->setTrouble(stored.error().message);
        return;
    }
    dialog->accept();
    reload();
    chooseJob(job.name);
}

void JobChooser::remove()
{
    const QString name = job();
    auto *question = new QMessageBox(QMessageBox::Question, tr("Remove job"), tr("Remove the job “%1”?").arg(name),
                                     QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("Only this list forgets it; F&O and the history of its messages stay as they are."));
    QPushButton *yes = question->addButton(tr("Remove the job"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, name] {
        if (const auto removed = m_environments->removeJob(m_environment, name); !removed)
            emit failed(removed.error());
    });
    question->open();
}

} // namespace waybill
