#include "app/packages/PackageDiff.h"

#include "app/files/EntryStream.h"
#include "app/packages/ManifestDiff.h"
#include "app/packages/RowDiff.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

/// One of the two packages.
struct Side {
    ArchiveListing zip;
    PackageInside inside;

    bool isData(qsizetype entry) const { return hasRows(inside.files[entry].kind); }
};

Result<Side> sideOf(const QString &path, const std::stop_token &stop)
{
    auto zip = ArchiveListing::read(path, {}, stop);
    if (!zip)
        return fail(zip.error());
    auto inside = lookInside(*zip, stop);
    if (!inside)
        return fail(inside.error());
    return Side{std::move(*zip), std::move(*inside)};
}

/// Adds up what both threads have read; the caller hears of it one call at a time.
class Progress
{
public:
    Progress(const std::function<void(qint64, qint64)> &tell, qint64 all) : m_tell(tell), m_all(all) {}

    void add(qint64 bytes)
    {
        const std::scoped_lock lock(m_mutex);
        m_done = std::min(m_all, m_done + bytes);
        if (m_tell)
            m_tell(m_done, m_all);
    }
    /// A file is done: what was told of it meanwhile was a guess.
    void settle(qint64 bytes)
    {
        const std::scoped_lock lock(m_mutex);
        m_settled += bytes;
        m_done = std::min(m_all, m_settled);
        if (m_tell)
            m_tell(m_done, m_all);
    }

private:
    const std::function<void(qint64, qint64)> &m_tell;
    qint64 m_all;
    qint64 m_done = 0;
    qint64 m_settled = 0;
    std::mutex m_mutex;
};

/// Reads until `to` is full or the stream ends.
Result<qint64> fill(ByteStream &from, QByteArray &to)
{
    qint64 filled = 0;
    while (filled < to.size()) {
        const auto got = from.read(to.data() + filled, to.size() - filled);
        if (!got)
            return got;
        if (*got == 0)
            break;
        filled += *got;
    }
    return filled;
}

/// Why two files that differ are not told apart by their rows.
Error withoutRows()
{
    return {ErrorKind::BadInput,
            QCoreApplication::translate("waybill::PackageDiff", "Neither file holds rows, but the files differ.")};
}

/// The sheets of a workbook behind its first; none of any other file.
Result<QStringList> otherSheets(const QString &package, qsizetype entry, const std::stop_token &stop)
{
    DataFileAsk ask{package, entry};
    ask.mostRows = 0;
    const auto none = [](const std::shared_ptr<const RowBlock> &) { return true; };
    const auto facts = readDataFile(ask, none, stop);
    if (!facts)
        return fail(facts.error());
    return facts->sheets.mid(1);
}

class PackageComparison
{
public:
    PackageComparison(const DiffAsk &ask, const Side &left, const Side &right, const std::stop_token &stop)
        : m_ask(ask), m_left(left), m_right(right), m_stop(stop)
    {
    }

    Result<PackageDiff> compare(const std::function<void(qint64, qint64)> &tell);

private:
    /// Whether header or manifest, which are compared by what they say.
    bool isDescription(const Side &side, qsizetype entry) const;
    void joinFiles();
    void add(qsizetype left, qsizetype right, const ManifestEntity *entity);
    Result<void> compareFile(FileDiff &file, Progress &progress);
    Result<void> compareSheets(const FileDiff &file);
    Result<FileDiff> compareSheet(const FileDiff &file, const QString &sheet, bool isLeft, bool isRight) const;
    Result<bool> isSameBytes(qsizetype left, qsizetype right) const;

    const DiffAsk &m_ask;
    const Side &m_left, &m_right;
    const std::stop_token &m_stop;
    PackageDiff m_diff;
    QHash<qsizetype, QStringList> m_keys; // known ones, by the place in m_diff.files
    QHash<qsizetype, QList<FileDiff>> m_sheets; // further ones, likewise
    QSet<qsizetype> m_leftDone, m_rightDone;
};

bool PackageComparison::isDescription(const Side &side, qsizetype entry) const
{
    const bool isBoth = m_left.inside.manifest && m_right.inside.manifest;
    return isBoth && (entry == side.inside.manifestEntry || entry == side.inside.headerEntry);
}

