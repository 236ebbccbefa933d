// The files with the records that failed (protocol.md section 3, items 5 and 6).
#pragma once

#include "app/practice/data/RecordSource.h"

#include <QFile>

#include <memory>

namespace practice {

struct Entity;

/// Writes one entity's two files while it is imported, each only when a record belongs into it: `staging.csv` holds the
/// records that never entered staging, as they came; `keys.csv` the keys of those that did not get from staging into
/// the target. UTF-8, CRLF, the fields' names in the first row.
class ErrorFiles
{
public:
    /// `folder` is made when it is needed; an empty one means that nothing is written.
    ErrorFiles(const QString &folder, const Entity &entity);

    /// `columns`: the fields that the source has, in its order; empty: all of the entity's.
    void addToStaging(const Record &record, const std::vector<int> &columns);
    void addToKeys(const Record &record);
    /// For a file that turns out to be broken: it leaves nothing behind.
    void remove();

    static QString stagingPath(const QString &folder);
    static QString keysPath(const QString &folder);

private:
    void write(std::unique_ptr<QFile> &file, const QString &path, const Record &record, const std::vector<int> &fields);

    const QString m_folder;
    const Entity &m_entity;
    std::unique_ptr<QFile> m_staging;
    std::unique_ptr<QFile> m_keys;
};

/// Where the error files of entity number `place` of an execution lie below `folder`.
QString errorFolderOf(const QString &folder, int place);

} // namespace practice
