#include "app/files/CompositeKey.h"

#include <algorithm>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSamples = 64;
constexpr std::size_t kMostTokens = 16;
constexpr int kMostSolutions = 8;

bool isSeparator(QChar c)
{
    return u",;|:-_/ "_s.contains(c);
}

} // namespace

QString CompositeKey::textOf(const QStringList &values) const
{
    QString text;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            text += separators[i - 1];
        if (columns[i] < values.size())
            text += QStringView(values[columns[i]]).trimmed();
    }
    return text;
}

CompositeKeyLearner::CompositeKeyLearner(const KeyIndex &ids)
{
    const int step = std::max(1, ids.size() / kSamples);
    for (int id = 0; id < ids.size() && int(m_samples.size()) < kSamples; id += step) {
        Sample sample{ids.texts()[std::size_t(id)], {}};
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
    for (int first = 0; first < count; ++first) {
        for (int last = first + 1; last <= count; ++last) {
            const qsizetype begin = whole.tokens[std::size_t(first)].first;
            const qsizetype end = whole.tokens[std::size_t(last) - 1].second;
            const QStringView piece = QStringView(whole.text).sliced(begin, end - begin);
            // The whole id in one cell is a matter of single columns.
            const bool all = first == 0 && last == count;
            if (!all && !piece.isEmpty() && piece.trimmed().size() == piece.size())
                m_pieces[piece.toString()].push_back({sample, first, last});
        }
    }
}

void CompositeKeyLearner::learn(const QStringList &values)
{
    for (int column = 0; column < int(values.size()); ++column) {
        const auto found = m_pieces.find(QStringView(values[column]).trimmed());
        if (found == m_pieces.end())
            continue;
        for (const Piece &piece : found->second) {
            auto &seen = m_seen[std::size_t(piece.sample)];
            if (seen.empty())
                m_touched.push_back(piece.sample);
            seen.push_back({piece.first, piece.last, column});
        }
    }
    for (const int sample : m_touched) {
        auto &seen = m_seen[std::size_t(sample)];
        if (seen.size() > 1) {
            std::vector<Seen> chosen;
            int found = 0;
            tile(m_samples[std::size_t(sample)], seen, 0, chosen, found);
            m_votes += found > 0 ? 1 : 0;
        }
        seen.clear();
    }
    m_touched.clear();
}

// Lays the seen pieces end to end over the sample's tokens; each full cover is a vote.
void CompositeKeyLearner::tile(const Sample &sample, const std::vector<Seen> &seen, int token,
                               std::vector<Seen> &chosen, int &found)
{
    const int count = int(sample.tokens.size());
    // An empty token is the second of two separators in a row, such as ", ".
    while (token < count && sample.tokens[std::size_t(token)].first == sample.tokens[std::size_t(token)].second)
        ++token;
    if (token == count) {
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
        ++found;
        return;
    }
    for (const Seen &piece : seen) {
        if (piece.first != token || found >= kMostSolutions)
            continue;
        const bool used =
            std::any_of(chosen.begin(), chosen.end(), [&](const Seen &other) { return other.column == piece.column; });
        if (used)
            continue;
        chosen.push_back(piece);
        tile(sample, seen, piece.last, chosen, found);
        chosen.pop_back();
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
