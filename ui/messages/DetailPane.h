#pragma once

#include "ui/messages/DetailView.h"
#include "ui/messages/MessageDetail.h"
#include "ui/messages/MessagesServices.h"
#include "ui/widgets/Banner.h"

#include <QFrame>

#include <memory>
#include <optional>

namespace waybill {

class DetailLoads;
class MessageActions;

/// Everything about one message: its lifecycle, what to decide, why it failed, file, HTTP, history, and what can be
/// done. Follows the message while it is shown. What is read comes a moment after it was asked for; what is shown is
/// what the buttons act upon, and none acts on a message while another one is wanted.
class DetailPane final : public QFrame
{
    Q_OBJECT

public:
    explicit DetailPane(MessagesServices services, QWidget *parent = nullptr);

    /// The message that was asked for last; it may not be there yet.
    std::optional<MessageKey> wanted() const { return m_wanted; }
    void show(MessageKey key);
    /// None is wanted any more; what is still being read is not told.
    void leave()
    {
        m_wanted.reset();
        m_reading.forget();
    }
    /// Reads the wanted message again; to be called when the journal told of it.
    void refresh();
    /// Times that run, once a second.
    void tick();

signals:
    /// Another message belongs here now: a linked attempt, or one the operator followed a link to.
    void messageWanted(waybill::MessageKey key);
    /// The operator wants to push a file that was saved here.
    void pushWanted(const QStringList &files, const QString &job);
    void failed(const waybill::Error &error);

private:
    void connectView();
    void connectActions();
    void connectLoads();
    void take(MessageKey key, const Result<std::optional<MessageDetail>> &read);
    void present(const MessageDetail &detail);
    void presentHead();
    void presentState();
    void presentActions();
    void loadWhy();
    void copyForTicket();
    void saveFailingRows();
    void pushAgain();
    /// Does `then` when the message may go to its environment: in production once its name was typed, in this session.
    void guarded(const QString &question, const std::function<void()> &then);
    bool isProduction() const;
    void openManageMessages();
    void openInFinance();
    void tell(BannerKind kind, const QString &text, const QString &detail = {});

    MessagesServices m_services;
    MessageActions *m_actions;
    DetailLoads *m_loads;
    std::unique_ptr<DetailView> m_view;
    std::optional<MessageKey> m_wanted;
    std::optional<MessageKey> m_shown; ///< that of m_message
    Message m_message;
    EventDigest m_events;
    QList<StoredExchange> m_exchanges;
    std::optional<Failure> m_failure;
    std::optional<std::pair<MessageState, ExecutionId>> m_askedFor; ///< what loadWhy asked about last
    QString m_saved;                                                ///< where failing rows were saved last
    DetailReading<MessageKey, MessageDetail> m_reading;
};

} // namespace waybill
