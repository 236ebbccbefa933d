#include "app/packages/RowDiff.h"

#include "app/packages/RowHashes.h"
#include "app/packages/RowKeys.h"

#include <QHash>
#include <QRandomGenerator>

#include <algorithm>
#include <future>

namespace waybill {

namespace {

constexpr qint64 sampleRows = 2'000; ///< that tell which columns may be the key

/// Both sides of something.
template <class T>
struct Sides {
    T left, right;
};

/// Does it for both sides at once; the error of the left one counts first.
template <class Work>
auto onBothSides(const Work &work) -> Result<Sides<typename decltype(work(true))::value_type>>
{
    auto other = std::async(std::launch::async, work, false);
    auto left = work(true);
    auto right = other.get();
    if (!left)
        return fail(left.error());
    if (!right)
        return fail(right.error());
    return Sides<typename decltype(work(true))::value_type>{std::move(*left), std::move(*right)};
}

/// The first rows of a side.
struct Sample {
    RowStore rows;
    QStringList columns;
    QSet<QString> compared() const
    {
        QSet<QString> names;
        for (const QString &column : columns)
            names.insert(comparedName(column));
        return names;
    }
};

/// A whole side.
struct Read {
    RowHashes hashes;
    QStringList columns;
    bool isWhole = true; ///< there are no other sheets
};

/// Keeps the cells of some rows.
class RowPicker final : public RowHandler
{
public:
    using Cells = QHash<QString, QString>; // by comparedName

    /// `wanted` in ascending order.
    explicit RowPicker(std::vector<qint64> wanted) : m_wanted(std::move(wanted)) {}

    void beginRow() override { m_isWanted = m_next < m_wanted.size() && m_wanted[m_next] == m_row; }
    void value(std::string_view name, const PageValue &value) override
    {
        if (!m_isWanted || value.text.empty())
            return;
        const auto column = std::size_t(value.name);
        if (column >= m_names.size())
            m_names.resize(column + 1);
        if (m_names[column].isNull())
            m_names[column] = comparedName(QString::fromUtf8(name.data(), qsizetype(name.size())));
        m_cells.insert(m_names[column], QString::fromUtf8(value.text.data(), qsizetype(value.text.size())));
    }
    void endRow() override
    {
        if (m_isWanted) {
            m_picked.insert(m_row, std::move(m_cells));
            m_cells = {};
            ++m_next;
        }
        ++m_row;
    }
    /// By the row's number from 0.
    const QHash<qint64, Cells> &picked() const { return m_picked; }

private:
    std::vector<qint64> m_wanted;
    std::vector<QString> m_names; // by PageValue::name
    std::size_t m_next = 0;
    qint64 m_row = 0;
    bool m_isWanted = false;
    Cells m_cells;
    QHash<qint64, Cells> m_picked;
};

class RowDiff
{
public:
    RowDiff(const DataFileAsk &left, const DataFileAsk &right, const std::stop_token &stop)
        : m_left(left), m_right(right), m_stop(stop)
    {
    }

    Result<void> compare(const QStringList &known, const std::function<void(qint64)> &took, FileDiff &diff);
    Result<void> describe(qint64 mostRows, FileDiff &diff) const;
    /// After compare().
    Compared compared() const
    {
        if (m_columns.isEmpty())
            return Compared::Nothing;
        return m_sides->left.isWhole && m_sides->right.isWhole ? Compared::Whole : Compared::FirstSheet;
    }

private:
    const DataFileAsk &ask(bool isLeft) const { return isLeft ? m_left : m_right; }
    Result<Sides<Sample>> sample() const;
    void plan(const QStringList &known, const Sides<Sample> &samples, FileDiff &diff);
    void match(FileDiff &diff);
    Result<QHash<qint64, RowPicker::Cells>> cellsOf(bool isLeft, std::vector<qint64> wanted) const;
    QStringList columnsOfKey(const RowKey &key) const;
    QList<ValueChange> changesOf(const RowPicker::Cells &before, const RowPicker::Cells &after, bool isOnBoth) const;

