#pragma once

#include "app/files/ArchiveListing.h"
#include "app/files/XmlTokens.h"

#include <stop_token>

namespace waybill {

/// One XML file of a workbook (.xlsx), read tag by tag in constant memory. Names are given without their prefix. That
/// tags match is not looked at: programs write these files.
class WorkbookPart
{
public:
    using Kind = XmlTokens<char>::Kind;

    /// `name` for messages, as it stands in the zip. The listing outlives this.
    WorkbookPart(const ArchiveListing &zip, qsizetype entry, std::stop_token stop);

    /// BadInput when it cannot be unpacked, or unpacks to far more than workbooks do.
    Result<void> open();
    /// The next tag or text; Kind::End at the end. BadInput with file and line, Storage, Cancelled.
    Result<Kind> next();

    bool isStart(std::string_view name) const { return kind() == Kind::StartTag && m_name == name; }
    /// The tag ends an element of that name, also one that ends where it begins.
    bool isEnd(std::string_view name) const
    {
        return m_name == name && (kind() == Kind::EndTag || (kind() == Kind::StartTag && m_tokens.token().selfClosing));
    }
    bool isSelfClosing() const { return m_tokens.token().selfClosing; }
    Kind kind() const { return m_tokens.token().kind; }
    std::string_view name() const { return m_name; } ///< of a tag
    /// An attribute of the start tag as it is written; empty where it has none.
    std::string_view attribute(std::string_view name) const;
    /// The same as text, its references resolved.
    Result<QString> attributeText(std::string_view name) const;
    /// Appends the text, its references resolved and Excel's own escapes (`_x000D_`) too.
    Result<void> appendText(std::string &to) const;
    /// A sentence with the file's name and the line.
    tl::unexpected<Error> bad(const QString &what) const;

private:
    const ArchiveListing &m_zip;
    qsizetype m_entry;
    XmlTokens<char> m_tokens;
    std::string_view m_name;
};

/// The place of a part in the zip, told without regard to case and to a `/` in front; -1 when it is not there.
qsizetype workbookPart(const ArchiveListing &zip, const QString &name);

/// Resolves `_x000D_` and its like in place, from byte `from` on.
void resolveExcelEscapes(std::string &text, std::size_t from);

} // namespace waybill
