#include "app/practice/calls/BatchCalls.h"

#include "app/practice/calls/Answers.h"
#include "app/practice/calls/BatchRun.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/odata/batch/Multipart.h"

#include <httplib.h>

#include <QStringList>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr std::size_t longestBatch = 64 << 20; ///< bytes of a body

/// The preference, in any of the request's Prefer headers.
bool wantsToContinue(const httplib::Request &request)
{
    const std::size_t headers = request.get_header_value_count("Prefer");
    for (std::size_t i = 0; i < headers; ++i) {
        const QString header = QString::fromStdString(request.get_header_value("Prefer", i)).toLower();
        for (const QString &preference : header.split(u',')) {
            const QString word = preference.section(u';', 0, 0).remove(u' ');
            if (word == "odata.continue-on-error"_L1 || word == "odata.continue-on-error=true"_L1)
                return true;
        }
    }
    return false;
}

void answerParts(Context &context, ODataDesk &desk, const httplib::Request &request, httplib::Response &response)
{
    const std::string contentType = request.get_header_value("Content-Type");
    if (odata::mediaTypeOf(contentType) != "multipart/mixed")
        return answerODataError(response, 415, u"A batch request is multipart/mixed; no other type is supported."_s);
    if (request.body.size() > longestBatch)
        return answerODataError(response, 413, u"The body of the request is longer than 64 MB."_s);
    const auto boundary = odata::boundaryOf(contentType);
    if (!boundary)
        return answerODataError(
            response, 400,
            u"Invalid content type 'multipart/mixed': its 'boundary' parameter is missing or invalid."_s);
    const auto read = odata::readBatch(request.body, *boundary);
    if (const auto *problem = std::get_if<odata::Problem>(&read))
        return answerODataError(response, problem->status, QString::fromStdString(problem->message));
    const bool continues = wantsToContinue(request);
    BatchRun run(context, desk, request);
    run.answer(std::get<std::vector<odata::BatchPart>>(read), continues);
    response.status = 200;
    response.set_header("Content-Type", run.contentType());
    response.set_header("OData-Version", "4.0");
    if (continues)
        response.set_header("Preference-Applied", "odata.continue-on-error");
    response.body = run.finish();
}

} // namespace

void answerBatch(Context &context, ODataDesk &desk, const httplib::Request &request, httplib::Response &response)
{
    withFaults(context, request, response, [&](const std::optional<Fault> &) {
        if (mayEnter(context, request, response))
            answerParts(context, desk, request, response);
    });
}

} // namespace practice
