#include "BenchFigure.h"
#include "PracticeProgram.h"

#include "app/auth/Connections.h"
#include "app/journal/PayloadStore.h"
#include "app/messages/IntegrationCalls.h"

#include <QCoreApplication>
#include <QFile>

#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 megabyte = 1 << 20;

/// How large a file is sent; the gigabyte of the budget with WAYBILL_BENCH_MB=1024.
qint64 uploadMegabytes()
{
    const int asked = qEnvironmentVariableIntValue("WAYBILL_BENCH_MB");
    return asked > 0 ? asked : 256;
}

/// The highest resident size of this process since it was last asked for, in bytes.
qint64 peakMemory()
{
    QFile status(u"/proc/self/status"_s);
    qint64 peak = 0;
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                peak = line.mid(6).simplified().split(' ').value(0).toLongLong() * 1024;
        }
    }
    QFile reset(u"/proc/self/clear_refs"_s);
    if (reset.open(QIODevice::WriteOnly))
        reset.write("5");
    return peak;
}

/// A file that no import can read, so that the practice environment does nothing but store it.
QString makeFile(const QString &folder, qint64 megabytes)
{
    const QString path = folder + u"/%1-megabytes.zip"_s.arg(megabytes);
    QFile file(path);
    QByteArray block(megabyte, 'w');
    if (!file.open(QIODevice::WriteOnly))
        qFatal("There is no room for the file to send.");
    for (qint64 i = 0; i < megabytes; ++i) {
        if (file.write(block) != block.size())
            qFatal("There is no room for the file to send.");
    }
    return path;
}

/// One practice environment and a client of it, as the program has them.
class Place
{
public:
    Place() : m_environments(m_profile.path()), m_secrets(m_profile.path()), store(m_profile.path())
    {
        Environment environment;
        environment.name = u"Practice"_s;
        environment.url = QUrl(practice.told(u"url"_s));
        environment.authority = QUrl(practice.told(u"authority"_s));
        environment.tenant = practice.told(u"tenant"_s);
        environment.clientId = practice.told(u"clientId"_s);
        environment.requestsPerSecond = 1000;
        m_environments.setTransient(environment);
        m_secrets.keepForSession(environment.name, practice.told(u"secret"_s));
        client = *m_connections.client(environment.name);
        const auto got = QCoro::waitFor(client->tokens().token({}));
        if (!got)
            qFatal("%s", qPrintable(got.error().message));
        token = *got;
    }

    const QString &folder() const { return m_folder; }

    bench::PracticeProgram practice;

private:
    QTemporaryDir m_profile;
    QString m_folder = m_profile.path();
    HttpLog m_log;
    EnvironmentStore m_environments;
    SecretStore m_secrets;
    Connections m_connections{&m_environments, &m_secrets, &m_log, std::make_shared<SystemClock>()};

public:
    PayloadStore store;
    std::shared_ptr<HttpClient> client;
    QString token;
};

