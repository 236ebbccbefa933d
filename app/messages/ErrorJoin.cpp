#include "app/messages/ErrorJoin.h"

#include "app/files/FailingRows.h"
#include "app/files/GuiltyCell.h"
#include "app/files/RecordJoin.h"
#include "app/files/RecordReader.h"
#include "app/messages/CauseText.h"
#include "app/messages/KnownCauses.h"

#include <QHash>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// Rows that are shown; more are only counted.
constexpr qsizetype mostShown = 5'000;

QStringList joinToFile(const QString &path, QList<RecordError> &errors, std::stop_token stop)
{
    if (path.isEmpty())
        return {};
    QStringList ids;
    ids.reserve(errors.size());
    for (const RecordError &error : errors)
        ids.append(error.recordId);
    const auto join = joinRecords(path, ids, {}, stop);
    if (!join)
        return {};
    for (qsizetype i = 0; i < errors.size(); ++i) {
        if (const auto &place = join->places[size_t(i)]) {
            errors[i].record = place->number;
            errors[i].line = place->line;
        }
    }
    return join->columns;
}

void group(JoinedErrors &joined, const QStringList &columns)
{
    QHash<QString, qsizetype> places;
    for (const RecordError &error : joined.errors) {
        const QString text = causeText(error.message, columns);
        const auto place = places.constFind(text);
        if (place != places.cend()) {
            ++joined.causes[*place].count;
            continue;
        }
        places.insert(text, joined.causes.size());
        const auto known = KnownCauses::find(error.message);
        joined.causes.append({text, 1, known ? known->mend : QString()});
        for (const QString &step : known ? known->nextSteps : QStringList()) {
            if (!joined.nextSteps.contains(step))
                joined.nextSteps.append(step);
        }
    }
    std::ranges::stable_sort(joined.causes, std::ranges::greater(), &Cause::count);
}

void explain(JoinedErrors &joined)
{
    const qsizetype found =
        std::ranges::count_if(joined.errors, [](const RecordError &e) { return e.record.has_value(); });
    joined.explanation =
        joined.causes.size() == 1
            ? u"%1 records failed, all for one cause: %2"_s.arg(joined.errors.size()).arg(joined.causes.first().text)
            : u"%1 records failed for %2 causes, most of them (%3): %4"_s.arg(joined.errors.size())
                  .arg(joined.causes.size())
                  .arg(joined.causes.first().count)
                  .arg(joined.causes.first().text);
    if (joined.errors.size() == 1)
        joined.explanation = u"One record failed: %1"_s.arg(joined.errors.first().message);
    if (joined.nextSteps.isEmpty())
        joined.nextSteps.append(
            u"Read the messages of the failing records, and mend the data or the set-up they name."_s);
    const QString save = u"Save the failing rows, mend them, and push just these as a new file."_s;
    joined.nextSteps.removeAll(save); // a cause may say so too; it comes last, and only where rows are known
    if (found > 0)
        joined.nextSteps.append(save);
}

/// The messages of each failing record, by record number; several of one record stand below each other.
QHash<qint64, RecordError> byRecord(const QList<RecordError> &errors)
{
    QHash<qint64, RecordError> wanted;
    for (const RecordError &error : errors) {
        if (!error.record)
            continue;
        const auto known = wanted.find(*error.record);
        if (known == wanted.end())
            wanted.insert(*error.record, error);
        else
            known->message += u'\n' + error.message;
    }
    return wanted;
}

} // namespace

JoinedErrors joinErrors(const QString &path, QList<RecordError> errors, std::stop_token stop)
{
    JoinedErrors joined;
    joined.errors = std::move(errors);
    const QStringList columns = joinToFile(path, joined.errors, stop);
    group(joined, columns);
    if (!joined.errors.isEmpty())
        explain(joined);
    return joined;
}

Result<FailingRowTable> readFailingRows(const QString &path, const QList<RecordError> &errors, std::stop_token stop)
{
    const auto wanted = byRecord(errors);
    FailingRowTable table;
    table.total = wanted.size();
    if (wanted.isEmpty())
        return table;
    auto reader = openRecords(path, stop);
    if (!reader)
        return fail(reader.error());
    Record record;
    while (table.rows.size() < std::min<qsizetype>(wanted.size(), mostShown)) {
        const auto more = (*reader)->next(record);
        if (!more && more.error().kind == ErrorKind::Cancelled)
            return fail(more.error());
        if (!more || !*more)
            break;
        const auto error = wanted.constFind(record.place.number);
        if (error == wanted.cend())
            continue;
        table.columns = (*reader)->columns();
        const QString first = error->message.section(u'\n', 0, 0);
        const auto guilty = guiltyColumn(table.columns, record.values, error->field, first);
        table.rows.append({record.place.line, record.values, guilty.value_or(-1), error->message});
    }
    return table;
}

Result<qint64> writeFailingRows(const QString &path, const QList<RecordError> &errors, const QString &output,
                                std::stop_token stop)
{
    std::vector<qint64> numbers;
    for (const RecordError &error : errors) {
        if (error.record)
            numbers.push_back(*error.record);
    }
    const auto written = writeFailingRows(path, output, std::move(numbers), ExistingFile::Replace, {}, stop);
    if (!written)
        return fail(written.error());
    return written->rows;
}

} // namespace waybill
