#include "app/odata/PageReader.h"

#include "app/rows/JsonText.h"
#include "app/rows/PageParser.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::string_view linkName{"\"@odata.nextLink\""};
constexpr size_t looked = 16 << 10; ///< bytes at either end
/// The options that decide how many rows there are.
constexpr std::array deciding{"$apply"_L1, "$filter"_L1, "$search"_L1};

/// How many brackets are open behind a text with `open` before it; below `least` nothing is read any more.
int openBehind(std::string_view text, int open, int least)
{
    for (size_t at = 0; at < text.size() && open >= least; ++at) {
        const char c = text[at];
        if (c == '"') {
            while (++at < text.size() && text[at] != '"')
                at += text[at] == '\\' ? 1 : 0;
        }
        open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
    return open;
}

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

/// Keeps no row and follows no link.
class CountSink final : public PageSink
{
public:
    tl::expected<PageEnvelope, PageTrouble> take(QByteArray bytes, qint64, std::stop_token stop) override
    {
        NoRows none;
        auto page = PageParser().parse(std::move(bytes), none, stop, shape());
        if (!page)
            return tl::unexpected(PageTrouble{page.error().error, true});
        page->nextLink.clear();
        return *std::move(page);
    }
};
} // namespace

std::string peekedNextLink(const QByteArray &page)
{
    const std::string_view whole(page.constData(), size_t(page.size()));
    const std::string_view tail = whole.substr(whole.size() - std::min(whole.size(), looked));
    // Of the answer itself is a member that only the answer's own bracket closes behind it, or opens before it.
    const size_t end = tail.find_last_not_of(" \t\r\n");
    const std::string_view members = end != tail.npos && tail[end] == '}' ? tail.substr(0, end) : std::string_view();
    for (size_t at = members.rfind(linkName); at != members.npos;
         at = at == 0 ? members.npos : members.rfind(linkName, at - 1)) {
        if (openBehind(members.substr(at + linkName.size()), 1, 1) == 1)
            return memberText(members, at);
    }
    const std::string_view head = whole.substr(0, looked);
    const size_t at = head.find(linkName);
    return at != head.npos && openBehind(head.substr(0, at), 0, 0) == 1 ? memberText(head, at) : std::string();
}

QCoro::Task<Result<qint64>> countRows(std::shared_ptr<HttpClient> client, QUrl url, std::stop_token stop)
{
    QStringList options;
    for (const QString &option : url.query(QUrl::FullyEncoded).split(u'&', Qt::SkipEmptyParts)) {
        const QString name = QUrl::fromPercentEncoding(option.left(option.indexOf(u'=')).toUtf8());
        if (!name.startsWith(u'$') || std::ranges::find(deciding, name) != deciding.end())
            options.append(option);
    }
    options.append({u"$count=true"_s, u"$top=1"_s});
    url.setQuery(options.join(u'&'), QUrl::StrictMode);
    CountSink none;
    PageReader::Rules rules;
    rules.mostRows = 1;
    PageReader reader(client, &none, rules);
    const auto end = co_await reader.read(url, stop);
    if (!end)
        co_return fail(end.error());
    if (!reader.progress().total) {
        co_return fail(ErrorKind::Refused, u"The service does not say how many rows there are. Only whole sets are "
                                           u"counted, not single records."_s);
    }
    co_return *reader.progress().total;
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
