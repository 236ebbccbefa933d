#pragma once

#include "app/http/HttpClient.h"
#include "app/odata/PageSink.h"

#include <QObject>
#include <QSet>
#include <qcorotask.h>

#include <limits>
#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// How far a reading is.
struct ReadProgress {
    qint64 rows = 0;
    qint64 pages = 0;
    qint64 bytes = 0;            ///< of the answers, unpacked
    std::optional<qint64> total; ///< rows there are, where the service says so ($count=true)
    qint64 repeatedNames = 0;    ///< values whose row had their name twice; the last counts
    qint64 loneSurrogates = 0;   ///< halves of characters, replaced
    qint64 cutLists = 0;         ///< nested lists that came cut (PageEnvelope::cutLists)
    QString cutList = {};        ///< the name of the first
    QString trouble = {};        ///< why a page is being asked for again; empty when all goes well
};

/// Reads a query page by page: follows the service's links as they are given, on the environment's own origin only,
/// and asks for the next page while a worker reads the last one. A page that fails is asked for again, not the whole.
/// One thread; outlives its reading.
class PageReader : public QObject
{
    Q_OBJECT
public:
    struct Rules {
        qint64 mostRows = std::numeric_limits<qint64>::max();
        qint64 mostPageBytes = qint64(512) << 20; ///< of one answer, unpacked; a longer one is an error
        int repeats = 3;                          ///< of one page
        std::chrono::milliseconds firstWait{500}; ///< before the first repeat, doubled for each further one
    };
    enum class End { Complete, RowLimit };

    /// The sink outlives this.
    PageReader(std::shared_ptr<HttpClient> client, PageSink *sink, Rules rules, QObject *parent = nullptr);

    /// From `first` to the last page. BadInput or NotFound when the service names something wrong in the query;
    /// Refused for a link that is not followed; Storage from the sink; what HttpClient says otherwise. The sink has
    /// taken progress().rows rows in any case.
    QCoro::Task<Result<End>> read(QUrl first, std::stop_token stop);

    /// The page under way is still read; no other is asked for until resume().
    void pause();
    void resume();
    bool isPaused() const { return m_isPaused; }
    const ReadProgress &progress() const { return m_progress; }

signals:
    void progressed();
    void resumed();

private:
    using Page = Result<QByteArray>;
    QCoro::Task<Result<End>> readPages(QUrl first, std::stop_token stop);
    QCoro::Task<tl::expected<PageEnvelope, Error>> readPage(QUrl url, Page page, std::stop_token stop);
    /// One answer, asked for again by itself when that may help.
    QCoro::Task<Page> fetch(QUrl url, std::stop_token stop);
    QCoro::Task<bool> waitBefore(int repeat, QString trouble, std::stop_token stop);
    QCoro::Task<bool> untilResumed(std::stop_token stop);
    void askAhead(const QByteArray &page, const QUrl &request, std::stop_token stop);
    Result<QUrl> followed(const std::string &link, const QUrl &request) const;

    std::shared_ptr<HttpClient> m_client;
    PageSink *m_sink;
    Rules m_rules;
    ReadProgress m_progress;
    bool m_isPaused = false;
    QSet<QByteArray> m_seen;    ///< addresses asked for
    qint64 m_pageRows = 10'000; ///< of the last page; the service's own size before that
    bool m_isPageCut = false;   ///< mostRows ended within the last page
    QUrl m_aheadUrl;
    std::optional<QCoro::Task<Page>> m_ahead; ///< the page after the one that is read
};

/// The link to the next page that stands at the beginning or end of an answer, found without reading its rows: to ask
/// early, and to be compared with what reading says. Empty where none is seen.
std::string peekedNextLink(const QByteArray &page);

/// How many rows match, whatever `$top` and `$skip` say; `url` is a query of a set. Asked for again as a page is.
/// Refused where the service does not say; what PageReader::read says otherwise.
QCoro::Task<Result<qint64>> countRows(std::shared_ptr<HttpClient> client, QUrl url, std::stop_token stop);

/// What a whole reading will take.
struct ReadEstimate {
    qint64 rows = 0, bytes = 0, pages = 0;
    std::chrono::milliseconds time{0};
};
/// From how many rows there are and what the first page took.
ReadEstimate estimateOf(qint64 total, qint64 pageRows, qint64 pageBytes, std::chrono::milliseconds pageTime);

} // namespace waybill
