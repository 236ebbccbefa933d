#include "app/messages/ErrorJoin.h"

#include "app/messages/CauseText.h"
#include "app/messages/KnownCauses.h"

#include <QHash>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

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
        if (known) {
            for (const QString &step : known->nextSteps) {
                if (!joined.nextSteps.contains(step))
                    joined.nextSteps.append(step);
            }
        }
    }
    std::ranges::stable_sort(joined.causes, std::ranges::greater(), &Cause::count);
}

} // namespace

JoinedErrors joinErrors(const QString &, QList<RecordError> errors, std::stop_token)
{
    JoinedErrors joined;
    joined.errors = std::move(errors);
    group(joined, {});
    return joined;
}

Result<FailingRowTable> readFailingRows(const QString &, const QList<RecordError> &, std::stop_token)
{
    return FailingRowTable();
}

Result<qint64> writeFailingRows(const QString &, const QList<RecordError> &, const QString &, std::stop_token)
{
    return 0;
}

} // namespace waybill
