// A practice environment in the test's own process, and a plain HTTP client that hides nothing.
#pragma once

#include "app/practice/PracticeService.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

/// What came back on a connection.
struct Reply {
    int status = 0;                        ///< 0: no whole status line came
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    QByteArray raw;      ///< every byte that came
    bool whole = false;  ///< head and body came as long as they were announced
    bool closed = false; ///< the peer ended the connection

    QJsonObject json() const;
};

/// One TCP connection to loopback, blocking, with a limit of patience for each read.
class RawConnection
{
public:
    explicit RawConnection(quint16 port);
    ~RawConnection();
    RawConnection(const RawConnection &) = delete;
    RawConnection &operator=(const RawConnection &) = delete;

    bool send(const QByteArray &bytes);
    /// Reads one answer; `patienceMs` is how long it waits for the next byte.
    Reply receive(int patienceMs = 20000);
    /// Closes the sending half.
    void endSending();

private:
    bool readMore(int patienceMs, Reply &reply);

    int m_descriptor = -1;
    QByteArray m_pending; ///< read, but of the next answer
};

/// A running practice environment with a client in possession of its secret.
class Practice
{
public:
    explicit Practice(double speed = 1000, const QString &profile = {});

    /// Ends the service and starts it again on the same profile.
    void restart(double speed);

    quint16 port() const { return m_service->port(); }
    QJsonObject ready() const;
    QString activityId(const QString &job) const;
    practice::Settings settings; ///< used at the next restart

    QByteArray token();
    Reply requestToken(const QHash<QString, QString> &changes, const QString &tenant = {});
    /// A form to that path, as it is.
    Reply post(const QString &path, const QHash<QString, QString> &form);
    /// An application of the ready line.
    QJsonObject application(const QString &name) const;
    /// The authority's path for its tenant.
    QString realm() const { return QStringLiteral("/authority/") + ready()[QLatin1String("tenant")].toString(); }
    QString url() const { return m_service->url(); }
    Reply call(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
               const QByteArray &headers = {});
    Reply get(const QByteArray &target) { return call("GET", target); }
    Reply enqueue(const QByteArray &body, const QByteArray &name = "file.csv",
                  const QString &job = QStringLiteral("Customer groups"), const QByteArray &query = {});
    /// The bytes of an enqueue request, body left out.
    QByteArray enqueueHead(qint64 bytes, const QByteArray &name = "file.csv");
    Reply action(const QByteArray &name, const QByteArray &field, const QString &id);
    QString status(const QString &messageId);
    /// Asks until the status is final or ten seconds have passed; every word on the way.
    QStringList statusesUntilFinal(const QString &messageId);

    void setFaults(const QJsonObject &document);
    /// One fault for one call, by name.
    void setFault(const QString &call, const QString &fault, QJsonObject parameters = {});
    QJsonArray deliveries();
    QJsonArray messages();

    /// The GUID in an enqueue's answer, whatever its shape.
    static QString guidIn(const QByteArray &body);

private:
    void start();

    QTemporaryDir m_folder;
    std::unique_ptr<practice::PracticeService> m_service;
    QByteArray m_token;
};

/// A small file that imports without an error.
QByteArray goodGroups();
