#pragma once

#include <QtGlobal>

/// How much a benchmark measures: a size that keeps it under a minute, unless the caller asks for another, such as that
/// of the budget.
namespace waybill::bench {

/// WAYBILL_BENCH_ROWS, where it is set.
inline int rowsAsked(int usual)
{
    const int asked = qEnvironmentVariableIntValue("WAYBILL_BENCH_ROWS");
    return asked > 0 ? asked : usual;
}

/// WAYBILL_BENCH_MB, where it is set.
inline int megabytesAsked(int usual)
{
    const int asked = qEnvironmentVariableIntValue("WAYBILL_BENCH_MB");
    return asked > 0 ? asked : usual;
}

} // namespace waybill::bench
