#include "app/cli/verbs/RetentionOptions.h"

#include <QJsonObject>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// A number from `least` on, or `none`.
Result<std::optional<qint64>> limitFrom(const QString &text, const char *option, qint64 least)
{
    if (text == "none"_L1)
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < least) {
        return fail(ErrorKind::Usage, u"%1 takes a whole number from %2 on, or none; “%3” is neither."_s.arg(
                                          QString::fromLatin1(option), QString::number(least), text.left(60)));
    }
    return number;
}
} // namespace

void RetentionOptions::declare(Syntax &syntax, const char *age, const char *size)
{
    syntax.option("--max-age", "DAYS", age, &m_age);
    syntax.option("--max-size", "BYTES", size, &m_size);
}

Result<Retention> RetentionOptions::over(Retention retention) const
{
    if (m_age) {
        const auto days = limitFrom(*m_age, "--max-age", 1);
        if (!days)
            return fail(days.error());
        retention.maxAge = *days ? std::optional(std::chrono::days(**days)) : std::nullopt;
    }
    if (m_size) {
        const auto bytes = limitFrom(*m_size, "--max-size", 1'000'000);
        if (!bytes)
            return fail(bytes.error());
        retention.maxBytes = *bytes;
    }
    return retention;
}

void showRetention(Output &out, const Retention &retention, qint64 removed)
{
    const auto days = retention.maxAge ? QJsonValue(qint64(retention.maxAge->count())) : QJsonValue();
    const auto bytes = retention.maxBytes ? QJsonValue(*retention.maxBytes) : QJsonValue();
    if (out.isJson()) {
        out.json(QJsonObject{{u"maxAgeDays"_s, days}, {u"maxBytes"_s, bytes}, {u"removed"_s, removed}});
        return;
    }
    const auto text = [](const QJsonValue &value, const QString &unit) {
        return value.isNull() ? u"none"_s : QString::number(value.toInteger()) + unit;
    };
    out.fields({{u"max age"_s, text(days, u" days"_s)},
                {u"max size"_s, text(bytes, u" bytes"_s)},
                {u"removed now"_s, QString::number(removed)}});
}

} // namespace waybill
