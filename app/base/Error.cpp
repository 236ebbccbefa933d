#include "app/base/Error.h"

#include <array>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::array<std::pair<ErrorKind, QLatin1StringView>, 15> words{{
    {ErrorKind::Usage, "usage"_L1},
    {ErrorKind::BadInput, "badInput"_L1},
    {ErrorKind::NotFound, "notFound"_L1},
    {ErrorKind::Conflict, "conflict"_L1},
    {ErrorKind::Storage, "storage"_L1},
    {ErrorKind::Secret, "secret"_L1},
    {ErrorKind::Unreachable, "unreachable"_L1},
    {ErrorKind::NotSignedIn, "notSignedIn"_L1},
    {ErrorKind::Refused, "refused"_L1},
    {ErrorKind::Throttled, "throttled"_L1},
    {ErrorKind::ServerFault, "serverFault"_L1},
    {ErrorKind::AnswerLost, "answerLost"_L1},
    {ErrorKind::TimedOut, "timedOut"_L1},
    {ErrorKind::Cancelled, "cancelled"_L1},
    {ErrorKind::Busy, "busy"_L1},
}};
} // namespace

QString errorWord(ErrorKind kind)
{
    for (const auto &[candidate, word] : words) {
        if (candidate == kind)
            return QString(word);
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const Error &error)
{
    return {{u"kind"_s, errorWord(error.kind)},
            {u"message"_s, error.message},
            {u"detail"_s, error.detail},
            {u"httpStatus"_s, error.httpStatus == 0 ? QJsonValue() : QJsonValue(error.httpStatus)},
            {u"serviceCode"_s, error.serviceCode.isEmpty() ? QJsonValue() : QJsonValue(error.serviceCode)}};
}

Error errorFromJson(const QJsonObject &object)
{
    Error error{ErrorKind::Refused, object[u"message"_s].toString(), object[u"detail"_s].toString(),
                object[u"httpStatus"_s].toInt(), object[u"serviceCode"_s].toString()};
    const QString kind = object[u"kind"_s].toString();
    for (const auto &[candidate, word] : words) {
        if (kind == word)
            error.kind = candidate;
    }
    return error;
}

} // namespace waybill
