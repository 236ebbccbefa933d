#pragma once

#include "app/journal/Retention.h"
#include "ui/packages/FieldsDialog.h"

class QCheckBox;
class QSpinBox;

namespace waybill {

/// Asks which files of packages are kept on this computer.
class KeepDialog final : public FieldsDialog
{
    Q_OBJECT

public:
    explicit KeepDialog(const Retention &present, QWidget *parent = nullptr);

    Retention retention() const;

signals:
    void wanted(const waybill::Retention &retention);

private:
    Retention m_present;
    QCheckBox *m_byAge, *m_bySize;
    QSpinBox *m_days, *m_megabytes;
};

} // namespace waybill