/// What curl does with these arguments, from the start of the program to its end.
void curl(const Place &place, QStringList arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(QProcess::nullDevice());
    arguments += {u"--silent"_s,
                  u"--show-error"_s,
                  u"--fail"_s,
                  u"--noproxy"_s,
                  u"*"_s,
                  u"-H"_s,
                  u"Authorization: Bearer "_s + place.token};
    process.start(u"curl"_s, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("curl failed (%d).", process.exitCode());
}

MessageId push(Place &place, const QString &payload)
{
    const QJsonObject job = place.practice.job();
    Message message;
    message.activityId = ActivityId(job[u"activityId"_s].toString());
    message.entity = job[u"entity"_s].toString();
    message.company = job[u"company"_s].toString();
    message.file = u"large.zip"_s;
    const auto outcome = QCoro::waitFor(IntegrationCalls(place.client).enqueue(message, payload, {}, {}));
    const EnqueueAnswer answer = judgeEnqueue(outcome);
    if (answer.verdict != EnqueueVerdict::Taken)
        qFatal("The upload was not taken: %s", qPrintable(answer.error.message));
    return answer.id;
}

void measureUpload(Place &place)
{
    const qint64 size = uploadMegabytes();
    const QString file = makeFile(place.folder(), size);
    StoredPayload stored;
    const double copying = bench::secondsOf([&] {
        const auto added = place.store.add(file, {}, {});
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
        stored = *added;
    });
    const QString payload = place.store.path(stored.sha256);

    const QJsonObject job = place.practice.job();
    const QString address = u"%1/api/connector/enqueue/%2?entity=%3&company=%4"_s.arg(
        place.practice.told(u"url"_s), job[u"activityId"_s].toString(),
        QString::fromLatin1(QUrl::toPercentEncoding(job[u"entity"_s].toString())), job[u"company"_s].toString());

    push(place, makeFile(place.folder(), 1));
    peakMemory();
    push(place, makeFile(place.folder(), 1));
    const qint64 small = peakMemory();

    bench::BenchFigure speed(u"Upload of %1 MB to the practice environment"_s.arg(size),
                             u"curl -X POST -H 'Expect:' -T"_s, bench::Budget::speedAtLeast(0.25));
    speed.setNote(u"its copy into the store took %1 s"_s.arg(copying, 0, 'f', 2));
    bench::BenchFigure memory(u"Memory of an upload of %1 MB beyond that of 1 MB"_s.arg(size), u"–"_s,
                              bench::Budget::atMost(16, u"MB"_s));
    for (int run = -1; run < 5; ++run) {
        peakMemory();
        const double ours = bench::secondsOf([&] { push(place, payload); });
        const double more = double(peakMemory() - small) / double(megabyte);
        place.practice.forgetPayloads();
        const double reference = bench::secondsOf([&] {
            curl(place, {u"-X"_s, u"POST"_s, u"-H"_s, u"Expect:"_s, u"-H"_s,
                         u"Content-Type: application/octet-stream"_s, u"-T"_s, payload, address});
        });
        place.practice.forgetPayloads();
        if (run >= 0) {
            speed.add(ours, reference);
            memory.add(more);
        }
    }
    speed.print();
    memory.print();
}

void measureDownload(Place &place)
{
    constexpr qint64 size = 64;
    const QString address = place.practice.told(u"url"_s);
    const QString action =
        address + u"/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities.GetMessageStatus"_s;
    const QString body = u"{\"messageId\":\"%1\"}"_s.arg(push(place, makeFile(place.folder(), 1)).text());
    curl(place, {u"-X"_s, u"PUT"_s, u"-H"_s, u"Content-Type: application/json"_s, u"-d"_s,
                 u"{\"faults\":[{\"call\":\"status\",\"fault\":\"hugeBody\",\"bytes\":%1}]}"_s.arg(size * megabyte),
                 address + u"/practice/faults"_s});
    // Both keep what came: the program in memory, where it reads it, curl in a file.
    const QString kept = place.folder() + u"/answer"_s;
    bench::BenchFigure speed(u"Download of an answer of %1 MB"_s.arg(size), u"curl -o FILE"_s,
                             bench::Budget::speedAtLeast(1));
    speed.measure(
        7,
        [&] {
            HttpRequest request;
            request.method = "POST";
            request.url = QUrl(action);
            request.headers = {{"Content-Type", "application/json"}};
            request.body = body.toUtf8();
            request.maxAnswer = 2 * size * megabyte;
            const auto outcome = QCoro::waitFor(place.client->send(request, {}));
            if (!outcome.answer || outcome.answer->body.size() < size * megabyte)
                qFatal("The answer did not come whole: %s", qPrintable(outcome.error.message));
        },
        [&] {
            curl(place, {u"-X"_s, u"POST"_s, u"-H"_s, u"Content-Type: application/json"_s, u"-d"_s, body, u"-o"_s, kept,
                         action});
        });
    speed.print();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    Place place;
    measureUpload(place);
    measureDownload(place);
    return 0;
}
