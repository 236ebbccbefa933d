#pragma once

#include <QtGlobal>

#include <functional>

namespace waybill {

/// What takes its time while a journal is opened for writing.
struct JournalWork {
    enum class Kind {
        Opening,  ///< looked into; nothing that takes long yet
        Waiting,  ///< another program brings the journal forward
        Checking, ///< it was found damaged before: looked through
        Copying,  ///< it is of an older version: copied before anything is changed
        Changing, ///< brought to this version
        Saving,   ///< it is damaged: what is sound is saved
    };
    Kind kind = Kind::Opening;
    int step = 0, steps = 0;       ///< Changing: which of how many, from 1 on
    qint64 bytes = 0, ofBytes = 0; ///< Copying: written so far, of about so many
    bool operator==(const JournalWork &) const = default;
};

/// Told about ten times a second what is done, in any thread, one call at a time. False ends it: the journal is left as
/// it was. Once false, always false.
using JournalWatch = std::function<bool(const JournalWork &)>;

/// For whoever neither looks on nor ends it.
inline bool goesOn(const JournalWork &)
{
    return true;
}

} // namespace waybill
