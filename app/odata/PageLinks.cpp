#include "app/odata/PageReader.h"

#include "app/odata/Query.h"
#include "app/odata/ServiceAnswer.h"

#include "app/rows/JsonText.h"
#include "app/rows/PageParser.h"

#include <QUrlQuery>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <string_view>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::string_view linkName{"\"@odata.nextLink\""};
constexpr size_t looked = 16 << 10; ///< bytes at either end

/// The text that the member has, which begins at `at`.
std::string memberText(std::string_view text, size_t at)
{
    at += linkName.size();
    while (at < text.size() && (json::isSpace(text[at]) || text[at] == ':'))
        ++at;
    if (at >= text.size() || text[at] != '"')
        return {};
    const size_t begin = ++at;
    while (at < text.size() && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    std::string link;
    qint64 halves = 0;
    if (at >= text.size() || !json::unescape(text.substr(begin, at - begin), link, halves))
        return {};
    return link;
}

class NoRows final : public RowHandler
{
public:
    void beginRow() override {}
    void value(std::string_view, const PageValue &) override {}
    void endRow() override {}
};

tl::expected<PageEnvelope, PageFault> envelopeOf(QByteArray bytes)
{
    NoRows none;
    return PageParser().parse(std::move(bytes), none);
}
} // namespace

std::string peekedNextLink(const QByteArray &page)
{
    const std::string_view whole(page.constData(), size_t(page.size()));
    const std::string_view tail = whole.substr(whole.size() - std::min(whole.size(), looked));
    if (const size_t at = tail.rfind(linkName); at != tail.npos)
        return memberText(tail, at);
    const std::string_view head = whole.substr(0, looked);
    if (const size_t at = head.find(linkName); at != head.npos)
        return memberText(head, at);
    return {};
}

QCoro::Task<Result<qint64>> countRows(std::shared_ptr<HttpClient> client, QUrl url, std::stop_token stop)
{
    QStringList options;
    for (const QString &option : url.query(QUrl::FullyEncoded).split(u'&', Qt::SkipEmptyParts)) {
        const QString name = QUrl::fromPercentEncoding(option.left(option.indexOf(u'=')).toUtf8());
        if (name == "$filter"_L1 || name == "$search"_L1 || !name.startsWith(u'$'))
            options.append(option);
    }
    options.append({u"$count=true"_s, u"$top=1"_s});
    url.setQuery(options.join(u'&'), QUrl::StrictMode);
    const bool turn = co_await client->budget().take(stop);
    if (!turn)
        co_return fail(ErrorKind::Cancelled, u"The count was ended before it was known."_s);
    HttpRequest request;
    request.url = url;
    request.headers = {{"Accept", "application/json"}};
    request.maxAnswer = qint64(512) << 20;
    request.purpose = u"Count"_s;
    const auto outcome = co_await client->send(std::move(request), stop);
    const auto answer = judgedAnswer(outcome, true);
    if (!answer)
        co_return fail(answer.error().error);
    const auto reading = QtConcurrent::run(&envelopeOf, answer->body);
    const auto envelope = co_await reading;
    if (!envelope)
        co_return fail(envelope.error().error);
    if (!envelope->count) {
        co_return fail(ErrorKind::Refused, u"The service does not say how many rows there are. Only whole sets are "
                                           u"counted, not single records."_s);
    }
    co_return *envelope->count;
}

ReadEstimate estimateOf(qint64 total, qint64 pageRows, qint64 pageBytes, std::chrono::milliseconds pageTime)
{
    if (pageRows <= 0 || total <= pageRows)
        return {total, pageBytes, 1, pageTime};
    const double share = double(total) / double(pageRows);
    return {total, qint64(double(pageBytes) * share), (total + pageRows - 1) / pageRows,
            std::chrono::milliseconds(qint64(double(pageTime.count()) * share))};
}

} // namespace waybill
