#include "app/catalogue/SearchText.h"

#include "app/catalogue/Utf8.h"

#include <algorithm>

namespace waybill {

namespace {

enum class Sort { Small, Capital, Digit, Sign };

Sort sortOf(char c)
{
    return c >= 'a' && c <= 'z'   ? Sort::Small
           : c >= 'A' && c <= 'Z' ? Sort::Capital
           : c >= '0' && c <= '9' ? Sort::Digit
                                  : Sort::Sign;
}

Sort sortOf(QChar c)
{
    return c.isUpper()                  ? Sort::Capital
           : c.isLetter() || c.isMark() ? Sort::Small
           : c.isDigit()                ? Sort::Digit
                                        : Sort::Sign;
}

bool begins(Sort before, Sort now, Sort next)
{
    if (now == Sort::Sign)
        return false;
    if (before == Sort::Sign)
        return true;
    if (now == Sort::Capital)
        return before != Sort::Capital || next == Sort::Small;
    return now == Sort::Digit && before == Sort::Small;
}

/// `sort` is asked by place; what lies outside counts as a sign.
template <class SortAt>
bool beginsAt(qsizetype place, qsizetype size, const SortAt &sort)
{
    return begins(place > 0 ? sort(place - 1) : Sort::Sign, sort(place),
                  place + 1 < size ? sort(place + 1) : Sort::Sign);
}

void appendAscii(SearchText &to, std::string_view text)
{
    const auto sort = [text](qsizetype place) { return sortOf(text[size_t(place)]); };
    for (qsizetype i = 0; i < qsizetype(text.size()); ++i) {
        const char c = text[size_t(i)];
        to.folded += sort(i) == Sort::Capital ? char(c | 0x20) : c;
        to.starts.push_back(beginsAt(i, qsizetype(text.size()), sort));
    }
}

/// One character without case and accents.
QString foldedCharacter(QChar c)
{
    const QString parts = c.decompositionTag() == QChar::Canonical ? c.decomposition() : QString(c);
    QString folded;
    for (const QChar part : parts) {
        if (part.category() != QChar::Mark_NonSpacing)
            folded += part.toCaseFolded();
    }
    return folded;
}

void appendAny(SearchText &to, const QString &text)
{
    const auto sort = [&text](qsizetype place) { return sortOf(text[place]); };
    QString pending; // halves of a character go on together
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool begin = beginsAt(i, text.size(), sort);
        pending += text[i].isSurrogate() ? QString(text[i]) : foldedCharacter(text[i]);
        if (text[i].isHighSurrogate())
            continue;
        const QByteArray bytes = pending.toUtf8();
        pending.clear();
        to.folded.append(bytes.constData(), size_t(bytes.size()));
        to.starts.insert(to.starts.end(), size_t(bytes.size()), 0);
        if (begin && !bytes.isEmpty())
            to.starts[to.starts.size() - size_t(bytes.size())] = 1;
    }
}

} // namespace

void appendFolded(SearchText &to, std::string_view text)
{
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        appendAscii(to, text);
    else
        appendAny(to, textOf(text));
}

std::vector<std::string> wordsOfQuery(const QString &text, bool alsoInside)
{
    SearchText query;
    const QByteArray bytes = text.toUtf8();
    appendFolded(query, {bytes.constData(), size_t(bytes.size())});
    std::vector<std::string> words(1);
    for (size_t i = 0; i < query.folded.size(); ++i) {
        const char c = query.folded[i];
        const bool isSpace = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if ((isSpace || (alsoInside && query.starts[i])) && !words.back().empty())
            words.emplace_back();
        if (!isSpace)
            words.back() += c;
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

std::string lettersOf(std::string_view folded)
{
    if (std::ranges::all_of(folded, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(folded);
    std::string letters;
    for (const QChar c : textOf(folded))
        letters += char((c.unicode() & 0xff) ^ (c.unicode() >> 8));
    return letters;
}

} // namespace waybill
