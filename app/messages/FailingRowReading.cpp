#include "app/messages/FailingRowReading.h"

#include "app/files/FailingPackage.h"
#include "app/files/FailingRows.h"
#include "app/files/GuiltyCell.h"
#include "app/files/PackageContents.h"
#include "app/files/RecordReader.h"
#include "app/files/UnpackedFile.h"

#include <QHash>
#include <QMap>

#include <algorithm>

namespace waybill {

namespace {

/// The messages of each failing record, by record number; several of one record stand below each other.
QHash<qint64, RecordError> byRecord(const QList<RecordError> &errors, const QString &entity)
{
    QHash<qint64, RecordError> wanted;
    for (const RecordError &error : errors) {
        if (!error.record || error.entity != entity)
            continue;
        const auto known = wanted.find(*error.record);
        if (known == wanted.end())
            wanted.insert(*error.record, error);
        else
            known->message += u'\n' + error.message;
    }
    return wanted;
}

/// The entities that have failing rows, in the order of the list; the empty name of a single file's.
QStringList entitiesOf(const QList<RecordError> &errors)
{
    QStringList entities;
    for (const RecordError &error : errors) {
        if (error.record && !entities.contains(error.entity))
            entities.append(error.entity);
    }
    return entities;
}

Result<FailingRowTable> tableOf(const QString &path, const QHash<qint64, RecordError> &wanted, std::stop_token stop)
{
    FailingRowTable table;
    table.total = wanted.size();
    auto reader = openRecords(path, stop);
    if (!reader)
        return fail(reader.error());
    GuiltyCell guilty((*reader)->columns());
    Record record;
    while (table.size() < wanted.size()) {
        const auto more = (*reader)->next(record);
        if (!more && more.error().kind == ErrorKind::Cancelled)
            return fail(more.error());
        if (!more || !*more)
            break;
        const auto error = wanted.constFind(record.place.number);
        if (error == wanted.cend())
            continue;
        if (guilty.columns() != (*reader)->columns().size())
            guilty = GuiltyCell((*reader)->columns()); // XML meets its columns while it is read
        const QString first = error->message.section(u'\n', 0, 0);
        const auto column = guilty.find(record.values, error->field, first);
        if (!table.add(record.place.line, record.values, column.value_or(-1), error->message))
            break;
    }
    table.columns = (*reader)->columns();
    return table;
}

FailingRowTable withoutRows(const QList<RecordError> &errors)
{
    FailingRowTable table;
    table.placed = false;
    table.columns = {QString(), QString()}; // record and field: the window has words for them
    for (const RecordError &error : errors) {
        if (error.record)
            continue;
        ++table.total;
        table.add(0, {error.recordId, error.field}, -1, error.message);
    }
    return table;
}

} // namespace

Result<QList<FailingRowTable>> readFailingRows(const QString &path, const QList<RecordError> &errors,
                                               std::stop_token stop)
{
    QList<FailingRowTable> tables;
    std::unique_ptr<ZipReader> zip;
    PackageContents contents;
    for (const QString &entity : path.isEmpty() ? QStringList() : entitiesOf(errors)) {
        std::unique_ptr<UnpackedFile> unpacked;
        if (!entity.isEmpty()) {
            if (!zip) {
                auto opened = ZipReader::open(path);
                auto read = opened ? readPackage(**opened) : Result<PackageContents>(fail(opened.error()));
                if (!read)
                    return fail(read.error());
                zip = std::move(*opened);
                contents = std::move(*read);
            }
            const auto place = std::ranges::find(contents.entities, entity, &PackageEntity::name);
            if (place == contents.entities.end() || place->entry < 0)
                continue;
            auto taken = UnpackedFile::take(*zip, place->entry, stop);
            if (!taken)
                return fail(taken.error());
            unpacked = std::move(*taken);
        }
        auto table = tableOf(unpacked ? unpacked->path() : path, byRecord(errors, entity), stop);
        if (!table)
            return fail(table.error());
        table->entity = entity;
        tables.append(*std::move(table));
    }
    if (FailingRowTable rest = withoutRows(errors); rest.total > 0)
        tables.append(std::move(rest));
    return tables;
}

Result<qint64> writeFailingRows(const QString &path, const QList<RecordError> &errors, const QString &output,
                                std::stop_token stop)
{
    QMap<QString, std::vector<qint64>> numbers;
    for (const RecordError &error : errors) {
        if (error.record)
            numbers[error.entity].push_back(*error.record);
    }
    const bool package = std::ranges::any_of(numbers.keys(), [](const QString &entity) { return !entity.isEmpty(); });
    const auto written = package ? writeFailingPackage(path, output, numbers, stop)
                                 : writeFailingRows(path, output, numbers.value(QString()), ExistingFile::Replace, {}, stop);
    if (!written)
        return fail(written.error());
    return written->rows;
}

} // namespace waybill
