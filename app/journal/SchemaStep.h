#pragma once

#include <span>

namespace waybill {

/// What makes a journal of one version out of one of the version before; a step's place in the list below is the
/// version it leads to. A step that has been released is never changed: another one follows it.
///
/// A step only adds: tables, indexes, triggers, columns. Two promises rest on that:
/// - A program of an older version that has the file open while a newer one brings it forward goes on working, and
///   what it writes is right. So a new column has a DEFAULT or may be NULL, and what is derived is kept by triggers.
/// - A newer program reads an older journal that it may not change (JournalBridge): tables that are missing there read
///   as empty, missing columns as their DEFAULT. So a DEFAULT must be true of a row of which nothing else is known, and
///   no query names an index (INDEXED BY).
struct SchemaStep {
    std::span<const char *const> statements; ///< run in one transaction
};

/// All steps in order, from the first table on.
std::span<const SchemaStep *const> schemaSteps();

// The steps, each in a file of its own in `schema/`.
extern const SchemaStep beginning; ///< messages, events, exchanges, failures, tallies
extern const SchemaStep lasting;   ///< facts of the journal, retiring old messages, merging histories, sorting
extern const SchemaStep failurePieces; ///< the long parts of failures, in compressed pieces
extern const SchemaStep byExecution;   ///< finding messages by their execution
extern const SchemaStep downloads;     ///< packages that were fetched
extern const SchemaStep followUps;     ///< what follows a fetch, files that were given up, exchanges of downloads

/// The version of a journal on which all steps were done.
inline int schemaVersion()
{
    return static_cast<int>(schemaSteps().size());
}

} // namespace waybill
