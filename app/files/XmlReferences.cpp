#include "app/files/XmlReferences.h"

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 64;

// The character of `lt`, `#38`, `#x26`; nothing for names that XML itself does not know.
std::optional<char32_t> character(const QString &name)
{
    if (name == "lt"_L1)
        return U'<';
    if (name == "gt"_L1)
        return U'>';
    if (name == "amp"_L1)
        return U'&';
    if (name == "quot"_L1)
        return U'"';
    if (name == "apos"_L1)
        return U'\'';
    if (!name.startsWith(u'#'))
        return std::nullopt;
    const bool hex = name.startsWith("#x"_L1);
    bool ok = false;
    const uint code = name.mid(hex ? 2 : 1).toUInt(&ok, hex ? 16 : 10);
    if (!ok || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return std::nullopt;
    return char32_t(code);
}

bool isEntityName(const QString &name)
{
    if (name.isEmpty() || !(name[0].isLetter() || name[0] == u'_'))
        return false;
    for (const QChar c : name) {
        if (!c.isLetterOrNumber() && !u"_-.:"_s.contains(c))
            return false;
    }
    return true;
}

} // namespace

std::optional<QString> withoutReferences(const QString &text, bool keepOthers)
{
    QString replaced;
    replaced.reserve(text.size());
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(u'&'); at >= 0; at = text.indexOf(u'&', from)) {
        const qsizetype length = QStringView(text).sliced(at, qMin(text.size() - at, kLongestName)).indexOf(u';');
        const QString name = length > 0 ? text.mid(at + 1, length - 1) : QString();
        const auto meant = character(name);
        if (!meant && !(keepOthers && isEntityName(name)))
            return std::nullopt;
        replaced += QStringView(text).sliced(from, at - from);
        if (meant)
            replaced += QString::fromUcs4(&*meant, 1);
        else
            replaced += QStringView(text).sliced(at, length + 1);
        from = at + length + 1;
    }
    replaced += QStringView(text).sliced(from);
    return replaced;
}

} // namespace waybill
