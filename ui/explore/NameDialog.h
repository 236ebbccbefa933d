#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace waybill {

/// Asks for the name under which a query is kept. Deletes itself when it is closed.
class NameDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit NameDialog(const QString &suggestion, QWidget *parent);

signals:
    void named(const QString &name);

private:
    QLineEdit *m_name;
    QPushButton *m_keep;
};

} // namespace waybill
