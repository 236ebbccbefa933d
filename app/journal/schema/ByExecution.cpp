#include "app/journal/SchemaStep.h"

#include <array>

namespace waybill {

namespace {
constexpr std::array statements{
    // Somebody else's program logs the execution, and a list of a thousand of them is tracked at once: each is looked
    // up
    // before it becomes a row. Most rows of a long history have one.
    "CREATE INDEX messages_by_execution ON messages(execution_id) WHERE execution_id <> ''",
};
} // namespace

const SchemaStep byExecution{statements};

} // namespace waybill
