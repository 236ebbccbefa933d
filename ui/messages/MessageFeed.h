#pragma once

#include "app/journal/Journal.h"

#include <QObject>
#include <QTimer>

namespace waybill {

class MessageTableModel;
class PushQueue;

/// Keeps a MessageTableModel filled with one environment's messages: the newest ones and all that are open, then every
/// change the journal tells of. GUI thread.
class MessageFeed final : public QObject
{
    Q_OBJECT

public:
    /// Finished messages beyond this many stay in the journal and come by search.
    static constexpr qsizetype window = 20'000;

    MessageFeed(Journal *journal, PushQueue *queue, MessageTableModel *model, std::shared_ptr<const Clock> clock,
                QObject *parent = nullptr);

    const QString &environment() const { return m_environment; }
    void setEnvironment(const QString &environment);
    /// Brings in what the journal finds beyond what is loaded.
    void search(const QString &text);
    const MessageCounts &counts() const { return m_counts; }
    /// Reads everything again.
    void reload();

signals:
    /// Rows or counts changed.
    void updated();
    void failed(const waybill::Error &error);

private:
    void take(const QList<MessageKey> &keys);
    void readCounts();

    Journal *m_journal;
    MessageTableModel *m_model;
    std::shared_ptr<const Clock> m_clock;
    QString m_environment;
    MessageCounts m_counts;
    QTimer m_countSoon;
};

} // namespace waybill
