// A loopback TCP socket whose waiting ends when the relay does.
#pragma once

#include "app/practice/relay/StopSignal.h"

#include <QByteArray>

#include <chrono>

namespace practice {

/// Owns a descriptor. Reads and writes wait with poll(), so that `StopSignal` can end them.
class Socket
{
public:
    Socket() = default;
    explicit Socket(int descriptor);
    ~Socket();
    Socket(Socket &&other) noexcept;
    Socket &operator=(Socket &&other) noexcept;

    /// Connects to 127.0.0.1; not open when that failed.
    static Socket connectTo(quint16 port);
    /// Listens on 127.0.0.1; port 0 is any free one. Not open when that failed, with errno set.
    static Socket listenOn(quint16 port);

    bool isOpen() const { return m_descriptor >= 0; }
    int descriptor() const { return m_descriptor; }
    quint16 localPort() const;
    /// A connection, or a closed socket when the signal was raised.
    Socket accept(const StopSignal &stop) const;

    /// Bytes read; 0 at the end of the stream, on an error and on stop.
    qsizetype read(char *data, qsizetype size, const StopSignal &stop) const;
    /// False when the peer is gone, or on stop.
    bool write(const char *data, qsizetype size, const StopSignal &stop) const;
    bool write(const QByteArray &data, const StopSignal &stop) const
    {
        return write(data.constData(), data.size(), stop);
    }
    /// Reads and drops until the peer closes, `limit` has passed or on stop: what was sent to it is then not lost in
    /// a reset.
    void drain(std::chrono::milliseconds limit, const StopSignal &stop) const;
    void endWriting() const;
    void close();

private:
    int m_descriptor = -1;
};

/// Waits until one of the two can be read: 1 or 2, or 0 on stop. A closed `second` is not watched.
int waitForEither(const Socket &first, const Socket &second, const StopSignal &stop);

} // namespace practice
