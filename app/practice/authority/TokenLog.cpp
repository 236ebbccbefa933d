#include "app/practice/authority/TokenLog.h"

using namespace Qt::StringLiterals;

namespace practice {

void TokenLog::add(const TokenRequest &request, const TokenAnswer &answer)
{
    const QString proof = !request.field(u"client_assertion"_s).isEmpty() ? u"assertion"_s
                          : !request.field(u"client_secret"_s).isEmpty()  ? u"secret"_s
                                                                          : u"none"_s;
    const auto orNull = [](const QJsonValue &value) { return value.isUndefined() ? QJsonValue() : value; };
    const QJsonObject entry{{u"atUtc"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                            {u"grant"_s, request.field(u"grant_type"_s)},
                            {u"clientId"_s, request.field(u"client_id"_s)},
                            {u"proof"_s, proof},
                            {u"scope"_s, request.field(request.byResource ? u"resource"_s : u"scope"_s)},
                            {u"status"_s, answer.status},
                            {u"error"_s, orNull(answer.body.value("error"_L1))},
                            {u"errorCode"_s, orNull(answer.body.value("error_codes"_L1)[0])}};
    const std::lock_guard lock(m_mutex);
    m_entries.append(entry);
}

QJsonArray TokenLog::toJson() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries;
}

} // namespace practice
