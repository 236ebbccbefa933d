#include "app/messages/CauseText.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongest = 500;
// Messages quote whole records now and then; what lies behind this cannot tell causes apart any more.
constexpr qsizetype kLongestInput = 8'000;

constexpr QStringView kValuePlace = u"‘…’";

// What a character is to a word: most are ASCII, and looked up at once.
enum Kind : quint8 { WordPart = 1, Digit = 2, EndsWord = 4, Opens = 8, Trails = 16 };

constexpr auto kAsciiKinds = [] {
    std::array<quint8, 0x80> kinds = {};
    for (int letter = 0; letter < 26; ++letter)
        kinds[std::size_t('a' + letter)] = kinds[std::size_t('A' + letter)] = WordPart;
    for (int digit = 0; digit < 10; ++digit)
        kinds[std::size_t('0' + digit)] = WordPart | Digit;
    kinds[std::size_t('_')] = WordPart;
    for (const char space : {' ', '\t', '\n', '\v', '\f', '\r'})
        kinds[std::size_t(space)] = EndsWord;
    for (const char bracket : {'(', ')', '[', ']', '{', '}', ',', ';'})
        kinds[std::size_t(bracket)] = EndsWord;
    for (const char trailing : {'.', ':', '!', '?', '-'})
        kinds[std::size_t(trailing)] = Trails;
    for (const char quote : {'\'', '"', '`'})
        kinds[std::size_t(quote)] = EndsWord | Opens;
    return kinds;
}();

Q_NEVER_INLINE int foreignKind(QChar c)
{
    switch (c.unicode()) {
    case u'‘':
    case u'“':
    case u'„':
    case u'«':
        return EndsWord | Opens;
    case u'»':
    case u'”':
    case u'’':
        return EndsWord;
    default:
        return (c.isLetterOrNumber() ? WordPart : 0) | (c.isDigit() ? Digit : 0) | (c.isSpace() ? EndsWord : 0);
    }
}

int kindOf(QChar c)
{
    return c.unicode() < kAsciiKinds.size() ? kAsciiKinds[c.unicode()] : foreignKind(c);
}

