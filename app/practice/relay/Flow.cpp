#include "app/practice/relay/Flow.h"

#include <algorithm>

namespace practice {

bool Flow::pass(const char *data, qsizetype size)
{
    size = qsizetype(std::min<qint64>(size, m_left));
    m_left -= size;
    while (size > 0) {
        qsizetype part = size;
        if (m_bytesPerSecond > 0) {
            // A twentieth of a second's bytes at a time, each when its time has come.
            part = std::min(size, std::max<qsizetype>(1, qsizetype(m_bytesPerSecond / 20)));
            m_passed += part;
            const auto due = m_began + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                           std::chrono::duration<double>(double(m_passed) / m_bytesPerSecond));
            const auto wait = due - std::chrono::steady_clock::now();
            if (wait.count() > 0 && !m_stop.pause(std::chrono::ceil<std::chrono::milliseconds>(wait)))
                return false;
        }
        if (!m_target.write(data, part, m_stop))
            return false;
        data += part;
        size -= part;
    }
    return true;
}

} // namespace practice
