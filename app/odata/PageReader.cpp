#include "app/odata/PageReader.h"

#include "app/odata/Query.h"
#include "app/odata/ServiceAnswer.h"

#include "app/base/Sleep.h"
#include "app/base/Wakeup.h"
#include "app/http/ReadOnly.h"
#include "app/http/Redaction.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostEmptyPages = 100; ///< one after the other, each with a link to another

Error cancelled()
{
    return {ErrorKind::Cancelled, u"The reading was ended before its last page."_s};
}

Error notFollowed(const QUrl &link, const QString &why)
{
    return {ErrorKind::Refused,
            u"The service's link to the next page is not followed: %1 (%2)"_s.arg(why, redactedUrl(link).left(300))};
}

tl::expected<PageEnvelope, PageTrouble> takenBy(PageSink *sink, QByteArray bytes, qint64 mostRows, std::stop_token stop)
{
    return sink->take(std::move(bytes), mostRows, std::move(stop));
}
} // namespace

PageReader::PageReader(std::shared_ptr<HttpClient> client, PageSink *sink, Rules rules, QObject *parent)
    : QObject(parent), m_client(std::move(client)), m_sink(sink), m_rules(rules)
{
}

void PageReader::pause()
{
    m_isPaused = true;
}

void PageReader::resume()
{
    m_isPaused = false;
    emit resumed();
}

QCoro::Task<Result<PageReader::End>> PageReader::read(QUrl first, std::stop_token stop)
{
    m_progress = {};
    m_seen.clear();
    std::stop_source ending;
    const std::stop_callback ended(stop, [&ending] { ending.request_stop(); });
    auto end = co_await readPages(first, ending.get_token());
    if (m_ahead) { // asked for, and not needed any more
        ending.request_stop();
        (void)co_await *m_ahead;
        m_ahead.reset();
    }
    co_return end;
}

QCoro::Task<Result<PageReader::End>> PageReader::readPages(QUrl first, std::stop_token stop)
{
    QUrl url = first;
    m_seen.insert(url.toEncoded());
    int emptyPages = 0;
    for (;;) {
        Page page = QByteArray();
        if (m_ahead && m_aheadUrl == url) {
            page = co_await *m_ahead;
        } else {
            if (m_ahead)
                (void)co_await *m_ahead; // the answer said another link when it was read
            page = co_await fetch(url, stop);
        }
        m_ahead.reset();
        const bool goesOn = co_await untilResumed(stop);
        if (!goesOn)
            co_return fail(cancelled());
        const auto envelope = co_await readPage(url, std::move(page), stop);
        if (!envelope)
            co_return fail(envelope.error());
        emit progressed();
        if (m_progress.rows >= m_rules.mostRows && (m_isPageCut || !envelope->nextLink.empty()))
            co_return End::RowLimit;
        if (envelope->nextLink.empty())
            co_return End::Complete;
        emptyPages = envelope->rows == 0 ? emptyPages + 1 : 0;
        const auto next = followed(envelope->nextLink, url);
        if (!next)
            co_return fail(next.error());
        if (emptyPages > mostEmptyPages)
            co_return fail(notFollowed(*next, u"%1 pages without rows came one after the other."_s.arg(emptyPages)));
        url = *next;
        m_seen.insert(url.toEncoded());
    }
}

QCoro::Task<tl::expected<PageEnvelope, Error>> PageReader::readPage(QUrl url, Page page, std::stop_token stop)
{
    for (int repeat = 1;; ++repeat) {
        if (!page)
            co_return tl::unexpected(page.error());
        const qint64 bytes = page->size();
        const qint64 left = m_rules.mostRows - m_progress.rows;
        if (left > m_pageRows && !m_ahead)
            askAhead(*page, url, stop);
        m_sink->expect(mayBeOneRow(url, m_client->base()) ? PageParser::Shape::ListOrRow : PageParser::Shape::List);
        const auto work = QtConcurrent::run(&takenBy, m_sink, *std::exchange(page, QByteArray()), left, stop);
        auto taken = co_await work;
        m_progress.bytes += bytes;
        if (taken) {
            m_progress.rows += std::min(taken->rows, left);
            ++m_progress.pages;
            m_progress.repeatedNames += taken->repeatedNames;
            m_progress.loneSurrogates += taken->loneSurrogates;
            if (m_progress.cutLists == 0)
                m_progress.cutList = QString::fromStdString(taken->cutList);
            m_progress.cutLists += taken->cutLists;
            if (taken->count)
                m_progress.total = taken->count;
            m_pageRows = taken->rows;
            m_isPageCut = taken->rows > left;
            co_return *taken;
        }
        const PageTrouble &trouble = taken.error();
        if (stop.stop_requested())
            co_return tl::unexpected(cancelled());
        if (!trouble.isOfPage || repeat > m_rules.repeats)
            co_return tl::unexpected(trouble.error);
        const bool goesOn = co_await waitBefore(repeat, trouble.error.message, stop);
        if (!goesOn)
            co_return tl::unexpected(cancelled());
        page = co_await fetch(url, stop);
    }
}

