#include "app/catalogue/CatalogueSearch.h"

#include "app/catalogue/SearchText.h"
#include "app/catalogue/Utf8.h"
#include "app/catalogue/WordDistance.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace waybill {

namespace {

using Match = CatalogueSearch::Match;
constexpr std::size_t nowhere = std::string_view::npos;

std::size_t place(std::string_view in, std::string_view what, std::size_t from)
{
#ifdef Q_OS_UNIX
    const void *found =
        from <= in.size() ? ::memmem(in.data() + from, in.size() - from, what.data(), what.size()) : nullptr;
    return found ? size_t(static_cast<const char *>(found) - in.data()) : nowhere;
#else
    return in.find(what, from);
#endif
}

std::string joined(const std::vector<std::string> &words, std::string_view between)
{
    std::string all;
    for (const std::string &word : words)
        all.append(all.empty() ? std::string_view() : between).append(word);
    return all;
}

} // namespace

CatalogueSearch::CatalogueSearch(std::shared_ptr<const Catalogue> catalogue, const LabelStore &labels)
    : m_catalogue(std::move(catalogue))
{
    for (qsizetype i = 0; i < m_catalogue->size(); ++i) {
        const Catalogue::View &view = m_catalogue->view(i);
        m_firstText.push_back(std::uint32_t(m_textList.size()));
        for (const std::string_view text : {view.name, view.publicName, view.dataManagementName, view.label})
            add(std::uint32_t(i), text);
        if (view.labelId.empty())
            continue;
        const QString id = textOf(view.labelId);
        for (const QString &label : labels.texts(id)) {
            const QByteArray text = label.toUtf8();
            add(std::uint32_t(i), {text.constData(), size_t(text.size())});
        }
    }
    m_firstText.push_back(std::uint32_t(m_textList.size()));
    indexWords();
}

void CatalogueSearch::add(std::uint32_t set, std::string_view text)
{
    if (text.empty())
        return;
    SearchText folded;
    appendFolded(folded, text);
    const auto begin = std::uint32_t(m_texts.size());
    for (std::uint32_t other = m_firstText.back(); other < m_textList.size(); ++other) {
        const Text &known = m_textList[other];
        if (folded.folded == std::string_view(m_texts).substr(known.begin, known.end - known.begin))
            return;
    }
    std::ranges::replace(folded.folded, '\n', ' ');
    m_texts += folded.folded;
    m_starts.insert(m_starts.end(), folded.starts.begin(), folded.starts.end());
    m_textList.push_back({begin, std::uint32_t(m_texts.size()), set});
    m_texts += '\n';
    m_starts.push_back(0);
}

void CatalogueSearch::indexWords()
{
    std::unordered_map<std::string, std::vector<std::uint32_t>> sets;
    const auto note = [&sets](const std::string &word, std::uint32_t set) {
        auto &all = sets[word];
        if (all.empty() || all.back() != set)
            all.push_back(set);
    };
    for (const Text &text : m_textList) {
        std::string whole, word;
        for (std::uint32_t i = text.begin; i <= text.end; ++i) {
            const bool isEnd = i == text.end || m_starts[i] || m_texts[i] == ' ';
            if (isEnd && !word.empty())
                note(lettersOf(std::exchange(word, {})), text.set);
            if (i < text.end && m_texts[i] != ' ') {
                word += m_texts[i];
                whole += m_texts[i];
            }
        }
        note(lettersOf(whole), text.set);
    }
    for (const auto &[word, all] : sets) {
        m_words.begin.push_back(std::uint32_t(m_letters.size()));
        m_letters += word;
        m_words.end.push_back(std::uint32_t(m_letters.size()));
        m_words.letters.push_back(WordDistance::letters(word));
        m_words.firstSet.push_back(std::uint32_t(m_wordSets.size()));
        m_wordSets.insert(m_wordSets.end(), all.begin(), all.end());
    }
    m_words.firstSet.push_back(std::uint32_t(m_wordSets.size()));
}

/// How the other words match in the texts of a set: the weakest of them; Misspelt where one does not stand there.
Match CatalogueSearch::weakest(std::uint32_t set, const std::vector<std::string> &words, std::size_t but) const
{
    const std::uint32_t begin = m_textList[m_firstText[set]].begin;
    const std::uint32_t end = m_textList[m_firstText[set + 1] - 1].end;
    const std::string_view texts = std::string_view(m_texts).substr(0, end);
    Match least = Match::Words;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i == but)
            continue;
        bool isThere = false, begins = false;
        for (std::size_t at = place(texts, words[i], begin); at != nowhere && !begins;
             at = place(texts, words[i], at + 1)) {
            isThere = true;
            begins = m_starts[at];
        }
        if (!isThere)
            return Match::Misspelt;
        least = begins ? least : Match::Within;
    }
    return least;
}

