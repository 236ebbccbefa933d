#pragma once

#include <QWidget>

class QLabel;

namespace waybill {

class TonedLabel;

/// One field of a form: its label, the control, and below it what it is for or, instead, what is wrong with it. A
/// screen reader hears the same as the control's description.
class FormField final : public QWidget
{
    Q_OBJECT

public:
    /// `control` may lie inside `body`, which then stands in its place; both belong to this.
    FormField(const QString &label, QWidget *control, const QString &tooltip, QWidget *body = nullptr);

    void setHint(const QString &sentence);
    /// Empty: nothing is wrong.
    void setTrouble(const QString &sentence);
    QString trouble() const { return m_trouble; }
    QWidget *control() const { return m_control; }

private:
    void tell();

    QWidget *m_control;
    TonedLabel *m_told;
    QString m_hint;
    QString m_trouble;
};

} // namespace waybill
