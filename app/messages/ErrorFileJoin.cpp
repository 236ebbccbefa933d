#include "app/messages/ErrorFileJoin.h"

#include "app/files/NameFold.h"
#include "app/files/RecordReader.h"
#include "app/files/ScratchFile.h"

#include <QDir>
#include <QHash>
#include <QSet>

#include <vector>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostJoined = 100'000;

/// A record of the sent file that the error file may mean.
struct Like {
    RecordPlace place;
    bool named = false; ///< an error names it already
};

/// Records of the error file with the same values, waiting for their like in the sent file.
struct Wanted {
    QString id;
    QStringList messages; ///< one for each of them
    QList<Like> last;     ///< as many as they are, of the records with these values: the earlier of one key arrived
    qsizetype named = 0;  ///< how many of all records with these values errors name already

    void meet(const RecordPlace &place, bool isNamed)
    {
        last.push_back({place, isNamed});
        if (last.size() > messages.size())
            last.removeFirst();
        named += isNamed ? 1 : 0;
    }
};

/// What the error file tells of one record that no error names yet.
struct Open {
    QString id;
    QString message;
    RecordPlace place;
    bool named = false;
};

QString keyOf(const QStringList &values, const std::vector<qsizetype> &columns)
{
    QString key;
    for (const qsizetype column : columns) {
        key += values.value(column).trimmed();
        key += QChar(0x1f);
    }
    return key;
}

/// The columns that both files have, as places in the one and in the other.
struct Shared {
    std::vector<qsizetype> here, there;
};

Shared sharedColumns(const QStringList &here, const QStringList &there)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < there.size(); ++i)
        places.insert(foldedName(there[i]), i);
    Shared shared;
    for (qsizetype i = 0; i < here.size(); ++i) {
        const auto found = places.constFind(foldedName(here[i]));
        if (found != places.cend() && !found.key().isEmpty()) {
            shared.here.push_back(i);
            shared.there.push_back(*found);
        }
    }
    return shared;
}

/// The column in which the service says what was wrong; -1 when there is none.
qsizetype messageColumn(const QStringList &columns, const std::vector<qsizetype> &shared)
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QString name = foldedName(columns[i]);
        if ((name.contains("error"_L1) || name.contains("message"_L1) || name.contains("reason"_L1)) &&
            std::find(shared.begin(), shared.end(), i) == shared.end())
            return i;
    }
    return -1;
}

QString words(const FailureFile &file)
{
    return file.kind == FailureFile::Kind::TargetErrorKeys
               ? u"The service lists this record among the keys that did not get from staging to the target."_s
               : u"The service lists this record among those that did not get into staging."_s;
}

/// In the order of the file.
std::vector<Open> openOnes(const QHash<QString, Wanted> &wanted)
{
    std::vector<Open> open;
    for (const Wanted &some : wanted) {
        qsizetype left = some.messages.size() - some.named;
        for (qsizetype i = some.last.size() - 1; i >= 0 && left > 0; --i) {
            const Like &like = some.last[i];
            if (like.named)
                continue;
            open.push_back({some.id, some.messages[i], like.place});
            --left;
        }
    }
    std::ranges::sort(open, {}, [](const Open &one) { return one.place.number; });
    return open;
}

/// The error, unless it says that a file is no records (to its end): what was read until then counts.
Result<void> unlessBad(const Error &error)
{
    return error.kind == ErrorKind::BadInput ? Result<void>() : fail(error);
}

/// Reads all records.
template <class See>
Result<void> eachRecord(RecordReader &reader, See see)
{
    Record record;
    for (;;) {
        const auto more = reader.next(record);
        if (!more)
            return unlessBad(more.error());
        if (!*more)
            return {};
        see(record);
    }
}

/// CSV names its columns at the beginning; XML knows them only once all of it was read.
Result<QStringList> allColumns(const QString &path, const std::stop_token &stop)
{
    const auto reader = openRecords(path, stop);
    if (!reader)
        return fail(reader.error());
    if ((*reader)->columns().isEmpty()) {
        if (const auto read = eachRecord(**reader, [](const Record &) {}); !read)
            return fail(read.error());
    }
    return (*reader)->columns();
}

} // namespace

Result<qint64> addErrorsOfFile(const QString &sent, const FailureFile &file, const QByteArray &content,
                               QList<RecordError> &errors, std::stop_token stop)
{
    const bool xml = content.trimmed().startsWith('<');
    if (content.isEmpty())
        return 0;
    const auto copy = ScratchFile::make(xml ? u"xml"_s : u"csv"_s);
    if (!copy)
        return fail(copy.error());
    QFile &scratch = (*copy)->file();
    if (scratch.write(content) != content.size() || !scratch.flush())
        return fail(ErrorKind::Storage,
                    u"There is no room in %1 to read the error file."_s.arg(QDir::toNativeSeparators(QDir::tempPath())),
                    scratch.errorString());
    const auto list = openRecords((*copy)->path(), stop);
    const auto source = openRecords(sent, stop);
    for (const auto *opened : {&list, &source}) {
        if (!*opened)
            return unlessBad(opened->error()).map([] { return qint64(0); });
    }
    QList<Record> listed;
    const auto read = eachRecord(**list, [&](const Record &record) {
        if (listed.size() < mostJoined)
            listed.append(record);
    });
    if (!read)
        return fail(read.error());
    const auto columns = allColumns(sent, stop);
    if (!columns)
        return fail(columns.error());
    const Shared shared = sharedColumns((*list)->columns(), *columns);
    if (shared.here.empty())
        return 0;
    const qsizetype says = messageColumn((*list)->columns(), shared.here);
    QHash<QString, Wanted> wanted;
    for (const Record &record : listed) {
        QStringList id;
        for (const qsizetype column : shared.here)
            id.append(record.values.value(column).trimmed());
        Wanted &some = wanted[keyOf(record.values, shared.here)];
        some.id = file.kind == FailureFile::Kind::TargetErrorKeys ? id.join(u',') : id.value(0);
        some.messages.append(says < 0 ? QString() : record.values.value(says).trimmed());
    }
    QSet<qint64> named;
    for (const RecordError &error : errors) {
        if (error.record && (error.entity.isEmpty() || error.entity == file.entity))
            named.insert(*error.record);
    }
    const auto look = [&](const Record &record) {
        const auto found = wanted.find(keyOf(record.values, shared.there));
        if (found != wanted.end())
            found->meet(record.place, named.contains(record.place.number));
    };
    if (const auto all = eachRecord(**source, look); !all)
        return fail(all.error());
    std::vector<Open> open = openOnes(wanted);
    QHash<QString, QList<Open *>> byId;
    for (Open &one : open)
        byId[one.id.toCaseFolded()].append(&one);
    // The list may name the record already and could not tell which it is.
    for (RecordError &error : errors) {
        if (error.record)
            continue;
        const auto found = byId.find(error.recordId.trimmed().toCaseFolded());
        if (found == byId.end())
            continue;
        Open &one = *found->first();
        if (found->size() > 1)
            found->removeFirst();
        one.named = true;
        error.record = one.place.number;
        error.line = one.place.line;
    }
    QList<RecordError> fresh;
    for (const Open &one : open) {
        if (!one.named)
            fresh.append(
                {one.id, {}, one.message.isEmpty() ? words(file) : one.message, one.place.number, one.place.line, {}});
    }
    errors += fresh;
    return fresh.size();
}

} // namespace waybill
