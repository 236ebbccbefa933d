#include "app/base/LargeRoom.h"

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <cstdint>

namespace waybill {

void reserveLargeRoom(QByteArray &bytes, qsizetype size)
{
    bytes.reserve(size);
#if defined(Q_OS_LINUX) && defined(MADV_HUGEPAGE)
    constexpr qsizetype large = 4 << 20;
    if (size < large)
        return;
    // The whole mapping, which begins a little before the bytes: one that is only partly advised cannot be moved when
    // it grows, and would be copied. Where there are no large pages nothing changes.
    const auto page = std::uintptr_t(::sysconf(_SC_PAGESIZE));
    const auto room = reinterpret_cast<std::uintptr_t>(bytes.constData());
    const std::uintptr_t begin = room / page * page;
    const std::uintptr_t end = (room + std::uintptr_t(bytes.capacity()) + page) / page * page;
    ::madvise(reinterpret_cast<void *>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

void growLargeRoom(QByteArray &bytes, qsizetype size)
{
    if (bytes.capacity() < size)
        reserveLargeRoom(bytes, std::max(size, 2 * bytes.capacity()));
}

} // namespace waybill
