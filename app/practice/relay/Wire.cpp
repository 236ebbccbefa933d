#include "app/practice/relay/Wire.h"

#include <algorithm>
#include <cstring>

namespace practice {
namespace {

constexpr qsizetype bufferSize = 256 * 1024;
constexpr qsizetype longestHead = 64 * 1024;

} // namespace

Wire::Wire(const Socket &socket, const StopSignal &stop) : m_socket(socket), m_stop(stop), m_buffer(bufferSize, '\0') {}

bool Wire::fill()
{
    if (m_begin == m_end)
        m_begin = m_end = 0;
    if (m_end == m_buffer.size() && m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, size_t(m_end - m_begin));
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_end == m_buffer.size())
        return false;
    const qsizetype got = m_socket.read(m_buffer.data() + m_end, m_buffer.size() - m_end, m_stop);
    m_end += got;
    return got > 0;
}

std::optional<HttpHead> Wire::readHead()
{
    while (true) {
        const QByteArrayView there(m_buffer.constData() + m_begin, m_end - m_begin);
        const qsizetype end = there.indexOf("\r\n\r\n");
        if (end >= 0) {
            const auto head = HttpHead::parse(there.first(end).toByteArray());
            m_begin += end + 4;
            return head;
        }
        if (there.size() > longestHead || !fill())
            return std::nullopt;
    }
}

QByteArrayView Wire::read()
{
    if (m_begin == m_end && !fill())
        return {};
    const QByteArrayView there(m_buffer.constData() + m_begin, m_end - m_begin);
    m_begin = m_end;
    return there;
}

QByteArray Wire::peek(qsizetype size)
{
    const qsizetype wanted = std::min(size, m_buffer.size());
    while (m_end - m_begin < wanted && fill()) {
    }
    return QByteArray(m_buffer.constData() + m_begin, std::min(wanted, m_end - m_begin));
}

} // namespace practice