void PackageComparison::add(qsizetype left, qsizetype right, const ManifestEntity *entity)
{
    FileDiff file;
    file.leftEntry = left;
    file.rightEntry = right;
    if (left >= 0) {
        m_leftDone.insert(left);
        file.name = m_left.inside.files[left].name;
        file.leftBytes = m_left.inside.files[left].bytes;
        file.state = DiffState::Removed;
    }
    if (right >= 0) {
        m_rightDone.insert(right);
        file.name = m_right.inside.files[right].name;
        file.rightBytes = m_right.inside.files[right].bytes;
        file.state = left >= 0 ? DiffState::Changed : DiffState::Added;
    }
    if (entity != nullptr) {
        file.entity = entity->name;
        if (m_ask.keysOf)
            m_keys.insert(m_diff.files.size(), m_ask.keysOf(entity->name, entity->targetEntity));
    }
    m_diff.files.append(std::move(file));
}

void PackageComparison::joinFiles()
{
    // By the entity, whatever its file is called in this run.
    QHash<QString, QList<qsizetype>> entities;
    if (m_left.inside.manifest) {
        for (const ManifestEntity &entity : m_left.inside.manifest->entities) {
            if (entity.entry >= 0)
                entities[entity.name].append(entity.entry);
        }
    }
    if (m_right.inside.manifest) {
        for (const ManifestEntity &entity : m_right.inside.manifest->entities) {
            const auto known = entities.find(entity.name);
            if (entity.entry < 0 || known == entities.end() || known->isEmpty())
                continue;
            const qsizetype left = known->takeFirst();
            if (!m_leftDone.contains(left) && !m_rightDone.contains(entity.entry))
                add(left, entity.entry, &entity);
        }
    }
    const auto entityOf = [](const Side &side, qsizetype entry) {
        const qsizetype entity = side.inside.files[entry].entity;
        return entity < 0 ? nullptr : &side.inside.manifest->entities[entity];
    };
    QHash<QString, qsizetype> byName;
    for (qsizetype i = m_left.inside.files.size(); i-- > 0;)
        byName.insert(m_left.inside.files[i].name.toCaseFolded(), i);
    for (qsizetype i = 0; i < m_right.inside.files.size(); ++i) {
        const PackageFile &file = m_right.inside.files[i];
        if (!file.isFile || m_rightDone.contains(i) || isDescription(m_right, i))
            continue;
        const qsizetype left = byName.value(file.name.toCaseFolded(), -1);
        const bool isThere = left >= 0 && m_left.inside.files[left].isFile && !m_leftDone.contains(left);
        add(isThere ? left : -1, i, entityOf(m_right, i));
    }
    for (qsizetype i = 0; i < m_left.inside.files.size(); ++i) {
        if (m_left.inside.files[i].isFile && !m_leftDone.contains(i) && !isDescription(m_left, i))
            add(i, -1, entityOf(m_left, i));
    }
}

Result<bool> PackageComparison::isSameBytes(qsizetype left, qsizetype right) const
{
    constexpr qsizetype piece = 256 << 10;
    if (m_left.inside.files[left].bytes != m_right.inside.files[right].bytes)
        return false;
    const auto a = openEntry(m_left.zip, left, m_stop), b = openEntry(m_right.zip, right, m_stop);
    if (!a || !b)
        return fail(a ? b.error() : a.error());
    QByteArray one(piece, Qt::Uninitialized), other(piece, Qt::Uninitialized);
    while (true) {
        const auto got = fill(**a, one), too = fill(**b, other);
        if (!got || !too)
            return fail(got ? too.error() : got.error());
        if (*got != *too || std::memcmp(one.constData(), other.constData(), std::size_t(*got)) != 0)
            return false;
        if (*got < piece)
            return true;
    }
}

Result<FileDiff> PackageComparison::compareSheet(const FileDiff &file, const QString &sheet, bool isLeft,
                                                 bool isRight) const
{
    FileDiff one;
    one.name = u"%1 › %2"_s.arg(file.name, sheet);
    one.entity = file.entity;
    one.leftEntry = isLeft ? file.leftEntry : -1;
    one.rightEntry = isRight ? file.rightEntry : -1;
    one.state = isLeft && isRight ? DiffState::Same : isLeft ? DiffState::Removed : DiffState::Added;
    if (!isLeft || !isRight)
        return one;
    const auto compared = diffRows(
        {m_ask.left, file.leftEntry, sheet}, {m_ask.right, file.rightEntry, sheet}, {}, m_ask.mostRows, [](qint64) {},
        m_stop, one);
    if (!compared && compared.error().kind != ErrorKind::BadInput)
        return fail(compared.error());
    if (!compared) {
        one.state = DiffState::Changed;
        one.fault = compared.error();
    }
    return one;
}

