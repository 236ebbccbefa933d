#include "app/cli/verbs/RetentionOptions.h"

#include <limits>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 withoutEnd = std::numeric_limits<qint64>::max();

/// A number from `least` to `most`, or `none`.
Result<std::optional<qint64>> limitFrom(const QString &text, const char *option, qint64 least, qint64 most)
{
    if (text == "none"_L1)
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < least || number > most) {
        const QString end = most == withoutEnd ? u"on"_s : u"to %1"_s.arg(most);
        return fail(ErrorKind::Usage, u"%1 takes a whole number from %2 %3, or none; “%4” is neither."_s.arg(
                                          QString::fromLatin1(option), QString::number(least), end, text.left(60)));
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
        const auto days = limitFrom(*m_age, "--max-age", 1, longestAge.count());
        if (!days)
            return fail(days.error());
        retention.maxAge = *days ? std::optional(std::chrono::days(**days)) : std::nullopt;
    }
    if (m_size) {
        const auto bytes = limitFrom(*m_size, "--max-size", 1'000'000, withoutEnd);
        if (!bytes)
            return fail(bytes.error());
        retention.maxBytes = *bytes;
    }
    return retention;
}

void showRetention(Output &out, const Retention &retention, qint64 removed, const QJsonObject &more)
{
    const auto days = retention.maxAge ? QJsonValue(qint64(retention.maxAge->count())) : QJsonValue();
    const auto bytes = retention.maxBytes ? QJsonValue(*retention.maxBytes) : QJsonValue();
    if (out.isJson()) {
        QJsonObject object = more;
        object.insert(u"maxAgeDays"_s, days);
        object.insert(u"maxBytes"_s, bytes);
        object.insert(u"removed"_s, removed);
        out.json(object);
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
