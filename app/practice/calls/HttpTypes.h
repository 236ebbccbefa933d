// The names of httplib that headers need, without all of it.
#pragma once

namespace httplib {
class Server;
struct Request;
struct Response;
} // namespace httplib
