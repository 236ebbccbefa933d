#pragma once

#include <QDialog>

class QPushButton;
class QVBoxLayout;

namespace waybill {

/// What the questions of the page have in common: what is to be known first, the fields, and below them the button that
/// does it (Enter) and Cancel (Esc).
class FieldsDialog : public QDialog
{
    Q_OBJECT

protected:
    struct Word {
        QString shown;
        QString spoken;
        QString tooltip;
    };
    /// `told` is plain text; `yes` what the button does; `nothing` what Cancel leaves undone, for its tooltip.
    FieldsDialog(const QString &told, const Word &yes, const QString &nothing, QWidget *parent);

    /// The fields stand here, one below the other.
    QVBoxLayout *fields() const { return m_fields; }
    QPushButton *yes() const { return m_yes; }

private:
    QVBoxLayout *m_fields;
    QPushButton *m_yes;
};

} // namespace waybill
