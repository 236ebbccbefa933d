#include "app/messages/PackageJoin.h"

#include "app/files/NameFold.h"
#include "app/files/PackageContents.h"
#include "app/files/RecordJoin.h"
#include "app/files/UnpackedFile.h"

namespace waybill {

namespace {

/// What one entity's data file says of the ids.
struct Claim {
    QString entity;
    std::vector<std::optional<RecordPlace>> places;
    QStringList columns; ///< folded
};

bool hasField(const Claim &claim, const QString &field)
{
    return claim.columns.contains(foldedName(field));
}

/// The claim on the error at `place`. Where several entities know its id, the field that it names decides; nothing when
/// that does not tell either.
const Claim *claimOn(const RecordError &error, std::size_t place, const std::vector<Claim> &claims)
{
    QList<const Claim *> by;
    for (const Claim &claim : claims) {
        if (claim.places[place])
            by.append(&claim);
    }
    if (by.size() > 1 && !error.field.isEmpty())
        by.removeIf([&error](const Claim *claim) { return !hasField(*claim, error.field); });
    return by.size() == 1 ? by.first() : nullptr;
}

} // namespace

Result<QStringList> joinToPackage(const QString &path, QList<RecordError> &errors, std::stop_token stop)
{
    const auto zip = ZipReader::open(path);
    if (!zip)
        return fail(zip.error());
    const auto contents = readPackage(**zip);
    if (!contents)
        return fail(contents.error());
    QStringList ids;
    ids.reserve(errors.size());
    for (const RecordError &error : errors)
        ids.append(error.recordId);
    QStringList columns;
    std::vector<Claim> claims;
    const JoinIds of = contents->entities.size() == 1 ? JoinIds::AllOfThisFile : JoinIds::SomeOfThisFile;
    for (const PackageEntity &entity : contents->entities) {
        if (entity.entry < 0)
            continue;
        const auto file = UnpackedFile::take(**zip, entity.entry, stop);
        if (!file && file.error().kind != ErrorKind::BadInput)
            return fail(file.error());
        if (!file)
            continue;
        auto join = joinRecords((*file)->path(), ids, {}, stop, of);
        if (!join && join.error().kind != ErrorKind::BadInput)
            return fail(join.error());
        if (!join)
            continue;
        columns += join->columns;
        QStringList folded;
        for (const QString &column : join->columns)
            folded.append(foldedName(column));
        claims.push_back({entity.name, std::move(join->places), std::move(folded)});
    }
    for (qsizetype i = 0; i < errors.size(); ++i) {
        const Claim *only = claimOn(errors[i], std::size_t(i), claims);
        if (!only)
            continue;
        errors[i].entity = only->entity;
        errors[i].record = only->places[std::size_t(i)]->number;
        errors[i].line = only->places[std::size_t(i)]->line;
    }
    columns.removeDuplicates();
    return columns;
}

} // namespace waybill
