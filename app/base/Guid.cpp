#include "app/base/Guid.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

namespace waybill {
using namespace Qt::StringLiterals;

std::optional<QString> guidFrom(QStringView text)
{
    static const QRegularExpression shape(
        u"^\\s*(\\{)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?(1)\\})\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = shape.match(text.toString());
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(2).toLower();
}

std::optional<QString> guidInUseFrom(QStringView text)
{
    auto guid = guidFrom(text);
    if (guid == u"00000000-0000-0000-0000-000000000000"_s)
        guid.reset();
    return guid;
}

QStringList guidsIn(QStringView text)
{
    // Not part of a longer run of letters, digits and hyphens: that is something else.
    static const QRegularExpression shape(
        u"(?<![0-9a-z-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z-])"_s,
        QRegularExpression::CaseInsensitiveOption);
    QStringList found;
    QSet<QString> seen;
    const QString whole = text.toString();
    for (auto matches = shape.globalMatch(whole); matches.hasNext();) {
        const auto guid = guidInUseFrom(matches.next().captured());
        if (guid && !seen.contains(*guid)) {
            seen.insert(*guid);
            found.append(*guid);
        }
    }
    return found;
}

std::optional<QString> guidFromAnswer(QByteArrayView body)
{
    QByteArray bytes = body.trimmed().toByteArray();
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.mid(3).trimmed();
    if (bytes.startsWith('{')) {
        const QJsonDocument document = QJsonDocument::fromJson(bytes);
        if (document.isObject()) {
            QJsonValue value = document.object().value(u"value"_s);
            if (value.isObject()) // seen nested once more in other answers: {"value":{"value":"…"}}
                value = value.toObject().value(u"value"_s);
            return value.isString() ? guidInUseFrom(value.toString()) : std::nullopt;
        }
    }
    if (bytes.size() >= 2 && bytes.startsWith('"') && bytes.endsWith('"'))
        bytes = bytes.mid(1, bytes.size() - 2);
    return guidInUseFrom(QString::fromUtf8(bytes));
}

} // namespace waybill
