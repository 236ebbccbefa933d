#pragma once

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace waybill {

/// What F&O knows of an entity inside one execution; counts are missing where the service gave none.
struct EntityResult {
    QString name;
    QString stagingStatus;
    QString targetStatus;
    std::optional<qint64> stagingRecords, stagingErrors, targetRecords, targetErrors;
    bool operator==(const EntityResult &) const = default;
};

/// One line of GetExecutionErrors, joined to the stored file where that was possible.
struct RecordError {
    QString recordId, field, message;
    std::optional<qint64> record; ///< 1-based number of the record in the file
    std::optional<qint64> line;   ///< 1-based line of the stored file where the record begins
    QString entity = {};          ///< of a package: whose data file `record` and `line` are in
    bool operator==(const RecordError &) const = default;
};

struct Cause {
    QString text; ///< quoted values, numbers and GUIDs replaced by placeholders
    qint64 count = 0;
    QString mend; ///< one sentence: what to do; may be empty
    bool operator==(const Cause &) const = default;
};

/// A file about a failed execution, which the service keeps for seven days (protocol.md section 3, points 5 and 6). Its
/// bytes stand in the journal beside it, under its place in Failure::files.
struct FailureFile {
    enum class Kind {
        StagingErrors,   ///< the records that failed from source to staging
        TargetErrorKeys, ///< the keys of those that failed from staging to target
    };
    Kind kind = Kind::StagingErrors;
    QString entity;
    QString name = {};    ///< as its address ends; may be empty
    qint64 bytes = 0;     ///< as kept
    bool cut = false;     ///< longer than what is kept: the rest is only in F&O
    QString trouble = {}; ///< why it could not be fetched; empty when it was
    bool operator==(const FailureFile &) const = default;
};

/// A name for such a file that any system takes, such as `staging-errors-Customer-groups.csv`.
QString suggestedName(const FailureFile &file);

/// All that is known of why a message failed (protocol.md section 3). Kept in the journal once collected.
struct Failure {
    QDateTime collectedUtc;
    bool complete = false; ///< false: something could not be asked yet, `explanation` says what
    QString executionStatus;
    QList<EntityResult> entities;
    QList<RecordError> errors; ///< all, or in short the first of them
    qint64 moreErrors = 0;     ///< in short: how many stand in the journal besides
    QList<Cause> causes;       ///< most rows first
    QString explanation;
    QStringList nextSteps;
    QString pageUrl;
    QString log = {}; ///< the execution log as the service wrote it; empty where it gave none
    QList<FailureFile> files = {};
    bool operator==(const Failure &) const = default;

    qint64 errorCount() const { return errors.size() + moreErrors; }
};

} // namespace waybill
