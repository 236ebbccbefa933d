#include "app/files/CompositeKey.h"

#include <algorithm>
#include <utility>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSamples = 64;
constexpr std::size_t kMostTokens = 16;
constexpr int kMostSolutions = 8;
constexpr qsizetype kLongestId = 512; // a longer one is no key, and its pieces would take much memory
// Of one sample in one record, so that a record that is hard to lay ends neither the others' lessons nor the reading.
constexpr int kMostSteps = 4'096;
constexpr std::size_t kMostSeen = 4'096;

bool isSeparator(QChar c)
{
    return u",;|:-_/ "_s.contains(c);
}

} // namespace

void CompositeKey::write(const QStringList &values, QString &text) const
{
    text.resize(0);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            text += separators[i - 1];
        if (columns[i] < values.size())
            text += trimmedKey(values[columns[i]]);
    }
}

CompositeKeyLearner::CompositeKeyLearner(const KeyIndex &ids)
{
    const int step = std::max(1, ids.size() / kSamples);
    for (int id = 0; id < ids.size() && int(m_samples.size()) < kSamples; id += step) {
        if (ids.text(id).size() > kLongestId)
            continue;
        Sample sample{ids.text(id).toString(), {}};
        qsizetype begin = 0;
        for (qsizetype i = 0; i <= sample.text.size(); ++i) {
            if (i == sample.text.size() || isSeparator(sample.text[i])) {
                sample.tokens.emplace_back(begin, i);
                begin = i + 1;
            }
        }
        if (sample.tokens.size() < 2 || sample.tokens.size() > kMostTokens)
            continue;
        m_samples.push_back(sample);
        addPieces(int(m_samples.size()) - 1);
    }
    m_seen.resize(m_samples.size());
}

void CompositeKeyLearner::addPieces(int sample)
{
    const Sample &whole = m_samples[std::size_t(sample)];
    const int count = int(whole.tokens.size());
    const int longest =
        int(std::ranges::max_element(whole.tokens, {}, [](const auto &token) { return token.second - token.first; }) -
            whole.tokens.begin());
    for (int first = 0; first < count; ++first) {
        for (int last = first + 1; last <= count; ++last) {
            const qsizetype begin = whole.tokens[std::size_t(first)].first;
            const qsizetype end = whole.tokens[std::size_t(last) - 1].second;
            const QStringView piece = QStringView(whole.text).sliced(begin, end - begin);
            // The whole id in one cell is a matter of single columns.
            const bool all = first == 0 && last == count;
            if (all || piece.isEmpty() || trimmedKey(piece).size() != piece.size())
                continue;
            m_pieces[piece.toString()].push_back({sample, first, last});
            if (first <= longest && longest < last) {
                m_telling[piece.toString()].push_back(sample);
                m_tellingShapes.add(piece);
            }
        }
    }
}

bool CompositeKeyLearner::learn(const QStringList &values)
{
    m_steps = 0;
    // Whatever makes up the whole of a sample has its longest token in some cell.
    for (const QString &value : values)
        touch(trimmedKey(value));
    if (m_touched.empty())
        return false;
    for (int column = 0; column < int(values.size()); ++column)
        see(trimmedKey(values[column]), column);
    const int before = m_votes;
    for (const int touched : m_touched) {
        Sample &sample = m_samples[std::size_t(touched)];
        auto &seen = m_seen[std::size_t(touched)];
        std::ranges::stable_sort(seen, {}, &Seen::first);
        Search search;
        tile(sample, seen, 0, search);
        m_votes += search.found > 0 ? 1 : 0;
        m_steps += search.steps;
        seen.clear();
        sample.touched = false;
    }
    m_touched.clear();
    return m_votes > before;
}

void CompositeKeyLearner::touch(QStringView value)
{
    if (!m_tellingShapes.has(value))
        return;
    const auto told = m_telling.find(value);
    if (told == m_telling.end())
        return;
    for (const int sample : told->second) {
        if (!std::exchange(m_samples[std::size_t(sample)].touched, true))
            m_touched.push_back(sample);
    }
}

void CompositeKeyLearner::see(QStringView value, int column)
{
    const auto found = m_pieces.find(value);
    if (found == m_pieces.end())
        return;
    for (const Piece &piece : found->second) {
        auto &seen = m_seen[std::size_t(piece.sample)];
        if (m_samples[std::size_t(piece.sample)].touched && seen.size() < kMostSeen)
            seen.push_back({piece.first, piece.last, column});
    }
}

// Lays the seen pieces end to end over the sample's tokens; each full cover is a vote.
void CompositeKeyLearner::tile(const Sample &sample, const std::vector<Seen> &seen, int token, Search &search)
{
    const int count = int(sample.tokens.size());
    // An empty token is the second of two separators in a row, such as ", ".
    while (token < count && sample.tokens[std::size_t(token)].first == sample.tokens[std::size_t(token)].second)
        ++token;
    if (token == count) {
        const std::vector<Seen> &chosen = search.chosen;
        if (chosen.size() < 2)
            return;
        CompositeKey key;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            key.columns.push_back(chosen[i].column);
            if (i == 0)
                continue;
            const qsizetype begin = sample.tokens[std::size_t(chosen[i - 1].last) - 1].second;
            const qsizetype end = sample.tokens[std::size_t(chosen[i].first)].first;
            key.separators.push_back(sample.text.sliced(begin, end - begin));
        }
        ++m_keys[key];
        ++search.found;
        return;
    }
    for (auto piece = std::ranges::lower_bound(seen, token, {}, &Seen::first);
         piece != seen.end() && piece->first == token; ++piece) {
        if (search.found >= kMostSolutions || search.steps >= kMostSteps)
            return;
        ++search.steps;
        if (std::ranges::find(search.chosen, piece->column, &Seen::column) != search.chosen.end())
            continue;
        search.chosen.push_back(*piece);
        tile(sample, seen, piece->last, search);
        search.chosen.pop_back();
    }
}

std::vector<CompositeKey> CompositeKeyLearner::candidates() const
{
    std::vector<std::pair<int, CompositeKey>> byVotes;
    for (const auto &[key, votes] : m_keys)
        byVotes.emplace_back(votes, key);
    std::stable_sort(byVotes.begin(), byVotes.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<CompositeKey> best;
    for (std::size_t i = 0; i < byVotes.size() && i < 3; ++i)
        best.push_back(byVotes[i].second);
    return best;
}

} // namespace waybill
