#include "PracticeClient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QThread>
#include <QUrl>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

QJsonObject Reply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

RawConnection::RawConnection(quint16 port) : m_descriptor(socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        qFatal("the practice environment cannot be reached");
}

RawConnection::~RawConnection()
{
    close(m_descriptor);
}

bool RawConnection::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t part = ::send(m_descriptor, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (part <= 0)
            return false;
        sent += part;
    }
    return true;
}

void RawConnection::endSending()
{
    shutdown(m_descriptor, SHUT_WR);
}

bool RawConnection::readMore(int patienceMs, Reply &reply)
{
    pollfd watched = {m_descriptor, POLLIN, 0};
    if (poll(&watched, 1, patienceMs) <= 0)
        return false;
    char buffer[64 * 1024];
    const ssize_t got = recv(m_descriptor, buffer, sizeof buffer, 0);
    if (got <= 0) {
        reply.closed = true;
        return false;
    }
    m_pending.append(buffer, got);
    return true;
}

Reply RawConnection::receive(int patienceMs)
{
    Reply reply;
    qsizetype headEnd = -1;
    while ((headEnd = m_pending.indexOf("\r\n\r\n")) < 0)
        if (!readMore(patienceMs, reply)) {
            reply.raw = m_pending;
            return reply;
        }
    const QList<QByteArray> lines = m_pending.left(headEnd).split('\n');
    reply.status = lines.constFirst().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        reply.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype bodyBegin = headEnd + 4;
    const bool counted = reply.headers.contains("content-length");
    const qsizetype length = reply.headers.value("content-length").toLongLong();
    const bool none = reply.status == 204 || reply.status / 100 == 1;
    while (!none && (!counted || m_pending.size() < bodyBegin + length) && readMore(patienceMs, reply)) {
    }
    reply.whole = none || (counted ? m_pending.size() >= bodyBegin + length : reply.closed);
    const qsizetype bodySize = none ? 0 : counted && reply.whole ? length : m_pending.size() - bodyBegin;
    reply.body = m_pending.mid(bodyBegin, bodySize);
    reply.raw = m_pending.left(bodyBegin + bodySize);
    m_pending.remove(0, bodyBegin + bodySize);
    return reply;
}

Practice::Practice(double speed, const QString &profile)
{
    settings.profile = profile.isEmpty() ? m_folder.path() : profile;
    settings.speed = speed;
    start();
}

void Practice::start()
{
    QString problem;
    m_service = practice::PracticeService::start(settings, problem);
    if (!m_service)
        qFatal("%s", qPrintable(problem));
    m_token.clear();
}

void Practice::restart(double speed)
{
    m_service.reset();
    settings.speed = speed;
    start();
}

QJsonObject Practice::ready() const
{
    return QJsonDocument::fromJson(m_service->readyLine()).object();
}

QString Practice::activityId(const QString &job) const
{
    for (const auto &item : ready()["jobs"_L1].toArray())
        if (item["name"_L1].toString() == job)
            return item["activityId"_L1].toString();
    return {};
}

Reply Practice::requestToken(const QHash<QString, QString> &changes, const QString &tenant)
{
    QHash<QString, QString> form{{u"grant_type"_s, u"client_credentials"_s},
                                 {u"client_id"_s, ready()["clientId"_L1].toString()},
                                 {u"client_secret"_s, ready()["secret"_L1].toString()},
                                 {u"scope"_s, m_service->url() + "/.default"_L1}};
    form.insert(changes);
    const QString place = tenant.isEmpty() ? realm() : "/authority/"_L1 + tenant;
    return post(place + "/oauth2/v2.0/token"_L1, form);
}

Reply Practice::post(const QString &path, const QHash<QString, QString> &form)
{
    QByteArray body;
    for (auto field = form.cbegin(); field != form.cend(); ++field)
        body += (body.isEmpty() ? "" : "&") + field.key().toUtf8() + '=' + QUrl::toPercentEncoding(field.value());
    return call("POST", path.toUtf8(), body, "Content-Type: application/x-www-form-urlencoded\r\n");
}

QJsonObject Practice::application(const QString &name) const
{
    for (const auto &item : ready()["applications"_L1].toArray())
        if (item["name"_L1].toString() == name)
            return item.toObject();
    return {};
}

QByteArray Practice::token()
{
    if (m_token.isEmpty())
        m_token = requestToken({}).json()["access_token"_L1].toString().toLatin1();
    return m_token;
}

Reply Practice::call(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                     const QByteArray &headers)
{
    RawConnection connection(port());
    connection.send(method + ' ' + target + " HTTP/1.1\r\nHost: x\r\n" + headers +
                    "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    return connection.receive();
}

QByteArray Practice::enqueueHead(qint64 bytes, const QByteArray &name)
{
    return "POST /api/connector/enqueue/" + activityId(u"Customer groups"_s).toLatin1() +
           "?entity=Customer%20groups&company=usmf HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token() +
           "\r\nx-ms-dyn-externalidentifier: " + name + "\r\nContent-Length: " + QByteArray::number(bytes) + "\r\n\r\n";
}

Reply Practice::enqueue(const QByteArray &body, const QByteArray &name, const QString &job, const QByteArray &query)
{
    return call("POST",
                "/api/connector/enqueue/" + activityId(job).toLatin1() +
                    (query.isEmpty() ? QByteArray("?entity=Customer%20groups&company=usmf") : query),
                body, "Authorization: Bearer " + token() + "\r\nx-ms-dyn-externalidentifier: " + name + "\r\n");
}

Reply Practice::action(const QByteArray &name, const QByteArray &field, const QString &id)
{
    return call("POST", "/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities." + name,
                R"({")" + field + R"(":")" + id.toUtf8() + R"("})",
                "Authorization: Bearer " + token() + "\r\nContent-Type: application/json\r\n");
}

QString Practice::status(const QString &messageId)
{
    return action("GetMessageStatus", "messageId", messageId).json()["value"_L1].toString();
}

QStringList Practice::statusesUntilFinal(const QString &messageId)
{
    static const QStringList final{u"Processed"_s, u"ProcessedWithErrors"_s, u"PreProcessingError"_s,
                                   u"PostProcessingFailed"_s};
    QStringList words;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 10000 && (words.isEmpty() || !final.contains(words.constLast()))) {
        const QString word = status(messageId);
        if (words.isEmpty() || words.constLast() != word)
            words.append(word);
        QThread::msleep(5); // how often a poller asks; what is waited for is the word
    }
    return words;
}

void Practice::setFaults(const QJsonObject &document)
{
    const Reply reply = call("PUT", "/practice/faults", QJsonDocument(document).toJson());
    if (reply.status != 200)
        qFatal("%s", reply.body.constData());
}

void Practice::setFault(const QString &call, const QString &fault, QJsonObject parameters)
{
    parameters["call"_L1] = call;
    parameters["fault"_L1] = fault;
    setFaults({{u"faults"_s, QJsonArray{parameters}}});
}

QJsonArray Practice::deliveries()
{
    return QJsonDocument::fromJson(get("/practice/deliveries").body).array();
}

QJsonArray Practice::messages()
{
    return QJsonDocument::fromJson(get("/practice/messages").body).array();
}

QString Practice::guidIn(const QByteArray &body)
{
    static const QRegularExpression guid(u"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"_s);
    return guid.match(QString::fromLatin1(body)).captured().toLower();
}

QByteArray goodGroups()
{
    return "CUSTOMERGROUPID,DESCRIPTION\r\n71,Testing\r\n72,Tested\r\n";
}
