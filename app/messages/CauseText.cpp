#include "app/messages/CauseText.h"

#include "app/files/NameFold.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongest = 500;
// Messages quote whole records now and then; what lies behind this cannot tell causes apart any more.
constexpr qsizetype kLongestInput = 8'000;

const QString &valuePlace()
{
    static const QString place = u"‘…’"_s;
    return place;
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

QChar closingOf(QChar opening)
{
    switch (opening.unicode()) {
    case u'\'':
    case u'"':
    case u'`':
        return opening;
    case u'‘':
        return u'’';
    case u'“':
        return u'”';
    case u'„':
        return u'“';
    case u'«':
        return u'»';
    default:
        return {};
    }
}

// Where the quote that opens at `at` is closed; -1 where it is an apostrophe or stays open.
qsizetype closeOf(QStringView text, qsizetype at)
{
    const QChar closing = closingOf(text[at]);
    if (closing.isNull() || (at > 0 && isWordPart(text[at - 1]) && closing == text[at]))
        return -1;
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        // An apostrophe inside a value ('O'Brien') is followed by a letter, a closing quote is not.
        if (text[i] == closing && (i + 1 == text.size() || !isWordPart(text[i + 1])))
            return i;
    }
    return -1;
}

bool isNoun(QStringView word)
{
    static constexpr std::array nouns = {"field"_L1,   "fields"_L1,    "table"_L1,    "column"_L1, "columns"_L1,
                                         "entity"_L1,  "property"_L1,  "relation"_L1, "enum"_L1,   "enumeration"_L1,
                                         "mapping"_L1, "attribute"_L1, "element"_L1,  "type"_L1,   "parameter"_L1};
    return std::any_of(nouns.begin(), nouns.end(),
                       [&](QLatin1String noun) { return word.compare(noun, Qt::CaseInsensitive) == 0; });
}

QStringView wordBefore(QStringView text, qsizetype at)
{
    qsizetype end = at;
    while (end > 0 && (text[end - 1].isSpace() || text[end - 1] == u':'))
        --end;
    qsizetype begin = end;
    while (begin > 0 && text[begin - 1].isLetter())
        --begin;
    return text.sliced(begin, end - begin);
}

QStringView wordAfter(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at].isSpace())
        ++at;
    qsizetype end = at;
    while (end < text.size() && text[end].isLetter())
        ++end;
    return text.sliced(at, end - at);
}

