#pragma once

#include "app/practice/data/Entity.h"
#include "app/practice/data/Importer.h"
#include "app/practice/data/ErrorFiles.h"
#include "app/practice/data/JournalBalance.h"
#include "app/practice/data/KeySet.h"
#include "app/practice/data/KeySpool.h"
#include "app/practice/data/RecordSource.h"

#include <functional>
#include <string>

namespace practice {

/// What a run knows about the company it imports into.
struct Target {
    /// In capitals.
    std::string company;
    /// Whether a table of that company holds the value, given in capitals.
    std::function<bool(Table, const std::string &)> holds;
    /// Keeps the keys of arrived records, one a line; returns how many of them are new.
    std::function<qint64(std::string_view)> keep;
};

/// One execution: takes records into staging and from there into the target, and counts. Nothing is kept in the target
/// before finish().
class ImportRun
{
public:
    /// `errorFolder`: where the failing records are written; may be empty.
    ImportRun(const Entity &entity, const Target &target, const QString &errorFolder);

    /// `columns` as RecordSource::columns().
    void take(const Record &record, const std::vector<int> &columns);

    /// To be called once, after the last record.
    ImportOutcome finish(const QString &sourceDescription);

    /// Instead of finish(): the file turned out to be broken, and leaves nothing behind.
    void discard();

private:
    bool enterStaging(const Record &record);
    bool checkField(const Record &record, std::size_t index);
    bool enterTarget(const Record &record);
    void addError(const Record &record, const QString &field, const QString &message);
    QString recordId(const Record &record) const;
    QString keyForMessage(const Record &record) const;
    std::string_view value(const Record &record, int field) const;
    Verdict verdict() const;
    QStringList log(const QString &sourceDescription) const;

    const Entity &m_entity;
    const Target &m_target;
    int m_onlyKey = -1;
    int m_companyField = -1;
    EntityOutcome m_counts;
    std::vector<RecordError> m_errors;
    bool m_errorsCut = false;
    KeySet m_seen;
    KeySpool m_keys;
    std::string m_key;
    ErrorFiles m_files;
    JournalBalance m_balance;
    QStringList m_unbalanced;
    qint64 m_inserted = 0;
    qint64 m_otherCompany = 0;
};

} // namespace practice
