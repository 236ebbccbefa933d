#include "app/http/ReadOnly.h"

#include <QRegularExpression>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// The path with everything undone that a server may undo: escapes (twice), backslashes, dots, double slashes.
QString plainPath(const QUrl &url)
{
    QString path = url.path(QUrl::FullyEncoded);
    for (int i = 0; i < 2; ++i)
        path = QUrl::fromPercentEncoding(path.toUtf8());
    path.replace(u'\\', u'/');
    QStringList parts;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        if (part == ".."_L1) {
            if (!parts.isEmpty())
                parts.removeLast();
        } else if (part != "."_L1) {
            parts.append(part);
        }
    }
    return u'/' + parts.join(u'/');
}

bool isProbe(const QString &path)
{
    static const QRegularExpression probe(u"/api/connector/dequeue/\\{?00000000-0000-0000-0000-000000000000\\}?\\z"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return probe.match(path).hasMatch();
}

/// Another method than the line says, as some services take it.
bool hasMethodOverride(const HttpHeaders &headers)
{
    return std::any_of(headers.cbegin(), headers.cend(), [](const auto &header) {
        const QByteArray name = header.first.toLower();
        return name == "x-http-method" || name == "x-http-method-override" || name == "x-method-override";
    });
}

} // namespace

bool changesSomething(const HttpRequest &request)
{
    if (hasMethodOverride(request.headers))
        return true;
    const QString path = plainPath(request.url);
    if (request.method == "GET" || request.method == "HEAD") {
        static const QRegularExpression taking(u"/api/connector/(dequeue|ack)(/|\\z)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        return taking.match(path).hasMatch() && !isProbe(path);
    }
    static const QRegularExpression question(
        u"/data/[^/]+/Microsoft\\.Dynamics\\.DataEntities\\.(Get|Generate)\\w*\\z"_s);
    return request.method != "POST" || !question.match(path).hasMatch();
}

Error refusedAsReadOnly(const QString &environment)
{
    return {ErrorKind::Conflict,
            u"“%1” is read-only: nothing is sent there, taken from there or changed there. Edit the environment and "
            u"switch read-only off if that is really meant."_s.arg(environment)};
}

} // namespace waybill
