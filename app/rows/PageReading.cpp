#include "app/rows/PageReading.h"

#include "app/base/Text.h"
#include "app/rows/JsonText.h"
#include "app/rows/PaddedBytes.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <charconv>
#include <cstring>

namespace waybill {

namespace {

using Kind = PageValue::Kind;

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

tl::expected<PageEnvelope, PageFault> PageReading::read(Scanner &scanner)
{
    if (scan(scanner) && root())
        oneRow();
    if (m_fault)
        return tl::unexpected(*std::move(m_fault));
    return std::move(m_envelope);
}

// Finds the tokens and what can be said of the whole answer.
bool PageReading::scan(Scanner &scanner)
{
    std::string_view begin = m_bytes;
    if (begin.starts_with("\xEF\xBB\xBF"))
        begin.remove_prefix(3);
    std::string_view first = begin;
    while (!first.empty() && json::isSpace(first.front()))
        first.remove_prefix(1);
    if (first.empty())
        return fault(ErrorKind::ServerFault, text("The service sent an empty page. Fetch it again."));
    if (first.front() == '<')
        return fault(
            ErrorKind::ServerFault,
            text("The service sent a web page (HTML or XML) in place of data. Check the address and the sign-in."));
    if (first.front() != '{')
        return fault(ErrorKind::ServerFault,
                     text("The answer holds no rows: it is JSON, but not the object that OData answers with."));
    m_bytes = begin;
    simdjson::error_code code = simdjson::CAPACITY;
    if (m_bytes.size() < simdjson::SIMDJSON_MAXSIZE_BYTES) {
        code = scanner ? simdjson::SUCCESS
                       : simdjson::get_active_implementation()->create_dom_parser_implementation(m_bytes.size(), 1,
                                                                                                 scanner);
        if (!code && scanner->capacity() < m_bytes.size())
            code = scanner->set_capacity(m_bytes.size());
        if (!code)
            code = scanner->stage1(reinterpret_cast<const uint8_t *>(m_bytes.data()), m_bytes.size(),
                                   simdjson::stage1_mode::regular);
    }
    switch (code) {
    case simdjson::SUCCESS:
        break;
    case simdjson::UTF8_ERROR:
        return broken("it holds bytes that are no UTF-8", m_bytes.substr(json::firstBadByte(m_bytes)));
    case simdjson::UNCLOSED_STRING:
        return broken("it is cut within a text", m_bytes.substr(m_bytes.size()));
    case simdjson::UNESCAPED_CHARS:
        return broken("a text holds a control character that JSON does not allow there", m_bytes);
    default:
        return broken("it is larger than memory allows", m_bytes);
    }
    m_token = scanner->structural_indexes.get();
    m_end = m_token + scanner->n_structural_indexes;
    // Most cuts show here, before a row has been handed over.
    return m_bytes[*(m_end - 1)] == '}' || hasMore() || broken("it is cut", m_bytes.substr(m_bytes.size()));
}

// Text behind the end of the object is told when reading comes there.
bool PageReading::hasMore() const
{
    qint64 open = 0;
    for (const quint32 *token = m_token; token != m_end; ++token) {
        const char c = m_bytes[*token];
        open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (open <= 0)
            return open == 0 && token + 1 != m_end;
    }
    return false;
}

bool PageReading::root()
{
    std::string_view spelledName;
    if (!object([&] { return beginMember(spelledName) && member(spelledName); }))
        return false;
    return m_token == m_end || brokenHere("more follows behind its end");
}

bool PageReading::beginMember(std::string_view &spelledName)
{
    spelledName = rest();
    if (!take('"'))
        return brokenHere("a name is missing");
    if (!take(':'))
        return brokenHere("a colon is missing");
    spelledName.remove_prefix(1);
    return true;
}

bool PageReading::member(std::string_view spelledName)
{
    PageNames names;
    const PageNames::Name *const name = names.find(spelledName);
    if (name == nullptr)
        return broken("a name has an escape that JSON does not know", spelledName);
    if (name->text == "value" && present() == '[' && !m_envelope.context.ends_with("/$entity"))
        return list();
    PageValue value;
    if (!readValue(value))
        return false;
    if (name->text.starts_with('@') && envelope(name->text, value))
        return !m_fault;
    m_members.push_back({name->text, spelledName, value.kind, value.raw});
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
        const auto read = std::from_chars(value.text.data(), end, count);
        if (read.ptr == end && read.ec == std::errc() && count >= 0)
            m_envelope.count = count;
    } else if (word == "nextLink") {
        if (value.kind != Kind::Text && value.kind != Kind::Null)
            broken("the link to the next page is no text", value.raw);
        else if (value.kind == Kind::Text)
            m_envelope.nextLink = value.text;
    } else {
        return false;
    }
    return true;
}

bool PageReading::list()
{
    if (m_listed && m_envelope.repeatedNames++ == 0)
        m_envelope.repeatedName = "value";
    m_listed = true;
    m_envelope.isList = true;
    ++m_token;
    if (take(']'))
        return true;
    for (;;) {
        if (!element())
            return false;
        if (take(']'))
            return true;
        if (!take(','))
            return brokenHere("a comma is missing");
    }
}

bool PageReading::readValue(PageValue &into)
{
    const char first = present();
    if (first == '"')
        return readText(into);
    if (first == '{' || first == '[')
        return readNested(into);
    into.raw = trimmed(token());
    into.text = into.raw;
    bool good = false;
    switch (first) {
    case 'n':
        into.kind = Kind::Null;
        good = into.raw == "null";
        break;
    case 't':
        into.kind = Kind::True;
        good = into.raw == "true";
        break;
    case 'f':
        into.kind = Kind::False;
        good = into.raw == "false";
        break;
    default:
        into.kind = Kind::Number;
        good = !into.raw.empty() && json::numberLength(into.raw) == into.raw.size();
    }
    if (!good)
        return brokenHere("there is no value");
    ++m_token;
    return true;
}

bool PageReading::readText(PageValue &into)
{
    into.kind = Kind::Text;
    into.raw = trimmed(token());
    if (into.raw.size() < 2 || into.raw.back() != '"')
        return brokenHere("a text does not end");
    const std::string_view inner(into.raw.data() + 1, into.raw.size() - 2);
    into.text = inner;
    if (padded::contains(inner, '\\')) {
        m_text.clear();
        if (!json::unescape(inner, m_text, m_envelope.loneSurrogates))
            return brokenHere("a text has an escape that JSON does not know");
        into.text = m_text;
    }
    ++m_token;
    return true;
}

// As far as its brackets go, whatever stands between them; that is looked at afterwards, without recursion.
bool PageReading::readNested(PageValue &into)
{
    const quint32 *const begin = m_token;
    qint64 open = 0;
    do {
        if (m_token == m_end)
            return brokenHere("it is cut");
        const char c = present();
        open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        ++m_token;
    } while (open > 0);
    into.kind = Kind::Nested;
    into.raw = m_bytes.substr(*begin, *(m_token - 1) + 1 - *begin);
    into.text = into.raw;
    return json::isSound(into.raw) || broken("a nested value is no sound JSON", m_bytes.substr(*begin));
}

bool PageReading::brokenHere(const char *what)
{
    return broken(m_token >= m_end ? "it is cut" : what, m_token >= m_end ? m_bytes.substr(m_bytes.size()) : rest());
}

bool PageReading::broken(const char *what, std::string_view from)
{
    const qint64 at = from.data() - m_begin;
    QString message = text("The page cannot be read: %1 (byte %2").arg(text(what)).arg(at);
    if (m_listed)
        message += text(", row %1").arg(m_envelope.rows + 1);
    return fault(ErrorKind::ServerFault, message + text("). Fetch it again."), at);
}

bool PageReading::serviceError(std::string_view nested)
{
    const auto json = QByteArray::fromRawData(nested.data(), qsizetype(nested.size()));
    const QString message = innermostMessage(QJsonDocument::fromJson(json).object());
    fault(ErrorKind::ServerFault,
          message.isEmpty() ? text("The service sent an error in place of rows.")
                            : text("The service sent an error in place of rows: %1").arg(message),
          nested.data() - m_begin);
    m_fault->error.detail = QString::fromUtf8(json);
    return false;
}

bool PageReading::fault(ErrorKind kind, const QString &message, qint64 at)
{
    if (!m_fault)
        m_fault = PageFault{{kind, message}, at, m_envelope.rows};
    return false;
}

} // namespace waybill