const QRegularExpression &guidPattern()
{
    static const QRegularExpression pattern(u"\\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}?|\\b[0-9a-f]{32}\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

// Whether the text could hold a GUID at all: the pattern need not look through most messages.
bool mayHoldGuid(QStringView text)
{
    constexpr int guidDashes = 4, bareDigits = 32;
    int dashes = 0, run = 0;
    for (const QChar c : text) {
        const char16_t code = c.unicode() | 0x20;
        const bool hex = (c >= u'0' && c <= u'9') || (code >= u'a' && code <= u'f');
        run = hex ? run + 1 : 0;
        dashes += c == u'-' ? 1 : 0;
        if (dashes >= guidDashes || run >= bareDigits)
            return true;
    }
    return false;
}

// A name has letters, is no GUID and is not made of one value only.
bool canBeName(QStringView quoted)
{
    return std::any_of(quoted.begin(), quoted.end(), [](QChar c) { return c.isLetter(); }) &&
           !(mayHoldGuid(quoted) && guidPattern().match(quoted.toString()).hasMatch());
}

bool endsWord(QChar c)
{
    switch (c.unicode()) {
    case u'(':
    case u')':
    case u'[':
    case u']':
    case u'{':
    case u'}':
    case u',':
    case u';':
    case u'»':
    case u'”':
    case u'’':
        return true;
    default:
        return c.isSpace() || !closingOf(c).isNull();
    }
}

// "Customers V3" and the like are names of entities.
bool isVersion(QStringView run)
{
    return (run.size() == 2 || run.size() == 3) && run[0] == u'V' &&
           std::all_of(run.begin() + 1, run.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// Single spaces only, none outside; the text itself where it is so already.
QString singleSpaced(const QString &message)
{
    bool before = true;
    for (const QChar c : message) {
        const bool space = c.isSpace();
        if (space && (before || c != u' '))
            return message.simplified();
        before = space;
    }
    return before ? message.simplified() : message;
}

class CauseWriter
{
public:
    CauseWriter(QStringView text, const QSet<QString> &names) : m_text(text), m_names(names) {}

    QString write()
    {
        m_result.reserve(m_text.size() + 16);
        while (m_at < m_text.size()) {
            if (!quoted() && !word())
                m_result += m_text[m_at++];
        }
        return m_result;
    }

private:
    bool quoted()
    {
        const qsizetype close = closeOf(m_text, m_at);
        if (close < 0)
            return false;
        const QStringView inner = m_text.sliced(m_at + 1, close - m_at - 1);
        const bool kept = (isNoun(wordBefore(m_text, m_at)) || isNoun(wordAfter(m_text, close + 1)) ||
                           (!m_names.isEmpty() && m_names.contains(foldedName(inner)))) &&
                          canBeName(inner);
        if (kept)
            m_result += m_text.sliced(m_at, close - m_at + 1);
        else
            m_result += valuePlace();
        m_at = close + 1;
        return true;
    }

    // A run without spaces; a code or number becomes a placeholder.
    bool word()
    {
        if (!isWordPart(m_text[m_at]))
            return false;
        qsizetype end = m_at;
        while (end < m_text.size() && !endsWord(m_text[end]))
            ++end;
        // A number's own comma belongs to it.
        while (end + 1 < m_text.size() && m_text[end] == u',' && m_text[end - 1].isDigit() &&
               m_text[end + 1].isDigit()) {
            for (++end; end < m_text.size() && (m_text[end].isDigit() || m_text[end] == u'.'); ++end) {
            }
        }
        static const QString trailing = u".:!?-"_s;
        while (end > m_at + 1 && trailing.contains(m_text[end - 1]))
            --end;
        writePlace(m_text.sliced(m_at, end - m_at));
        m_at = end;
        labelledValue();
        return true;
    }

    void writePlace(QStringView run)
    {
        const bool digits = std::any_of(run.begin(), run.end(), [](QChar c) { return c.isDigit(); });
        if (!digits || isVersion(run) || (!m_names.isEmpty() && m_names.contains(foldedName(run)))) {
            m_result += run;
            return;
        }
        static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+Z?)?$|^\\d+([./:,-]\\d+)*%?$"_s);
        const bool number = std::all_of(run.begin(), run.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (number || (run[0].isDigit() && time.match(run.toString()).hasMatch()))
            m_result += u'#';
        else
            m_result += valuePlace();
    }

    // "Item number: D0177, …" after the name of a column.
    void labelledValue()
    {
        if (m_names.isEmpty() || m_at + 1 >= m_text.size() || m_text[m_at] != u':' || !m_text[m_at + 1].isSpace() ||
            !endsWithName())
            return;
        qsizetype end = m_at + 2;
        if (end >= m_text.size() || !closingOf(m_text[end]).isNull())
            return;
        while (end < m_text.size() && m_text[end] != u',' && m_text[end] != u';' &&
               !(m_text[end] == u'.' && (end + 1 == m_text.size() || m_text[end + 1].isSpace())))
            ++end;
        m_result += u": "_s + valuePlace();
        m_at = end;
    }

    bool endsWithName() const
    {
        constexpr int mostWords = 4;
        qsizetype begin = m_result.size();
        for (int words = 0; words < mostWords && begin > 0; ++words) {
            while (begin > 0 && m_result[begin - 1].isSpace())
                --begin;
            while (begin > 0 && !m_result[begin - 1].isSpace())
                --begin;
            if (m_names.contains(foldedName(QStringView(m_result).sliced(begin))))
                return true;
        }
        return false;
    }

    QStringView m_text;
    const QSet<QString> &m_names;
    QString m_result;
    qsizetype m_at = 0;
};

} // namespace

CauseTexts::CauseTexts(const QStringList &names)
{
    for (const QString &name : names)
        m_names.insert(foldedName(name));
    m_names.remove(QString());
}

QString CauseTexts::of(const QString &message) const
{
    const QString text = singleSpaced(message.size() > kLongestInput ? message.left(kLongestInput) : message);
    QString prepared;
    if (mayHoldGuid(text)) {
        qsizetype from = 0;
        for (auto guids = guidPattern().globalMatch(text); guids.hasNext();) {
            const QRegularExpressionMatch guid = guids.next();
            prepared += QStringView(text).sliced(from, guid.capturedStart() - from);
            prepared += u"{…}"_s;
            from = guid.capturedEnd();
        }
        prepared += QStringView(text).sliced(from);
    } else {
        prepared = text;
    }
    const QString cause = CauseWriter(prepared, m_names).write();
    return cause.size() > kLongest ? cause.left(kLongest - 1) + u'…' : cause;
}

QString causeText(const QString &message, const QStringList &names)
{
    return CauseTexts(names).of(message);
}

} // namespace waybill
