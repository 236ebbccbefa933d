#include "app/messages/ErrorJoin.h"

#include "app/base/FileThere.h"
#include "app/base/VisibleText.h"
#include "app/files/PackageContents.h"
#include "app/files/PayloadFormat.h"
#include "app/files/RecordJoin.h"
#include "app/files/RecordReader.h"
#include "app/files/UnpackedFile.h"
#include "app/messages/CauseText.h"
#include "app/messages/ErrorFileJoin.h"
#include "app/messages/ErrorList.h"
#include "app/messages/KnownCauses.h"
#include "app/messages/PackageJoin.h"
#include "app/messages/StateExplanation.h"

#include <algorithm>
#include <functional>
#include <future>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostCauses = 500;
constexpr std::size_t recentMessages = 1024; ///< many rows fail with the very same words
constexpr qsizetype longestQuote = 300;      ///< characters of a foreign text inside a sentence of ours

bool isPackage(const QString &path)
{
    const auto format = detectFormat(path);
    return format && *format == PayloadFormat::DataPackage;
}

/// For texts that are looked up with views.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(QStringView text) const { return qHash(text); }
};

/// Counts errors by cause.
class CauseCount
{
public:
    /// With the names of the file's columns.
    explicit CauseCount(const QStringList &columns) : m_texts(columns) {}

    void add(std::span<const RecordError> errors)
    {
        struct Recent {
            QStringView message;
            qsizetype cause = -1;
        };
        std::vector<Recent> recent(recentMessages);
        for (const RecordError &error : errors) {
            Recent &same = recent[qHash(error.message) % recentMessages];
            if (same.cause < 0 || same.message != error.message)
                same = {error.message, causeOf(error.message)};
            ++m_causes[same.cause].count;
        }
        m_counted += qsizetype(errors.size());
    }
    /// How many errors were added.
    qsizetype counted() const { return m_counted; }

    /// Most rows first.
    QList<Cause> causes() const
    {
        QList<Cause> sorted = m_causes;
        std::ranges::stable_sort(sorted, std::ranges::greater(), &Cause::count);
        sorted.resize(std::min(sorted.size(), mostCauses));
        return sorted;
    }

private:
    /// Its place in m_causes.
    qsizetype causeOf(const QString &message)
    {
        const QStringView text = m_texts.of(message);
        auto place = m_places.find(text);
        if (place == m_places.end()) {
            m_causes.append({text.toString(), 0, {}});
            place = m_places.emplace(m_causes.last().text, m_causes.size() - 1).first;
        }
        return place->second;
    }

    CauseTexts m_texts;
    std::unordered_map<QString, qsizetype, TextHash, std::equal_to<>> m_places; ///< in m_causes
    QList<Cause> m_causes;
    qsizetype m_counted = 0;
};

/// The names of the columns that can be told before the records are read: those of CSV.
QStringList columnsOfHeader(const QString &path)
{
    const auto format = detectFormat(path);
    const auto reader = format && *format == PayloadFormat::Csv ? openRecords(path) : nullptr;
    return reader && *reader ? (*reader)->columns() : QStringList();
}

/// Notes why rows could not be looked for. What holds no records never will: that is no trouble.
void note(const Error &error, JoinedErrors &joined)
{
    if (error.kind != ErrorKind::BadInput && !joined.trouble)
        joined.trouble = error;
}

/// Joins the errors to the file, and counts them beside it.
CauseCount joinToFile(const QString &path, JoinedErrors &joined, std::stop_token stop)
{
    QList<RecordError> &errors = joined.errors;
    if (path.isEmpty() || errors.isEmpty())
        return CauseCount({});
    if (isPackage(path)) {
        const auto columns = joinToPackage(path, errors, stop);
        if (!columns)
            note(columns.error(), joined);
        return CauseCount(columns.value_or(QStringList()));
    }
    QStringList ids;
    ids.reserve(errors.size());
    for (const RecordError &error : std::as_const(errors))
        ids.append(error.recordId);
    auto joining = std::async(std::launch::async, [&] { return joinRecords(path, ids, {}, stop); });
    std::optional<CauseCount> count;
    if (const QStringList columns = columnsOfHeader(path); !columns.isEmpty())
        count.emplace(columns).add(std::as_const(errors));
    const auto join = joining.get();
    if (!join)
        note(join.error(), joined);
    for (std::size_t i = 0; join && i < join->places.size(); ++i) {
        if (const auto &place = join->places[i]) {
            errors[qsizetype(i)].record = place->number;
            errors[qsizetype(i)].line = place->line;
        }
    }
    return count ? *std::move(count) : CauseCount(join ? join->columns : QStringList());
}

void group(JoinedErrors &joined, CauseCount count)
{
    count.add(std::span(std::as_const(joined.errors)).subspan(std::size_t(count.counted())));
    joined.causes = count.causes();
    for (Cause &cause : joined.causes) {
        const auto known = KnownCauses::find(cause.text);
        if (!known)
            continue;
        cause.mend = known->mend;
        for (const QString &step : known->nextSteps) {
            if (!joined.nextSteps.contains(step))
                joined.nextSteps.append(step);
        }
    }
}

QString quoted(const QString &text)
{
    return visibleText(text, LineEnds::AsSpaces, longestQuote);
}

