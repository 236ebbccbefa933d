#include "BenchFigure.h"
#include "BenchSize.h"
#include "Place.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

using bench::Budget;
using bench::Place;
using bench::secondsOf;

/// The entity of a million rows: 60 fields and an etag.
const QString entity = u"GeneralJournalAccountEntries"_s;
constexpr int fields = 60;

/// Of all pages of the query in one go, fields in the order of the first row.
const QString jqFilter =
    u"input as $first | ($first.value[0] | del(.[\"@odata.etag\"]) | keys_unsorted) as $names | ($names | @csv), "
    "(($first, inputs).value[] | [.[$names[]]] | @csv)"_s;

/// The same for DuckDB, which looks at one row only to learn the types: its quickest way.
const QString duckStatement =
    u"COPY (SELECT * EXCLUDE (\"@odata.etag\") FROM (SELECT unnest(\"value\", max_depth := 2) FROM read_json('%1', "
    "maximum_object_size = 100000000, sample_size = 1))) TO '%2' (HEADER)"_s;

/// Where packaging/bench.sh puts it.
const QString duckLibrary =
    QStringLiteral(WAYBILL_SOURCE "/build/duckdb/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so");

/// What of a CSV must be the same whoever wrote it: numbers and times are written in several ways.
struct Csv {
    qint64 rows = 0, cells = 0; ///< its header among them
    QByteArray keys;            ///< the second cell of each row, and the fifth
    bool operator==(const Csv &) const = default;
};

Csv readCsv(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read.", qPrintable(path));
    const QByteArray bytes = file.readAll();
    Csv csv;
    bool isQuoted = false;
    int cell = 1;
    for (const char c : bytes) {
        const bool ends = !isQuoted && (c == ',' || c == '\n');
        if (c == '"')
            isQuoted = !isQuoted;
        else if ((cell == 2 || cell == 5) && c != '\r')
            csv.keys += c;
        if (!ends)
            continue;
        ++csv.cells;
        csv.rows += c == '\n' ? 1 : 0;
        cell = c == '\n' ? 1 : cell + 1;
    }
    return csv;
}

/// The addresses of the pages of a query, as each names the next.
QStringList pagesOf(const Place &place, const QString &query)
{
    QStringList pages;
    for (QString next = place.practice.told(u"url"_s) + u"/data/"_s + query; !next.isEmpty();) {
        pages.append(next);
        HttpRequest request;
        request.url = QUrl(next);
        request.maxAnswer = 1 << 30;
        const auto outcome = QCoro::waitFor(place.client->send(request, {}));
        if (!outcome.answer || outcome.answer->status != 200)
            qFatal("A page did not come: %s", qPrintable(outcome.error.message));
        next = QJsonDocument::fromJson(outcome.answer->body)[u"@odata.nextLink"_s].toString();
    }
    return pages;
}

QStringList cli(const Place &place, const QStringList &words)
{
    return QStringList{u"--profile"_s, place.folder() + u"/profile"_s} + words;
}

void addEnvironment(const Place &place)
{
    qputenv("WAYBILL_SECRET_PRACTICE", place.practice.told(u"secret"_s).toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // nobody's keychain
    bench::run(QStringLiteral(WAYBILL_BIN "/waybill-cli"),
               cli(place, {u"environments"_s, u"add"_s, u"--name"_s, u"Practice"_s, u"--kind"_s, u"practice"_s,
                           u"--url"_s, place.practice.told(u"url"_s), u"--tenant"_s, place.practice.told(u"tenant"_s),
                           u"--client-id"_s, place.practice.told(u"clientId"_s), u"--authority"_s,
                           place.practice.told(u"authority"_s), u"--requests-per-second"_s, u"1000"_s}));
}

void check(const QString &ours, const QString &theirs, qint64 rows)
{
    const Csv csv = readCsv(ours);
    if (csv.rows != rows + 1 || csv.cells != csv.rows * fields || csv != readCsv(theirs))
        qFatal("Ours and the reference did not find the same rows.");
}

void measure(const Place &place)
{
    const int rows = bench::rowsAsked(50'000);
    const QString query = entity + u"?$top=%1"_s.arg(rows);
    const QString ours = place.folder() + u"/ours.csv"_s, byJq = place.folder() + u"/jq.csv"_s,
                  byDuck = place.folder() + u"/duckdb.csv"_s;
    QStringList download, files;
    for (const QString &page : pagesOf(place, query)) {
        files.append(place.folder() + u"/page%1.json"_s.arg(int(files.size()), 3, 10, QChar(u'0')));
        download += {u"-o"_s, files.last(), page};
    }
    addEnvironment(place);
    const bool hasDuck = QFile::exists(duckLibrary);
    if (!hasDuck)
        std::fprintf(stderr,
                     "DuckDB is not there, so nothing is measured against it; packaging/bench.sh fetches it.\n");

    const QString what = u"query: %1 × 61 over loopback to CSV"_s.arg(rows);
    bench::BenchFigure jq(what, u"curl of all pages, then jq -r"_s, Budget::timeAtMost(0.25));
    bench::BenchFigure duck(what, u"curl of all pages, then DuckDB"_s, Budget::timeAtMost(1));
    double curls = 0;
    for (int run = -1; run < 4; ++run) {
        const double our = secondsOf([&] {
            bench::run(QStringLiteral(WAYBILL_BIN "/waybill-cli"),
                       cli(place, {u"query"_s, query, u"--format"_s, u"csv"_s}), ours);
        });
        curls = secondsOf([&] { place.curl(download); });
        const double jqs = secondsOf([&] { bench::run(u"jq"_s, QStringList{u"-nr"_s, jqFilter} + files, byJq); });
        const double ducks = !hasDuck ? 0 : secondsOf([&] {
            bench::run(QStringLiteral(WAYBILL_BIN "/DuckDb"),
                       {duckLibrary, duckStatement.arg(place.folder() + u"/page*.json"_s, byDuck)});
        });
        if (run < 0) {
            check(ours, byJq, rows);
            if (hasDuck)
                check(ours, byDuck, rows);
            continue;
        }
        jq.add(our, curls + jqs);
        if (hasDuck)
            duck.add(our, curls + ducks);
    }
    const QString note =
        u"%1 MB of CSV; curl alone takes %2 s"_s.arg(QFileInfo(ours).size() / 1'000'000).arg(curls, 0, 'f', 2);
    for (bench::BenchFigure *figure : {&jq, &duck}) {
        figure->setNote(note);
        if (figure == &jq || hasDuck)
            figure->print();
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (QStandardPaths::findExecutable(u"jq"_s).isEmpty())
        qFatal("jq is not installed; packaging/install-packages.sh bench does it.");
    const Place place;
    measure(place);
    return 0;
}
