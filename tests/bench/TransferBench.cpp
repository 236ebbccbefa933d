#include "BenchFigure.h"
#include "BenchSize.h"
#include "Place.h"

#include "app/journal/PayloadStore.h"
#include "app/messages/IntegrationCalls.h"

#include <QCoreApplication>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

using bench::megabyte;
using bench::peakMemory;
using bench::Place;

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
    const qint64 size = bench::megabytesAsked(256);
    const QString file = place.makeFile(size);
    const PayloadStore store(place.folder());
    StoredPayload stored;
    const double copying = bench::secondsOf([&] {
        const auto added = store.add(file, {}, {});
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
        stored = *added;
    });
    const QString payload = store.path(stored.sha256);

    const QJsonObject job = place.practice.job();
    const QString address = u"%1/api/connector/enqueue/%2?entity=%3&company=%4"_s.arg(
        place.practice.told(u"url"_s), job[u"activityId"_s].toString(),
        QString::fromLatin1(QUrl::toPercentEncoding(job[u"entity"_s].toString())), job[u"company"_s].toString());

    push(place, place.makeFile(1));
    peakMemory();
    push(place, place.makeFile(1));
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
            place.curl({u"-X"_s, u"POST"_s, u"-H"_s, u"Expect:"_s, u"-H"_s, u"Content-Type: application/octet-stream"_s,
                        u"-T"_s, payload, address});
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
    const QString body = u"{\"messageId\":\"%1\"}"_s.arg(push(place, place.makeFile(1)).text());
    place.curl({u"-X"_s, u"PUT"_s, u"-H"_s, u"Content-Type: application/json"_s, u"-d"_s,
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
            place.curl({u"-X"_s, u"POST"_s, u"-H"_s, u"Content-Type: application/json"_s, u"-d"_s, body, u"-o"_s, kept,
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
