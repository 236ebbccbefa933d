#pragma once

#include "app/messages/MessageDesk.h"
#include "tests/app/support/RawServer.h"

#include <QTemporaryDir>
#include <QTest>

#include <qcorotask.h>

namespace waybill::test {
using namespace Qt::StringLiterals;

inline const QString activity = u"6b2d5c1e-0000-4000-8000-000000000001"_s;
inline const QString messageId = u"0f8fad5b-d9cb-469f-a165-70867728950e"_s;

/// JSON that is easier to read here: ` stands for a quote, ^ for one inside a string.
inline QByteArray json(QByteArray text)
{
    return text.replace('^', "\\\"").replace('`', '"');
}

/// A clock that stands still until the test moves it.
class SetClock final : public Clock
{
public:
    QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime utcNow() const override { return now; }
};

/// One profile, one scripted service, and the desk on them, as a program has it.
struct Program {
    explicit Program(const QString &profile, const QUrl &service)
        : environments(profile), secrets(profile), connections(&environments, &secrets, &log, clock),
          journal(std::move(*Journal::open(profile, clock, Journal::Access::ReadWrite))),
          desk(profile, journal.get(), &environments, &connections, clock)
    {
        secrets.keepForSession(u"UAT"_s, u"hush"_s);
        if (environments.load() && !environments.find(u"UAT")) {
            Environment uat;
            uat.name = u"UAT"_s;
            uat.url = service;
            uat.authority = service;
            uat.tenant = u"contoso.example"_s;
            uat.clientId = u"app"_s;
            uat.requestsPerSecond = 1000;
            uat.jobs = {
                {u"Groups"_s, ActivityId(activity), JobDirection::Import, u"Customer groups"_s, u"usmf"_s, false},
                {u"Out"_s, ActivityId(u"6b2d5c1e-0000-4000-8000-000000000002"_s), JobDirection::Export, {}, {}, false}};
            environments.setTransient(uat);
        }
    }
    ~Program() { QCoro::waitFor(desk.shutDown(Error{ErrorKind::Cancelled, u"The test is over."_s, {}, 0, {}})); }

    Message row(MessageKey key) { return **journal->message(key); }
    QStringList history(MessageKey key)
    {
        QStringList words;
        const auto events = journal->events(key);
        for (const Event &event : *events)
            words.append(event.what);
        return words;
    }
    MessageKey push(const QString &path)
    {
        const auto keys = QCoro::waitFor(desk.append(u"UAT"_s, {{path, u"Groups"_s, {}, {}}}, {}, {}));
        if (!keys)
            qFatal("%s", qPrintable(keys.error().message));
        desk.queue().add(*keys);
        return keys->first();
    }

    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    HttpLog log;
    EnvironmentStore environments;
    SecretStore secrets;
    Connections connections;
    std::unique_ptr<Journal> journal;
    MessageDesk desk;
};

/// A profile folder and a scripted service for the desk's tests.
class DeskTest : public QObject
{
protected:
    void prepare()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_enqueued = 0;
        m_values = {{u"GetMessageStatus"_s, "\"Processed\""},
                    {u"GetExecutionIdByMessageId"_s, "\"EX-1\""},
                    {u"GetExecutionSummaryStatus"_s, "\"Succeeded\""},
                    {u"GetEntityExecutionSummaryStatusList"_s,
                     json("[{`EntityName`:`Customer groups`,`StagingRecords`:2,`TargetRecords`:2}]")},
                    {u"GetExecutionErrors"_s, "\"[]\""},
                    {u"GetExecutionSummaryPageUrl"_s, "\"https://erp.example/?mi=x\""}};
        m_enqueue = [](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::ok('"' + messageId.toLatin1() + '"'));
        };
        m_service = std::make_unique<RawServer>([this](const RawRequest &r, QTcpSocket *s) { answer(r, s); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::function<void(const RawRequest &, QTcpSocket *)> m_enqueue;
    QHash<QString, QByteArray> m_values; ///< answer values of the questions, as JSON
    std::unique_ptr<RawServer> m_service;
    int m_enqueued = 0;
    int m_atOnce = 0;

    QString file(const QByteArray &content, const QString &name = u"groups.csv"_s)
    {
        const QString path = m_folder->filePath(name);
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write");
        return path;
    }
    void answer(const RawRequest &request, QTcpSocket *socket)
    {
        const QByteArray line = request.line();
        if (line.contains("/oauth2/v2.0/token")) {
            socket->write(RawServer::ok(json("{`token_type`:`Bearer`,`expires_in`:3599,`access_token`:`abc`}")));
        } else if (line.contains("/enqueue/")) {
            ++m_enqueued;
            m_enqueue(request, socket);
        } else {
            for (auto value = m_values.cbegin(); value != m_values.cend(); ++value) {
                if (line.contains("DataEntities." + value.key().toLatin1() + " ")) {
                    socket->write(value->startsWith("HTTP") ? *value : RawServer::ok("{\"value\":" + *value + "}"));
                    return;
                }
            }
            socket->write(RawServer::status("404 Not Found"));
        }
    }
};

} // namespace waybill::test
