#include "app/practice/calls/ErrorFileCalls.h"

#include "app/practice/ErrorFileDesk.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ServerFaults.h"

#include <httplib.h>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

void answerFile(const Context &context, const QString &path, httplib::Response &response)
{
    const auto name = ErrorFileDesk::fromPath(path);
    const auto bytes = name ? context.errorFiles.bytesOf(*name) : std::nullopt;
    if (!bytes)
        return answerPage(response, 404, u"404 - not found"_s, u"<p>The file does not exist.</p>"_s);
    answerText(response, 200, *bytes, "text/csv; charset=utf-8");
    response.set_header("Content-Disposition", "attachment; filename=\"errors.csv\"");
}

void note(const Context &context, const httplib::Request &request, const httplib::Response &response, bool isSigned)
{
    context.errorFiles.addFetch({QDateTime::currentDateTimeUtc(), QString::fromStdString(request.path), isSigned,
                                 request.has_header("Authorization"), response.status});
}

} // namespace

QString errorFileAddress(const Context &context, const QString &path)
{
    if (!context.settings.signedErrorFiles)
        return context.url + path;
    return u"%1%2?sv=2021-08-06&sr=b&sp=r&sig=%3"_s.arg(context.secondUrl, path, context.errorFiles.signatureOf(path));
}

void addErrorFileCalls(httplib::Server &server, Context &context)
{
    server.Get(R"(/errorfiles/.*)", [&context](const httplib::Request &request, httplib::Response &response) {
        withFaults(context, request, response, [&](const std::optional<Fault> &) {
            if (mayEnter(context, request, response))
                answerFile(context, QString::fromStdString(request.path), response);
        });
        note(context, request, response, false);
    });
}

void addSignedFileCalls(httplib::Server &server, const Context &context)
{
    server.Get(R"(/errorfiles/.*)", [&context](const httplib::Request &request, httplib::Response &response) {
        const QString path = QString::fromStdString(request.path);
        if (request.has_header("Authorization"))
            answerBlobError(response, 400, "InvalidAuthenticationInfo",
                            "Authentication information is not given in the correct format. A signed address must "
                            "come without a token.");
        else if (!context.errorFiles.isSigned(path, QString::fromStdString(request.get_param_value("sig"))))
            answerBlobError(response, 403, "AuthenticationFailed", "Signature did not match.");
        else
            answerFile(context, path, response);
        note(context, request, response, true);
    });
}

} // namespace practice
