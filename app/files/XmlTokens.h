#pragma once

#include "app/base/Error.h"
#include "app/files/TextEncoding.h"
#include "app/files/TextWindow.h"

#include <string_view>
#include <vector>

namespace waybill {

/// Cuts an XML file into tags and text while keeping the offsets of the file's own bytes, which QXmlStreamReader
/// cannot tell. Checks what makes a document well-formed within one token; that tags match is the reader's
/// business. Entities that a document declares itself are never expanded: they stay in the text as written.
template <class Unit>
class XmlTokens
{
public:
    using View = std::basic_string_view<Unit>;

    enum class Kind { StartTag, EndTag, Text, End };
    struct Attribute {
        View name;
        View value; ///< still with its entities
    };
    /// The present token; its views hold until the next call of next().
    struct Token {
        Kind kind = Kind::End;
        View name;                         ///< of a tag, with its prefix
        View text;                         ///< of Text
        bool verbatim = false;             ///< Text from a CDATA section: no entities in it
        bool selfClosing = false;          ///< of a StartTag
        std::vector<Attribute> attributes; ///< of a StartTag
        qint64 offset = 0;                 ///< bytes, where it begins
        qint64 end = 0;                    ///< bytes, one past it
        qint64 line = 1;                   ///< 1-based, where it begins
    };

    XmlTokens(const QString &path, EncodingFinding encoding);
    /// Of a stream in UTF-8, or UTF-16 of this machine, without a mark; it cannot be restarted.
    explicit XmlTokens(ByteSource source) : m_window(std::move(source)) {}

    Result<void> open();
    /// Reads the next token; comments, processing instructions and the document type are passed over.
    /// BadInput names the line.
    Result<void> next();
    const Token &token() const { return m_token; }
    /// Continues at an offset where a token begins.
    Result<void> restart(qint64 offset, qint64 expected, qint64 line);

    /// Text with its entities and character references replaced. BadInput for a bare `&`, an entity nobody
    /// declared and characters that XML does not allow.
    Result<QString> decode(View text, bool verbatim) const;
    QString plain(View text) const;

private:
    // Finds `pattern` from `from` on, reading on as needed.
    Result<std::size_t> find(const char *pattern, std::size_t from, const char *what);
    Result<std::size_t> findTagEnd();
    Result<std::size_t> findDoctypeEnd();
    Result<bool> need(std::size_t index, const char *what);
    Result<void> markup();
    Result<void> startTag(View inside);
    bool beginsWith(const char *pattern);
    void pass(std::size_t count);
    View view() const { return View(m_window.data(), m_window.size()); }
    tl::unexpected<Error> bad(const QString &what) const;

    TextWindow<Unit> m_window;
    EncodingFinding m_encoding;
    Token m_token;
    std::size_t m_consumed = 0; // units of the present token, dropped by the next call
    qint64 m_line = 1;
    bool m_doctype = false;
};

extern template class XmlTokens<char>;
extern template class XmlTokens<char16_t>;

} // namespace waybill
