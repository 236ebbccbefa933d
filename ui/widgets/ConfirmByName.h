#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace waybill {

class TonedLabel;

/// Asks before something is done to a production environment, and takes only its name for a yes: what is typed without
/// a thought does not pass. Where the name is not wanted any more, the same question with a button alone.
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
        bool byName = true;
    };
    explicit ConfirmByName(Question question, QWidget *parent = nullptr);

signals:
    /// The name was typed where it is wanted, and the button pressed; before finished().
    void confirmed();

private:
    void check();
    bool isRight() const;

    QString m_environment;
    bool m_byName;
    QLineEdit *m_name;
    TonedLabel *m_trouble;
    QPushButton *m_yes;
};

} // namespace waybill
