#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace waybill {

class TonedLabel;

/// Asks before something is done to a production environment, and takes only its name for a yes: what is typed without
/// a thought does not pass.
class ConfirmByName final : public QDialog
{
    Q_OBJECT

public:
    struct Question {
        QString environment; ///< its exact name
        QString title;
        QString question; ///< plain text, one sentence
        QString detail = {};
        QString word; ///< of the button that does it
    };
    explicit ConfirmByName(Question question, QWidget *parent = nullptr);

signals:
    /// The name was typed and the button pressed; before finished().
    void confirmed();

private:
    void check();
    bool isRight() const;

    QString m_environment;
    QLineEdit *m_name;
    TonedLabel *m_trouble;
    QPushButton *m_yes;
};

} // namespace waybill