QCoro::Task<PageReader::Page> PageReader::fetch(QUrl url, std::stop_token stop)
{
    for (int repeat = 1;; ++repeat) {
        const bool resumed = co_await untilResumed(stop);
        const bool turn = resumed && co_await m_client->budget().take(stop);
        if (!turn)
            co_return fail(cancelled());
        HttpRequest request;
        request.url = url;
        request.headers = {{"Accept", "application/json"}};
        request.maxAnswer = m_rules.mostPageBytes;
        request.purpose = u"Query"_s;
        const auto outcome = co_await m_client->send(std::move(request), stop);
        auto answer = judgedAnswer(outcome, m_progress.pages == 0);
        if (answer) {
            if (!m_progress.trouble.isEmpty()) {
                m_progress.trouble.clear();
                emit progressed();
            }
            co_return answer->status == 204 ? QByteArray("{\"value\":[]}") : std::move(answer->body);
        }
        const AnswerTrouble &trouble = answer.error();
        // Waiting in vain takes long; once more is enough.
        const int most = trouble.error.kind == ErrorKind::TimedOut ? std::min(m_rules.repeats, 1) : m_rules.repeats;
        if (!trouble.mayHelp || repeat > most || stop.stop_requested())
            co_return fail(stop.stop_requested() ? cancelled() : trouble.error);
        const bool goesOn = co_await waitBefore(repeat, trouble.error.message, stop);
        if (!goesOn)
            co_return fail(cancelled());
    }
}

QCoro::Task<bool> PageReader::waitBefore(int repeat, QString trouble, std::stop_token stop)
{
    m_progress.trouble = trouble;
    emit progressed();
    const bool slept = co_await sleepFor(m_rules.firstWait * (1 << (repeat - 1)), stop);
    co_return slept;
}

QCoro::Task<bool> PageReader::untilResumed(std::stop_token stop)
{
    while (m_isPaused && !stop.stop_requested())
        (void)co_await nextSignal(this, &PageReader::resumed, stop);
    co_return !stop.stop_requested();
}

void PageReader::askAhead(const QByteArray &page, const QUrl &request, std::stop_token stop)
{
    const std::string link = peekedNextLink(page);
    if (link.empty())
        return;
    const auto next = followed(link, request);
    if (!next)
        return; // said when the page was read
    m_aheadUrl = *next;
    m_ahead.emplace(fetch(*next, std::move(stop)));
}

Result<QUrl> PageReader::followed(const std::string &link, const QUrl &request) const
{
    // What never goes over the wire makes no other page of it.
    const QUrl next = request.resolved(QUrl::fromEncoded(QByteArray::fromStdString(link), QUrl::TolerantMode))
                          .adjusted(QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    HttpRequest asked;
    asked.url = next;
    if (!next.isValid()) {
        return fail(ErrorKind::Refused,
                    u"The service's link to the next page is not followed: it is no address (%1)"_s.arg(
                        redactedBody(withoutUserInfo(QString::fromStdString(link)).toUtf8(), 300)));
    }
    if (!sameOrigin(next, m_client->base())) {
        return fail(
            notFollowed(next, u"it leads away from %1, and a token goes nowhere else."_s.arg(m_client->base().host())));
    }
    if (changesSomething(asked))
        return fail(notFollowed(next, u"calling it would change something there."_s));
    if (m_seen.contains(next.toEncoded()))
        return fail(notFollowed(next, u"it leads to a page that was read already, so the reading would never end."_s));
    return next;
}

} // namespace waybill
