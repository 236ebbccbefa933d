#include "app/practice/calls/OddLocation.h"

#include "app/practice/calls/Context.h"
#include "app/practice/calls/ExportCalls.h"
#include "app/practice/exports/ExportDesk.h"

#include <QHash>
#include <QJsonArray>
#include <QUuid>

#include <functional>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const QString signature = u"sv=2021-08-06&se=2099-01-01T00%3A00%3A00Z&sr=b&sp=r&sig=bm90IGEgc2lnbmF0dXJl"_s;

void noFile(QJsonObject &answer)
{
    answer["IsDownLoadFileExist"_L1] = false;
    answer["FileDownLoadErrorMessage"_L1] = u"The file was not found in the storage of the service."_s;
}

/// The same address with an end of its time that has passed.
QString expired(const Context &context, const Export &made)
{
    const QString path = u"/exports/%1.zip"_s.arg(made.correlationId);
    return context.secondUrl + path + u'?' +
           context.exports.signedQuery(path, QDateTime::currentDateTimeUtc().addSecs(-60));
}

/// The path of the export on a host that is neither of the two.
QString elsewhere(const Fault &fault, const Export &made)
{
    return fault.text("location"_L1, u"http://127.0.0.2:9/exports/%1.zip"_s.arg(made.correlationId));
}

using Change = std::function<void(QJsonObject &, const Fault &, const Context &, const Export &)>;

Change location(std::function<QJsonValue(const Fault &, const Context &, const Export &, const QString &now)> value)
{
    return [value](QJsonObject &answer, const Fault &fault, const Context &context, const Export &made) {
        answer["DownloadLocation"_L1] = value(fault, context, made, answer["DownloadLocation"_L1].toString());
    };
}

const QHash<QString, Change> &changes()
{
    using F = const Fault &;
    using C = const Context &;
    using E = const Export &;
    using Now = const QString &;
    static const QHash<QString, Change> all{
        {u"null"_s,
         [](QJsonObject &answer, F, C, E) {
             noFile(answer);
             answer["DownloadLocation"_L1] = QJsonValue();
         }},
        {u"empty"_s, location([](F, C, E, Now) { return u""_s; })},
        {u"notThere"_s, [](QJsonObject &answer, F, C, E) { noFile(answer); }},
        {u"missing"_s, location([](F, C, E made, Now now) {
             return QString(now).replace(made.correlationId, QUuid::createUuid().toString(QUuid::WithoutBraces));
         })},
        {u"otherHost"_s, location([](F fault, C, E made, Now) { return elsewhere(fault, made); })},
        {u"otherHostSigned"_s,
         location([](F fault, C, E made, Now) { return QString(elsewhere(fault, made) + u'?' + signature); })},
        {u"relative"_s, location([](F, C context, E, Now now) {
             return now.startsWith(context.url) ? now.mid(context.url.size()) : now.mid(context.secondUrl.size());
         })},
        {u"noAddress"_s, location([](F, C, E, Now) { return u"http://[not an address"_s; })},
        {u"file"_s, location([](F, C, E, Now) { return u"file:///etc/passwd"_s; })},
        {u"userInfo"_s, location([](F, C, E, Now now) { return QString(now).replace("://"_L1, "://name:word@"_L1); })},
        {u"wrongSignature"_s, location([](F, C context, E made, Now) {
             return QString(context.secondUrl + u"/exports/%1.zip?"_s.arg(made.correlationId) + signature);
         })},
        {u"expired"_s, location([](F, C context, E made, Now) { return expired(context, made); })},
        {u"http"_s, location([](F, C, E, Now now) { return QString(now).replace("https://"_L1, "http://"_L1); })},
        // What nobody has heard of must go back in the acknowledgement, digit by digit.
        {u"moreFields"_s, [](QJsonObject &answer, F, C, E) {
             answer["Sequence"_L1] = qint64(9007199254740993);
             answer["Context"_L1] = QJsonObject{{u"Words"_s, QJsonArray{u"ä \"quoted\" \\ \u2028"_s, QJsonValue()}}};
         }}};
    return all;
}

} // namespace

bool isLocationShape(const QString &shape)
{
    return changes().contains(shape);
}

void makeOdd(QJsonObject &answer, const Fault &fault, const Context &context, const Export &made)
{
    if (const auto change = changes().constFind(fault.text("shape"_L1)); change != changes().cend())
        (*change)(answer, fault, context, made);
}

} // namespace practice