    const DataFileAsk &m_left, &m_right;
    const std::stop_token &m_stop;
    RowHashes::Plan m_plan;
    std::optional<Sides<Read>> m_sides;
    QStringList m_columns; // of both sides, the right's first
    RowMatches m_matches;
};

Result<Sides<Sample>> RowDiff::sample() const
{
    return onBothSides([this](bool isLeft) -> Result<Sample> {
        DataFileAsk first = ask(isLeft);
        first.mostRows = sampleRows;
        Sample sample;
        std::optional<Error> fault;
        const auto facts = readDataFile(
            first,
            [&](std::shared_ptr<const RowBlock> block) {
                if (auto taken = sample.rows.append(std::move(block)); !taken)
                    fault = taken.error();
                return !fault;
            },
            m_stop);
        if (!facts || fault)
            return fail(facts ? *fault : facts.error());
        sample.columns = facts->columns;
        return sample;
    });
}

void RowDiff::plan(const QStringList &known, const Sides<Sample> &samples, FileDiff &diff)
{
    const QSet<QString> left = samples.left.compared(), right = samples.right.compared();
    m_plan.seed = QRandomGenerator::global()->generate64();
    m_plan.left = (left - right) + (right - left);
    if (const RowKey key = usableKey(known, left, right); !key.isEmpty()) {
        diff.keyFrom = DiffKey::Known;
        m_plan.keys = {key};
    } else {
        diff.keyFrom = DiffKey::Found;
        m_plan.keys = likelyKeys(samples.left.rows, samples.right.rows);
    }
}

QStringList RowDiff::columnsOfKey(const RowKey &key) const
{
    QStringList columns;
    for (const QString &wanted : key) {
        for (const QString &column : m_columns) {
            if (comparedName(column) == wanted) {
                columns.append(column);
                break;
            }
        }
    }
    return columns;
}

void RowDiff::match(FileDiff &diff)
{
    const RowHashes &left = m_sides->left.hashes, &right = m_sides->right.hashes;
    const int key = diff.keyFrom == DiffKey::Known ? 0 : fittingKey(left, right, m_plan.keys.size());
    if (key < 0) {
        diff.keyFrom = DiffKey::WholeRow;
        m_matches = matchRows(left.rows(), left.rows(), right.rows(), right.rows());
    } else {
        const auto place = std::size_t(key);
        diff.key = columnsOfKey(m_plan.keys[place]);
        m_matches = matchRows(left.keys(place), left.rows(), right.keys(place), right.rows());
    }
    if (diff.keyFrom == DiffKey::WholeRow) {
        // Nothing says that a row of the one side became that of the other.
        std::vector<RowMatch> apart;
        for (const RowMatch &match : m_matches.different) {
            if (match.left >= 0)
                apart.push_back({match.left, -1});
            if (match.right >= 0)
                apart.push_back({-1, match.right});
        }
        m_matches.different = std::move(apart);
    }
}

Result<void> RowDiff::compare(const QStringList &known, const std::function<void(qint64)> &took, FileDiff &diff)
{
    const auto samples = sample();
    if (!samples)
        return fail(samples.error());
    FileDiff found = diff;
    plan(known, *samples, found);
    auto sides = onBothSides([&](bool isLeft) -> Result<Read> {
        Read read{RowHashes(m_plan, took), {}, true};
        const auto facts = readDataFile(ask(isLeft), read.hashes, m_stop);
        if (!facts)
            return fail(facts.error());
        read.columns = facts->columns;
        read.isWhole = facts->sheets.size() < 2;
        return read;
    });
    if (!sides)
        return fail(sides.error());
    m_sides.emplace(std::move(*sides));
    m_columns = m_sides->right.columns;
    QSet<QString> left, right;
    for (const QString &column : m_sides->right.columns)
        right.insert(comparedName(column));
    for (const QString &column : m_sides->left.columns) {
        left.insert(comparedName(column));
        if (right.contains(comparedName(column)))
            continue;
        found.columnsRemoved.append(column);
        m_columns.append(column);
    }
    for (const QString &column : m_sides->right.columns) {
        if (!left.contains(comparedName(column)))
            found.columnsAdded.append(column);
    }
    found.leftRows = qint64(m_sides->left.hashes.rows().size());
    found.rightRows = qint64(m_sides->right.hashes.rows().size());
    match(found);
    found.same = m_matches.same;
    for (const RowMatch &row : m_matches.different)
        ++(row.left < 0 ? found.added : row.right < 0 ? found.removed : found.changed);
    const bool isSame = m_matches.different.empty() && found.columnsAdded.isEmpty() && found.columnsRemoved.isEmpty();
    found.state = isSame ? DiffState::Same : DiffState::Changed;
    diff = std::move(found);
    return {};
}

QList<ValueChange> RowDiff::changesOf(const RowPicker::Cells &before, const RowPicker::Cells &after,
                                      bool isOnBoth) const
{
    QList<ValueChange> changes;
    const auto valueIn = [](const RowPicker::Cells &cells, const QString &name) {
        const auto cell = cells.constFind(name);
        return cell == cells.cend() ? std::nullopt : std::optional(*cell);
    };
    for (const QString &column : m_columns) {
        const QString name = comparedName(column);
        if (isOnBoth && m_plan.left.contains(name))
            continue;
        auto was = valueIn(before, name);
        auto is = valueIn(after, name);
        if (was != is)
            changes.append({column, std::move(was), std::move(is)});
    }
    return changes;
}

Result<QHash<qint64, RowPicker::Cells>> RowDiff::cellsOf(bool isLeft, std::vector<qint64> wanted) const
{
    const RowHashes &read = isLeft ? m_sides->left.hashes : m_sides->right.hashes;
    if (read.kept().isWhole()) {
        QHash<qint64, RowPicker::Cells> cells;
        for (const qint64 row : wanted) {
            RowPicker::Cells &of = cells[row];
            read.kept().eachCell(row, [&](int column, std::string_view text) {
                of.insert(read.name(column), QString::fromUtf8(text.data(), qsizetype(text.size())));
            });
        }
        return cells;
    }
    if (wanted.empty())
        return QHash<qint64, RowPicker::Cells>();
    std::ranges::sort(wanted);
    DataFileAsk file = ask(isLeft);
    file.mostRows = wanted.back() + 1;
    RowPicker picker(std::move(wanted));
    const auto facts = readDataFile(file, picker, m_stop);
    if (!facts)
        return fail(facts.error());
    return picker.picked();
}

Result<void> RowDiff::describe(qint64 mostRows, FileDiff &diff) const
{
    const auto count = std::size_t(std::min<qint64>(mostRows, qint64(m_matches.different.size())));
    diff.isCut = count < m_matches.different.size();
    if (count == 0)
        return {};
    const auto picked = onBothSides([&](bool isLeft) {
        std::vector<qint64> wanted;
        for (std::size_t i = 0; i < count; ++i) {
            const qint64 row = isLeft ? m_matches.different[i].left : m_matches.different[i].right;
            if (row >= 0)
                wanted.push_back(row);
        }
        return cellsOf(isLeft, std::move(wanted));
    });
    if (!picked)
        return fail(picked.error());
    for (std::size_t i = 0; i < count; ++i) {
        const RowMatch &match = m_matches.different[i];
        const RowPicker::Cells before = picked->left.value(match.left), after = picked->right.value(match.right);
        RowChange row;
        row.state = match.left < 0 ? DiffState::Added : match.right < 0 ? DiffState::Removed : DiffState::Changed;
        row.leftRow = match.left + 1;
        row.rightRow = match.right + 1;
        for (const QString &column : diff.key)
            row.key.append((match.right < 0 ? before : after).value(comparedName(column)));
        row.cells = changesOf(before, after, row.state == DiffState::Changed);
        diff.rows.append(std::move(row));
    }
    return {};
}

} // namespace

Result<Compared> diffRows(const DataFileAsk &left, const DataFileAsk &right, const QStringList &known, qint64 mostRows,
                          const std::function<void(qint64)> &took, const std::stop_token &stop, FileDiff &diff)
{
    RowDiff rows(left, right, stop);
    if (auto compared = rows.compare(known, took, diff); !compared)
        return fail(compared.error());
    if (auto described = rows.describe(mostRows, diff); !described)
        return fail(described.error());
    return rows.compared();
}

} // namespace waybill
