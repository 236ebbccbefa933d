#include "app/rows/PageReading.h"

#include "app/rows/JsonText.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <charconv>
#include <cstring>

namespace waybill {

namespace {

using Kind = PageValue::Kind;
namespace ondemand = simdjson::ondemand;

QString text(const char *source)
{
    return QCoreApplication::translate("waybill::PageParser", source);
}

std::string_view trimmed(std::string_view token)
{
    while (!token.empty() && json::isSpace(token.back()))
        token.remove_suffix(1);
    return token;
}

/// What a person is told first: the innermost message of `{"message","innererror":{"message",…}}`.
QString innermostMessage(QJsonObject error)
{
    QString message;
    while (!error.isEmpty()) {
        if (const QString inner = error[QStringLiteral("message")].toString(); !inner.isEmpty())
            message = inner;
        const QJsonObject within = error[QStringLiteral("innererror")].toObject();
        error = within.isEmpty() ? error[QStringLiteral("internalexception")].toObject() : within;
    }
    return message;
}

} // namespace

tl::expected<PageEnvelope, PageFault> PageReading::read(ondemand::parser &parser)
{
    std::string_view begin = m_bytes;
    if (begin.starts_with("\xEF\xBB\xBF"))
        begin.remove_prefix(3);
    std::string_view first = begin;
    while (!first.empty() && json::isSpace(first.front()))
        first.remove_prefix(1);
    ondemand::document document;
    ondemand::object object;
    if (first.empty()) {
        fault(ErrorKind::ServerFault, text("The service sent an empty page. Fetch it again."), 0);
    } else if (first.front() == '<') {
        fault(ErrorKind::ServerFault,
              text("The service sent a web page (HTML or XML) in place of data. Check the address and the sign-in."),
              0);
    } else if (const auto code =
                   parser.iterate(begin.data(), begin.size(), begin.size() + std::size_t(PageParser::padding))
                       .get(document)) {
        broken(code);
    } else if (first.front() != '{') {
        fault(ErrorKind::ServerFault,
              text("The answer holds no rows: it is JSON, but not the object that OData answers with."), 0);
    } else {
        m_document = &document;
        if (const auto code = document.get_object().get(object))
            broken(code);
        else if (const char *at = nullptr; members(object) && !document.current_location().get(at))
            broken("more follows behind its end", restAt(at));
        else if (!m_fault)
            oneRow();
    }
    if (m_fault)
        return tl::unexpected(*std::move(m_fault));
    return std::move(m_envelope);
}

bool PageReading::members(ondemand::object object)
{
    for (auto result : object) {
        ondemand::field field;
        if (const auto code = std::move(result).get(field))
            return broken(code);
        if (!member(field))
            return false;
    }
    return true;
}

bool PageReading::member(ondemand::field &field)
{
    Member member;
    member.spelledName = restAt(field.key().raw());
    PageNames name;
    if (int number = 0; name.find(member.spelledName, number) == PageNames::Found::BadEscape)
        return broken("a name has an escape that JSON does not know", member.spelledName);
    member.name = name.at(0).text;
    const std::string_view token = field.value().raw_json_token();
    if (member.name == "value" && token.starts_with('[') && !m_envelope.context.ends_with("/$entity")) {
        ondemand::array array;
        if (const auto code = field.value().get_array().get(array))
            return broken(code);
        return list(array);
    }
    PageValue value;
    if (!readValue(field.value(), value))
        return false;
    if (member.name.starts_with('@') && envelope(member.name, value))
        return !m_fault;
    member.kind = value.kind;
    member.raw = value.raw;
    m_members.push_back(std::move(member));
    return true;
}

// Whether the name is one of the envelope's; `@count` and so on are what OData 4.01 calls them.
bool PageReading::envelope(const std::string &name, const PageValue &value)
{
    const std::string_view word = std::string_view(name).substr(name.starts_with("@odata.") ? 7 : 1);
    if (word == "context") {
        m_envelope.context = value.text;
    } else if (word == "count") {
        qint64 count = 0;
        const char *const end = value.text.data() + value.text.size();
        if (const auto read = std::from_chars(value.text.data(), end, count); read.ptr == end && read.ec == std::errc())
            m_envelope.count = count;
    } else if (word == "nextLink") {
        if (value.kind != Kind::Text && value.kind != Kind::Null)
            broken("the link to the next page is no text", restAt(value.raw.data()));
        else if (value.kind == Kind::Text)
            m_envelope.nextLink = value.text;
    } else {
        return false;
    }
    return true;
}

bool PageReading::list(ondemand::array array)
{
    if (m_listed && m_envelope.repeatedNames++ == 0)
        m_envelope.repeatedName = "value";
    m_listed = true;
    for (auto result : array) {
        Value value;
        if (const auto code = std::move(result).get(value))
            return broken(code);
        if (!element(value))
            return false;
    }
    return true;
}

bool PageReading::element(Value value)
{
    if (!beginRow())
        return false;
    if (value.raw_json_token().starts_with('{')) {
        ondemand::object object;
        if (const auto code = value.get_object().get(object))
            return broken(code);
        if (!rowOf(object))
            return false;
    } else {
        PageValue only;
        if (!readValue(value, only) || !hand("value\"", only))
            return false;
    }
    endRow();
    return true;
}

bool PageReading::rowOf(ondemand::object object)
{
    for (auto result : object) {
        ondemand::field field;
        if (const auto code = std::move(result).get(field))
            return broken(code);
        PageValue value;
        if (!readValue(field.value(), value) || !hand(restAt(field.key().raw()), value))
            return false;
    }
    return true;
}

bool PageReading::oneRow()
{
    bool named = false;
    for (const Member &member : m_members) {
        if (member.name == "error" && member.kind == Kind::Nested && (m_listed || m_members.size() == 1))
            return serviceError(member.raw);
        named = named || !member.name.starts_with('@');
    }
    if (m_listed)
        return true;
    if (!named) {
        fault(ErrorKind::ServerFault, text("The answer holds no rows: it has neither \"value\" nor a property."), 0);
        return false;
    }
    if (!beginRow())
        return false;
    for (const Member &member : m_members) {
        PageValue value;
        value.kind = member.kind;
        value.raw = member.raw;
        value.text = member.raw;
        if (member.kind == Kind::Text) {
            qint64 counted = 0;
            m_text.clear();
            json::unescape(member.raw.substr(1, member.raw.size() - 2), m_text, counted);
            value.text = m_text;
        }
        if (!hand(member.spelledName, value))
            return false;
    }
    endRow();
    return true;
}

bool PageReading::beginRow()
{
    if (m_stop.stop_requested()) {
        fault(ErrorKind::Cancelled, text("Reading the page was cancelled."), 0);
        return false;
    }
    m_names.beginRow();
    m_rows.beginRow();
    return true;
}

void PageReading::endRow()
{
    m_rows.endRow();
    ++m_envelope.rows;
}

bool PageReading::hand(std::string_view rest, PageValue &value)
{
    switch (m_names.find(rest, value.name)) {
    case PageNames::Found::BadEscape:
        return broken("a name has an escape that JSON does not know", rest);
    case PageNames::Found::New:
        if (value.name >= PageParser::maxNames)
            return broken("its rows have more than 16,384 different names", rest);
        break;
    case PageNames::Found::Known:
        break;
    }
    PageNames::Name &name = m_names.at(value.name);
    value.annotation = name.annotation;
    value.repeated = name.lastRow == m_envelope.rows;
    if (value.repeated && m_envelope.repeatedNames++ == 0)
        m_envelope.repeatedName = name.text;
    name.lastRow = m_envelope.rows;
    m_rows.value(name.text, value);
    return true;
}

bool PageReading::readValue(Value value, PageValue &into)
{
    const std::string_view token = value.raw_json_token();
    const std::string_view raw = trimmed(token);
    into.raw = raw;
    into.text = raw;
    switch (token.front()) {
    case '"': {
        if (raw.size() < 2 || raw.back() != '"')
            return broken("a text does not end", token);
        const std::string_view inner = raw.substr(1, raw.size() - 2);
        into.kind = Kind::Text;
        into.text = inner;
        if (std::memchr(inner.data(), '\\', inner.size()) != nullptr) {
            m_text.clear();
            if (!json::unescape(inner, m_text, m_envelope.loneSurrogates))
                return broken("a text has an escape that JSON does not know", token);
            into.text = m_text;
        }
        return true;
    }
    case '{':
        return nested(value, true, into);
    case '[':
        return nested(value, false, into);
    case 'n':
        into.kind = Kind::Null;
        return raw == "null" || broken("there is no value", token);
    case 't':
        into.kind = Kind::True;
        return raw == "true" || broken("there is no value", token);
    case 'f':
        into.kind = Kind::False;
        return raw == "false" || broken("there is no value", token);
    default:
        into.kind = Kind::Number;
        return (!raw.empty() && json::numberLength(raw) == raw.size()) || broken("there is no value", token);
    }
}

bool PageReading::nested(Value value, bool object, PageValue &into)
{
    const char *const from = into.raw.data();
    std::string_view whole;
    simdjson::error_code code{};
    if (object) {
        ondemand::object members;
        code = value.get_object().get(members);
        if (!code)
            code = members.raw_json().get(whole);
    } else {
        ondemand::array elements;
        code = value.get_array().get(elements);
        if (!code)
            code = elements.raw_json().get(whole);
    }
    if (code)
        return broken(code);
    into.kind = Kind::Nested;
    into.raw = trimmed(whole);
    into.text = into.raw;
    return json::isSound(into.raw) || broken("a nested value is no sound JSON", restAt(from));
}

bool PageReading::broken(const char *what, std::string_view from)
{
    const qint64 at = from.data() - m_bytes.data();
    QString message = text("The page cannot be read: %1 (byte %2").arg(text(what)).arg(at);
    if (m_listed)
        message += text(", row %1").arg(m_envelope.rows + 1);
    fault(ErrorKind::ServerFault, message + text("). Fetch it again."), at);
    return false;
}

bool PageReading::broken(simdjson::error_code code)
{
    switch (code) {
    case simdjson::UTF8_ERROR:
        return broken("it holds bytes that are no UTF-8", m_bytes.substr(json::firstBadByte(m_bytes)));
    case simdjson::UNCLOSED_STRING:
        return broken("it is cut within a text", m_bytes.substr(m_bytes.size()));
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return broken("it is cut", m_bytes.substr(m_bytes.size()));
    case simdjson::UNESCAPED_CHARS:
        return broken("a text holds a control character that JSON does not allow there", m_bytes);
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return broken("it is larger than memory allows", m_bytes);
    default: {
        const char *at = nullptr;
        if (m_document == nullptr || m_document->current_location().get(at))
            return broken("it is no sound JSON", m_bytes.substr(m_bytes.size()));
        return broken("it is no sound JSON", restAt(at));
    }
    }
}

bool PageReading::serviceError(std::string_view nested)
{
    const auto json = QByteArray::fromRawData(nested.data(), qsizetype(nested.size()));
    const QString message = innermostMessage(QJsonDocument::fromJson(json).object());
    fault(ErrorKind::ServerFault,
          message.isEmpty() ? text("The service sent an error in place of rows.")
                            : text("The service sent an error in place of rows: %1").arg(message),
          nested.data() - m_bytes.data());
    m_fault->error.detail = QString::fromUtf8(json);
    return false;
}

void PageReading::fault(ErrorKind kind, const QString &message, qint64 at)
{
    if (!m_fault)
        m_fault = PageFault{{kind, message}, at, m_envelope.rows};
}

} // namespace waybill
