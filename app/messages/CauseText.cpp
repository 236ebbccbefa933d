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

// A name has letters, is no GUID and is not made of one value only.
bool canBeName(const QString &quoted)
{
    return std::any_of(quoted.begin(), quoted.end(), [](QChar c) { return c.isLetter(); }) &&
           !guidPattern().match(quoted).hasMatch();
}

class CauseWriter
{
public:
    CauseWriter(QStringView text, const QSet<QString> &names) : m_text(text), m_names(names) {}

    QString write()
    {
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
        const QString inner = m_text.sliced(m_at + 1, close - m_at - 1).toString();
        const bool named = m_names.contains(foldedName(inner));
        const bool kept =
            canBeName(inner) && (named || isNoun(wordBefore(m_text, m_at)) || isNoun(wordAfter(m_text, close + 1)));
        m_result += kept ? m_text.sliced(m_at, close - m_at + 1).toString() : valuePlace();
        m_at = close + 1;
        return true;
    }

    // A run without spaces; a code or number becomes a placeholder.
    bool word()
    {
        if (!isWordPart(m_text[m_at]))
            return false;
        qsizetype end = m_at;
        while (end < m_text.size() && !m_text[end].isSpace() && closingOf(m_text[end]).isNull() &&
               !u"()[]{},;»”’"_s.contains(m_text[end]))
            ++end;
        // A number's own comma belongs to it.
        while (end + 1 < m_text.size() && m_text[end] == u',' && m_text[end - 1].isDigit() &&
               m_text[end + 1].isDigit()) {
            for (++end; end < m_text.size() && (m_text[end].isDigit() || m_text[end] == u'.'); ++end) {
            }
        }
        while (end > m_at + 1 && u".:!?-"_s.contains(m_text[end - 1]))
            --end;
        const QStringView run = m_text.sliced(m_at, end - m_at);
        m_result += placeFor(run);
        m_at = end;
        labelledValue();
        return true;
    }

    QString placeFor(QStringView run) const
    {
        const bool digits = std::any_of(run.begin(), run.end(), [](QChar c) { return c.isDigit(); });
        if (!digits || m_names.contains(foldedName(run)))
            return run.toString();
        // "Customers V3" and the like are names of entities.
        static const QRegularExpression version(u"^V\\d{1,2}$"_s);
        if (version.match(run).hasMatch())
            return run.toString();
        static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+Z?)?$|^\\d+([./:,-]\\d+)*%?$"_s);
        return time.match(run).hasMatch() ? u"#"_s : valuePlace();
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

QString causeText(const QString &message, const QStringList &names)
{
    QSet<QString> folded;
    for (const QString &name : names)
        folded.insert(foldedName(name));
    folded.remove(QString());

    QString text = message.left(kLongestInput).simplified();
    QString prepared;
    qsizetype from = 0;
    for (auto guids = guidPattern().globalMatch(text); guids.hasNext();) {
        const QRegularExpressionMatch guid = guids.next();
        prepared += QStringView(text).sliced(from, guid.capturedStart() - from);
        prepared += u"{…}"_s;
        from = guid.capturedEnd();
    }
    prepared += QStringView(text).sliced(from);
    const QString cause = CauseWriter(prepared, folded).write();
    return cause.size() > kLongest ? cause.left(kLongest - 1) + u'…' : cause;
}

} // namespace waybill
