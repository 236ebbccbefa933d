#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace waybill {

/// A field for a secret: dots until one asks to see it, and instead of a text that it does not have, the word that the
/// keychain keeps it.
class SecretField final : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the field's object name; its button is called `name` and `Show`.
    explicit SecretField(const QString &name, QWidget *parent = nullptr);

    QLineEdit *field() const { return m_field; }
    QString text() const;
    /// Whether one is kept already: leaving the field empty keeps it.
    void setKept(bool kept);
    bool isKept() const { return m_kept; }

signals:
    void changed();

private:
    void show(bool plain);

    QLineEdit *m_field;
    QToolButton *m_show;
    bool m_kept = false;
};

} // namespace waybill
