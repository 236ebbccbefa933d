#include "app/practice/calls/ServerFaults.h"

#include "app/practice/Settings.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"

#include <httplib.h>

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// RFC 9110's date, always in English.
QString httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
}

/// To the sign-in page, or to where the script says: another host, for one.
void redirect(const Fault &fault, const Context &context, httplib::Response &response)
{
    answerSignIn(context, response);
    const QString location = fault.text("location"_L1);
    if (location.isEmpty())
        return;
    response.headers.erase("Location");
    response.set_header("Location", location.toStdString());
}

/// A body without an end in sight, made while it is read.
void answerWithoutEnd(httplib::Response &response, size_t bytes)
{
    response.status = 200;
    response.body.clear();
    response.headers.erase("Content-Type");
    response.set_content_provider(bytes, "application/json; charset=utf-8",
                                  [](size_t offset, size_t length, httplib::DataSink &sink) {
                                      static const std::string block(64 * 1024, 'a');
                                      const size_t part = std::min(length, block.size());
                                      if (offset == 0)
                                          return sink.write("\"", 1);
                                      return sink.write(block.data(), part);
                                  });
}

} // namespace

void answerThrottled(const Fault &fault, const Context &context, httplib::Response &response)
{
    answerMessage(response, 429, u"Too many requests: the service protects its resources. Try again later."_s);
    const QJsonValue wish = fault.parameters["retryAfter"_L1];
    if (fault.parameters.contains("retryAfter"_L1) && wish.isNull())
        return;
    QString value = QString::number(context.settings.retryAfter.count());
    if (wish.isDouble())
        value = QString::number(wish.toInteger());
    else if (wish.toString().startsWith("date:"_L1))
        value = httpDate(QDateTime::currentDateTimeUtc().addSecs(wish.toString().mid(5).toInt()));
    else if (wish.isString())
        value = wish.toString();
    response.set_header("Retry-After", value.toStdString());
}

std::optional<Fault> faultOf(const httplib::Request &request)
{
    return faultFromHeaderValue(headerOf(request, faultHeader).toLatin1());
}

bool refuseFor(const std::optional<Fault> &fault, const Context &context, httplib::Response &response)
{
    if (!fault)
        return false;
    const QString &name = fault->name;
    if (name == "status401"_L1)
        answerInvalidToken(context, response, u"The token is unknown or has expired"_s);
    else if (name == "redirect302"_L1)
        redirect(*fault, context, response);
    else if (name == "throttle429"_L1)
        answerThrottled(*fault, context, response);
    else if (name == "status413"_L1)
        answerPage(response, 413, u"413 Request Entity Too Large"_s, u"<p>The page was not displayed.</p>"_s);
    else if (name == "html500"_L1)
        answerPage(response, 500, u"Server Error"_s, u"<p>The service ran into a problem.</p>"_s);
    else if (name == "status503"_L1 || name == "status504"_L1 || name == "status408"_L1)
        answerPage(response, name.last(3).toInt(), u"The service is not available (%1)"_s.arg(name.last(3)),
                   u"<p>The gateway gave up waiting.</p>"_s);
    else if (name == "busyJob"_L1)
        answerMessage(response, 400, u"Another message is being enqueued to this job at the same time."_s);
    else if (name.startsWith("status"_L1))
        answerMessage(response, name.last(3).toInt(),
                      fault->text("message"_L1, u"An error has occurred (scripted status %1)."_s.arg(name.last(3))));
    else
        return false;
    return true;
}

bool denyFor(const std::optional<Fault> &fault, httplib::Response &response)
{
    if (!fault || !fault->name.startsWith("storedThen"_L1))
        return false;
    const int status = fault->name.last(3).toInt();
    if (status == 500)
        answerMessage(response, status, u"An error has occurred."_s);
    else
        answerPage(response, status, u"The gateway gave up waiting (%1)"_s.arg(status), {});
    return true;
}

void spoilFor(const std::optional<Fault> &fault, httplib::Response &response)
{
    if (!fault)
        return;
    if (fault->name == "html200"_L1)
        answerPage(response, 200, u"Dynamics 365"_s, u"<p>The application is starting.</p>"_s);
    else if (fault->name == "cutJson"_L1)
        response.body.resize(response.body.size() / 2);
    else if (fault->name == "emptyBody"_L1)
        response.body.clear();
    else if (fault->name == "hugeBody"_L1)
        answerWithoutEnd(response, size_t(fault->number("bytes"_L1, 2147483648.0)));
}

void compressFor(const std::optional<Fault> &fault, const httplib::Request &request, httplib::Response &response)
{
    if (!fault || (fault->name != "gzip"_L1 && fault->name != "gzipBomb"_L1) ||
        !headerOf(request, encodingHeader).contains("gzip"_L1, Qt::CaseInsensitive))
        return;
    std::string packed;
    httplib::detail::gzip_compressor gzip;
    const auto pack = [&](const std::string &bytes, bool isLast) {
        gzip.compress(bytes.data(), bytes.size(), isLast, [&](const char *part, size_t size) {
            packed.append(part, size);
            return true;
        });
    };
    if (fault->name == "gzipBomb"_L1) {
        const std::string block(1024 * 1024, 'a');
        pack(R"({"value":[{"Bomb":")", false);
        for (double left = fault->number("bytes"_L1, 1e9); left > 0; left -= double(block.size()))
            pack(block, false);
        pack(R"("}]})", true);
    } else {
        pack(response.body, true);
    }
    response.body = std::move(packed);
    response.set_header("Content-Encoding", "gzip");
}

void withFaults(const Context &context, const httplib::Request &request, httplib::Response &response,
                const std::function<void(const std::optional<Fault> &)> &call)
{
    const auto fault = faultOf(request);
    if (refuseFor(fault, context, response))
        return;
    call(fault);
    if (response.status != 200 || denyFor(fault, response))
        return;
    spoilFor(fault, response);
    compressFor(fault, request, response);
}

} // namespace practice
