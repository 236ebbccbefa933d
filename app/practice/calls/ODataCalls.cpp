#include "app/practice/calls/Context.h"

#include "app/practice/calls/Answers.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/odata/Oddities.h"
#include "app/practice/odata/Service.h"

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

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

using Serve = odata::Answer (odata::Service::*)(const odata::Get &);

/// Whatever is asked for below `root`, such as "/data".
void serve(httplib::Server &server, Context &context, const std::string &root, Serve call)
{
    const auto underWay = std::make_shared<std::atomic<int>>(0);
    server.Get(root + "(?:/.*)?", [=, &context](const httplib::Request &request, httplib::Response &response) {
        withFaults(context, request, response, [&](const std::optional<Fault> &fault) {
            if (!mayEnter(context, request, response))
                return;
            const Turn turn(*underWay);
            if (!turn.mayGo(fault))
                return answerThrottled(*fault, context, response);
            const std::string address = context.url.toStdString() + root;
            const std::string_view path = std::string_view(request.path).substr(root.size());
            const odata::Get get{address, path.substr(path.starts_with('/') ? 1 : 0), queryOf(request),
                                 request.get_header_value("If-None-Match")};
            odata::Answer answer = (context.odata.*call)(get);
            bend(fault, context, request, answer);
            send(std::move(answer), response);
        });
    });
}

} // namespace

void addODataCalls(httplib::Server &server, Context &context)
{
    const auto refusing = [&context](int status, const QString &sentence) {
        return [&context, status, sentence](const httplib::Request &request, httplib::Response &response) {
            withFaults(context, request, response, [&](const std::optional<Fault> &) {
                if (mayEnter(context, request, response))
                    answerODataError(response, status, sentence);
            });
        };
    };
    const auto notHere = refusing(404, u"No HTTP resource was found that matches the request."_s);
    const auto notReplaced = refusing(501, u"The practice environment replaces no records. Send PATCH."_s);
    const auto write = [&context](const httplib::Request &request, httplib::Response &response) {
        withFaults(context, request, response, [&](const std::optional<Fault> &) {
            if (!mayEnter(context, request, response))
                return;
            const std::string address = context.url.toStdString() + "/data";
            const std::string_view path = std::string_view(request.path).substr(std::string_view("/data/").size());
            send(context.odata.write({request.method, address, path, queryOf(request), request.body,
                                      request.get_header_value("If-Match")}),
                 response);
        });
    };
    if (!context.settings.serviceDocument)
        server.Get("/data/?", notHere);
    serve(server, context, "/data", &odata::Service::data);
    if (context.settings.metadataService)
        serve(server, context, "/metadata", &odata::Service::metadata);
    else
        server.Get("/metadata(?:/.*)?", notHere);
    server.Post("/data/[^/]+/?", write);
    server.Put("/data/.*", notReplaced);
    server.Patch("/data/.*", write);
    server.Delete("/data/.*", write);
    server.Post("/data(?:/.*)?", notHere); // an action that is none
}

} // namespace practice
