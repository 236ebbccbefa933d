#pragma once

#include <QString>

namespace waybill {

/// Files below a folder whose writes, syncs, links and renames fail on demand, their closing too if wished, whoever in this process makes them: what
/// stands here is linked in front of the C library's calls. Linux.
class FaultyFiles
{
public:
    enum class Closing { Works, Counts };
    /// Every call from the `at`-th on fails with `error` (of errno). A closing that fails closes all the same.
    static void breakAfter(const QString &folder, int at, int error, Closing closing = Closing::Works);
    /// Works again; the answer is how many calls there were.
    static int restore();
    /// How many of them were made since by the thread that called breakAfter().
    static int callsOfThisThread();
};

} // namespace waybill
