#pragma once

#include "app/journal/Journal.h"

#include <QHash>
#include <QObject>

namespace waybill {

/// What of an environment is not sent yet, as the journal has it: read beside this thread, and brought to what the
/// journal told meanwhile. GUI thread.
class UnsentReading final : public QObject
{
    Q_OBJECT

public:
    /// `journal` outlives this.
    explicit UnsentReading(Journal *journal, QObject *parent = nullptr);

    /// Another one; read() or failed() comes, and nothing more of the one before.
    void setEnvironment(const QString &environment);
    bool isReading() const { return m_isReading; }
    /// The last one could not be read.
    bool hasFailed() const { return m_hasFailed; }

signals:
    /// Those *Queued*, *Held* and *Sending*, oldest first.
    void read(const QList<waybill::Message> &messages);
    void failed(const waybill::Error &error);

private:
    void hear(const QList<MessageKey> &keys);
    void take(const Result<QList<Message>> &rows);

    Journal *m_journal;
    quint64 m_view = 0; ///< counted on with each environment
    bool m_isReading = false, m_hasFailed = false;
    QHash<MessageKey, Message> m_toldMeanwhile; ///< newer than what is being read
};

} // namespace waybill
