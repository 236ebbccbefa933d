#include "ui/packages/ExportQuestion.h"

#include "ui/widgets/FormField.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

ExportQuestion::ExportQuestion(const QString &environment, const QStringList &projects, const QString &company,
                               QWidget *parent)
    : FieldsDialog(tr("%1 exports the data project into a package, which is then fetched. The export is asked for once "
                      "and followed; it acknowledges nothing.")
                       .arg(environment),
                   {tr("Export"), tr("Begin the export"), tr("Asks the service for the export and follows it")},
                   tr("Nothing is asked for"), parent),
      m_project(new QComboBox(this)), m_company(new QLineEdit(company, this))
{
    setObjectName(u"exportQuestion"_s);
    setWindowTitle(tr("Export now"));
    m_project->setEditable(true);
    m_project->setObjectName(u"exportProjectField"_s);
    m_project->setAccessibleName(tr("Data project"));
    m_project->lineEdit()->setAccessibleName(tr("Data project"));
    m_project->addItems(projects);
    m_company->setObjectName(u"exportCompanyField"_s);
    m_company->setAccessibleName(tr("Legal entity"));
    m_projectField =
        new FormField(tr("Data project"), m_project, tr("Its name on Data management > Export (definition group)"));
    auto *companyField = new FormField(tr("Legal entity"), m_company, tr("The company (dataAreaId), such as usmf"));
    companyField->setHint(tr("Empty: that of the environment"));
    fields()->addWidget(m_projectField);
    fields()->addWidget(companyField);
    yes()->setObjectName(u"beginExportButton"_s);
    connect(yes(), &QPushButton::clicked, this, &ExportQuestion::begin);
    connect(m_project, &QComboBox::editTextChanged, this, [this] { m_projectField->setTrouble({}); });
    m_project->setFocus();
}

void ExportQuestion::begin()
{
    const QString project = m_project->currentText().trimmed();
    if (project.isEmpty()) {
        m_projectField->setTrouble(tr("Say which data project is to be exported."));
        m_project->setFocus();
        return;
    }
    emit wanted(project, m_company->text().trimmed());
    accept();
}

} // namespace waybill
