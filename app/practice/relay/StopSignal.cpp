#include "app/practice/relay/StopSignal.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace practice {

StopSignal::StopSignal()
{
    if (pipe2(m_ends, O_CLOEXEC) != 0)
        m_ends[0] = m_ends[1] = -1;
}

StopSignal::~StopSignal()
{
    ::close(m_ends[0]);
    ::close(m_ends[1]);
}

void StopSignal::raise()
{
    [[maybe_unused]] const ssize_t written = ::write(m_ends[1], "", 1);
}

bool StopSignal::pause(std::chrono::milliseconds duration) const
{
    pollfd watched = {m_ends[0], POLLIN, 0};
    return poll(&watched, 1, int(duration.count())) <= 0;
}

} // namespace practice