bool isWordPart(QChar c)
{
    return (kindOf(c) & WordPart) != 0;
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
    return std::any_of(nouns.begin(), nouns.end(), [&](QLatin1String noun) {
        return word.size() == noun.size() && word.compare(noun, Qt::CaseInsensitive) == 0;
    });
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
    constexpr qsizetype shortest = 32;
    const auto fits = [](QChar c) {
        const char16_t letter = c.unicode() | 0x20;
        return (c >= u'0' && c <= u'9') || (letter >= u'a' && letter <= u'f') || c == u'-';
    };
    // A run of so many characters holds one of these.
    for (qsizetype at = shortest - 1; at < text.size(); at += shortest) {
        qsizetype begin = at + 1, end = at;
        while (begin > 0 && fits(text[begin - 1]))
            --begin;
        while (end < text.size() && fits(text[end]))
            ++end;
        if (end - begin >= shortest)
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

// "Customers V3" and the like are names of entities.
bool isVersion(QStringView run)
{
    return (run.size() == 2 || run.size() == 3) && run[0] == u'V' &&
           std::all_of(run.begin() + 1, run.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isSingleSpaced(QStringView text)
{
    bool before = true;
    for (const QChar c : text) {
        const bool space = c == u' ';
        if (space ? before : c.isSpace())
            return false;
        before = space;
    }
    return !before || text.isEmpty();
}

// Writes what becomes of a text; what stays is copied in the longest pieces.
class CauseWriter
{
public:
    CauseWriter(QStringView text, const NameSet &names, QString &result)
        : m_text(text), m_names(names), m_result(result)
    {
    }

    void write()
    {
        m_result.resize(0);
        while (m_at < m_text.size()) {
            const int kind = kindOf(m_text[m_at]);
            if ((kind & WordPart) != 0)
                word();
            else if ((kind & Opens) == 0 || !quoted())
                ++m_at;
        }
        copyTo(m_at);
    }

private:
    void copyTo(qsizetype end)
    {
        m_result += m_text.sliced(m_copied, end - m_copied);
        m_copied = end;
    }

    void replace(qsizetype begin, qsizetype end, QStringView by)
    {
        copyTo(begin);
        m_result += by;
        m_copied = end;
    }

    bool quoted()
    {
        const qsizetype close = closeOf(m_text, m_at);
        if (close < 0)
            return false;
        const QStringView inner = m_text.sliced(m_at + 1, close - m_at - 1);
        const bool kept =
            (isNoun(wordBefore(m_text, m_at)) || isNoun(wordAfter(m_text, close + 1)) || m_names.has(inner)) &&
            canBeName(inner);
        if (!kept)
            replace(m_at, close + 1, kValuePlace);
        m_at = close + 1;
        return true;
    }

    // A run without spaces; a code or number becomes a placeholder.
    void word()
    {
        qsizetype end = m_at;
        int kinds = 0;
        for (; end < m_text.size(); ++end) {
            const int kind = kindOf(m_text[end]);
            if ((kind & EndsWord) != 0)
                break;
            kinds |= kind;
        }
        // A number's own comma belongs to it.
        while (end + 1 < m_text.size() && m_text[end] == u',' && m_text[end - 1].isDigit() &&
               m_text[end + 1].isDigit()) {
            for (++end; end < m_text.size() && (m_text[end].isDigit() || m_text[end] == u'.'); ++end) {
            }
        }
        while (end > m_at + 1 && (kindOf(m_text[end - 1]) & Trails) != 0)
            --end;
        if ((kinds & Digit) != 0)
            replaceValue(m_at, end);
        m_at = end;
        labelledValue();
    }

    void replaceValue(qsizetype begin, qsizetype end)
    {
        const QStringView run = m_text.sliced(begin, end - begin);
        if (isVersion(run) || m_names.has(run))
            return;
        static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+Z?)?$|^\\d+([./:,-]\\d+)*%?$"_s);
        const bool number = std::all_of(run.begin(), run.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        const bool plain = number || (run[0].isDigit() && time.match(run.toString()).hasMatch());
        replace(begin, end, plain ? QStringView(u"#") : kValuePlace);
    }

    // "Item number: D0177, …" after the name of a column.
    void labelledValue()
    {
        if (m_at + 1 >= m_text.size() || m_text[m_at] != u':' || !m_text[m_at + 1].isSpace() || m_names.isEmpty())
            return;
        copyTo(m_at);
        if (!endsWithName())
            return;
        qsizetype end = m_at + 2;
        if (end >= m_text.size() || (kindOf(m_text[end]) & Opens) != 0)
            return;
        while (end < m_text.size() && m_text[end] != u',' && m_text[end] != u';' &&
               !(m_text[end] == u'.' && (end + 1 == m_text.size() || m_text[end + 1].isSpace())))
            ++end;
        replace(m_at + 2, end, kValuePlace);
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
            if (m_names.has(QStringView(m_result).sliced(begin)))
                return true;
        }
        return false;
    }

    QStringView m_text;
    const NameSet &m_names;
    QString &m_result;
    qsizetype m_at = 0;
    qsizetype m_copied = 0; // what stands before it in the text is written
};

} // namespace

QStringView CauseTexts::of(const QString &message)
{
    QStringView text = QStringView(message).left(kLongestInput);
    if (!isSingleSpaced(text)) {
        m_prepared = text.toString().simplified();
        text = m_prepared;
    }
    if (mayHoldGuid(text)) {
        m_prepared = text.toString().replace(guidPattern(), u"{…}"_s);
        text = m_prepared;
    }
    CauseWriter(text, m_names, m_cause).write();
    if (m_cause.size() > kLongest) {
        m_cause.truncate(kLongest - 1);
        m_cause += u'…';
    }
    return m_cause;
}

QString causeText(const QString &message, const QStringList &names)
{
    return CauseTexts(names).of(message).toString();
}

} // namespace waybill
