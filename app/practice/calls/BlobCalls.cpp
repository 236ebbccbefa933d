#include "app/practice/calls/ExportCalls.h"

#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/FileAnswer.h"
#include "app/practice/calls/Parameter.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/exports/ExportDesk.h"

#include <httplib.h>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString pathOf(const Export &made)
{
    return u"/exports/%1.zip"_s.arg(made.correlationId);
}

/// Answers when the request may not have the file, whether there is one or not.
bool refuseBlob(const Context &context, const httplib::Request &request, httplib::Response &response)
{
    const QString expires = parameter(request, "se");
    if (request.has_header("Authorization"))
        answerBlobError(response, 400, "InvalidAuthenticationInfo",
                        "Authentication information is not given in the correct format. A signed address must come "
                        "without a token.");
    else if (!context.exports.isSigned(QString::fromStdString(request.path), expires, parameter(request, "sig")))
        answerBlobError(response, 403, "AuthenticationFailed", "Signature did not match.");
    else if (QDateTime::fromString(expires, Qt::ISODate) < QDateTime::currentDateTimeUtc())
        answerBlobError(response, 403, "AuthenticationFailed", "Signature not valid in the specified time frame.");
    else
        return false;
    return true;
}

void answerBlob(Context &context, const httplib::Request &request, httplib::Response &response)
{
    Fetch fetch;
    fetch.atUtc = QDateTime::currentDateTimeUtc();
    fetch.isSigned = true;
    fetch.hadToken = request.has_header("Authorization");
    fetch.range = headerOf(request, rangeHeader);
    const auto fault = faultOf(request);
    const auto made = context.exports.store().find(QString::fromStdString(request.matches[1].str()));
    fetch.correlationId = made ? made->correlationId : QString();
    if (!refuseFor(fault, context, response) && !refuseBlob(context, request, response)) {
        response.set_header("x-ms-blob-type", "BlockBlob");
        if (made && !made->isAcked())
            return answerFile(context.exports.store(), *made, fault, fetch, request, response);
        answerBlobError(response, 404, "BlobNotFound", "The specified blob does not exist.");
    }
    fetch.status = response.status;
    context.exports.store().addFetch(fetch);
}

} // namespace

QString signedAddress(const Context &context, const Export &made)
{
    const QString path = pathOf(made);
    const QDateTime expires = QDateTime::currentDateTimeUtc().addSecs(context.settings.lease.count());
    return context.secondUrl + path + u'?' + context.exports.signedQuery(path, expires);
}

void addBlobCalls(httplib::Server &server, Context &context)
{
    server.Get(R"(/exports/([0-9a-f-]{36})\.zip)",
               [&context](const httplib::Request &request, httplib::Response &response) {
                   answerBlob(context, request, response);
               });
}

} // namespace practice
