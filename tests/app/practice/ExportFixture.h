// Steps of one export's way, as tests of the practice environment take them.
#pragma once

#include "PracticeClient.h"

#include <QJsonDocument>
#include <QUrl>

/// Asks a practice environment for exports, and fetches them.
class Exports
{
public:
    explicit Exports(Practice &practice) : m_practice(practice) {}

    /// Has an export made; as the control path shows it.
    QJsonObject make(QJsonObject wish = {})
    {
        if (!wish.contains(QLatin1StringView("job")))
            wish.insert(QStringLiteral("job"), job);
        return listOf(post("/practice/exports", QJsonDocument(wish).toJson())).last().toObject();
    }
    QJsonArray all() { return listOf(m_practice.call("GET", "/practice/exports")); }
    QJsonArray fetches() { return listOf(m_practice.call("GET", "/practice/fetches")); }
    QJsonObject find(const QJsonValue &correlationId)
    {
        for (const auto &made : all())
            if (made[QLatin1StringView("correlationId")] == correlationId)
                return made.toObject();
        return {};
    }

    Reply dequeue() { return withToken("GET", "/api/connector/dequeue/" + id(), {}); }
    Reply ack(const QByteArray &body) { return withToken("POST", "/api/connector/ack/" + id(), body); }
    /// GET of an address that an answer gave; `headers` as they go over the wire.
    Reply fetch(const QJsonValue &address, const QByteArray &headers)
    {
        const QUrl url(address.toString(), QUrl::StrictMode);
        RawConnection connection(quint16(url.port()));
        connection.send("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority) +
                        " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n");
        return connection.receive();
    }
    Reply fetchWithToken(const QJsonValue &address, const QByteArray &headers = {})
    {
        return fetch(address, "Authorization: Bearer " + m_practice.token() + "\r\n" + headers);
    }
    Reply post(const QByteArray &target, const QByteArray &body) { return m_practice.call("POST", target, body); }

    QString job = QStringLiteral("Customers export");

private:
    QByteArray id() const { return m_practice.activityId(job).toUtf8(); }
    static QJsonArray listOf(const Reply &reply) { return QJsonDocument::fromJson(reply.body).array(); }
    Reply withToken(const QByteArray &method, const QByteArray &target, const QByteArray &body)
    {
        return m_practice.call(method, target, body, "Authorization: Bearer " + m_practice.token() + "\r\n");
    }

    Practice &m_practice;
};
