#include "app/files/GuiltyCell.h"

#include "app/files/NameFold.h"

#include <QRegularExpression>

#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestMessage = 8'000;

QHash<QString, int> indexesByName(const QStringList &columns)
{
    QHash<QString, int> indexes;
    for (int i = 0; i < int(columns.size()); ++i) {
        for (const QString &name : {columns[i], columns[i].mid(columns[i].lastIndexOf(u'/') + 1)}) {
            const QString folded = foldedName(name);
            if (!folded.isEmpty() && !indexes.contains(folded))
                indexes.insert(folded, i);
        }
    }
    return indexes;
}

std::optional<int> columnOf(const QHash<QString, int> &indexes, QStringView name)
{
    const auto found = indexes.constFind(foldedName(name));
    return found == indexes.constEnd() ? std::nullopt : std::optional(*found);
}

const QRegularExpression &quotedPattern()
{
    static const QRegularExpression quoted(u"(?<![\\w])'(.*?)'(?!\\w)|\"(.*?)\"|‘(.*?)’|“(.*?)”|«(.*?)»|`(.*?)`"_s,
                                           QRegularExpression::DotMatchesEverythingOption |
                                               QRegularExpression::UseUnicodePropertiesOption);
    return quoted;
}

QStringList quotedTexts(const QString &message)
{
    QStringList texts;
    for (auto matches = quotedPattern().globalMatch(message); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        texts.append(match.captured(match.lastCapturedIndex()));
    }
    return texts;
}

// Ordinary words of messages: alone they do not name a column that happens to be called so.
bool isOrdinary(const QString &folded)
{
    static constexpr std::array words = {"value"_L1, "field"_L1,  "table"_L1, "record"_L1, "row"_L1,    "line"_L1,
                                         "name"_L1,  "number"_L1, "date"_L1,  "type"_L1,   "status"_L1, "text"_L1,
                                         "key"_L1,   "code"_L1,   "error"_L1, "id"_L1,     "message"_L1};
    return std::find(words.begin(), words.end(), folded) != words.end();
}

// A column named without quotes: the longest run of words counts, an ordinary single word only in capitals.
std::optional<int> namedInWords(const QHash<QString, int> &indexes, const QString &message)
{
    static const QRegularExpression word(u"[\\w/.]*\\w"_s, QRegularExpression::UseUnicodePropertiesOption);
    std::vector<QString> words;
    for (auto matches = word.globalMatch(message); matches.hasNext();)
        words.push_back(matches.next().captured());
    constexpr std::size_t mostWords = 5;
    for (std::size_t length = mostWords; length > 0; --length) {
        for (std::size_t begin = 0; begin + length <= words.size(); ++begin) {
            QString run;
            for (std::size_t i = begin; i < begin + length; ++i)
                run += words[i];
            const auto column = columnOf(indexes, run);
            const bool shouted = run == run.toUpper() && run != run.toLower();
            if (column && (length > 1 || shouted || (run.size() > 2 && !isOrdinary(foldedName(run)))))
                return column;
        }
    }
    return std::nullopt;
}

std::optional<int> onlyCellWith(const QStringList &values, const QString &text)
{
    std::optional<int> found;
    for (int i = 0; i < int(values.size()); ++i) {
        if (values[i].trimmed() != text.trimmed())
            continue;
        if (found)
            return std::nullopt;
        found = i;
    }
    return found;
}

} // namespace

GuiltyCell::GuiltyCell(const QStringList &columns) : m_columns(columns.size()), m_indexes(indexesByName(columns)) {}

std::optional<int> GuiltyCell::find(const QStringList &values, const QString &field, const QString &message) const
{
    if (const auto column = columnOf(m_indexes, field))
        return column;
    const QString text = message.left(kLongestMessage);
    const QStringList quoted = quotedTexts(text);
    for (const QString &name : quoted) {
        // A value in quotes may be spelled like another column; then it is that value's cell that is meant.
        if (const auto column = columnOf(m_indexes, name); column && !onlyCellWith(values, name))
            return column;
    }
    QString unquoted = text;
    unquoted.replace(quotedPattern(), u" "_s);
    if (const auto column = namedInWords(m_indexes, unquoted))
        return column;
    for (const QString &value : quoted) {
        if (const auto column = onlyCellWith(values, value); column && !value.trimmed().isEmpty())
            return *column < m_columns ? column : std::nullopt;
    }
    return std::nullopt;
}

std::optional<int> guiltyColumn(const QStringList &columns, const QStringList &values, const QString &field,
                                const QString &message)
{
    return GuiltyCell(columns).find(values, field, message);
}

} // namespace waybill
