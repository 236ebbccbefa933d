#include "app/practice/calls/Context.h"

#include "app/practice/calls/Answers.h"
#include "app/practice/calls/BatchCalls.h"
#include "app/practice/calls/ODataDesk.h"
#include "app/practice/calls/ServerFaults.h"

#include <httplib.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace practice {

void addODataCalls(httplib::Server &server, Context &context)
{
    const auto data = std::make_shared<ODataDesk>(context, "/data", &odata::Service::data);
    const auto metadata = std::make_shared<ODataDesk>(context, "/metadata", &odata::Service::metadata);
    const auto answering = [](const std::shared_ptr<ODataDesk> &desk) {
        return
            [desk](const httplib::Request &request, httplib::Response &response) { desk->answer(request, response); };
    };
    const auto notHere = [&context](const httplib::Request &request, httplib::Response &response) {
        withFaults(context, request, response, [&](const std::optional<Fault> &) {
            if (mayEnter(context, request, response))
                answerODataError(response, 404, u"No HTTP resource was found that matches the request."_s);
        });
    };
    server.Post(R"(/data/\$batch)", [data, &context](const httplib::Request &request, httplib::Response &response) {
        answerBatch(context, *data, request, response);
    });
    server.Get("/data(?:/.*)?", answering(data));
    server.Post("/data(?:/.*)?", answering(data));
    server.Put("/data/.*", answering(data));
    server.Patch("/data/.*", answering(data));
    server.Delete("/data/.*", answering(data));
    if (context.settings.metadataService)
        server.Get("/metadata(?:/.*)?", answering(metadata));
    else
        server.Get("/metadata(?:/.*)?", notHere);
}

} // namespace practice
