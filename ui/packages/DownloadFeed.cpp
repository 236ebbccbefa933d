#include "ui/packages/DownloadFeed.h"

#include "app/journal/DownloadBook.h"
#include "app/journal/DownloadReader.h"

#include <utility>

namespace waybill {

namespace {

/// Of those that changed so many are read before the window is drawn again.
constexpr qsizetype mostAtOnce = 50;

Result<DownloadNews> read(const DownloadReader &reader, const DownloadFilter &filter, bool onlyLooks)
{
    auto looks = reader.looks(filter.environment);
    if (!looks)
        return fail(std::move(looks.error()));
    auto downloads = onlyLooks ? QList<Download>() : reader.downloads(filter);
    if (!downloads)
        return fail(std::move(downloads.error()));
    return DownloadNews{*std::move(downloads), *std::move(looks)};
}

} // namespace

struct DownloadFeed::Worker final : QObject {
    explicit Worker(std::unique_ptr<DownloadReader> own) : reader(std::move(own)) {}
    std::unique_ptr<DownloadReader> reader;
};

DownloadFeed::DownloadFeed(DownloadBook *book, QObject *parent)
    : QObject(parent), m_worker(new Worker(book->newReader()))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(book, &DownloadBook::changed, this, &DownloadFeed::take);
    m_thread.start();
}

DownloadFeed::~DownloadFeed()
{
    m_thread.quit();
    m_thread.wait();
}

void DownloadFeed::setEnvironment(const QString &environment)
{
    m_environment = environment;
    ++m_view;
    m_wantsAll = true;
    m_hasAll = false;
    m_wantsLooks = false;
    m_changed.clear();
    m_waiting.clear();
    goOn();
}

void DownloadFeed::lookAgain()
{
    m_wantsLooks = !m_wantsAll;
    goOn();
}

void DownloadFeed::take(const QList<DownloadKey> &keys)
{
    if (m_environment.isEmpty() || m_wantsAll)
        return;
    if (m_hasAll || m_isReading)
        m_changed += keys;
    else
        m_wantsAll = true;
    goOn();
}

void DownloadFeed::whenTold(std::function<void()> then)
{
    if (isReading())
        m_waiting.push_back(std::move(then));
    else
        then();
}

void DownloadFeed::goOn()
{
    if (m_isReading)
        return;
    if (!isReading()) {
        for (const auto &then : std::exchange(m_waiting, {}))
            then();
        return;
    }
    m_isReading = true;
    const bool isAll = std::exchange(m_wantsAll, false);
    m_wantsLooks = false;
    DownloadFilter filter;
    filter.environment = m_environment;
    filter.limit = mostTold;
    if (!isAll) {
        filter.keys = m_changed.first(qMin(m_changed.size(), mostAtOnce));
        m_changed.remove(0, filter.keys.size());
    }
    const bool onlyLooks = !isAll && filter.keys.isEmpty();
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, filter, onlyLooks, isAll, view = m_view] {
        auto news = read(*worker->reader, filter, onlyLooks);
        QMetaObject::invokeMethod(this, [this, view, isAll, news = std::move(news)] { tell(view, isAll, news); });
    });
}

void DownloadFeed::tell(quint64 view, bool isAll, const Result<DownloadNews> &read)
{
    m_isReading = false;
    if (view == m_view) {
        m_hasAll = m_hasAll || (isAll && read);
        if (!read)
            emit failed(read.error());
        else if (isAll)
            emit renewed(*read);
        else
            emit changed(*read);
    }
    goOn();
}

} // namespace waybill
