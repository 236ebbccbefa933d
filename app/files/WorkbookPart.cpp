#include "app/files/WorkbookPart.h"

#include "app/base/Text.h"
#include "app/files/EntryStream.h"
#include "app/files/Utf8Stream.h"

#include <charconv>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

ByteSource sourceOf(const ArchiveListing &zip, qsizetype entry, std::stop_token stop)
{
    return [&zip, entry, stop = std::move(stop)]() -> Result<std::unique_ptr<ByteStream>> {
        auto bytes = openEntry(zip, entry, stop);
        if (!bytes)
            return fail(bytes.error());
        return std::make_unique<Utf8Stream>(std::move(*bytes));
    };
}

std::string_view localName(std::string_view name)
{
    return name.substr(name.find(':') + 1);
}

} // namespace

WorkbookPart::WorkbookPart(const ArchiveListing &zip, qsizetype entry, std::stop_token stop)
    : m_zip(zip), m_entry(entry), m_tokens(sourceOf(zip, entry, std::move(stop)))
{
}

Result<void> WorkbookPart::open()
{
    const ArchiveLimits limits;
    const ArchiveEntry &entry = m_zip.entries()[std::size_t(m_entry)];
    if (entry.bytes > limits.ratioFrom && entry.bytes / limits.ratio > entry.packed)
        return fail(ErrorKind::BadInput, text("%1 in the workbook unpacks to more than %2 times its size. No program "
                                              "writes such workbooks; it is not read.")
                                             .arg(quotedName(entry.name), QString::number(limits.ratio)));
    return m_tokens.open();
}

Result<WorkbookPart::Kind> WorkbookPart::next()
{
    if (auto got = m_tokens.next(); !got) {
        Error error = got.error();
        if (error.kind == ErrorKind::BadInput)
            error.message = text("%1 in the workbook: %2")
                                .arg(quotedName(m_zip.entries()[std::size_t(m_entry)].name), error.message);
        return fail(std::move(error));
    }
    m_name = kind() == Kind::StartTag || kind() == Kind::EndTag ? localName(m_tokens.token().name) : std::string_view();
    return kind();
}

std::string_view WorkbookPart::attribute(std::string_view name) const
{
    for (const auto &attribute : m_tokens.token().attributes) {
        if (localName(attribute.name) == name)
            return attribute.value;
    }
    return {};
}

Result<QString> WorkbookPart::attributeText(std::string_view name) const
{
    return m_tokens.decode(attribute(name), false);
}

Result<void> WorkbookPart::appendText(std::string &to) const
{
    const auto &token = m_tokens.token();
    const std::size_t before = to.size();
    if (token.verbatim || token.text.find('&') == std::string_view::npos) {
        to.append(token.text);
    } else {
        const auto decoded = m_tokens.decode(token.text, false);
        if (!decoded)
            return fail(decoded.error());
        const QByteArray bytes = decoded->toUtf8();
        to.append(bytes.constData(), std::size_t(bytes.size()));
    }
    resolveExcelEscapes(to, before);
    return {};
}

tl::unexpected<Error> WorkbookPart::bad(const QString &what) const
{
    return fail(ErrorKind::BadInput, text("%1 in the workbook, line %2: %3")
                                         .arg(quotedName(m_zip.entries()[std::size_t(m_entry)].name),
                                              QString::number(m_tokens.token().line), what));
}

qsizetype workbookPart(const ArchiveListing &zip, const QString &name)
{
    const QString wanted = name.startsWith(u'/') ? name.sliced(1) : name;
    const auto &entries = zip.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].isFile() && entries[i].name.compare(wanted, Qt::CaseInsensitive) == 0)
            return qsizetype(i);
    }
    return -1;
}

void resolveExcelEscapes(std::string &text, std::size_t from)
{
    constexpr std::size_t length = 7; // _xHHHH_
    for (std::size_t at = text.find("_x", from); at != std::string::npos; at = text.find("_x", at)) {
        unsigned code = 0;
        const char *const digits = text.data() + at + 2;
        const bool isWhole = text.size() - at >= length && text[at + length - 1] == '_';
        const auto read = isWhole ? std::from_chars(digits, digits + 4, code, 16) : std::from_chars_result{digits, {}};
        // Halves of characters have no place in UTF-8.
        if (read.ptr != digits + 4 || QChar::isSurrogate(code)) {
            at += 2;
            continue;
        }
        const QByteArray character = QString(QChar(char16_t(code))).toUtf8();
        text.replace(at, length, character.constData(), std::size_t(character.size()));
        at += std::size_t(character.size());
    }
}

} // namespace waybill