Match CatalogueSearch::matchAt(const Text &text, std::size_t at, const std::vector<std::string> &words,
                               std::size_t which) const
{
    const std::string_view whole = std::string_view(m_texts).substr(text.begin, text.end - text.begin);
    for (const std::string_view between : {std::string_view(), std::string_view(" ")}) {
        const std::string all = words.size() == 1 ? std::string() : joined(words, between);
        const std::string_view wanted = words.size() == 1 ? std::string_view(words[0]) : std::string_view(all);
        if (whole.starts_with(wanted))
            return whole.size() == wanted.size() ? Match::Exact : Match::Prefix;
    }
    const Match others = words.size() == 1 ? Match::Words : weakest(text.set, words, which);
    return m_starts[at] ? others : std::max(others, Match::Within);
}

std::vector<CatalogueSearch::Found> CatalogueSearch::literal(const std::vector<std::string> &words) const
{
    // The longest word is looked for everywhere, the others where it stands.
    const auto longest = std::size_t(
        std::ranges::max_element(words, {}, [](const std::string &word) { return word.size(); }) - words.begin());
    const std::string_view wanted = words[longest];
    std::vector<Found> found;
    std::size_t text = 0;
    for (std::size_t at = place(m_texts, wanted, 0); at != nowhere; at = place(m_texts, wanted, at + 1)) {
        text = std::size_t(std::upper_bound(m_textList.begin() + std::ptrdiff_t(text), m_textList.end(), at,
                                            [](std::size_t where, const Text &one) { return where < one.begin; }) -
                           m_textList.begin()) -
               1;
        const Match match = matchAt(m_textList[text], at, words, longest);
        const qsizetype set = m_textList[text].set;
        if (match == Match::Misspelt)
            continue;
        if (!found.empty() && found.back().set == set)
            found.back().match = std::min(found.back().match, match);
        else
            found.push_back({set, match});
    }
    return found;
}

std::vector<CatalogueSearch::Found> CatalogueSearch::misspelt(const std::vector<std::string> &words) const
{
    std::vector<std::uint8_t> wordsFound(std::size_t(m_catalogue->size()), 0);
    for (std::size_t which = 0; which < words.size() && which < 200; ++which) {
        const WordDistance distance(lettersOf(words[which]));
        for (std::size_t i = 0; i < m_words.begin.size(); ++i) {
            const std::size_t length = m_words.end[i] - m_words.begin[i];
            if (!distance.mayBe(m_words.letters[i], length) ||
                distance.to({m_letters.data() + m_words.begin[i], length}) > distance.allowed())
                continue;
            for (std::uint32_t at = m_words.firstSet[i]; at < m_words.firstSet[i + 1]; ++at) {
                std::uint8_t &count = wordsFound[m_wordSets[at]];
                count = count == which ? std::uint8_t(which + 1) : count;
            }
        }
    }
    std::vector<Found> found;
    for (std::size_t set = 0; set < wordsFound.size(); ++set) {
        if (wordsFound[set] == words.size())
            found.push_back({qsizetype(set), Match::Misspelt});
    }
    return found;
}

void CatalogueSearch::sort(std::vector<Found> &found, const EntityUse &use) const
{
    using Key = std::tuple<int, int, Match, std::size_t, std::string_view, qsizetype>;
    const bool hasUse = !use.used.isEmpty() || !use.favourites.isEmpty();
    const auto keyOf = [&](const Found &one) {
        const std::string_view name = m_catalogue->view(one.set).name;
        int marks = 0;
        if (hasUse) {
            const QString text = textOf(name);
            marks = use.favourites.contains(text) ? std::numeric_limits<int>::max() : use.used.value(text);
        }
        const int group = one.match == Match::Exact ? 0 : one.match == Match::Misspelt ? 2 : 1;
        return Key(group, -marks, one.match, name.size(), name, one.set);
    };
    std::vector<std::pair<Key, Found>> keyed;
    keyed.reserve(found.size());
    for (const Found &one : found)
        keyed.emplace_back(keyOf(one), one);
    std::ranges::sort(keyed, {}, &std::pair<Key, Found>::first);
    std::ranges::transform(keyed, found.begin(), &std::pair<Key, Found>::second);
}

std::vector<CatalogueSearch::Found> CatalogueSearch::find(const QString &text, const EntityUse &use) const
{
    std::vector<Found> found;
    const std::vector<std::string> words = wordsOfQuery(text, false);
    if (words.empty()) {
        for (qsizetype i = 0; i < m_catalogue->size(); ++i)
            found.push_back({i, Match::Within});
    } else {
        found = literal(words);
        const std::vector<std::string> parts = wordsOfQuery(text, true);
        if (found.empty() && parts.size() > words.size())
            found = literal(parts);
        if (found.empty())
            found = misspelt(words);
        if (found.empty() && parts.size() > words.size())
            found = misspelt(parts);
    }
    sort(found, use);
    return found;
}

} // namespace waybill
