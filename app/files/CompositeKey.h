#pragma once

#include "app/files/KeyIndex.h"

#include <QStringList>

#include <map>
#include <unordered_map>
#include <vector>

namespace waybill {

/// A key made of several columns: their values in this order with these texts between them.
struct CompositeKey {
    std::vector<int> columns;
    std::vector<QString> separators; ///< one fewer than columns

    /// Writes the key of a record with these values into `text`; missing values count as empty.
    void write(const QStringList &values, QString &text) const;
    auto operator<=>(const CompositeKey &) const = default;
};

/// Learns from records how record ids are put together. An id is cut at `,` `;` `|` `:` `-` `_` `/` and space; where
/// the cells of one record, in any order, make up the whole of it, that order and what stood between is a vote. Ids
/// of more than 512 characters teach nothing.
class CompositeKeyLearner
{
public:
    /// Learns from a sample of the ids.
    explicit CompositeKeyLearner(const KeyIndex &ids);

    /// True while further records can still teach something.
    bool learning() const { return !m_samples.empty() && m_votes < kEnoughVotes; }
    /// True when the record taught something.
    bool learn(const QStringList &values);
    /// How many pieces the last record had looked at: at most 4,096 for each id of the sample.
    int steps() const { return m_steps; }
    /// What was learned, the most likely first; at most three.
    std::vector<CompositeKey> candidates() const;

private:
    static constexpr int kEnoughVotes = 200;
    struct Sample {
        QString text;
        std::vector<std::pair<qsizetype, qsizetype>> tokens; // begin and end in text
        bool touched = false;                                // by the present record, in its longest token
    };
    // Tokens [first, last) of a sample, seen in a column of the present record.
    struct Piece {
        int sample = 0;
        int first = 0;
        int last = 0;
    };
    struct Seen {
        int first = 0;
        int last = 0;
        int column = 0;
    };
    // For the ways to lay pieces end to end over a sample.
    struct Search {
        std::vector<Seen> chosen;
        int found = 0;
        int steps = 0;
    };
    template <class T>
    using ByText = std::unordered_map<QString, T, KeyHash, KeyEqual>;

    void addPieces(int sample);
    void touch(QStringView value);
    void see(QStringView value, int column);
    void tile(const Sample &sample, const std::vector<Seen> &seen, int token, Search &search);

    std::vector<Sample> m_samples;
    ByText<std::vector<Piece>> m_pieces;
    ByText<std::vector<int>> m_telling; // samples by those pieces that hold their longest token: few records have one
    KeyShapes m_tellingShapes;
    std::vector<std::vector<Seen>> m_seen; // by sample, of the present record; bounded as steps are
    std::vector<int> m_touched;
    std::map<CompositeKey, int> m_keys;
    int m_votes = 0;
    int m_steps = 0;
};

} // namespace waybill
