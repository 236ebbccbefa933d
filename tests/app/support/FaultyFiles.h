#pragma once

#include <QString>

namespace waybill {

/// Files below a folder whose writes, fsyncs and renames fail on demand, whoever in this process makes them: what
/// stands here is linked in front of the C library's calls. Linux.
class FaultyFiles
{
public:
    /// Every call from the `at`-th on fails with `error` (of errno).
    static void breakAfter(const QString &folder, int at, int error);
    /// Works again; the answer is how many calls there were.
    static int restore();
};

} // namespace waybill
