#include "app/practice/calls/ODataDesk.h"

#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/DataCalls.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/odata/ChangeSet.h"
#include "app/practice/odata/Oddities.h"

#include <httplib.h>

#include <chrono>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// What stands behind the question mark, as it came.
std::string_view queryOf(const httplib::Request &request)
{
    const std::string_view target = request.target;
    const std::size_t mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

void send(odata::Answer answer, httplib::Response &response)
{
    response.status = answer.status;
    response.body = std::move(answer.body);
    response.set_header("Content-Type", answer.type);
    response.set_header("OData-Version", "4.0");
    if (!answer.etag.empty())
        response.set_header("ETag", answer.etag);
    if (!answer.location.empty())
        response.set_header("Location", answer.location);
}

/// Makes a good answer odd, for the faults that do.
void bend(const std::optional<Fault> &fault, const Context &context, const httplib::Request &request,
          odata::Answer &answer)
{
    if (!fault || answer.status != 200)
        return;
    const QString shape = fault->text("shape"_L1);
    if (fault->name == "nextLink"_L1)
        odata::bendNextLink(answer.body, shape, context.url.toStdString() + request.target,
                            fault->text("location"_L1, u"https://elsewhere.example"_s).toStdString());
    else if (fault->name == "oddRow"_L1)
        odata::spoilRow(answer.body, shape, std::int64_t(fault->number("bytes"_L1, 0)));
}

/// A call's place among those that are being answered.
class Turn
{
public:
    explicit Turn(std::atomic<int> &underWay) : m_underWay(underWay), m_place(++underWay) {}
    ~Turn() { --m_underWay; }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

    /// For the fault that allows only so many calls at once, and keeps each of them for a while: false when this is one
    /// too many.
    bool mayGo(const std::optional<Fault> &fault) const
    {
        if (!fault || fault->name != "tooMany"_L1)
            return true;
        if (m_place > int(fault->number("atOnce"_L1, 4)))
            return false;
        std::this_thread::sleep_for(std::chrono::duration<double>(fault->number("seconds"_L1, 0)));
        return true;
    }

private:
    std::atomic<int> &m_underWay;
    const int m_place;
};

void answerNotHere(httplib::Response &response)
{
    answerODataError(response, 404, u"No HTTP resource was found that matches the request."_s);
}

} // namespace

ODataDesk::ODataDesk(Context &context, std::string root, Serve serve)
    : m_context(context), m_root(std::move(root)), m_serve(serve)
{
}

void ODataDesk::answer(const httplib::Request &request, httplib::Response &response, odata::ChangeSet *changes)
{
    withFaults(m_context, request, response, [&](const std::optional<Fault> &fault) {
        if (!mayEnter(m_context, request, response))
            return;
        const std::string_view path = request.path;
        if (!path.starts_with(m_root) || (path.size() > m_root.size() && path[m_root.size()] != '/'))
            answerNotHere(response);
        else if (request.method == "GET" || request.method == "HEAD")
            get(request, response, fault);
        else if (request.method == "POST")
            post(request, response, fault, changes);
        else if (request.method == "PUT")
            answerODataError(response, 501, u"The practice environment replaces no records. Send PATCH."_s);
        else
            write(request, response, changes);
    });
}

void ODataDesk::get(const httplib::Request &request, httplib::Response &response, const std::optional<Fault> &fault)
{
    std::string_view path = std::string_view(request.path).substr(m_root.size());
    path.remove_prefix(path.starts_with('/') ? 1 : 0);
    if (path.empty() && m_root == "/data" && !m_context.settings.serviceDocument)
        return answerNotHere(response);
    const Turn turn(m_underWay);
    if (!turn.mayGo(fault))
        return answerThrottled(*fault, m_context, response);
    const std::string address = m_context.url.toStdString() + m_root;
    odata::Answer answer =
        (m_context.odata.*m_serve)({address, path, queryOf(request), request.get_header_value("If-None-Match")});
    bend(fault, m_context, request, answer);
    send(std::move(answer), response);
}

void ODataDesk::post(const httplib::Request &request, httplib::Response &response, const std::optional<Fault> &fault,
                     odata::ChangeSet *changes)
{
    const std::string_view action = actionIn(request.path);
    if (!action.empty() && changes)
        return answerODataError(response, 501, u"The practice environment runs no actions within change sets."_s);
    if (!action.empty())
        return answerAction(m_context, action, request, response, fault);
    std::string_view path = request.path;
    path.remove_suffix(path.ends_with('/') ? 1 : 0);
    const std::size_t last = path.rfind('/');
    if (last != m_root.size()) // an action that is none, or nothing at all
        return answerNotHere(response);
    write(request, response, changes);
}

void ODataDesk::write(const httplib::Request &request, httplib::Response &response, odata::ChangeSet *changes)
{
    const std::string address = m_context.url.toStdString() + m_root;
    std::string_view path = std::string_view(request.path).substr(m_root.size());
    path.remove_prefix(path.starts_with('/') ? 1 : 0);
    const odata::Write write{request.method,   address,      path,
                             queryOf(request), request.body, request.get_header_value("If-Match")};
    send(changes ? changes->write(write) : m_context.odata.write(write), response);
}

} // namespace practice
