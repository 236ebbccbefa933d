#include "app/journal/SchemaStep.h"

#include <array>

namespace waybill {

namespace {
constexpr std::array statements{
    // The long parts of a failure: its errors (section 0), the execution log (1), the service's error files (2, one
    // `place` each), in compressed pieces, so that a glance reads the first and no more. `failures.errors` stays what
    // earlier versions wrote, and is read where a failure has no pieces.
    "CREATE TABLE failure_parts ("
    " message INTEGER NOT NULL REFERENCES messages(key) ON DELETE CASCADE, section INTEGER NOT NULL,"
    " place INTEGER NOT NULL, piece INTEGER NOT NULL, packed BLOB NOT NULL,"
    " PRIMARY KEY (message, section, place, piece))",
    // What is found anew replaces what was known, whichever version writes it.
    "CREATE TRIGGER failure_anew AFTER INSERT ON failures BEGIN"
    " DELETE FROM failure_parts WHERE message = NEW.message; END",
    "CREATE TRIGGER failure_gone AFTER DELETE ON failures BEGIN"
    " DELETE FROM failure_parts WHERE message = OLD.message; END",
};
} // namespace

const SchemaStep failurePieces{statements};

} // namespace waybill
