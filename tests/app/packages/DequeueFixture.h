#pragma once

#include "app/files/ZipWriter.h"
#include "app/journal/Journal.h"
#include "app/packages/Dequeuer.h"
#include "app/packages/FileDigest.h"
#include "tests/app/support/RawServer.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace waybill::test {
using namespace Qt::StringLiterals;

inline const QString out = u"Out"_s;
inline const ActivityId activity(u"6b2d5c1e-0000-4000-8000-000000000002"_s);

class MovedClock final : public Clock
{
public:
    QDateTime utcNow() const override { return QDateTime::currentDateTimeUtc().addSecs(ahead); }
    qint64 ahead = 0;
};

/// One profile and what fetches on it, as a program has it.
struct Program {
    Program(const QString &profile, const QUrl &service, std::shared_ptr<MovedClock> clock)
        : environments(profile), secrets(profile), connections(&environments, &secrets, &log, clock),
          journal(std::move(*Journal::open(profile, clock, Journal::Access::ReadWrite))), book(*journal, clock),
          dequeuer(profile, &book, &environments, &connections, clock)
    {
        secrets.keepForSession(u"UAT"_s, u"hush"_s);
        Environment uat;
        uat.name = u"UAT"_s;
        uat.url = uat.authority = service;
        uat.tenant = u"contoso.example"_s;
        uat.clientId = u"app"_s;
        uat.requestsPerSecond = 1000;
        uat.jobs = {{out, activity, JobDirection::Export, {}, u"usmf"_s, true}};
        environments.setTransient(uat);
    }

    DequeueRun run(DequeueHow how)
    {
        auto done = QCoro::waitFor(dequeuer.run(u"UAT"_s, out, how, {}));
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
        return *done;
    }
    DequeueRun drain(bool acknowledge = true) { return run({.drain = true, .acknowledge = acknowledge}); }
    QList<Download> rows() { return book.downloads({}).value_or(QList<Download>()); }

    HttpLog log;
    EnvironmentStore environments;
    SecretStore secrets;
    Connections connections;
    std::unique_ptr<Journal> journal;
    DownloadBook book;
    Dequeuer dequeuer;
};

inline QByteArray zipOf(const QByteArray &content)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.zip"_s);
    auto zip = ZipWriter::open(path);
    if (!zip || !(*zip)->add(u"Customer groups.csv"_s, content) || !(*zip)->commit())
        qFatal("no zip");
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A profile folder and a scripted service that hands packages out.
class DequeueTest : public QObject
{
protected:
    /// A message as the service has it.
    struct Waiting {
        QByteArray id, package;
        bool acked = false;
        int dequeued = 0;
        QByteArray receipt = {};
        QByteArray location = {}; ///< JSON; empty: on the service itself
    };
    QList<Waiting> m_queue;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RawServer> m_service;
    std::shared_ptr<MovedClock> m_clock;
    int m_failingAcks = 0;
    int m_acks = 0;
    int m_downloads = 0;
    bool m_losesDequeues = false;
    bool m_saysLast = true;    ///< when it was handed out before
    bool m_silentAcks = false; ///< no answer, and the connection stays
    int m_cutDownloads = 0;    ///< all, each at its middle, until so many went on where one ended
    int m_silentDownloads = 0; ///< so many bring nothing, and the connection stays; the first its beginning
    int m_refusedRanges = 0;   ///< so many that want to go on are told that there is nothing
    QList<QByteArray> m_ranges;

    std::unique_ptr<Program> program()
    {
        return std::make_unique<Program>(m_folder->path(), m_service->url(), m_clock);
    }
    void endLeases()
    {
        m_clock->ahead += 1801;
        for (Waiting &message : m_queue)
            message.receipt.clear();
    }
    QByteArray jsonOf(const Waiting &message) const
    {
        const QByteArray location = message.location.isEmpty()
                                        ? '"' + m_service->url().toEncoded() + "/files/" + message.id + '"'
                                        : message.location;
        const QByteArray last = message.dequeued > 1 ? "\"2026-03-01T06:00:00Z\"" : "null";
        return "{\"CorrelationId\":\"" + message.id + "\",\"PopReceipt\":\"" + message.receipt +
               "\",\"DownloadLocation\":" + location + ",\"IsDownLoadFileExist\":true" +
               (m_saysLast ? ",\"LastDequeueDateTime\":" + last : QByteArray()) + "}";
    }

