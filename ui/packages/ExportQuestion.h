#pragma once

#include "ui/packages/FieldsDialog.h"

class QComboBox;
class QLineEdit;

namespace waybill {

class FormField;

/// Asks which data project is to be exported, and for which legal entity.
class ExportQuestion final : public FieldsDialog
{
    Q_OBJECT

public:
    ExportQuestion(const QString &environment, const QStringList &projects, const QString &company,
                   QWidget *parent = nullptr);

signals:
    /// The export is to begin; after it the dialog closes.
    void wanted(const QString &project, const QString &company);

private:
    void begin();

    QComboBox *m_project;
    QLineEdit *m_company;
    FormField *m_projectField;
};

} // namespace waybill
