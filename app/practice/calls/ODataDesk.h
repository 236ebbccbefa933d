// Where requests for data are answered, each by itself or as an operation of a batch.
#pragma once

#include "app/practice/calls/HttpTypes.h"
#include "app/practice/odata/Service.h"

#include <atomic>
#include <optional>
#include <string>

namespace practice {

struct Context;
struct Fault;

namespace odata {
class ChangeSet;
}

/// Answers what is asked below one root: checks the token, makes the faults that the server makes, and writes F&O's
/// answer. May be used from several threads.
class ODataDesk
{
public:
    using Serve = odata::Answer (odata::Service::*)(const odata::Get &);

    /// `root`, such as "/data", is where `serve` answers GET; the rest is for "/data" only. `context` outlives it.
    ODataDesk(Context &context, std::string root, Serve serve);

    /// A request with that root. What it writes goes into the change set, if it is part of one.
    void answer(const httplib::Request &request, httplib::Response &response, odata::ChangeSet *changes = nullptr);

private:
    void get(const httplib::Request &request, httplib::Response &response, const std::optional<Fault> &fault);
    void post(const httplib::Request &request, httplib::Response &response, const std::optional<Fault> &fault,
              odata::ChangeSet *changes);
    void write(const httplib::Request &request, httplib::Response &response, odata::ChangeSet *changes);

    Context &m_context;
    const std::string m_root;
    const Serve m_serve;
    std::atomic<int> m_underWay{0}; ///< GETs that are being answered
};

} // namespace practice
