#pragma once

#include "ui/messages/MessagesServices.h"

#include <QObject>
#include <QSet>

#include <stop_token>

namespace waybill {

/// What buttons of the Messages page do. Each call starts the work and returns; the outcome comes as a signal. Work
/// under way is stopped, and its outcome not told any more, when this object goes.
class MessageActions final : public QObject
{
    Q_OBJECT

public:
    explicit MessageActions(MessagesServices services, QObject *parent = nullptr);
    ~MessageActions() override;

    void arrived(MessageKey key, const MessageId &id);
    void sendAgain(MessageKey key);
    void leave(MessageKey key);
    void resend(MessageKey key);
    /// A *Held* row goes now.
    void release(MessageKey key);
    void cancel(MessageKey key);
    void handle(MessageKey key, const QString &note);
    void saveFailingRows(MessageKey key, const QString &path);
    /// Writes the service's error file at `place` in Failure::files to `path`, on a worker.
    void saveErrorFile(MessageKey key, int place, const QString &path);
    /// Copies the stored file to `path`, on a worker.
    void savePayload(const QString &sha256, const QString &path);

    /// Gives a tracked message its file.
    void attach(MessageKey key, const QString &path);

signals:
    /// Done, in a sentence.
    void told(const QString &sentence);
    void failed(const waybill::Error &error);
    /// A linked attempt was made and is on its way.
    void appended(waybill::MessageKey key);
    /// The tracked message has its file, and its errors are joined to it.
    void attached(waybill::MessageKey key);
    void failingRowsSaved(waybill::MessageKey key, const QString &path, qint64 rows);

private:
    struct Runs;
    friend struct Runs;
    bool beginAttempt(MessageKey of);

    MessagesServices m_services;
    QSet<MessageKey> m_attempted; ///< of which another attempt is being made
    std::stop_source m_stop;
};

} // namespace waybill
