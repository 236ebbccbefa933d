#include "app/journal/SchemaStep.h"

#include <array>

namespace waybill {

std::span<const SchemaStep *const> schemaSteps()
{
    // Only ever added to at the end.
    static constexpr std::array steps{&beginning, &lasting, &failurePieces, &byExecution, &downloads, &followUps};
    return steps;
}

} // namespace waybill
