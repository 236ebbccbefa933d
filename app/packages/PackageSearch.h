#pragma once

#include "app/base/Error.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <stop_token>

namespace waybill {

/// What is looked for in all files of a package.
struct SearchAsk {
    QString package; ///< path of the zip
    QString text;
    bool matchCase = false; ///< otherwise letters count without case, also those beyond ASCII
    qint64 mostHits = 10'000;
};

/// A place where the text stands.
struct PackageHit {
    qsizetype entry = 0; ///< of the zip's entries()
    qint64 row = 0;      ///< of a data file, from 1; 0 in other text
    QString column;      ///< of a data file
    qint64 line = 0;     ///< of other text, from 1; 0 in a data file
    QString text;        ///< the cell or line, at most 200 characters of it, with the match in it
    QString sheet = {};  ///< of a workbook, where it is not the first
    bool operator==(const PackageHit &) const = default;
};

struct SearchEnd {
    qint64 hits = 0;
    qint64 files = 0;    ///< that have some
    bool isWhole = true; ///< false when mostHits ended it
    QStringList notes;   ///< files that were not searched to their end, a sentence each
};

/// Hands over the hits in the order of the files, as they are found. Data files are searched cell by cell, other text
/// line by line, the rest by name only; a hit in a name has neither row nor line. `progress` gets bytes done and bytes
/// in all. BadInput when the zip cannot be read or nothing is looked for, Storage, Cancelled. Runs in the calling
/// thread: use a worker.
Result<SearchEnd> searchPackage(const SearchAsk &ask, const std::function<void(const QList<PackageHit> &)> &found,
                                const std::function<void(qint64, qint64)> &progress = {},
                                const std::stop_token &stop = {});

} // namespace waybill
