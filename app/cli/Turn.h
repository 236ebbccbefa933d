#pragma once

#include "app/base/Wakeup.h"
#include "app/cli/Services.h"

#include <QElapsedTimer>
#include <QSet>

namespace waybill {

/// The wait of *Queued* rows beside another program that sends: until it has sent them, or its place is ours. Lives
/// while wait() is awaited; one thread.
class Turn : public QObject
{
    Q_OBJECT
public:
    enum class End {
        Ours,          ///< this program is the sender now; its rows may be *Queued* still
        SentByAnother, ///< none is *Queued* or *Sending* any more: sent, or taken back when time was over
        Interrupted,   ///< what was *Queued* still is *Held*
    };

    Turn(Services *services, MessageDesk *desk, QList<MessageKey> keys);

    /// The time in which a file of the same job moves does not count: then bytes move, or the turn is awaited. When
    /// `limit` is used up, what is *Queued* still is taken back, and what is being sent is awaited. An Error when the
    /// journal or the place cannot be used at all.
    QCoro::Task<Result<End>> wait(std::optional<std::chrono::milliseconds> limit);
    std::chrono::milliseconds used() const { return m_used; }

private:
    QCoro::Task<void> takePlace();
    QCoro::Task<Result<End>> waitBeside(std::optional<std::chrono::milliseconds> limit);
    void look(const QList<MessageKey> &keys);
    bool isJobMoving() const;
    void readNote();
    void showProgress() const;
    Error reason() const;

    Services *m_services;
    MessageDesk *m_desk;
    ProgressNotes m_notes;
    QList<MessageKey> m_keys;
    QSet<MessageKey> m_mine;
    QSet<MessageKey> m_open; ///< *Queued* or *Sending*
    QSet<QString> m_lanes;   ///< environment and job of each
    std::optional<std::pair<MessageKey, ProgressNote>> m_note; ///< what the sender told last
    Wakeup m_wakeup;
    std::stop_source m_stop;
    std::optional<Result<void>> m_place; ///< how the wait for the place ended
    std::chrono::milliseconds m_used{0};
};

} // namespace waybill
