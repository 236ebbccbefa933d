#pragma once

#include "app/journal/Journal.h"
#include "app/journal/SenderLock.h"

#include <QSet>

#include <stop_token>

namespace waybill {

/// The place of the one program that sends and polls on a profile (`sender.lock`), and whom rows
/// belong to: the program whose journal has their mark (ProgramMark), by which the others see that it lives. One
/// thread.
class SenderPlace
{
public:
    SenderPlace(QString profileFolder, Journal *journal, std::shared_ptr<const Clock> clock);
    ~SenderPlace();

    /// Takes the place, waiting for it until `stop`; Busy when it was not to be had. Rows that a dead program left
    /// *Sending* become *Unconfirmed*; *Queued* rows become *Held* where their owner is gone, and stay where it lives.
    /// At once where the place is ours already.
    QCoro::Task<Result<void>> take(std::stop_token stop);
    /// Judges what a dead sender left as take() does, and lets go again. Does nothing where a program has the place:
    /// it has judged.
    QCoro::Task<Result<void>> judge();
    void letGo() { m_lock.reset(); }
    bool isOurs() const { return m_lock != nullptr; }

    bool owns(const Message &message) const;
    /// The marks of those owners that live; each is looked at once.
    QSet<QString> livingOwners(const QList<Message> &messages) const;

    /// What becomes of a *Queued* row whose owner is gone: *Held*, because nobody asked for it to be sent later.
    MessageChange ownerGone(MessageKey key) const;

private:
    QCoro::Task<Result<void>> tidy();
    QCoro::Task<Result<void>> tidyOnce();

    QString m_profileFolder;
    Journal *m_journal;
    std::shared_ptr<const Clock> m_clock;
    std::unique_ptr<FileLock> m_lock;
};

} // namespace waybill
