#pragma once

#include "app/http/Http.h"

#include <QDateTime>
#include <QObject>

#include <deque>

namespace waybill {

/// One exchange as it is shown and kept: tokens, secrets and signatures were removed before it was made.
struct Exchange {
    quint64 id = 0; ///< counts up from 1 in this program
    QDateTime atUtc;
    QString environment;
    QString purpose;
    QString method, url;
    int status = 0; ///< 0: no answer
    std::chrono::milliseconds took{0};
    qint64 bytesSent = 0, bytesReceived = 0;
    HttpHeaders requestHeaders, answerHeaders;
    QString answer; ///< the first 4 kB of the body as text
    QString error;  ///< what went wrong when there was no answer
    QStringList requestIds;
    std::optional<MessageKey> message;
    std::optional<DownloadKey> download;
};

/// The last 500 exchanges of this program, newest last. One thread.
class HttpLog : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype capacity = 500;
    using QObject::QObject;
    void add(Exchange exchange);
    const std::deque<Exchange> &exchanges() const { return m_exchanges; }
    quint64 count() const { return m_count; } ///< all since the start

signals:
    void added(const waybill::Exchange &exchange);

private:
    std::deque<Exchange> m_exchanges;
    quint64 m_count = 0;
};

} // namespace waybill
