#include "app/practice/relay/Socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace practice {
namespace {

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// True when `descriptor` is ready for `events`; false on stop and when `limit` (ms, -1: none) has passed.
bool waitFor(int descriptor, short events, const StopSignal &stop, int limit = -1)
{
    pollfd watched[2] = {{descriptor, events, 0}, {stop.descriptor(), POLLIN, 0}};
    int ready = 0;
    do
        ready = poll(watched, 2, limit);
    while (ready < 0 && errno == EINTR);
    return ready > 0 && watched[1].revents == 0;
}

void makeQuick(int descriptor)
{
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

} // namespace

Socket::Socket(int descriptor) : m_descriptor(descriptor) {}

Socket::~Socket()
{
    close();
}

Socket::Socket(Socket &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

Socket &Socket::operator=(Socket &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

void Socket::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

Socket Socket::connectTo(quint16 port)
{
    Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    if (::connect(socket.descriptor(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return {};
    makeQuick(socket.descriptor());
    return socket;
}

Socket Socket::listenOn(quint16 port)
{
    Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    // A port must be free again at once after a restart, though its last connections still linger.
    setsockopt(socket.descriptor(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const sockaddr_in address = loopback(port);
    if (bind(socket.descriptor(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        ::listen(socket.descriptor(), 256) != 0)
        return {};
    return socket;
}

quint16 Socket::localPort() const
{
    sockaddr_in address = {};
    socklen_t size = sizeof address;
    getsockname(m_descriptor, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

Socket Socket::accept(const StopSignal &stop) const
{
    while (waitFor(m_descriptor, POLLIN, stop)) {
        const int descriptor = accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor >= 0) {
            makeQuick(descriptor);
            return Socket(descriptor);
        }
        // Out of descriptors: others will close theirs.
        if ((errno == EMFILE || errno == ENFILE) && !stop.pause(std::chrono::milliseconds(50)))
            return {};
    }
    return {};
}

qsizetype Socket::read(char *data, qsizetype size, const StopSignal &stop) const
{
    while (true) {
        const ssize_t got = recv(m_descriptor, data, size_t(size), 0);
        if (got >= 0)
            return got;
        if (errno == EINTR)
            continue;
        if ((errno != EAGAIN && errno != EWOULDBLOCK) || !waitFor(m_descriptor, POLLIN, stop))
            return 0;
    }
}

bool Socket::write(const char *data, qsizetype size, const StopSignal &stop) const
{
    while (size > 0) {
        const ssize_t sent = send(m_descriptor, data, size_t(size), MSG_NOSIGNAL);
        if (sent > 0) {
            data += sent;
            size -= sent;
            continue;
        }
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
            return false;
        if (!waitFor(m_descriptor, POLLOUT, stop))
            return false;
    }
    return true;
}

void Socket::drain(std::chrono::milliseconds limit, const StopSignal &stop) const
{
    char buffer[16 * 1024];
    const auto end = std::chrono::steady_clock::now() + limit;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !waitFor(m_descriptor, POLLIN, stop, int(left.count())))
            return;
        const ssize_t got = recv(m_descriptor, buffer, sizeof buffer, 0);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
            return;
    }
}

void Socket::endWriting() const
{
    ::shutdown(m_descriptor, SHUT_WR);
}

int waitForEither(const Socket &first, const Socket &second, const StopSignal &stop)
{
    pollfd watched[3] = {
        {first.descriptor(), POLLIN, 0}, {second.descriptor(), POLLIN, 0}, {stop.descriptor(), POLLIN, 0}};
    int ready = 0;
    do
        ready = poll(watched, 3, -1);
    while (ready < 0 && errno == EINTR);
    if (ready < 0 || watched[2].revents != 0)
        return 0;
    return watched[1].revents != 0 ? 2 : 1;
}

} // namespace practice
