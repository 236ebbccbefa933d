// The faults document in force: which request gets which fault, which message which script.
#pragma once

#include "app/practice/faults/FaultDocument.h"
#include "app/practice/scenario/BadDay.h"

#include <QHash>
#include <QStringList>

#include <mutex>

namespace practice {

class LifecycleClock;

/// Holds one faults document and counts its faults down; the scenario in force gets what no fault of the document is
/// for. Thread-safe.
class FaultBook
{
public:
    /// `seed` decides the chances of faults with a rate and, unless a document says otherwise, the scenario's; nothing:
    /// the system's chance, and the scenario of seed 1. `scenario` is in force where no document names one; it may be
    /// empty. `clock` outlives the book.
    explicit FaultBook(const LifecycleClock &clock, std::optional<quint64> seed = {}, const QString &scenario = {});

    /// Puts a new document in force and starts its counts anew. Otherwise a sentence that says what is wrong with it,
    /// and the old one stays.
    QString replace(const QByteArray &json);
    /// The same from a file.
    QString replaceFromFile(const QString &path);
    void clear();

    /// The document in force, each fault with `seen` (requests it was aimed at) and `applied`.
    QJsonObject document() const;
    /// Name, seed and waves of the scenario in force, at this moment.
    QJsonObject scenarioNow() const;

    /// The first fault for this request, if any; counts it. `subjects`: URL and external identifier, for `match`.
    std::optional<Fault> choose(const QString &call, const QStringList &subjects);
    /// The same for an operation of a batch: faults that cannot happen to one are passed over.
    std::optional<Fault> chooseForOperation(const QString &call, const QStringList &subjects);

    /// The script for a message; `externalIdentifier` percent-decoded.
    std::optional<LifecycleScript> scriptFor(const QString &externalIdentifier, const LifecycleSubject &subject) const;
    /// How many times longer than usual a batch works that begins at that lifecycle time.
    double pace(qint64 clockMs) const;
    /// By how many seconds the `Date` header is ahead.
    int clockSkew() const;

private:
    void setScenario();
    std::optional<Fault> chooseFrom(const QString &call, const QStringList &subjects, bool isOperation);
    double chance(std::uint64_t fault, std::uint64_t seen) const;

    const LifecycleClock &m_clock;
    const std::optional<quint64> m_seed;
    const QString m_ownScenario;
    mutable std::mutex m_mutex;
    FaultDocument m_document;
    std::optional<BadDay> m_scenario;
    QHash<QString, quint64> m_asked; ///< requests of each call
};

} // namespace practice
