#include "app/environments/Environment.h"

#include "app/base/Guid.h"
#include "app/environments/PackageName.h"
#include "app/environments/ThisComputer.h"

#include <QRegularExpression>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds longestLease{7 * 24 * 60 * 60}; // the service keeps a package no longer

Result<void> checkName(const QString &name, const QString &what)
{
    constexpr qsizetype longest = 100;
    if (name.trimmed().isEmpty())
        return fail(ErrorKind::BadInput, u"%1 has no name. Give it one."_s.arg(what));
    if (name != name.trimmed())
        return fail(ErrorKind::BadInput,
                    u"%1's name “%2” begins or ends with a space. Leave it out."_s.arg(what, name));
    if (name.size() > longest) {
        return fail(ErrorKind::BadInput,
                    u"%1's name has %2 characters; %3 are the most."_s.arg(what).arg(name.size()).arg(longest));
    }
    if (name.startsWith(QChar(QChar::ByteOrderMark))) // it would be read without it
        return fail(ErrorKind::BadInput, u"%1's name begins with a byte order mark. Leave it out."_s.arg(what));
    for (const QChar c : name) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            return fail(ErrorKind::BadInput,
                        u"%1's name holds a control character or line break. Leave it out."_s.arg(what));
    }
    return {};
}

Result<void> checkTimeOut(std::chrono::seconds timeOut, const QString &what)
{
    if (timeOut.count() >= 1 && timeOut.count() <= 3600)
        return {};
    return fail(ErrorKind::BadInput,
                u"A time-out of %1 seconds for %2 is not possible. Give a number from 1 to 3600."_s.arg(
                    QString::number(timeOut.count()), what));
}

Result<void> checkTimeOuts(const TimeOuts &timeOuts)
{
    for (const auto &[timeOut, what] : {std::pair(timeOuts.signIn, u"signing in"_s),
                                        {timeOuts.query, u"queries"_s},
                                        {timeOuts.upload, u"uploads"_s},
                                        {timeOuts.download, u"downloads"_s}}) {
        if (auto checked = checkTimeOut(timeOut, what); !checked)
            return checked;
    }
    return {};
}

/// A proxy elsewhere would get tokens as they are: without TLS it is given the whole request.
Result<void> checkProxy(const Environment &environment)
{
    const bool isPlain = environment.url.scheme() == "http"_L1 || environment.authority.scheme() == "http"_L1;
    if (!isPlain || environment.proxy.kind != ProxyChoice::Kind::Own ||
        isThisComputer(environment.proxy.address.host()))
        return {};
    return fail(ErrorKind::BadInput,
                u"The proxy %1 is another computer, and an address with http:// is for this computer only: tokens "
                u"would leave it unencrypted. Use no proxy here."_s.arg(environment.proxy.address.host()));
}
} // namespace

Result<void> check(const Environment &environment)
{
    if (auto name = checkName(environment.name, u"The environment"_s); !name)
        return name;
    if (auto url = environmentAddress(environment.url.toString()); !url)
        return fail(url.error());
    if (auto authority = authorityFrom(environment.authority.toString()); !authority)
        return fail(authority.error());
    if (auto proxy = checkProxy(environment); !proxy)
        return proxy;
    const auto plain = [](const QString &text) {
        return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
            return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'_');
        });
    };
    if (!plain(environment.tenant)) {
        return fail(ErrorKind::BadInput,
                    u"The tenant “%1” is neither a GUID nor a domain such as contoso.com."_s.arg(environment.tenant));
    }
    if (!plain(environment.clientId)) {
        return fail(ErrorKind::BadInput,
                    u"The client id “%1” is not an application's id. Copy *Application (client) ID* from the app "
                    u"registration."_s.arg(environment.clientId));
    }
    if (environment.requestsPerSecond < 1 || environment.requestsPerSecond > 1000) {
        return fail(ErrorKind::BadInput, u"%1 requests a second are not possible. Give a number from 1 to 1000."_s.arg(
                                             environment.requestsPerSecond));
    }
    if (environment.grant == Grant::Certificate && environment.certificate.isEmpty()) {
        return fail(ErrorKind::BadInput, u"The grant certificate needs the certificate's file. Name it: a PFX file, or "
                                         u"a PEM file that holds the private key too."_s);
    }
    static const QRegularExpression colour(u"\\A#[0-9a-fA-F]{6}\\z"_s);
    if (!environment.colour.isEmpty() && !colour.match(environment.colour).hasMatch()) {
        return fail(ErrorKind::BadInput,
                    u"“%1” is not a colour. Write it like #2f7d4f."_s.arg(environment.colour.left(40)));
    }
    if (auto timeOuts = checkTimeOuts(environment.timeOuts); !timeOuts)
        return timeOuts;
    if (environment.rowCap && *environment.rowCap < 1) {
        return fail(ErrorKind::BadInput, u"A row cap of %1 rows is not possible. Give a whole number from 1, or none "
                                         u"for no cap."_s.arg(*environment.rowCap));
    }
    if (environment.lease.count() < 1 || environment.lease > longestLease) {
        return fail(ErrorKind::BadInput,
                    u"A lease of %1 seconds is not possible. Give a number from 1 to %2; F&O's own is %3."_s.arg(
                        QString::number(environment.lease.count()), QString::number(longestLease.count()),
                        QString::number(standardLease.count())));
    }
    if (auto name = checkPackageName(environment.packageName); !name)
        return name;
    if (auto after = check(environment.afterFetch); !after)
        return after;
    for (const DataJob &job : environment.jobs) {
        if (auto checked = check(job); !checked)
            return checked;
    }
    return {};
}

Result<void> check(const DataJob &job)
{
    if (auto name = checkName(job.name, u"The job"_s); !name)
        return name;
    const auto guid = guidFrom(job.activityId.text());
    if (!guid || *guid != job.activityId.text()) {
        return fail(ErrorKind::BadInput,
                    u"The activity id “%1” is not a GUID. Copy the field ID from *Manage scheduled data jobs*."_s.arg(
                        job.activityId.text()));
    }
    return {};
}

} // namespace waybill
