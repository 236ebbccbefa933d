// cpp-httplib's server with wider pipes.
#pragma once

#include <httplib.h>

namespace practice {

/// Takes bursts of connections (the library is compiled for five that wait) and reads bodies in large pieces instead
/// of 4 KB, each after a select() of its own. One request a connection.
class InnerServer : public httplib::Server
{
public:
    /// To be called once a port is bound.
    void widenBacklog();

private:
    bool process_and_close_socket(socket_t descriptor) override;
};

} // namespace practice
