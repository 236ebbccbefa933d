#include "ui/environments/JobList.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/JobDialog.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int listHeight = 104;

QString lineOf(const DataJob &job)
{
    const QString what = job.package ? JobList::tr("data packages") : job.entity;
    return texts::oneLine(job.direction == JobDirection::Export ? JobList::tr("%1 (export, %2)").arg(job.name, what)
                                                                : JobList::tr("%1 (import, %2)").arg(job.name, what));
}
} // namespace

JobList::JobList(QWidget *parent) : QWidget(parent), m_list(new QListWidget(this))
{
    m_list->setObjectName(u"jobsOfEnvironment"_s);
    m_list->setFixedHeight(listHeight);
    m_list->installEventFilter(this);
    const auto button = [this](const QString &word, const QString &name, const QString &tooltip, Icon icon) {
        auto *made = new QPushButton(word, this);
        made->setObjectName(name);
        made->setAccessibleName(QString(word).remove(u'…'));
        made->setToolTip(tooltip);
        made->setIcon(themedIcon(icon));
        return made;
    };
    auto *add = button(tr("Add job…"), u"addJobButton"_s, tr("A recurring data job that was made in F&O"), Icon::Plus);
    m_edit = button(tr("Edit job…"), u"changeJobButton"_s, tr("Changes the chosen job (Enter)"), Icon::Edit);
    m_remove =
        button(tr("Take out"), u"takeOutJobButton"_s,
               tr("Only this list forgets it; F&O and the history of its messages stay as they are"), Icon::Trash);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *made : {add, m_edit, m_remove})
        buttons->addWidget(made);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::half);
    column->addWidget(m_list);
    column->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, [this] { edit(-1); });
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(m_list->currentRow()); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const int row = m_list->currentRow();
        m_jobs.removeAt(row);
        reload(qMin(row, int(m_jobs.size()) - 1));
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] { edit(m_list->currentRow()); });
    connect(m_list, &QListWidget::currentRowChanged, this, &JobList::refresh);
    refresh();
}

QWidget *JobList::list() const
{
    return m_list;
}

bool JobList::eventFilter(QObject *watched, QEvent *event)
{
    // Enter opens the job, and goes no further: the form would press a default button with it.
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (m_list->currentRow() >= 0)
                edit(m_list->currentRow());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void JobList::setJobs(const QList<DataJob> &jobs)
{
    m_jobs = jobs;
    reload(0);
}

void JobList::reload(int row)
{
    m_list->clear();
    for (const DataJob &job : std::as_const(m_jobs))
        m_list->addItem(lineOf(job));
    m_list->setCurrentRow(row);
    refresh();
}

void JobList::refresh()
{
    const bool chosen = m_list->currentRow() >= 0;
    m_edit->setEnabled(chosen);
    m_remove->setEnabled(chosen);
}

void JobList::edit(int row)
{
    QStringList taken;
    for (int other = 0; other < m_jobs.size(); ++other) {
        if (other != row)
            taken << m_jobs[other].name;
    }
    auto *dialog = new JobDialog(row < 0 ? DataJob() : m_jobs[row], taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JobDialog::saveWanted, this, [this, dialog, row](const DataJob &wanted) {
        if (row < 0)
            m_jobs.append(wanted);
        else
            m_jobs[row] = wanted;
        dialog->accept();
        reload(row < 0 ? int(m_jobs.size()) - 1 : row);
    });
    dialog->open();
}

} // namespace waybill
