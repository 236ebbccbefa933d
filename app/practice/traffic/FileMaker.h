// Files for the practice environment: sound ones, and ones that fail for a known cause.
#pragma once

#include "app/practice/data/SourceFormat.h"
#include "app/practice/traffic/RecordMaker.h"

#include <QByteArray>
#include <QString>

namespace practice {

/// What is wanted. The same order gives the same file.
struct FileOrder {
    QString entity; ///< a label
    int rows = 100;
    Causes bad = {};
    quint64 seed = 1;
    SourceFormat format = SourceFormat::ByContent; ///< that of the entity's built-in job, or CSV
};

/// A file, or why there is none.
struct MadeFile {
    QByteArray bytes;
    QString problem;
};

/// `rows` records of which the first of `bad` spoil so many each, spread over the file. For company usmf, and valid for
/// a practice environment whatever was imported before. `pools`: values that references are to name instead.
MadeFile makeFile(const FileOrder &order, const Pools &pools = {});

/// Puts the keys of an order's good records where others may refer to them.
void addKeysTo(Pools &pools, const FileOrder &order);

} // namespace practice
