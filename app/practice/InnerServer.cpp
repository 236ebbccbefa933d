#include "app/practice/InnerServer.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace practice {
namespace {

/// A connection as the library reads it, with a buffer of ours in between. Its peer is the relay, so addresses tell
/// nothing.
class BufferedStream : public httplib::Stream
{
public:
    explicit BufferedStream(int descriptor) : m_descriptor(descriptor), m_buffer(256 * 1024) {}

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    void get_remote_ip_and_port(std::string &, int &) const override {}
    void get_local_ip_and_port(std::string &, int &) const override {}
    socket_t socket() const override { return m_descriptor; }

    ssize_t read(char *to, size_t size) override
    {
        if (m_begin == m_end) {
            const ssize_t got = recv(m_descriptor, m_buffer.data(), m_buffer.size(), 0);
            if (got <= 0)
                return got;
            m_begin = 0;
            m_end = size_t(got);
        }
        const size_t part = std::min(size, m_end - m_begin);
        std::memcpy(to, m_buffer.data() + m_begin, part);
        m_begin += part;
        return ssize_t(part);
    }

    ssize_t write(const char *from, size_t size) override { return send(m_descriptor, from, size, MSG_NOSIGNAL); }

private:
    const int m_descriptor;
    std::vector<char> m_buffer;
    size_t m_begin = 0;
    size_t m_end = 0;
};

} // namespace

void InnerServer::widenBacklog()
{
    ::listen(svr_sock_, 512);
}

bool InnerServer::process_and_close_socket(socket_t descriptor)
{
    BufferedStream stream(descriptor);
    bool closed = false;
    const bool served = process_request(stream, true, closed, nullptr);
    ::shutdown(descriptor, SHUT_RDWR);
    ::close(descriptor);
    return served;
}

} // namespace practice
