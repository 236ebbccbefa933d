#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

namespace waybill {

/// Who can mend a failure.
enum class CauseOwner { Data, Mapping, SetUp, Platform };

/// What a kind of failure means and what to do about it, in plain words.
struct KnownCause {
    QString id; ///< stable, such as `reference-not-found`
    CauseOwner owner = CauseOwner::Data;
    QString explanation; ///< one or two sentences
    QString mend;        ///< one sentence: what to do
    QStringList nextSteps;

    bool operator==(const KnownCause &) const = default;
};

/// A small table of failures that import messages speak of, and of failures that leave no message behind.
/// All text is translated when asked for.
class KnownCauses
{
    Q_DECLARE_TR_FUNCTIONS(waybill::KnownCauses)
public:
    /// What a record's error message (or its cause text) speaks of; nothing for a message not in the table.
    static std::optional<KnownCause> find(const QString &message);

    /// The service made no execution for the message (protocol section 3).
    static KnownCause noExecution();
    /// The message failed and the list of record errors is empty: one of three things holds (protocol section 3).
    static KnownCause noErrorRecords();
    /// *Processed*, but nothing or less than all arrived in the target; counts as the service gave them.
    static KnownCause notAllArrived(qint64 arrived, qint64 staged);
    /// *Processed* with no record in staging at all.
    static KnownCause nothingStaged();
    /// The owner as a word for a person.
    static QString ownerName(CauseOwner owner);
};

} // namespace waybill
