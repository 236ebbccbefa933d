#include "app/messages/ErrorList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

enum class Part { RecordId, Field, Message, Other };

Part partOf(QLatin1StringView key)
{
    struct Name {
        QLatin1StringView key;
        Part part;
    };
    static constexpr std::array names = {Name{"recordid"_L1, Part::RecordId},    Name{"recid"_L1, Part::RecordId},
                                         Name{"field"_L1, Part::Field},          Name{"fieldname"_L1, Part::Field},
                                         Name{"errormessage"_L1, Part::Message}, Name{"message"_L1, Part::Message}};
    const auto known = std::ranges::find_if(names, [key](const Name &name) {
        return name.key.size() == key.size() && name.key.compare(key, Qt::CaseInsensitive) == 0;
    });
    return known == names.end() ? Part::Other : known->part;
}

Part partOf(QStringView key)
{
    return partOf(QLatin1StringView(key.toLatin1()));
}

void setPart(RecordError &error, Part part, QString value)
{
    if (part == Part::RecordId)
        error.recordId = std::move(value).trimmed();
    else if (part == Part::Field)
        error.field = std::move(value).trimmed();
    else if (part == Part::Message)
        error.message = std::move(value);
}

QString scalarText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble() || value.isBool())
        return value.toVariant().toString();
    return value.isNull() || value.isUndefined() ? QString()
           : value.isArray() ? QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact))
                             : QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

QList<RecordError> fromArray(const QJsonArray &array)
{
    QList<RecordError> errors;
    errors.reserve(std::min<qsizetype>(array.size(), mostErrors));
    for (const QJsonValue &item : array) {
        if (errors.size() == mostErrors)
            break;
        RecordError error;
        const QJsonObject object = item.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            setPart(error, partOf(it.key()), scalarText(it.value()));
        // Something that has none of the known keys is still an error somebody reported.
        if (error == RecordError{} && !(item.isObject() && object.isEmpty()))
            error.message = scalarText(item);
        errors.append(error);
    }
    return errors;
}

// Where a `"Key":` stands in the text.
struct Marker {
    qsizetype begin = 0; // the key's opening quote
    qsizetype value = 0; // first character after the colon and spaces
    Part part = Part::Other;
    bool first = false; // opens a record: `{` stands before it
};

qsizetype skipBack(QStringView text, qsizetype at)
{
    while (at > 0 && text[at - 1].isSpace())
        --at;
    return at;
}

qsizetype skipSpace(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at].isSpace())
        ++at;
    return at;
}

// True where a record's `{` at `brace` can open a new one: at the beginning, or after another's `},`.
bool opensRecord(QStringView text, qsizetype brace)
{
    qsizetype at = skipBack(text, brace);
    if (at == 0 || text[at - 1] == u'[')
        return true;
    if (text[at - 1] == u',')
        at = skipBack(text, at - 1);
    return at > 0 && text[at - 1] == u'}';
}

// True where what stands before a key can be the end of another key's value: `",` or `null,` or `12,`.
bool endsValue(QStringView text, qsizetype key)
{
    qsizetype at = skipBack(text, key);
    if (at == 0 || text[at - 1] != u',')
        return false;
    at = skipBack(text, at - 1);
    return at > 0 && (text[at - 1] == u'"' || text[at - 1].isDigit() || text.first(at).endsWith("null"_L1));
}

// The key that begins at the quote `at`, when it is one of the known ones and a colon follows.
std::optional<Marker> markerAt(QStringView text, qsizetype at)
{
    constexpr qsizetype longestKey = 24;
    qsizetype end = at + 1;
    while (end < text.size() && end - at <= longestKey && text[end].isLetter())
        ++end;
    if (end >= text.size() || text[end] != u'"')
        return std::nullopt;
    const qsizetype colon = skipSpace(text, end + 1);
    if (colon >= text.size() || text[colon] != u':')
        return std::nullopt;
    Marker marker{at, skipSpace(text, colon + 1), partOf(text.sliced(at + 1, end - at - 1)), false};
    if (marker.part == Part::Other)
        return std::nullopt;
    const qsizetype before = skipBack(text, at);
    marker.first = before > 0 && text[before - 1] == u'{' && opensRecord(text, before - 1);
    if (!marker.first && !endsValue(text, at))
        return std::nullopt;
    return marker;
}

QString unescaped(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (text[i] != u'\\') {
            result += text[i];
            continue;
        }
        bool hex = false;
        const ushort code = next == u'u' && i + 5 < text.size() ? text.sliced(i + 2, 4).toUShort(&hex, 16) : 0;
        const qsizetype known = u"\"\\/nrtbf"_s.indexOf(next);
        if (hex) {
            result += QChar(code);
            i += 5;
        } else if (known >= 0 && !next.isNull()) {
            result += u"\"\\/\n\r\t\b\f"_s[known];
            ++i;
        } else {
            result += text[i];
        }
    }
    return result;
}

// A value from `begin` to the next key or the end, without the quotes, comma and brackets around it.
QString valueBetween(QStringView text, qsizetype begin, qsizetype end, bool recordEnds)
{
    QStringView raw = text.sliced(begin, qMax<qsizetype>(0, end - begin)).trimmed();
    const bool quoted = raw.startsWith(u'"');
    if (quoted)
        raw = raw.sliced(1);
    const auto drop = [&raw](QChar c) {
        if (raw.endsWith(c))
            raw = raw.chopped(1).trimmed();
    };
    if (recordEnds) {
        // Of `…"},{` and `…"}]`; a list that was cut off lacks some of it.
        drop(u'{');
        drop(u',');
        drop(u']');
        drop(u'}');
    } else {
        drop(u',');
    }
    if (quoted && raw.endsWith(u'"'))
        raw = raw.chopped(1);
    return !quoted && raw == "null"_L1 ? QString() : unescaped(raw);
}

