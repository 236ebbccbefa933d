#include "app/practice/tls/TlsConnection.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>

namespace practice {
namespace {

constexpr qsizetype pieceSize = 64 * 1024;
constexpr std::chrono::milliseconds lingering{2000};

SSL *tlsOf(const std::shared_ptr<void> &tls)
{
    return static_cast<SSL *>(tls.get());
}

/// OpenSSL writes without MSG_NOSIGNAL: a client that has gone away must not end the program. For this thread.
void refuseBrokenPipes()
{
    sigset_t masked;
    sigemptyset(&masked);
    sigaddset(&masked, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &masked, nullptr);
}

} // namespace

TlsConnection::TlsConnection(Socket client, void *context, const StopSignal &stop)
    : m_client(std::move(client)), m_stop(stop),
      m_tls(SSL_new(static_cast<SSL_CTX *>(context)), [](void *owned) { SSL_free(static_cast<SSL *>(owned)); })
{
    SSL_set_fd(tlsOf(m_tls), m_client.descriptor());
}

void TlsConnection::run(quint16 upstreamPort)
{
    refuseBrokenPipes();
    if (!shakeHands())
        return;
    m_server = Socket::connectTo(upstreamPort);
    if (!m_server.isOpen())
        return;
    while (!m_broken && !(m_toClient.ended && m_toClient.isEmpty())) {
        m_wantsRead = m_wantsWrite = false;
        // All four, each time: a single "or" would stop at the first that gets on.
        const bool wroteServer = writeServer();
        const bool wroteClient = writeClient();
        const bool readFromClient = readClient();
        const bool readFromServer = readServer();
        if (!wroteServer && !wroteClient && !readFromClient && !readFromServer && !m_broken && !wait())
            return;
    }
    if (m_broken)
        return;
    SSL_shutdown(tlsOf(m_tls));
    m_client.endWriting();
    m_client.drain(lingering, m_stop);
}

bool TlsConnection::mustWait(int result)
{
    const int error = SSL_get_error(tlsOf(m_tls), result);
    m_wantsRead = m_wantsRead || error == SSL_ERROR_WANT_READ;
    m_wantsWrite = m_wantsWrite || error == SSL_ERROR_WANT_WRITE;
    ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

bool TlsConnection::shakeHands()
{
    while (true) {
        m_wantsRead = m_wantsWrite = false;
        const int result = SSL_accept(tlsOf(m_tls));
        if (result == 1)
            return true;
        if (!mustWait(result) || !wait())
            return false;
    }
}

bool TlsConnection::readClient()
{
    if (m_toServer.ended || !m_toServer.isEmpty())
        return false;
    m_toServer.begin = 0;
    m_toServer.bytes.resize(pieceSize);
    const int got = SSL_read(tlsOf(m_tls), m_toServer.bytes.data(), int(pieceSize));
    m_toServer.bytes.resize(got > 0 ? got : 0);
    if (got > 0 || mustWait(got))
        return got > 0;
    m_toServer.ended = true;
    m_server.endWriting();
    return true;
}

bool TlsConnection::writeClient()
{
    if (m_toClient.isEmpty())
        return false;
    const int sent = SSL_write(tlsOf(m_tls), m_toClient.bytes.constData() + m_toClient.begin,
                               int(m_toClient.bytes.size() - m_toClient.begin));
    if (sent > 0)
        m_toClient.begin += sent;
    else if (!mustWait(sent))
        m_broken = true;
    return sent > 0;
}

bool TlsConnection::readServer()
{
    if (m_toClient.ended || !m_toClient.isEmpty())
        return false;
    m_toClient.begin = 0;
    m_toClient.bytes.resize(pieceSize);
    const ssize_t got = recv(m_server.descriptor(), m_toClient.bytes.data(), size_t(pieceSize), 0);
    const bool later = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    m_toClient.bytes.resize(got > 0 ? got : 0);
    m_toClient.ended = got <= 0 && !later;
    return !later;
}

bool TlsConnection::writeServer()
{
    if (m_toServer.isEmpty())
        return false;
    const ssize_t sent = send(m_server.descriptor(), m_toServer.bytes.constData() + m_toServer.begin,
                              size_t(m_toServer.bytes.size() - m_toServer.begin), MSG_NOSIGNAL);
    if (sent > 0)
        m_toServer.begin += sent;
    else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        m_toServer.begin = m_toServer.bytes.size(); // it has had enough; what it answered is still to come
    return sent > 0;
}

bool TlsConnection::wait() const
{
    const auto events = [](bool reads, bool writes) { return short((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)); };
    const bool readsServer = m_server.isOpen() && !m_toClient.ended && m_toClient.isEmpty();
    const short ofServer = events(readsServer, !m_toServer.isEmpty());
    const short ofClient = events(m_wantsRead, m_wantsWrite);
    // A side that nothing is wanted of is not watched: its end would wake this thread over and over.
    pollfd watched[3] = {{ofClient ? m_client.descriptor() : -1, ofClient, 0},
                         {ofServer ? m_server.descriptor() : -1, ofServer, 0},
                         {m_stop.descriptor(), POLLIN, 0}};
    int ready = 0;
    do
        ready = poll(watched, 3, -1);
    while (ready < 0 && errno == EINTR);
    return ready > 0 && watched[2].revents == 0;
}

} // namespace practice
