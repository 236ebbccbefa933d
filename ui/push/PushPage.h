#pragma once

#include "ui/push/PushActions.h"
#include "ui/push/QueueModel.h"
#include "ui/push/PracticeSamples.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace waybill {

class Banner;
class DropArea;
class EmptyState;
class JobChooser;
class RowTable;
class UnsentReading;

/// The page *Push*: files are dropped or chosen, go through a recurring data job, and stand in the queue with their
/// progress until they are done.
class PushPage final : public QWidget
{
    Q_OBJECT

public:
    explicit PushPage(PushServices services, QWidget *parent = nullptr);

    void setEnvironment(const QString &environment);
    /// Puts files into the queue, ready to send through `job` (empty: the chosen one). Bad ones stand there with the
    /// reason and are never sent.
    void addFiles(const QStringList &paths, const QString &job = {});
    /// To be called when this program became the sender: why files wait is told anew.
    void senderReady();

signals:
    /// The operator wants to see this message.
    void messageWanted(waybill::MessageKey key);
    /// The operator has seen the practice environment and wants their own.
    void connectWanted();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    QWidget *makeHead();
    QWidget *makeSamples(QWidget *head);
    QWidget *makeQueue();
    QWidget *makeButtons();
    void connectServices();
    void take(const QList<MessageKey> &keys);
    void pushSample(const PracticeSample &sample);
    void inspected(const QString &path, const QString &job, const PayloadFinding &finding);
    void send();
    void confirmed(const QList<PushFile> &files, const QList<MessageKey> &held);
    void handOver(const QList<PushFile> &files);
    void taken(const QList<PushFile> &files, const QList<MessageKey> &keys);
    void pauseOrGoOn();
    void cancelChosen();
    void refresh();
    /// What the place of the queue says while there is nothing in it.
    void sayEmpty();
    /// What may not be sent there, and how loud the button is; `something` is there to be sent.
    void refreshGuard(bool something);
    void tellSameContent(const QList<MessageKey> &keys);
    void tell(const Error &error);
    bool isProduction() const;
    QList<int> chosenRows() const;
    /// Those of them that nobody has handed over, or does just now.
    QList<int> chosenFiles() const;
    QList<MessageKey> chosenKeys(std::initializer_list<MessageState> states) const;

    PushServices m_services;
    PushActions *m_actions;
    QueueModel *m_model;
    UnsentReading *m_unsent;
    QString m_environment;
    QBoxLayout *m_first = nullptr; ///< headline and samples: below one another where it is narrow
    QLabel *m_headline = nullptr;
    JobChooser *m_jobs = nullptr;
    QWidget *m_samples = nullptr;
    Banner *m_notice = nullptr;
    Banner *m_heldNotice = nullptr;
    Banner *m_locked = nullptr; ///< the environment is read-only
    QPushButton *m_chooseHeld = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    QPushButton *m_readAgain = nullptr;
    RowTable *m_table = nullptr;
    QProgressBar *m_copying = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_clear = nullptr;
};

} // namespace waybill
