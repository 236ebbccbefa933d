#include "app/journal/HistoryLine.h"

#include <QDir>
#include <QJsonDocument>

namespace waybill {
using namespace Qt::StringLiterals;

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

} // namespace waybill
