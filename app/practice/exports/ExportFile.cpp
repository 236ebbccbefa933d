#include "app/practice/exports/ExportFile.h"

#include "app/practice/Seed.h"
#include "app/practice/data/entities/BuiltInEntities.h"
#include "app/practice/exports/RowFile.h"
#include "app/practice/odata/RowText.h"
#include "app/practice/odata/Service.h"
#include "app/practice/traffic/ManifestText.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>

#include <zip.h>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr std::int64_t emptyDate = -2208988800; // 1 January 1900
constexpr time_t madeAt = 1'767'268'800;        // 1 January 2026, noon: what is in a zip tells no time

std::string capitals(const std::string &name)
{
    return QString::fromStdString(name).toUpper().toStdString();
}

QString fileNameOf(QString label, SourceFormat format)
{
    const bool isXml = format == SourceFormat::XmlElement || format == SourceFormat::XmlAttribute;
    return label.replace(u'/', u'_') + (isXml ? u".xml"_s : u".csv"_s);
}

/// Indexes of the properties that go into the file.
std::vector<int> columnsOf(const odata::EntitySet &set, const QString &label)
{
    const std::vector<Entity> entities = builtInEntities();
    const auto imported = std::find_if(entities.begin(), entities.end(), [&](const Entity &e) {
        return e.label.compare(label, Qt::CaseInsensitive) == 0;
    });
    std::vector<int> columns;
    for (std::size_t index = 0; index < set.properties.size(); ++index)
        if (imported == entities.end() || imported->indexOf(set.properties[index].name) >= 0)
            columns.push_back(int(index));
    return columns;
}

/// As data management writes values: dates as a day and a time, symbols as their names.
std::string textOf(const odata::Cell &cell)
{
    using Kind = odata::Cell::Kind;
    std::string text;
    switch (cell.kind) {
    case Kind::Null:
        return {};
    case Kind::Boolean:
        return cell.number ? "Yes" : "No";
    case Kind::Text:
    case Kind::Symbol:
    case Kind::Guid:
    case Kind::Json:
        return std::string(cell.text);
    case Kind::Integer:
    case Kind::Decimal:
        odata::appendJson(text, cell);
        return text;
    case Kind::Time:
        break;
    }
    const qint64 seconds = cell.number < emptyDate + 86400 ? emptyDate : cell.number;
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    return time.toString(u"yyyy-MM-dd HH:mm:ss"_s).toStdString();
}

/// So many different rows of `count`, drawn by `run`; none of `others`.
std::set<std::int64_t> draw(std::int64_t count, qint64 wanted, quint64 run, const std::set<std::int64_t> &others)
{
    std::set<std::int64_t> rows;
    const std::int64_t most = std::min<std::int64_t>(wanted, count - std::int64_t(others.size()));
    for (quint64 lot = 0; std::int64_t(rows.size()) < most; ++lot) {
        const auto row = std::int64_t(below(mixed({run, lot, others.size()}), std::uint64_t(count)));
        if (!others.contains(row))
            rows.insert(row);
    }
    return rows;
}

/// The first column with a text that is no key: the one whose values are changed.
std::size_t changeableOf(const odata::EntitySet &set, const std::vector<int> &columns)
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](int column) {
        const odata::Property &property = set.properties[std::size_t(column)];
        return property.type == odata::Type::Text && !property.isKey && property.name != "dataAreaId";
    });
    return std::size_t(found - columns.begin());
}

/// Writes one entity's file; the number of records, or -1 when the disk refused.
qint64 writeRows(const odata::Rows &rows, const std::vector<int> &columns, const ExportOrder &order, RowFile &file)
{
    const std::int64_t count = order.rows < 0 ? rows.count() : std::min<std::int64_t>(order.rows, rows.count());
    const std::set<std::int64_t> missing = draw(count, order.missing, order.run, {});
    const std::set<std::int64_t> changed = draw(count, order.changed, order.run, missing);
    const std::size_t changeable = changeableOf(rows.set(), columns);
    const std::string mark = ' ' + std::to_string(order.run);
    std::vector<std::string> texts(columns.size());
    odata::Cell cell;
    for (std::int64_t row = 0; row < count; ++row) {
        if (missing.contains(row))
            continue;
        odata::Place place = rows.at(row);
        for (std::size_t column = 0; column < columns.size(); ++column) {
            rows.make(place, columns[column], cell);
            texts[column] = textOf(cell);
        }
        if (changed.contains(row) && changeable < texts.size())
            texts[changeable] += mark;
        file.add({texts.begin(), texts.end()});
    }
    return file.finish() ? count - qint64(missing.size()) : -1;
}

bool addFile(zip_t *archive, const QString &name, zip_source_t *source)
{
    if (!source)
        return false;
    const zip_int64_t index = zip_file_add(archive, name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
        zip_source_free(source);
    return index >= 0 && zip_file_set_mtime(archive, zip_uint64_t(index), madeAt, 0) == 0;
}

/// The files of `folder`, and the two texts; false when the disk refused.
bool writeZip(const QString &path, const QString &folder, const QList<ManifestEntity> &manifest, const QString &project)
{
    const QByteArray manifestBytes = manifestText(manifest, project);
    const QByteArray headerBytes = packageHeaderText(project);
    zip_t *const archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (!archive)
        return false;
    bool isGood = true;
    for (const ManifestEntity &entity : manifest) {
        const QByteArray file = QFile::encodeName(folder + u'/' + entity.file);
        isGood = isGood && addFile(archive, entity.file, zip_source_file(archive, file.constData(), 0, -1));
    }
    const auto text = [&](const QString &name, const QByteArray &bytes) {
        return addFile(archive, name, zip_source_buffer(archive, bytes.constData(), zip_uint64_t(bytes.size()), 0));
    };
    isGood = isGood && text(u"Manifest.xml"_s, manifestBytes) && text(u"PackageHeader.xml"_s, headerBytes);
    if (isGood && zip_close(archive) == 0)
        return true;
    zip_discard(archive);
    return false;
}

} // namespace

MadeExport makeExport(const odata::Service &service, const ExportOrder &order, const QString &path)
{
    const QTemporaryDir folder(path + "-XXXXXX"_L1);
    const SourceFormat format = order.format == SourceFormat::ByContent ? SourceFormat::Csv : order.format;
    MadeExport made;
    QList<ManifestEntity> manifest;
    for (const QString &label : order.entities) {
        const auto rows = service.rowsOf(label.toStdString(), order.company.toStdString());
        if (!rows)
            return {0, u"There is no entity \"%1\", or no legal entity \"%2\"."_s.arg(label, order.company)};
        const std::vector<int> columns = columnsOf(rows->set(), label);
        ManifestEntity entity{label, fileNameOf(label, format), nameOf(format), int(manifest.size()) + 1, false, {}};
        std::vector<std::string> names;
        for (const int column : columns) {
            names.push_back(capitals(rows->set().properties[std::size_t(column)].name));
            entity.fields.append(QString::fromStdString(names.back()));
        }
        manifest.append(entity);
        RowFile file(folder.filePath(entity.file), format, capitals(rows->set().entityName), names);
        const qint64 records = writeRows(*rows, columns, order, file);
        if (records < 0)
            return {0, u"The package could not be written to the profile's disk."_s};
        made.records += records;
    }
    if (!writeZip(path, folder.path(), manifest, order.project))
        made.problem = u"The package could not be written to the profile's disk."_s;
    return made;
}

} // namespace practice
