#pragma once

#include "app/base/Ids.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace waybill {

/// What an operator decides about a message whose answer was lost: it arrived (with the id found on *Manage messages*),
/// it did not, or leave it. Shows what can be checked first; decides nothing itself.
class DecisionPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit DecisionPanel(QWidget *parent = nullptr);

    /// Starts anew for a message: `file` is the name it was sent under.
    void begin(const QString &file, const QString &job, const QString &sentAt);

    /// The button that sends it again.
    QPushButton *againButton() const { return m_again; }

signals:
    void manageMessagesWanted();
    void arrived(const waybill::MessageId &id);
    void sendAgain();
    void leave();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void askForId();
    void checkId();

    QLabel *m_told;
    QPushButton *m_arrived;
    QPushButton *m_again;
    QWidget *m_idRow;
    QLineEdit *m_id;
    QPushButton *m_follow;
    QLabel *m_idTrouble;
};

} // namespace waybill