Result<void> PackageComparison::compareSheets(const FileDiff &file)
{
    const auto left = otherSheets(m_ask.left, file.leftEntry, m_stop);
    const auto right = otherSheets(m_ask.right, file.rightEntry, m_stop);
    if (!left || !right)
        return fail(left ? right.error() : left.error());
    QStringList all = *right;
    for (const QString &sheet : *left) {
        if (!all.contains(sheet))
            all.append(sheet);
    }
    QList<FileDiff> sheets;
    for (const QString &sheet : std::as_const(all)) {
        auto one = compareSheet(file, sheet, left->contains(sheet), right->contains(sheet));
        if (!one)
            return fail(one.error());
        sheets.append(std::move(*one));
    }
    m_sheets.insert(&file - m_diff.files.constData(), sheets);
    return {};
}

Result<void> PackageComparison::compareFile(FileDiff &file, Progress &progress)
{
    const auto isOfThisFile = [](const Error &error) { return error.kind == ErrorKind::BadInput; };
    if (m_left.isData(file.leftEntry) && m_right.isData(file.rightEntry)) {
        const qsizetype place = &file - m_diff.files.constData();
        const auto compared = diffRows(
            {m_ask.left, file.leftEntry}, {m_ask.right, file.rightEntry}, m_keys.value(place), m_ask.mostRows,
            [&progress](qint64 bytes) { progress.add(bytes); }, m_stop, file);
        if (!compared && !isOfThisFile(compared.error()))
            return fail(compared.error());
        if (compared && *compared == Compared::FirstSheet)
            return compareSheets(file);
        if (compared && *compared == Compared::Whole)
            return {};
        file.state = DiffState::Changed;
        file.fault = compared ? withoutRows() : compared.error();
    }
    const auto isSame = isSameBytes(file.leftEntry, file.rightEntry);
    if (isSame && *isSame) {
        file.state = DiffState::Same;
        file.fault.reset();
    }
    if (!isSame && !isOfThisFile(isSame.error()))
        return fail(isSame.error());
    if (!isSame)
        file.fault = isSame.error();
    return {};
}

Result<PackageDiff> PackageComparison::compare(const std::function<void(qint64, qint64)> &tell)
{
    m_diff.values = packageChanges(m_left.inside, m_right.inside);
    const PackageManifest none;
    m_diff.entities = entityChanges(m_left.inside.manifest.value_or(none), m_right.inside.manifest.value_or(none));
    joinFiles();
    qint64 all = 0;
    const auto isOnBoth = [](const FileDiff &file) { return file.leftEntry >= 0 && file.rightEntry >= 0; };
    for (const FileDiff &file : std::as_const(m_diff.files))
        all += isOnBoth(file) ? file.leftBytes + file.rightBytes : 0;
    Progress progress(tell, all);
    for (FileDiff &file : m_diff.files) {
        if (!isOnBoth(file))
            continue;
        if (auto compared = compareFile(file, progress); !compared)
            return fail(compared.error());
        progress.settle(file.leftBytes + file.rightBytes);
    }
    QList<FileDiff> files;
    for (qsizetype place = 0; place < m_diff.files.size(); ++place) {
        files.append(std::move(m_diff.files[place]));
        files.append(m_sheets.value(place));
    }
    m_diff.files = std::move(files);
    return std::move(m_diff);
}

} // namespace

QString diffWord(DiffState state)
{
    constexpr std::array<QLatin1StringView, 4> words = {"same"_L1, "changed"_L1, "added"_L1, "removed"_L1};
    return words[std::size_t(state)];
}

QString diffKeyWord(DiffKey key)
{
    constexpr std::array<QLatin1StringView, 4> words = {"none"_L1, "known"_L1, "found"_L1, "wholeRow"_L1};
    return words[std::size_t(key)];
}

bool PackageDiff::isSame() const
{
    const auto isSame = [](const auto &part) { return part.state == DiffState::Same; };
    return values.isEmpty() && std::ranges::all_of(entities, isSame) && std::ranges::all_of(files, isSame);
}

Result<PackageDiff> diffPackages(const DiffAsk &ask, const std::function<void(qint64, qint64)> &progress,
                                 const std::stop_token &stop)
{
    const auto left = sideOf(ask.left, stop);
    if (!left)
        return fail(left.error());
    const auto right = sideOf(ask.right, stop);
    if (!right)
        return fail(right.error());
    return PackageComparison(ask, *left, *right, stop).compare(progress);
}

} // namespace waybill
