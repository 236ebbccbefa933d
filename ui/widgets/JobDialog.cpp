#include "ui/widgets/JobDialog.h"

#include "app/base/Guid.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace waybill {

using namespace Qt::StringLiterals;

JobDialog::JobDialog(const DataJob &job, QStringList taken, QWidget *parent)
    : QDialog(parent), m_before(job), m_taken(std::move(taken)), m_name(new QLineEdit(job.name, this)),
      m_activity(new QLineEdit(job.activityId.text(), this)), m_entity(new QLineEdit(job.entity, this)),
      m_company(new QLineEdit(job.company, this)), m_package(new QCheckBox(tr("The job takes data packages"), this)),
      m_trouble(new QLabel(this))
{
    setObjectName(u"jobDialog"_s);
    setWindowTitle(job.name.isEmpty() ? tr("New recurring data job") : tr("Recurring data job"));
    setMinimumWidth(460);
    m_package->setChecked(job.package);
    m_activity->setPlaceholderText(tr("the ID on Manage scheduled data jobs"));
    m_entity->setPlaceholderText(tr("its label, such as Customer groups"));
    m_company->setPlaceholderText(tr("such as usmf; empty: the user's own"));
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    auto *form = new QFormLayout;
    const auto add = [this, form](const QString &label, QLineEdit *field, const QString &name, const QString &tip) {
        field->setObjectName(name);
        field->setAccessibleName(label);
        field->setToolTip(tip);
        form->addRow(label, field);
        connect(field, &QLineEdit::textEdited, m_trouble, &QWidget::hide);
    };
    add(tr("Name"), m_name, u"jobNameField"_s, tr("Your own name for the job; the command line uses it too"));
    add(tr("Activity ID"), m_activity, u"activityIdField"_s,
        tr("Data management > Manage scheduled data jobs: the field ID of the recurring data job"));
    add(tr("Data entity"), m_entity, u"entityField"_s, tr("The entity's label as F&O shows it"));
    add(tr("Legal entity"), m_company, u"companyField"_s, tr("The company (dataAreaId) the records go to"));
    form->addRow(QString(), m_package);
    auto *buttons = new QDialogButtonBox(this);
    auto *ok = buttons->addButton(tr("Save the job"), QDialogButtonBox::AcceptRole);
    ok->setObjectName(u"saveTheJobButton"_s);
    setButtonKind(ok, ButtonKind::Primary);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_trouble);
    column->addWidget(buttons);
    const auto packageChosen = [this](bool package) { m_entity->setEnabled(!package); };
    connect(m_package, &QCheckBox::toggled, this, packageChosen);
    packageChosen(job.package);
    connect(buttons, &QDialogButtonBox::accepted, this, &JobDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

DataJob JobDialog::job() const
{
    DataJob job = m_before;
    job.name = m_name->text().trimmed();
    job.activityId = ActivityId(guidFrom(m_activity->text()).value_or(QString()));
    job.package = m_package->isChecked();
    job.entity = job.package ? QString() : m_entity->text().trimmed();
    job.company = m_company->text().trimmed();
    return job;
}

QString JobDialog::trouble() const
{
    const DataJob wanted = job();
    if (wanted.name.isEmpty())
        return tr("Give the job a name.");
    if (m_taken.contains(wanted.name))
        return tr("There is a job “%1” already.").arg(wanted.name);
    if (wanted.activityId.isEmpty())
        return tr("The activity ID is a GUID such as 6f1e0a52-3d4b-4c0f-8a6e-90b1c2d3e4f5; F&O shows it as ID on "
                  "Manage scheduled data jobs.");
    if (!wanted.package && wanted.entity.isEmpty())
        return tr("A single file needs the label of its data entity, such as Customer groups.");
    return {};
}

void JobDialog::setTrouble(const QString &sentence)
{
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, paletteOf(this).tone(StatusRole::Red).ink);
    m_trouble->setPalette(ink);
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

void JobDialog::save()
{
    const QString wrong = trouble();
    setTrouble(wrong);
    if (wrong.isEmpty())
        emit saveWanted(job());
}

} // namespace waybill
