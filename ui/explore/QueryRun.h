#pragma once

#include "app/odata/PageReader.h"
#include "app/rows/RowStore.h"
#include "ui/explore/ExploreServices.h"
#include "ui/explore/RowMemory.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace waybill {

/// One reading of a query into a RowStore: counts, reads page by page, asks before it becomes large, pauses, ends, and
/// goes on from the page where it ended. Nothing blocks; destroying it ends what is under way. GUI thread.
class QueryRun final : public QObject
{
    Q_OBJECT

public:
    enum class Stage {
        Idle,     ///< nothing was read
        Reading,  ///< a page is under way
        Asking,   ///< more is there than is read unasked: goOn() or cancel()
        Paused,   ///< by a person
        Complete, ///< to the last page, or as far as the environment allows
        Stopped,  ///< by a person or a failure: goOn() may take it up again
    };
    /// Reading more rows than that asks first.
    static constexpr qint64 largeRead = 100'000;

    struct Request {
        QUrl url;
        std::optional<qint64> top, skip; ///< of the query, as far as they are known
        std::optional<qint64> rowCap;    ///< of the environment
        bool operator==(const Request &) const = default;
    };

    /// The memory outlives this.
    QueryRun(ExploreServices services, QString environment, RowMemory *memory, QObject *parent = nullptr);
    ~QueryRun() override;

    /// Reads anew, into another store.
    void start(const Request &request);
    /// Only asks how many rows there are; what was read of another query, and how, stays.
    void count(const Request &request);
    void pause();
    void goOn();
    void cancel();

    Stage stage() const { return m_stage; }
    bool isBusy() const { return m_stage == Stage::Reading || m_stage == Stage::Asking || m_stage == Stage::Paused; }
    bool isCounting() const { return m_isCounting; }
    /// What it asks about is memory, not how long it takes.
    bool asksForMemory() const { return m_stage == Stage::Asking && m_asksForMemory; }
    /// It ended because rows may take no more memory.
    bool endedForMemory() const { return m_stage == Stage::Stopped && m_endedForMemory; }
    const RowMemory &memory() const { return *m_memory; }
    /// Whether goOn() has something to go on from, and memory for it.
    bool canGoOn() const;
    const Request &request() const { return m_request; }
    const std::shared_ptr<RowStore> &store() const { return m_store; }

    qint64 rows() const { return m_store ? m_store->rows() : 0; }
    qint64 pages() const { return m_pagesBefore + m_progress.pages; }
    qint64 bytes() const { return m_bytesBefore + m_progress.bytes; }
    /// Since the first request, without pauses.
    std::chrono::milliseconds time() const;
    /// Rows that a whole reading of the query that was counted last will bring, where the service said so.
    std::optional<qint64> total() const { return m_total; }
    /// The same of the query that is, or was, read.
    std::optional<qint64> readTotal() const { return m_counted == m_request ? m_total : std::nullopt; }
    /// What a whole reading takes, after its first page.
    const std::optional<ReadEstimate> &estimate() const { return m_estimate; }
    /// Why it waits, ended early, or asks; empty when all goes well.
    QString why() const;
    const std::optional<Error> &error() const { return m_error; }
    /// Why there is no total.
    const std::optional<Error> &countError() const { return m_countError; }
    /// Sentences about what of the rows is not as it was served.
    QStringList notes() const;

signals:
    void changed();
    /// There is another store().
    void storeChanged();
    /// It came to its end, whatever that was.
    void ended();

private:
    struct Reading;
    Result<std::shared_ptr<HttpClient>> client();
    void readFrom(const QUrl &url);
    void setStage(Stage stage);
    void takeBlocks();
    void progressed();
    void askIfLarge();
    /// Lets go of what is under way; its rows so far are here already.
    void leave();
    void end(const Result<PageReader::End> &end);
    void takeCount(const Result<qint64> &count);
    QUrl nextUrl() const;
    static QCoro::Task<void> read(QueryRun *run, std::shared_ptr<Reading> reading, QUrl url);
    static QCoro::Task<void> askCount(QueryRun *run, std::shared_ptr<HttpClient> client, QUrl url,
                                      std::stop_token stop);

    ExploreServices m_services;
    QString m_environment;
    RowMemory *m_memory;
    Request m_request; ///< that is read
    Request m_counted; ///< that m_total is of
    Stage m_stage = Stage::Idle;
    std::shared_ptr<RowStore> m_store;
    std::shared_ptr<Reading> m_reading;
    std::stop_source m_countStop;
    bool m_isCounting = false;
    bool m_isLargeWanted = false; ///< a person said yes
    bool m_isMuchWanted = false;  ///< the same of memory
    bool m_asksForMemory = false, m_endedForMemory = false;
    ReadProgress m_progress;
    qint64 m_pagesBefore = 0, m_bytesBefore = 0; ///< of readings that this one goes on from
    std::optional<qint64> m_total;
    std::optional<ReadEstimate> m_estimate;
    std::chrono::milliseconds m_firstPage{0};
    qint64 m_firstRows = 0, m_firstBytes = 0;
    std::optional<Error> m_error, m_countError;
    QString m_capNote;
    std::string m_nextLink;
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_timeBefore{0};
    QPointer<ThrottleGate> m_gate;
};

} // namespace waybill