namespace dom = simdjson::dom;

QString qtText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

Part partOf(std::string_view key)
{
    return partOf(QLatin1StringView(key.data(), qsizetype(key.size())));
}

QString scalarText(const dom::element &value)
{
    if (std::string_view text; value.get(text) == simdjson::SUCCESS)
        return qtText(text);
    if (value.is_null())
        return {};
    return QString::fromStdString(simdjson::minify(value));
}

QList<RecordError> fromArray(const dom::array &array)
{
    QList<RecordError> errors;
    errors.reserve(std::min(qsizetype(array.size()), mostErrors));
    for (const dom::element &item : array) {
        if (errors.size() == mostErrors)
            break;
        RecordError &error = errors.emplaceBack();
        dom::object object;
        const bool named = item.get(object) == simdjson::SUCCESS;
        if (named) {
            for (const auto &[key, value] : object) {
                if (const Part part = partOf(key); part != Part::Other)
                    setPart(error, part, scalarText(value));
            }
        }
        if (error == RecordError{} && !(named && object.size() == 0))
            error.message = scalarText(item);
    }
    return errors;
}

// The list in a JSON text within the JSON string; a text that is no strict JSON goes to the tolerant reading. The
// parser may be the one that found the text: its memory is used again.
QList<RecordError> fromInnerText(std::string_view inner, dom::parser &parser)
{
    dom::element list;
    const simdjson::padded_string padded(inner);
    if (parser.parse(padded).get(list) == simdjson::SUCCESS) {
        if (dom::array array; list.get(array) == simdjson::SUCCESS)
            return fromArray(array);
    }
    return errorList(qtText(padded));
}

} // namespace

std::optional<QList<RecordError>> errorsOfAnswer(const QByteArray &body)
{
    dom::parser parser;
    dom::element answer;
    // Where the body has room behind it, as simdjson needs, it need not be copied.
    const bool copies = body.capacity() - body.size() < qsizetype(simdjson::SIMDJSON_PADDING);
    if (parser.parse(body.constData(), std::size_t(body.size()), copies).get(answer) != simdjson::SUCCESS) {
        // Bytes that are no UTF-8 are read all the same, with marks in their place.
        const QString text = QString::fromUtf8(body);
        const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
        return document.isObject() && document.object().contains(u"value"_s)
                   ? std::optional(errorList(document.object()[u"value"_s]))
                   : std::nullopt;
    }
    dom::element value = answer;
    if (answer.is_object() && answer["value"].get(value) != simdjson::SUCCESS)
        return std::nullopt;
    if (dom::array array; value.get(array) == simdjson::SUCCESS)
        return fromArray(array);
    if (std::string_view inner; value.get(inner) == simdjson::SUCCESS)
        return fromInnerText(inner, parser);
    if (value.is_null())
        return QList<RecordError>();
    const std::string rest = simdjson::minify(value);
    return errorList(QJsonDocument::fromJson('[' + QByteArray::fromStdString(rest) + ']').array().first());
}

QList<RecordError> errorsByShape(const QString &text)
{
    QList<Marker> markers;
    unsigned seen = 0;     // parts of the present record
    qsizetype records = 0; // begun
    for (qsizetype at = text.indexOf(u'"'); at >= 0; at = text.indexOf(u'"', at + 1)) {
        std::optional<Marker> marker = markerAt(text, at);
        if (!marker || (markers.isEmpty() && !marker->first))
            continue;
        const unsigned bit = 1U << unsigned(marker->part);
        // A key for the second time in a record is text that only looks like a key.
        if (!marker->first && (seen & bit) != 0)
            continue;
        if (marker->first && records++ == mostErrors)
            break;
        seen = marker->first ? bit : seen | bit;
        markers.append(*marker);
    }
    QList<RecordError> errors;
    for (qsizetype i = 0; i < markers.size(); ++i) {
        const Marker &marker = markers[i];
        const bool last = i + 1 == markers.size();
        if (marker.first)
            errors.append(RecordError{});
        setPart(
            errors.last(), marker.part,
            valueBetween(text, marker.value, last ? text.size() : markers[i + 1].begin, last || markers[i + 1].first));
    }
    if (errors.isEmpty() && !text.trimmed().isEmpty())
        errors.append(RecordError{{}, {}, text.trimmed(), {}, {}});
    return errors;
}

QList<RecordError> errorList(const QJsonValue &value)
{
    if (value.isArray())
        return fromArray(value.toArray());
    if (value.isObject())
        return fromArray(QJsonArray{value});
    const QString text = value.toString().trimmed();
    if (text.isEmpty() || text == "null"_L1)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (document.isArray())
        return fromArray(document.array());
    if (document.isObject())
        return fromArray(QJsonArray{document.object()});
    // The list quoted twice: a JSON text within a JSON text.
    const QJsonArray quoted = QJsonDocument::fromJson(QString(u'[' + text + u']').toUtf8()).array();
    if (quoted.size() == 1 && quoted.first().isString())
        return errorList(quoted.first());
    return errorsByShape(text);
}

} // namespace waybill
