#include "BenchFigure.h"
#include "BenchSize.h"
#include "Place.h"

#include "app/http/FileAddress.h"
#include "app/packages/DequeueCalls.h"
#include "app/packages/DownloadStore.h"
#include "app/packages/FileDigest.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

using bench::Budget;
using bench::megabyte;
using bench::peakMemory;
using bench::Place;
using bench::secondsOf;

/// What was fetched, and how long it took, in seconds.
struct Fetched {
    double arriving = 0;
    double whole = 0; ///< until it was on the disk
    FileDigest digest;
};

/// Whether what came is hashed before it is brought onto the disk, as a dequeue does it.
enum class Hash { No, Yes };

/// Has the practice environment hand this file out, and gives the address that its dequeue names.
QUrl handOut(Place &place, const QString &file)
{
    const QJsonObject job = place.practice.job(u"export"_s);
    place.curl(
        {u"-X"_s, u"POST"_s, u"-H"_s, u"Expect:"_s, u"-T"_s, file,
         u"%1/practice/exports?job=%2"_s.arg(place.practice.told(u"url"_s),
                                             QString::fromLatin1(QUrl::toPercentEncoding(job[u"name"_s].toString())))});
    const DequeueCalls calls(place.client);
    const DequeueAnswer answer = QCoro::waitFor(calls.dequeue(ActivityId(job[u"activityId"_s].toString()), {}));
    if (!answer.message)
        qFatal("Nothing was handed out: %s", qPrintable(answer.error.message));
    const auto address = fileAddress(calls.base(), QUrl(answer.message->location));
    if (!address)
        qFatal("%s", qPrintable(address.error().message));
    return *address;
}

/// As a dequeue has it: into the part, then on the disk and under its name. Nothing is left of it.
Fetched fetch(const Place &place, const QUrl &address, Hash hash)
{
    constexpr DownloadKey key{1};
    const DownloadStore store(place.folder());
    Fetched fetched;
    QString name;
    fetched.arriving = secondsOf([&] {
        if (const auto ready = store.prepare(); !ready)
            qFatal("%s", qPrintable(ready.error().message));
        if (const auto opened = store.openPart(key); !opened || *opened != 0)
            qFatal("The part cannot be begun.");
        const auto tell = [&fetched](qint64 received, qint64) { fetched.digest.bytes = received; };
        const auto outcome =
            QCoro::waitFor(DequeueCalls(place.client).of(key).download(address, store.partPath(key), 0, tell, {}));
        if (!outcome.answer || outcome.answer->status != 200)
            qFatal("The package did not come: %s", qPrintable(outcome.error.message));
    });
    fetched.whole = fetched.arriving + secondsOf([&] {
                        if (hash == Hash::Yes)
                            fetched.digest = fileDigest(store.partPath(key)).value_or(FileDigest{});
                        const auto placed = store.place(key, u"package.zip"_s, fetched.digest.sha256);
                        if (!placed)
                            qFatal("%s", qPrintable(placed.error().message));
                        name = *placed;
                    });
    if (fetched.digest.bytes != QFileInfo(store.path(name)).size() || !QFile::remove(store.path(name)))
        qFatal("The package did not come whole.");
    return fetched;
}

/// The same with programs: curl, openssl, and sync of that file alone, since curl leaves it to the system when what
/// came is on the disk.
Fetched fetchWithPrograms(const Place &place, const QUrl &address, Hash hash)
{
    const QString file = place.folder() + u"/fetched.zip"_s, sum = place.folder() + u"/sum"_s;
    Fetched fetched;
    fetched.arriving = secondsOf([&] { place.curl({u"-o"_s, file, address.toString(QUrl::FullyEncoded)}); });
    fetched.whole = fetched.arriving + secondsOf([&] {
                        if (hash == Hash::Yes)
                            bench::run(u"openssl"_s, {u"dgst"_s, u"-sha256"_s, u"-r"_s, file}, sum);
                        bench::run(u"sync"_s, {file});
                    });
    QFile said(sum);
    if (hash == Hash::Yes && said.open(QIODevice::ReadOnly))
        fetched.digest.sha256 = QString::fromLatin1(said.read(64));
    fetched.digest.bytes = QFileInfo(file).size();
    QFile::remove(file);
    return fetched;
}

void measure(Place &place)
{
    const qint64 size = bench::megabytesAsked(256);
    const QUrl little = handOut(place, place.makeFile(1));
    const QString file = place.makeFile(size);
    const QUrl large = handOut(place, file);
    QFile::remove(file);

    fetch(place, little, Hash::Yes);
    peakMemory();
    fetch(place, little, Hash::Yes);
    const qint64 small = peakMemory();

    const QString what = u"Download of a package of %1 MB"_s.arg(size);
    bench::BenchFigure arriving(what + u", until it has come"_s, u"curl -o FILE"_s, Budget::speedAtLeast(1));
    bench::BenchFigure durable(what + u", until it is on the disk in the store"_s, u"curl -o FILE, then sync FILE"_s,
                               Budget::speedAtLeast(1));
    bench::BenchFigure hashed(what + u", hashed and on the disk in the store"_s,
                              u"curl -o FILE, openssl dgst -sha256 FILE, then sync FILE"_s, Budget::speedAtLeast(1));
    bench::BenchFigure memory(u"Memory of a download of %1 MB beyond that of 1 MB"_s.arg(size), u"–"_s,
                              Budget::atMost(16, u"MB"_s));
    for (int run = -1; run < 5; ++run) {
        for (const Hash hash : {Hash::No, Hash::Yes}) {
            peakMemory();
            const Fetched ours = fetch(place, large, hash);
            const double more = double(peakMemory() - small) / double(megabyte);
            const Fetched theirs = fetchWithPrograms(place, large, hash);
            if (ours.digest.bytes != size * megabyte || ours.digest.bytes != theirs.digest.bytes ||
                ours.digest.sha256 != theirs.digest.sha256)
                qFatal("Ours and curl did not fetch the same.");
            if (run < 0)
                continue;
            arriving.add(ours.arriving, theirs.arriving);
            (hash == Hash::Yes ? hashed : durable).add(ours.whole, theirs.whole);
            memory.add(more);
        }
    }
    for (const bench::BenchFigure *figure : {&arriving, &durable, &hashed, &memory})
        figure->print();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    Place place;
    measure(place);
    return 0;
}
