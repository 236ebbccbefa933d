#pragma once

#include <QtEndian>

namespace waybill {

/// The numbers of two, four and eight bytes that begin at `at`, as zip files write them. Any alignment.
inline quint16 two(const char *at)
{
    return qFromLittleEndian<quint16>(at);
}
inline quint32 four(const char *at)
{
    return qFromLittleEndian<quint32>(at);
}
inline quint64 eight(const char *at)
{
    return qFromLittleEndian<quint64>(at);
}

} // namespace waybill