    void answer(const RawRequest &request, QTcpSocket *socket)
    {
        const QByteArray line = request.line();
        if (line.contains("/oauth2/v2.0/token")) {
            socket->write(RawServer::ok(R"({"token_type":"Bearer","expires_in":3599,"access_token":"abc"})"));
        } else if (line.contains("/dequeue/")) {
            const auto next = std::ranges::find_if(
                m_queue, [](const Waiting &message) { return !message.acked && message.receipt.isEmpty(); });
            if (next != m_queue.end())
                next->receipt = "r" + QByteArray::number(++next->dequeued);
            if (m_losesDequeues)
                return socket->abort();
            socket->write(next == m_queue.end() ? QByteArray("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")
                                                : RawServer::ok(jsonOf(*next)));
        } else if (line.contains("/ack/")) {
            ++m_acks;
            if (m_silentAcks)
                return;
            if (m_failingAcks-- > 0)
                return (void)socket->write(RawServer::status("500 Internal Server Error"));
            for (Waiting &message : m_queue) {
                if (request.body == jsonOf(message)) {
                    message.acked = true;
                    return (void)socket->write(RawServer::ok("{}"));
                }
            }
            socket->write(RawServer::status("400 Bad Request"));
        } else if (line.contains("GetMessageStatus")) {
            const bool isAcked = std::ranges::any_of(m_queue, [&request](const Waiting &message) {
                return message.acked && request.body.contains('"' + message.id + '"');
            });
            socket->write(RawServer::ok(isAcked ? R"({"value":"Acked"})" : R"({"value":"Dequeued"})"));
        } else if (line.contains("/files/")) {
            ++m_downloads;
            sendFile(request, socket);
        } else {
            socket->write(RawServer::status("404 Not Found"));
        }
    }
    void sendFile(const RawRequest &request, QTcpSocket *socket)
    {
        const auto message = std::ranges::find_if(
            m_queue, [&](const Waiting &one) { return request.line().contains("/files/" + one.id + " "); });
        if (message == m_queue.end())
            return (void)socket->write(RawServer::status("404 Not Found"));
        QVERIFY(request.header("Authorization") == "Bearer abc");
        const QByteArray range = request.header("Range");
        m_ranges.append(range);
        if (!range.isEmpty() && m_refusedRanges-- > 0)
            return (void)socket->write(RawServer::status("416 Range Not Satisfiable"));
        const qint64 from = range.mid(6).chopped(range.isEmpty() ? 0 : 1).toLongLong();
        const QByteArray rest = message->package.mid(from);
        QByteArray head = range.isEmpty()
                              ? QByteArray("HTTP/1.1 200 OK\r\n")
                              : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + QByteArray::number(from) +
                                    "-" + QByteArray::number(message->package.size() - 1) + "/" +
                                    QByteArray::number(message->package.size()) + "\r\n";
        head += "Content-Length: " + QByteArray::number(rest.size()) + "\r\n\r\n";
        if (m_silentDownloads > 0) {
            --m_silentDownloads;
            return (void)socket->write(head + rest.left(range.isEmpty() ? rest.size() / 2 : 0));
        }
        if (m_cutDownloads > 0) {
            m_cutDownloads -= range.isEmpty() ? 0 : 1;
            socket->write(head + rest.left(rest.size() / 2 + 1));
            return socket->disconnectFromHost();
        }
        socket->write(head + rest);
    }

    void prepare()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_shared<MovedClock>();
        m_queue = {{"a1", zipOf("first")}, {"b2", zipOf("second")}};
        m_failingAcks = m_acks = m_downloads = m_silentDownloads = m_cutDownloads = m_refusedRanges = 0;
        m_losesDequeues = m_silentAcks = false;
        m_saysLast = true;
        m_ranges.clear();
        m_service = std::make_unique<RawServer>([this](const RawRequest &r, QTcpSocket *s) { answer(r, s); });
    }
};

} // namespace waybill::test
