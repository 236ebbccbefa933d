#include "app/files/RecordJoin.h"

#include "app/files/CompositeKey.h"
#include "app/files/KeyMatches.h"
#include "app/files/NameFold.h"
#include "app/files/RecordReader.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <unordered_map>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kProgressStep = 1024 * 1024;
// Plain numbers are found in many columns; those that meet ids later than this many others are not looked at.
constexpr int kMostCandidates = 64;
// A row may have more cells than the header, by a mistake or with ill will: those beyond these many are not looked at.
constexpr qsizetype kMostBeyondHeader = 256;
constexpr qsizetype kMostColumns = 10'000;

bool soundsLikeKey(const QString &column)
{
    static constexpr std::array endings = {"id"_L1,  "number"_L1,  "num"_L1,  "no"_L1,
                                           "key"_L1, "account"_L1, "code"_L1, "recid"_L1};
    const QString name = foldedName(column);
    return std::any_of(endings.begin(), endings.end(), [&](QLatin1String ending) { return name.endsWith(ending); });
}

std::optional<qint64> recordNumber(QStringView id)
{
    const bool digits = std::all_of(id.begin(), id.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const qint64 number = digits ? id.toLongLong(&ok) : 0;
    return ok && number > 0 ? std::optional(number) : std::nullopt;
}

/// A key of several columns that the ids may be made of, and what it met in the records from `since` on.
struct Trial {
    CompositeKey key;
    qint64 since = std::numeric_limits<qint64>::max(); ///< number of a record
    KeyMatches matches = {};
};

class Joining
{
public:
    Joining(const QString &path, const QStringList &ids, const std::function<void(qint64, qint64)> &progress,
            std::stop_token stop, JoinIds of)
        : m_path(path), m_size(QFileInfo(path).size()), m_ids(ids, stop), m_learner(m_ids), m_progress(progress),
          m_stop(std::move(stop)), m_some(of == JoinIds::SomeOfThisFile)
    {
    }

    Result<RecordJoin> run();

private:
    // Calls `see` for every record below `end`; what ends the reading early becomes the join's fault.
    template <class See>
    Result<void> read(qint64 end, See see);
    void look(const Record &record);
    void lookAtValue(const Record &record, qsizetype column);
    void lookByNumber(const Record &record);
    void attempt(Trial &trial, const Record &record);
    Result<void> readAgain(std::vector<Trial> &trials);
    int bestColumn() const;
    bool enough(int found) const { return 10 * found >= 9 * m_ids.size(); }
    /// Enough to believe in a key: half of what must be here, anything of what may be.
    bool half(int found) const { return m_some ? found > 0 : 2 * found >= m_ids.size(); }
    Result<bool> tryComposite(int columnFound);
    void take(RecordJoin::By by, KeyMatches &matches, QList<int> columns);

    QString m_path;
    qint64 m_size;
    KeyIndex m_ids;
    CompositeKeyLearner m_learner;
    const std::function<void(qint64, qint64)> &m_progress;
    std::stop_token m_stop;
    bool m_some; ///< the ids are those of several files
    std::vector<KeyMatches> m_columns;
    int m_candidates = 0;
    Trial m_likeliest; ///< of what the learner thinks up to now
    QString m_composed;
    KeyMatches m_byNumber;
    std::unordered_map<qint64, std::vector<int>> m_numbers; // record number → ids ("7" and "007" are two texts)
    bool m_allNumbers = true;
    RecordJoin m_join;
};

template <class See>
Result<void> Joining::read(qint64 end, See see)
{
    auto reader = openRecords(m_path, m_stop);
    if (!reader)
        return fail(reader.error());
    Record record;
    qint64 told = 0;
    for (qint64 number = 1; number < end; ++number) {
        const Result<bool> more = (*reader)->next(record);
        if (!more && more.error().kind != ErrorKind::BadInput)
            return fail(more.error());
        if (!more)
            m_join.fault = more.error();
        if (!more || !*more)
            break;
        const qsizetype most = std::min((*reader)->columns().size() + kMostBeyondHeader, kMostColumns);
        if (record.values.size() > most)
            record.values.resize(most);
        see(record);
        const qint64 read = record.place.offset + record.place.length;
        if (m_progress && read - told >= kProgressStep) {
            told = read;
            m_progress(read, m_size);
        }
    }
    // XML knows those only that were met so far.
    if ((*reader)->columns().size() > m_join.columns.size())
        m_join.columns = (*reader)->columns();
    return {};
}

void Joining::look(const Record &record)
{
    ++m_join.records;
    if (m_columns.size() < std::size_t(record.values.size()))
        m_columns.resize(std::size_t(record.values.size()));
    for (qsizetype column = 0; column < record.values.size(); ++column)
        lookAtValue(record, column);
    if (!m_numbers.empty())
        lookByNumber(record);
    if (m_learner.learning() && m_learner.learn(record.values)) {
        CompositeKey key = m_learner.candidates().front();
        if (key != m_likeliest.key)
            m_likeliest = {std::move(key), record.place.number, {}};
    }
    if (!m_likeliest.key.columns.empty())
        attempt(m_likeliest, record);
}

void Joining::lookAtValue(const Record &record, qsizetype column)
{
    KeyMatches &matches = m_columns[std::size_t(column)];
    const QStringView value = trimmedKey(record.values[column]);
    if (matches.noting()) {
        if (value.isEmpty())
            matches.noteEmpty();
        else
            matches.note(keyHash(value));
    }
    const int id = m_ids.mayHave(value) ? m_ids.find(value, matches.likelyNext()) : -1;
    if (id < 0 || (matches.found() == 0 && m_candidates == kMostCandidates))
        return;
    m_candidates += matches.found() == 0 ? 1 : 0;
    matches.meet(id, record.place, m_ids);
}

void Joining::lookByNumber(const Record &record)
{
    const auto wanted = m_numbers.find(record.place.number);
    if (wanted == m_numbers.end())
        return;
    for (const int id : wanted->second) {
        m_byNumber.meet(id, record.place, m_ids);
        for (qsizetype column = 0; column < record.values.size(); ++column) {
            if (trimmedKey(record.values[column]).isEmpty())
                m_columns[std::size_t(column)].meetEmpty(id, record.place);
        }
    }
}

void Joining::attempt(Trial &trial, const Record &record)
{
    trial.key.write(record.values, m_composed);
    const QStringView text = trimmedKey(m_composed);
    const int id = m_ids.mayHave(text) ? m_ids.find(text, trial.matches.likelyNext()) : -1;
    if (id >= 0)
        trial.matches.meet(id, record.place, m_ids);
}

int Joining::bestColumn() const
{
    int best = -1;
    const auto at = [this](int column) -> const KeyMatches & { return m_columns[std::size_t(column)]; };
    for (int column = 0; column < int(m_columns.size()); ++column) {
        const KeyMatches &matches = at(column);
        if (!half(matches.found()) || !matches.isKey(m_join.records))
            continue;
        const bool manyHere = 2 * matches.found() >= m_ids.size();
        if (m_some && !manyHere && column > 0 &&
            !(column < m_join.columns.size() && soundsLikeKey(m_join.columns[column])))
            continue;
        if (m_allNumbers && !m_some) {
            const bool named = column == 0 || (column < m_join.columns.size() && soundsLikeKey(m_join.columns[column]));
            // Numbers that no record has cannot be record numbers.
            const bool mustBeKey = m_byNumber.found() < m_ids.size();
            if (matches.found() < m_ids.size() || matches.uniqueness() < 0.9 || !(named || mustBeKey))
                continue;
        }
        if (best < 0 || matches.found() > at(best).found() ||
            (matches.found() == at(best).found() && matches.uniqueness() > at(best).uniqueness()))
            best = column;
    }
    return best;
}

/// Reads the records before a trial began.
Result<void> Joining::readAgain(std::vector<Trial> &trials)
{
    const qint64 end = std::ranges::max_element(trials, {}, &Trial::since)->since;
    return read(end, [&](const Record &record) {
        for (Trial &trial : trials) {
            if (record.place.number < trial.since)
                attempt(trial, record);
        }
    });
}

Result<bool> Joining::tryComposite(int columnFound)
{
    const std::vector<CompositeKey> keys = m_learner.candidates();
    if (keys.empty())
        return false;
    std::vector<Trial> trials;
    trials.push_back(std::move(m_likeliest));
    if (auto done = readAgain(trials); !done)
        return fail(done.error());
    // No other can meet more than all.
    if (keys.size() > 1 && trials.front().matches.found() < m_ids.size()) {
        std::vector<Trial> others;
        for (std::size_t i = 1; i < keys.size(); ++i)
            others.push_back({keys[i]});
        if (auto done = readAgain(others); !done)
            return fail(done.error());
        std::ranges::move(others, std::back_inserter(trials));
    }
    Trial &best = *std::ranges::max_element(trials, {}, [](const Trial &trial) { return trial.matches.found(); });
    if (best.matches.found() <= columnFound || !half(best.matches.found()))
        return false;
    take(RecordJoin::By::CompositeKey, best.matches, QList<int>(best.key.columns.begin(), best.key.columns.end()));
    return true;
}

void Joining::take(RecordJoin::By by, KeyMatches &matches, QList<int> columns)
{
    m_join.by = by;
    m_join.keyColumns = std::move(columns);
    for (std::size_t i = 0; i < m_join.places.size(); ++i) {
        if (const int id = m_ids.numbers()[i]; id >= 0)
            m_join.places[i] = matches.giveOut(id);
    }
}

Result<RecordJoin> Joining::run()
{
    m_join.places.resize(m_ids.numbers().size());
    for (int id = 0; id < m_ids.size(); ++id) {
        const auto number = recordNumber(m_ids.text(id));
        m_allNumbers = m_allNumbers && number.has_value();
        if (number)
            m_numbers[*number].push_back(id);
    }
    constexpr qint64 all = std::numeric_limits<qint64>::max();
    if (auto done = read(all, [this](const Record &record) { look(record); }); !done)
        return fail(done.error());
    if (m_ids.size() == 0)
        return m_join;

    for (KeyMatches &matches : m_columns) {
        if (matches.found() > 0)
            matches.finish(m_ids);
    }
    const int column = bestColumn();
    const int found = column < 0 ? 0 : m_columns[std::size_t(column)].found();
    bool composite = false;
    if (!enough(found)) {
        const Result<bool> tried = tryComposite(found);
        if (!tried)
            return fail(tried.error());
        composite = *tried;
    }
    if (!composite && column >= 0)
        take(RecordJoin::By::Column, m_columns[std::size_t(column)], {column});
    else if (!composite && !m_some && m_allNumbers && m_byNumber.found() > 0 && half(m_byNumber.found()))
        take(RecordJoin::By::RecordNumber, m_byNumber, {});
    return m_join;
}

} // namespace

Result<RecordJoin> joinRecords(const QString &path, const QStringList &recordIds,
                               const std::function<void(qint64, qint64)> &progress, std::stop_token stop, JoinIds of)
{
    return Joining(path, recordIds, progress, std::move(stop), of).run();
}

} // namespace waybill
