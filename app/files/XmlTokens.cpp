#include "app/files/XmlTokens.h"

#include "app/base/Text.h"
#include "app/files/RecordReader.h"
#include "app/files/XmlReferences.h"

#include <QCoreApplication>

#include <cstring>
#include <type_traits>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

template <class Unit>
bool isSpace(Unit c)
{
    return c == Unit(' ') || c == Unit('\n') || c == Unit('\r') || c == Unit('\t');
}

// A unit as a number that is never negative.
template <class Unit>
unsigned code(Unit c)
{
    return std::make_unsigned_t<Unit>(c);
}

} // namespace

template <class Unit>
XmlTokens<Unit>::XmlTokens(const QString &path, EncodingFinding encoding)
    : m_window(path, encoding.bomBytes, (encoding.encoding == TextEncoding::Utf16Be) != (Q_BYTE_ORDER == Q_BIG_ENDIAN)),
      m_encoding(encoding)
{
}

template <class Unit>
Result<void> XmlTokens<Unit>::open()
{
    return m_window.open();
}

template <class Unit>
Result<void> XmlTokens<Unit>::restart(qint64 offset, qint64 expected, qint64 line)
{
    m_consumed = 0;
    m_line = line;
    return m_window.restart(offset, expected);
}

template <class Unit>
tl::unexpected<Error> XmlTokens<Unit>::bad(const QString &what) const
{
    return fail(ErrorKind::BadInput, text("Line %1: %2").arg(m_line).arg(what));
}

template <class Unit>
void XmlTokens<Unit>::pass(std::size_t count)
{
    const View passed = view().substr(0, count);
    for (std::size_t i = 0; i < passed.size(); ++i) {
        // A CR at the very end is counted with the LF that may follow it in the next token.
        if (passed[i] == Unit('\n') ||
            (passed[i] == Unit('\r') && i + 1 < m_window.size() && view()[i + 1] != Unit('\n')))
            ++m_line;
    }
    m_window.forget(count);
}

template <class Unit>
Result<bool> XmlTokens<Unit>::need(std::size_t index, const char *what)
{
    while (index >= m_window.size()) {
        if (qint64(m_window.size() * sizeof(Unit)) > RecordReader::kLongestRecord)
            return bad(
                text("%1 is longer than %2 MB.").arg(text(what)).arg(RecordReader::kLongestRecord / (1024 * 1024)));
        auto filled = m_window.more();
        if (!filled)
            return filled;
        if (!*filled)
            return false;
    }
    return true;
}

template <class Unit>
Result<std::size_t> XmlTokens<Unit>::find(const char *pattern, std::size_t from, const char *what)
{
    const std::size_t length = std::strlen(pattern);
    const std::basic_string<Unit> wanted(pattern, pattern + length);
    while (true) {
        const std::size_t at = view().find(wanted, from);
        if (at != View::npos)
            return at;
        from = std::max(from, m_window.size() >= length ? m_window.size() - length + 1 : 0);
        auto there = need(m_window.size(), what);
        if (!there)
            return fail(there.error());
        if (!*there)
            return bad(text("%1 begins and is never closed.").arg(text(what)));
    }
}

template <class Unit>
Result<std::size_t> XmlTokens<Unit>::findTagEnd()
{
    Unit quote = 0;
    for (std::size_t i = 1;; ++i) {
        auto there = need(i, QT_TRANSLATE_NOOP("waybill", "A tag"));
        if (!there)
            return fail(there.error());
        if (!*there)
            return bad(text("A tag begins and is never closed."));
        const Unit c = m_window.data()[i];
        if (c == Unit('<'))
            return bad(text("a \"<\" stands inside a tag. Write &lt; in a value, or close the tag before it."));
        if (quote != 0)
            quote = c == quote ? Unit(0) : quote;
        else if (c == Unit('"') || c == Unit('\''))
            quote = c;
        else if (c == Unit('>'))
            return i;
    }
}

template <class Unit>
Result<std::size_t> XmlTokens<Unit>::findDoctypeEnd()
{
    Unit quote = 0;
    int brackets = 0;
    for (std::size_t i = 1;; ++i) {
        auto there = need(i, QT_TRANSLATE_NOOP("waybill", "The document type"));
        if (!there)
            return fail(there.error());
        if (!*there)
            return bad(text("The document type begins and is never closed."));
        const Unit c = m_window.data()[i];
        if (quote != 0)
            quote = c == quote ? Unit(0) : quote;
        else if (c == Unit('"') || c == Unit('\''))
            quote = c;
        else if (c == Unit('['))
            ++brackets;
        else if (c == Unit(']'))
            --brackets;
        else if (c == Unit('>') && brackets <= 0)
            return i;
    }
}

template <class Unit>
bool XmlTokens<Unit>::beginsWith(const char *pattern)
{
    const std::size_t length = std::strlen(pattern);
    const auto there = need(length - 1, QT_TRANSLATE_NOOP("waybill", "A tag"));
    if (!there || !*there)
        return false;
    for (std::size_t i = 0; i < length; ++i) {
        if (m_window.data()[i] != Unit(pattern[i]))
            return false;
    }
    return true;
}

