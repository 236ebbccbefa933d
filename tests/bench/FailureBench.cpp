#include "app/messages/ErrorJoin.h"
#include "app/messages/ErrorList.h"
#include "tests/bench/BenchFigure.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <csv.h>
#include <simdjson.h>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

constexpr int rows = 100'000;

QString key(int row, bool composite)
{
    return composite ? u"D%1,%2,2026-%3-01"_s.arg(100'000 + row / 36)
                           .arg(row % 3 + 1)
                           .arg(row / 3 % 12 + 1, 2, 10, QChar(u'0'))
                     : u"US-%1"_s.arg(row, 6, 10, QChar(u'0'));
}

/// Each row has ten columns; the key is one column, or three.
void writeFile(const QString &path, bool composite)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("The file of the bench cannot be written.");
    file.write(composite ? "ITEMNUMBER,SITEID,FORECASTDATE,MODELID,QUANTITY,PRICE,CURRENCY,NAME,NOTE,ACTIVE\r\n"
                         : "CUSTOMERACCOUNT,NAME,GROUPID,CITY,ZIPCODE,COUNTRY,CURRENCY,CREDITLIMIT,NOTE,ACTIVE\r\n");
    for (int row = 0; row < rows; ++row) {
        const QString begin =
            composite
                ? key(row, true) + u",Current,%1,%2.5,EUR"_s.arg(row % 90).arg(row % 700)
                : key(row, false) + u",Customer %1,G%2,Town %3,%4,DE,EUR"_s.arg(row).arg(row % 40).arg(row % 500).arg(
                                        10'000 + row % 80'000);
        file.write((begin + u",%1,\"a note, as people write them\",Yes\r\n"_s.arg(row % 9'000)).toUtf8());
    }
}

QString listText(bool composite)
{
    QJsonArray list;
    for (int row = 0; row < rows; ++row) {
        const QString message =
            row % 3 == 0
                ? u"The value 'G%1' in field 'Customer group' is not found in the related table 'Customer groups'."_s
                      .arg(row % 40)
            : row % 3 == 1 ? u"Field 'CREDITLIMIT': the value '%1,5' is not a valid number."_s.arg(row)
                           : u"Record %1 already exists in table 'CustTable'."_s.arg(key(row, composite));
        list.append(
            QJsonObject{{u"RecordId"_s, key(row, composite)}, {u"Field"_s, u""_s}, {u"ErrorMessage"_s, message}});
    }
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

/// The reference's pass over the file: by libcsv, which hands over every value as it stands and keeps nothing. How many
/// lines it read, the header's among them.
qint64 passOver(const QString &path)
{
    QFile file(path);
    csv_parser parser;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || csv_init(&parser, 0) != 0)
        qFatal("The file of the bench cannot be read.");
    struct Seen {
        qint64 lines = 0, bytes = 0;
    } seen;
    const auto value = [](void *, size_t length, void *into) { static_cast<Seen *>(into)->bytes += qint64(length); };
    const auto line = [](int, void *into) { ++static_cast<Seen *>(into)->lines; };
    QByteArray piece(256 * 1024, Qt::Uninitialized);
    for (qint64 got; (got = file.read(piece.data(), piece.size())) > 0;) {
        if (csv_parse(&parser, piece.constData(), size_t(got), value, line, &seen) != size_t(got))
            qFatal("libcsv stopped: %s", csv_strerror(csv_error(&parser)));
    }
    csv_fini(&parser, value, line, &seen);
    csv_free(&parser);
    return seen.lines;
}

void measure(const QString &folder, bool composite)
{
    const QString path = folder + (composite ? u"/forecast.csv"_s : u"/customers.csv"_s);
    writeFile(path, composite);
    const QString list = listText(composite);
    const QByteArray inner = list.toUtf8();
    const QByteArray body = QJsonDocument(QJsonObject{{u"value"_s, list}}).toJson(QJsonDocument::Compact);
    bench::BenchFigure figure(composite ? u"100,000 errors read, joined by a key of three columns and grouped"_s
                                        : u"100,000 errors read, joined by a key column and grouped"_s,
                              u"libcsv's pass over the file + simdjson's parse of the list"_s,
                              bench::Budget::timeAtMost(3));
    JoinedErrors joined;
    qint64 read = 0;
    std::size_t parsed = 0;
    figure.measure(
        7, [&] { joined = joinErrors(path, errorsOfAnswer(body).value(), {}); },
        [&] {
            read = passOver(path);
            simdjson::dom::parser parser;
            simdjson::dom::array array;
            if (parser.parse(inner.constData(), std::size_t(inner.size())).get(array) == simdjson::SUCCESS)
                parsed = array.size();
        });
    const qsizetype placed =
        std::ranges::count_if(joined.errors, [](const RecordError &error) { return error.line.has_value(); });
    if (read != rows + 1 || parsed != std::size_t(rows) || placed != rows || joined.causes.size() != 3)
        qFatal("Read %lld lines, parsed %lld errors, joined %lld of %lld causes.", read, qint64(parsed), qint64(placed),
               qint64(joined.causes.size()));
    figure.print();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    measure(folder.path(), false);
    measure(folder.path(), true);
    return 0;
}
