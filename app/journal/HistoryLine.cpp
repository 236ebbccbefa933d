#include "app/journal/HistoryLine.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
const QString originsField = u"origins"_s;

std::optional<MessageOrigin> originFrom(const QJsonObject &object)
{
    const QJsonValue journal = object[u"journal"_s], key = object[u"key"_s], created = object[u"created"_s];
    if (!journal.isString() || journal.toString().size() > longestJournalName || !isWholeNumber(key) ||
        !isWholeNumber(created))
        return std::nullopt;
    return MessageOrigin{journal.toString(), key.toInteger(), created.toInteger()};
}
} // namespace

QByteArray toBytes(const HistoryLine &line)
{
    QJsonObject object = line.values;
    if (line.kind == HistoryLine::Kind::Row)
        object = {{line.table, line.values}};
    else if (line.kind == HistoryLine::Kind::End)
        object = {{u"end"_s, line.values}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<HistoryLine> historyLineFrom(const QByteArray &bytes, qint64 line, const QString &file)
{
    const QString place = u"Line %1 of %2"_s.arg(line).arg(QDir::toNativeSeparators(file));
    QJsonParseError parsed;
    const QJsonObject object = QJsonDocument::fromJson(bytes, &parsed).object();
    if (parsed.error != QJsonParseError::NoError) {
        return fail(ErrorKind::BadInput,
                    u"%1 is not JSON: %2. Nothing was imported."_s.arg(place, parsed.errorString()));
    }
    if (object[u"waybill"_s].toString() == "history"_L1)
        return HistoryLine{HistoryLine::Kind::Header, {}, object};
    if (object.size() != 1 || !object.begin()->isObject()) {
        return fail(ErrorKind::BadInput,
                    u"%1 is no line of a history that waybill-cli exported. Nothing was imported."_s.arg(place));
    }
    const bool isEnd = object.begin().key() == "end"_L1;
    return HistoryLine{isEnd ? HistoryLine::Kind::End : HistoryLine::Kind::Row,
                       isEnd ? QString() : object.begin().key(), object.begin()->toObject()};
}

bool isWholeNumber(const QJsonValue &value)
{
    return value.isDouble() && value.toInteger(0) == value.toInteger(1); // otherwise it answers what it is given
}

std::optional<QList<MessageOrigin>> originsIn(const QJsonObject &row)
{
    const QJsonValue field = row[originsField];
    if (field.isUndefined())
        return QList<MessageOrigin>();
    const QJsonArray listed = field.toArray();
    if (!field.isArray() || listed.size() > mostOrigins)
        return std::nullopt;
    QList<MessageOrigin> origins;
    for (const QJsonValue &value : listed) {
        const auto origin = originFrom(value.toObject());
        if (!origin)
            return std::nullopt;
        origins.append(*origin);
    }
    return origins;
}

void setOrigins(QJsonObject &row, const QList<MessageOrigin> &origins)
{
    QJsonArray listed;
    for (const MessageOrigin &origin : origins) {
        if (origin.journal.size() <= longestJournalName && listed.size() < mostOrigins)
            listed.append(
                QJsonObject{{u"journal"_s, origin.journal}, {u"key"_s, origin.key}, {u"created"_s, origin.created}});
    }
    if (!listed.isEmpty())
        row[originsField] = listed;
}

} // namespace waybill
