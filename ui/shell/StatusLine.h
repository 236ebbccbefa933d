#pragma once

#include "app/base/Clock.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QToolButton;

namespace waybill {

class Connections;
class ElidedLabel;
class HttpLog;
class MessageDesk;
class TonedLabel;

/// The line at the bottom: whether we are connected, what is in flight, the queue, and why we wait.
class StatusLine final : public QWidget
{
    Q_OBJECT

public:
    /// All outlive this.
    StatusLine(MessageDesk *desk, Connections *connections, std::shared_ptr<const Clock> clock,
               QWidget *parent = nullptr);

    void setEnvironment(const QString &name);
    /// A trouble of the program itself, such as a journal that cannot be written; empty clears it.
    void setTrouble(const QString &trouble);

signals:
    void httpLogWanted();

private:
    void refresh();
    void tellWait(const QString &why, const QString &reason);

    MessageDesk *m_desk;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    QString m_environment;
    QString m_trouble;
    TonedLabel *m_connection;
    TonedLabel *m_flight;
    TonedLabel *m_queue;
    ElidedLabel *m_wait;
    QToolButton *m_log;
    QTimer m_tick;
};

} // namespace waybill