template <class Unit>
Result<void> XmlTokens<Unit>::next()
{
    pass(m_consumed);
    m_consumed = 0;
    m_token.attributes.clear();
    m_token.selfClosing = false;
    m_token.verbatim = false;
    while (true) {
        auto there = need(0, QT_TRANSLATE_NOOP("waybill", "A text"));
        if (!there)
            return fail(there.error());
        m_token.offset = m_window.offset(0);
        m_token.line = m_line;
        m_token.end = m_token.offset;
        if (!*there) {
            if (m_window.endsInsideUnit())
                return bad(text("the file ends in the middle of a character. It was cut off; make it anew."));
            m_token.kind = Kind::End;
            return {};
        }
        if (m_window.data()[0] == Unit('<')) {
            if (auto done = markup(); !done)
                return done;
        } else {
            std::size_t end = 0;
            for (bool more = true; more && (end = view().find(Unit('<'), end)) == View::npos;) {
                end = m_window.size();
                auto grown = need(end, QT_TRANSLATE_NOOP("waybill", "A text"));
                if (!grown)
                    return fail(grown.error());
                more = *grown;
            }
            m_token.kind = Kind::Text;
            m_token.text = view().substr(0, end);
            m_consumed = m_token.text.size();
        }
        if (m_consumed > 0)
            break;
    }
    m_token.end = m_window.offset(m_consumed);
    return {};
}

template <class Unit>
Result<void> XmlTokens<Unit>::markup()
{
    if (beginsWith("<!--")) {
        const auto end = find("-->", 4, QT_TRANSLATE_NOOP("waybill", "A comment"));
        if (!end)
            return fail(end.error());
        pass(*end + 3);
        return {};
    }
    if (beginsWith("<![CDATA[")) {
        const auto end = find("]]>", 9, QT_TRANSLATE_NOOP("waybill", "A CDATA section"));
        if (!end)
            return fail(end.error());
        m_token.kind = Kind::Text;
        m_token.text = view().substr(9, *end - 9);
        m_token.verbatim = true;
        m_consumed = *end + 3;
        return {};
    }
    if (beginsWith("<?")) {
        const auto end = find("?>", 2, QT_TRANSLATE_NOOP("waybill", "A processing instruction"));
        if (!end)
            return fail(end.error());
        pass(*end + 2);
        return {};
    }
    if (beginsWith("<!")) {
        const auto end = findDoctypeEnd();
        if (!end)
            return fail(end.error());
        m_doctype = true;
        pass(*end + 1);
        return {};
    }
    const auto end = findTagEnd();
    if (!end)
        return fail(end.error());
    m_consumed = *end + 1;
    if (m_window.data()[1] == Unit('/')) {
        View name = view().substr(2, *end - 2);
        while (!name.empty() && isSpace(name.back()))
            name.remove_suffix(1);
        m_token.kind = Kind::EndTag;
        m_token.name = name;
        return {};
    }
    return startTag(view().substr(1, *end - 1));
}

template <class Unit>
Result<void> XmlTokens<Unit>::startTag(View inside)
{
    m_token.kind = Kind::StartTag;
    if (!inside.empty() && inside.back() == Unit('/')) {
        m_token.selfClosing = true;
        inside.remove_suffix(1);
    }
    std::size_t at = 0;
    const auto isNamePart = [](Unit c) { return !isSpace(c) && c != Unit('=') && c != Unit('"') && c != Unit('\''); };
    const auto name = [&] {
        const std::size_t begin = at;
        while (at < inside.size() && isNamePart(inside[at]))
            ++at;
        return inside.substr(begin, at - begin);
    };
    const auto spaces = [&] {
        while (at < inside.size() && isSpace(inside[at]))
            ++at;
    };
    m_token.name = name();
    const bool letter = !m_token.name.empty() && code(m_token.name[0]) > '9';
    if (!letter)
        return bad(text("a \"<\" is not followed by the name of a tag. Write &lt; where it belongs to a value."));
    for (spaces(); at < inside.size(); spaces()) {
        Attribute attribute;
        attribute.name = name();
        spaces();
        if (attribute.name.empty() || at >= inside.size() || inside[at] != Unit('='))
            return bad(text("the attributes of <%1> are not written as name=\"value\".").arg(plain(m_token.name)));
        ++at;
        spaces();
        const Unit quote = at < inside.size() ? inside[at] : Unit(0);
        const std::size_t close = quote == Unit('"') || quote == Unit('\'') ? inside.find(quote, at + 1) : View::npos;
        if (close == View::npos)
            return bad(text("the attribute %1 of <%2> has no value in quotes.")
                           .arg(plain(attribute.name), plain(m_token.name)));
        attribute.value = inside.substr(at + 1, close - at - 1);
        at = close + 1;
        m_token.attributes.push_back(attribute);
    }
    return {};
}

template <class Unit>
QString XmlTokens<Unit>::plain(View units) const
{
    if constexpr (sizeof(Unit) == 2)
        return QString(reinterpret_cast<const QChar *>(units.data()), qsizetype(units.size()));
    else
        return decodeText(QByteArrayView(units.data(), qsizetype(units.size())), m_encoding.encoding);
}

template <class Unit>
Result<QString> XmlTokens<Unit>::decode(View units, bool verbatim) const
{
    for (const Unit c : units) {
        if (code(c) < 0x20 && !isSpace(c))
            return bad(text("the character with the number %1 stands in the text; XML does not allow it. "
                            "Take it out.")
                           .arg(int(c)));
    }
    QString result = plain(units);
    if (verbatim || units.find(Unit('&')) == View::npos)
        return result;
    // With a document type a name may be declared there; it is shown as written.
    auto replaced = withoutReferences(result, m_doctype);
    if (!replaced)
        return bad(text("a \"&\" stands alone in the text. Write &amp; for it."));
    return *replaced;
}

template class XmlTokens<char>;
template class XmlTokens<char16_t>;

} // namespace waybill
