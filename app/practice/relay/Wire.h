// One direction of a connection as it is read: heads by their end, bodies as they come.
#pragma once

#include "app/practice/relay/HttpHead.h"
#include "app/practice/relay/Socket.h"

namespace practice {

/// Reads a socket through a buffer. Keeps references: the socket and the signal must outlive it.
class Wire
{
public:
    Wire(const Socket &socket, const StopSignal &stop);

    /// The next head; nothing when the peer closed, sent nonsense or more than 64 KB, or on stop.
    std::optional<HttpHead> readHead();
    /// Bytes that are there, waiting for at least one; empty at the end. Valid until the next call.
    QByteArrayView read();
    /// The next `size` bytes, which stay unread; fewer at the end of the stream.
    QByteArray peek(qsizetype size);
    /// Puts back the last `count` bytes of what read() gave.
    void unread(qsizetype count) { m_begin -= count; }
    bool hasBytes() const { return m_begin < m_end; }

private:
    /// Reads more behind what is there; false at the end.
    bool fill();

    const Socket &m_socket;
    const StopSignal &m_stop;
    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
};

} // namespace practice
