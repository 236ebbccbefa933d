#pragma once

#include <QFile>

namespace waybill::bench {

inline constexpr qint64 megabyte = 1 << 20;

/// The highest resident size of this process since it was last asked for, in bytes.
inline qint64 peakMemory()
{
    QFile status(QStringLiteral("/proc/self/status"));
    qint64 peak = 0;
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                peak = line.mid(6).simplified().split(' ').value(0).toLongLong() * 1024;
        }
    }
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    if (reset.open(QIODevice::WriteOnly))
        reset.write("5");
    return peak;
}

} // namespace waybill::bench
