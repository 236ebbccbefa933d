#include "app/practice/calls/Context.h"

#include "app/practice/calls/Answers.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/odata/Service.h"

#include <httplib.h>

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

using Serve = odata::Answer (odata::Service::*)(const odata::Get &);

/// Whatever is asked for below `root`, such as "/data".
void serve(httplib::Server &server, Context &context, const std::string &root, Serve call)
{
    server.Get(root + "(?:/.*)?", [=, &context](const httplib::Request &request, httplib::Response &response) {
        withFaults(context, request, response, [&](const std::optional<Fault> &) {
            if (!mayEnter(context, request, response))
                return;
            const std::string address = context.url.toStdString() + root;
            const std::string_view path = std::string_view(request.path).substr(root.size());
            const odata::Get get{address, path.substr(path.starts_with('/') ? 1 : 0), queryOf(request),
                                 request.get_header_value("If-None-Match")};
            send((context.odata.*call)(get), response);
        });
    });
}

} // namespace

void addODataCalls(httplib::Server &server, Context &context)
{
    const auto notHere = [&context](const httplib::Request &request, httplib::Response &response) {
        withFaults(context, request, response, [&](const std::optional<Fault> &) {
            if (mayEnter(context, request, response))
                answerODataError(response, 404, u"No HTTP resource was found that matches the request."_s);
        });
    };
    if (!context.settings.serviceDocument)
        server.Get("/data/?", notHere);
    serve(server, context, "/data", &odata::Service::data);
    if (context.settings.metadataService)
        serve(server, context, "/metadata", &odata::Service::metadata);
    else
        server.Get("/metadata(?:/.*)?", notHere);
    server.Post("/data(?:/.*)?", notHere);
}

} // namespace practice
