#pragma once

#include "app/practice/data/SourceFormat.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <stop_token>
#include <vector>

namespace practice {

class CompanyData;

/// One line of an execution's error list (protocol.md section 3, item 4).
///
/// `recordId` is the key's value for an entity with one key field; for an entity with several, and
/// for a record without a key, it is the record's number in staging: 1 for the first record of the
/// file, the header and blank lines not counted. Keys are cut after 200 characters. It is empty for a fault of the file
/// as a whole. `field` is the staging field's name; faults found in the target mostly leave it empty.
struct RecordError {
    QString recordId;
    QString field;
    QString message;
};

/// What became of one entity in an execution.
///
/// `stagingRecords` entered staging and `stagingErrors` did not; of those in staging
/// `targetRecords` arrived and `targetErrors` failed. What is in neither was passed over silently.
/// The two states are words of protocol.md section 2: Finished, Error or NotRun.
struct EntityOutcome {
    QString entity;
    QString stagingStatus;
    QString targetStatus;
    qint64 stagingRecords = 0;
    qint64 stagingErrors = 0;
    qint64 targetRecords = 0;
    qint64 targetErrors = 0;
};

/// The final status that a file deserves.
enum class Verdict { Processed, ProcessedWithErrors, PreProcessingError, PostProcessingFailed };

/// Everything that the import of one file leaves behind.
struct ImportOutcome {
    Verdict verdict = Verdict::Processed;
    /// False where the file was too broken for an execution: nothing can be asked about it then.
    bool executionMade = true;
    /// What the execution's own log says, one sentence a line.
    QString executionLog;
    std::vector<EntityOutcome> entities;
    /// At most the first 200,000 records' errors; the counts in `entities` are always whole.
    std::vector<RecordError> errors;
};

/// What an import works with.
struct ImportOrder {
    QString path;
    QString entity;  ///< a label; empty: a data package
    QString company; ///< empty: the first of companies()
    QString activityId;
    SourceFormat format = SourceFormat::ByContent;
    /// Where the records that failed are written, below a folder for each entity; empty: nowhere.
    QString errorFolder = {};
};

/// Reads files as the data management of an F&O would: into staging, then into the target.
///
/// Files are read as streams. The keys of what arrived are kept in `folder` and outlive the
/// object, so that a later file may refer to them. All functions may be called from any thread,
/// several at a time; a folder belongs to one Importer.
class Importer
{
public:
    /// With an empty folder nothing that arrives is kept: the same file has the same outcome at any time.
    explicit Importer(const QString &folder);
    ~Importer();
    Importer(const Importer &) = delete;
    Importer &operator=(const Importer &) = delete;

    /// Labels and companies are compared without regard to case.
    bool knowsEntity(const QString &label) const;
    QStringList entityLabels() const;
    bool knowsCompany(const QString &company) const;
    QStringList companies() const;

    /// Importing a file again updates its records and gives the same outcome. Never throws; what cannot be read is
    /// told in the outcome.
    /// When `stop` is requested the import ends at the next record and its outcome is worthless: it
    /// has to be thrown away and the file imported again later, which gives the whole outcome.
    ImportOutcome import(const ImportOrder &order, std::stop_token stop = {});

private:
    std::unique_ptr<CompanyData> m_data;
};

} // namespace practice