void explain(JoinedErrors &joined)
{
    const qsizetype found =
        std::ranges::count_if(joined.errors, [](const RecordError &e) { return e.record.has_value(); });
    const QString first = quoted(joined.causes.first().text);
    joined.explanation = joined.causes.size() == 1
                             ? u"%1 records failed, all for one cause: %2"_s.arg(joined.errors.size()).arg(first)
                             : u"%1 records failed for %2 causes, most of them (%3): %4"_s.arg(joined.errors.size())
                                   .arg(joined.causes.size())
                                   .arg(joined.causes.first().count)
                                   .arg(first);
    if (joined.errors.size() == 1)
        joined.explanation = u"One record failed: %1"_s.arg(quoted(joined.errors.first().message));
    if (joined.nextSteps.isEmpty())
        joined.nextSteps.append(
            u"Read the messages of the failing records, and mend the data or the set-up they name."_s);
    const QString save = u"Save the failing rows, mend them, and push just these as a new file."_s;
    joined.nextSteps.removeAll(save); // a cause may say so too; it comes last, and only where rows are known
    if (found > 0)
        joined.nextSteps.append(save);
}

void groupAndExplain(JoinedErrors &joined, CauseCount count)
{
    group(joined, std::move(count));
    if (!joined.errors.isEmpty())
        explain(joined);
}

/// What the error files name and the list does not.
void addFiles(const QString &path, const QList<FailureFile> &files, const QList<QByteArray> &contents,
              JoinedErrors &joined, std::stop_token stop)
{
    if (path.isEmpty() || files.isEmpty())
        return;
    const bool package = isPackage(path);
    const auto zip = package ? ZipReader::open(path) : Result<std::unique_ptr<ZipReader>>(nullptr);
    if (!zip)
        return note(zip.error(), joined);
    const auto parts = *zip ? readPackage(**zip) : Result<PackageContents>(PackageContents());
    if (!parts)
        return note(parts.error(), joined);
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QByteArray content = contents.value(i);
        if (content.isEmpty())
            continue;
        if (!package) {
            if (const auto added = addErrorsOfFile(path, files[i], content, joined.errors, stop); !added)
                note(added.error(), joined);
            continue;
        }
        const auto entity = std::ranges::find(parts->entities, files[i].entity, &PackageEntity::name);
        if (entity == parts->entities.cend() || entity->entry < 0)
            continue;
        const auto data = UnpackedFile::take(**zip, entity->entry, stop);
        const auto added = data ? addErrorsOfFile((*data)->path(), files[i], content, joined.errors, stop)
                                : Result<qint64>(fail(data.error()));
        if (!added)
            note(added.error(), joined);
        for (RecordError &error : joined.errors) {
            if (error.record && error.entity.isEmpty()) // what the file has just placed
                error.entity = files[i].entity;
        }
    }
}

} // namespace

JoinedErrors joinErrors(QString path, QList<RecordError> errors, std::stop_token stop, const QList<FailureFile> &files,
                        const QList<QByteArray> &contents)
{
    JoinedErrors joined;
    joined.errors = std::move(errors);
    if (const auto there = isThere(path); there && !*there)
        path.clear();
    CauseCount count = joinToFile(path, joined, stop);
    addFiles(path, files, contents, joined, stop);
    if (stop.stop_requested() && !path.isEmpty() && !(joined.errors.isEmpty() && files.isEmpty()))
        note(Error{ErrorKind::Cancelled, u"It was stopped."_s, {}, 0, {}}, joined);
    groupAndExplain(joined, std::move(count));
    return joined;
}

void tellErrors(const Message &message, JoinedErrors joined, Failure &failure)
{
    if (joined.errors.isEmpty())
        return;
    failure.errors = std::move(joined.errors);
    failure.moreErrors = 0;
    failure.causes = std::move(joined.causes);
    if (failure.complete) {
        failure.nextSteps = std::move(joined.nextSteps);
        if (!message.arrivedPartly())
            failure.explanation = std::move(joined.explanation);
        return;
    }
    failure.nextSteps.removeIf([&joined](const QString &step) { return joined.nextSteps.contains(step); });
    failure.nextSteps = joined.nextSteps + failure.nextSteps;
}

FailureDigest digestFailure(const Message &message, Failure failure, FailureMaterial material, std::stop_token stop)
{
    FailureDigest digest;
    QList<RecordError> errors;
    const bool asked = !material.errors.isEmpty();
    if (asked) {
        auto list = errorsOfAnswer(material.errors);
        digest.readable = list.has_value();
        errors = std::move(list).value_or(QList<RecordError>());
        material.errors.clear();
    }
    const bool all = errors.size() < mostErrors;
    JoinedErrors joined = joinErrors(material.path, std::move(errors), stop, failure.files, material.contents);
    const auto trouble = joined.trouble;
    if (!joined.errors.isEmpty()) {
        tellErrors(message, std::move(joined), failure);
    } else if (message.state == MessageState::Failed && asked && failure.complete && digest.readable) {
        explainEmptyErrors(message, failure);
        if (!failure.log.isEmpty())
            failure.explanation += u" Its execution log says: %1"_s.arg(quoted(failure.log.trimmed()));
    }
    if (!all)
        failure.explanation += u" F&O names a million errors or more; the first million are kept here."_s;
    if (trouble) {
        failure.complete = false;
        failure.explanation += u" Not all failing rows were looked for yet: %1"_s.arg(trouble->message);
    }
    digest.packed = packFailure(failure, material.contents);
    digest.inShort = failure;
    digest.inShort.moreErrors = std::max<qsizetype>(0, failure.errors.size() - errorsInShort);
    digest.inShort.errors = failure.errors.first(std::min(errorsInShort, failure.errors.size()));
    return digest;
}

} // namespace waybill
