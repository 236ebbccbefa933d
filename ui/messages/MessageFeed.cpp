#include "ui/messages/MessageFeed.h"

#include "app/messages/PushQueue.h"
#include "ui/messages/MessageTableModel.h"
#include "ui/messages/ViewWorker.h"

namespace waybill {
using namespace std::chrono_literals;

namespace {
// Changes that come within it reach the table together.
constexpr auto frame = 40ms;
constexpr qint64 countAfter = 100; ///< milliseconds
} // namespace

MessageFeed::MessageFeed(Journal *journal, PushQueue *queue, MessageTableModel *model,
                         std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent), m_model(model), m_clock(std::move(clock)), m_today(todaySince(m_clock->utcNow()))
{
    m_changesSoon.setSingleShot(true);
    m_changesSoon.setInterval(frame);
    connect(&m_changesSoon, &QTimer::timeout, this, &MessageFeed::sendChanges);
    m_countSoon.setSingleShot(true);
    connect(&m_countSoon, &QTimer::timeout, this, &MessageFeed::count);
    connect(journal, &Journal::changed, this, &MessageFeed::take);
    if (queue)
        connect(queue, &PushQueue::progress, m_model, &MessageTableModel::setProgress);
    connect(m_model, &MessageTableModel::sortWanted, this, [this](MessageSort sort, Qt::SortOrder order) {
        if (sort == m_sort && order == m_order)
            return;
        m_sort = sort;
        m_order = order;
        show();
    });
    connectWorker(journal);
    m_thread.start();
}

MessageFeed::~MessageFeed()
{
    ++*m_token;
    m_end.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void MessageFeed::connectWorker(Journal *journal)
{
    m_worker = new ViewWorker(journal->newReader(), m_token, m_end.get_token());
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_model, &MessageTableModel::wanted, m_worker, &ViewWorker::read);
    connect(m_model, &MessageTableModel::shownChanged, m_worker, &ViewWorker::watch);
    connect(m_worker, &ViewWorker::messagesRead, m_model, &MessageTableModel::take);
    connect(m_worker, &ViewWorker::failed, this, [this](const Error &error) {
        endCounting(); // it may have been this that failed; the next change counts again
        emit failed(error);
    });
    connect(m_worker, &ViewWorker::updated, this,
            [this](const std::shared_ptr<const ViewUpdate> &update) { apply(*update); });
    connect(m_worker, &ViewWorker::progressed, this, [this](quint64 token, qint64 looked, qint64 expected) {
        if (token == *m_token)
            emit progressed(looked, expected);
    });
    connect(m_worker, &ViewWorker::changesTaken, this, [this] {
        m_changesUnderWay = false;
        if (!m_changed.isEmpty())
            m_changesSoon.start();
    });
    connect(m_worker, &ViewWorker::counted, this, [this](const QString &environment, const MessageCounts &counts) {
        const bool here = environment == m_environment;
        if (here) {
            m_counts = counts;
            emit counted();
        }
        if (here && m_countsKnown) {
            listen();
            return;
        }
        endCounting();
        if (here) {
            m_countsKnown = true;
            show(); // the first screen before what was heard lately
        }
    });
    connect(m_worker, &ViewWorker::heard, this, [this](const QString &environment, const Silence &silence) {
        endCounting();
        if (environment != m_environment)
            return;
        m_silence = silence;
        emit heard();
    });
}

/// Calls the worker in its thread.
template <class Call>
void MessageFeed::ask(Call call)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, call = std::move(call)] { call(*worker); });
}

void MessageFeed::setEnvironment(const QString &environment)
{
    if (environment == m_environment)
        return;
    m_environment = environment;
    m_complete = false;
    m_countsKnown = false;
    m_counts = {};
    m_silence.reset();
    m_listening = false;
    ++*m_token;
    m_model->clear();
    count();
}

void MessageFeed::setChip(MessageChip chip)
{
    if (chip == m_chip)
        return;
    m_chip = chip;
    show();
}

void MessageFeed::setSearch(const QString &search)
{
    if (search == m_search)
        return;
    m_search = search;
    show();
}

void MessageFeed::setOnly(const MessageFilter &only)
{
    if (only == m_only)
        return;
    m_only = only;
    show();
}

void MessageFeed::refreshToday()
{
    const QDateTime today = todaySince(m_clock->utcNow());
    if (today == m_today)
        return;
    m_today = today;
    count();
    if (m_chip == MessageChip::Today)
        show();
}

void MessageFeed::stop()
{
    ask([](ViewWorker &worker) { worker.stop(); });
}

void MessageFeed::show()
{
    ++*m_token;
    m_complete = false;
    // What is set in one go is one view.
    if (!std::exchange(m_showing, true))
        QMetaObject::invokeMethod(this, &MessageFeed::askForView, Qt::QueuedConnection);
}

void MessageFeed::askForView()
{
    m_showing = false;
    if (!m_countsKnown)
        return; // the rows come after the counts, which may choose another chip
    MessageView view;
    view.filter = m_only;
    view.filter.environment = m_environment;
    view.filter.search = m_search;
    restrictTo(m_chip, m_clock->utcNow(), view);
    view.sort = m_sort;
    view.order = m_order;
    ask([token = quint64(*m_token), view](ViewWorker &worker) { worker.show(token, view); });
}

void MessageFeed::apply(const ViewUpdate &update)
{
    if (update.token != *m_token)
        return;
    m_complete = update.complete;
    m_model->apply(update);
    if (update.fresh)
        emit renewed();
    emit updated();
    if (update.fresh)
        QMetaObject::invokeMethod(this, &MessageFeed::goOn, Qt::QueuedConnection); // the table shows these first
}

void MessageFeed::goOn()
{
    ask([token = quint64(*m_token)](ViewWorker &worker) { worker.goOn(token); });
    if (!std::exchange(m_listening, true))
        listen();
}

void MessageFeed::take(const QList<MessageKey> &keys)
{
    m_model->forget(keys);
    m_changed.unite(QSet<MessageKey>(keys.begin(), keys.end()));
    if (!m_changesUnderWay && !m_changesSoon.isActive())
        m_changesSoon.start();
    if (!m_countSoon.isActive())
        m_countSoon.start(int(countAfter));
}

void MessageFeed::sendChanges()
{
    m_changesUnderWay = true;
    const QSet<MessageKey> keys = std::exchange(m_changed, {});
    ask([keys](ViewWorker &worker) { worker.change({keys.begin(), keys.end()}); });
}

void MessageFeed::endCounting()
{
    if (!m_counting.isValid())
        return;
    const qint64 took = m_counting.elapsed();
    m_counting.invalidate();
    if (m_countSoon.isActive()) // more changed meanwhile; counting takes a tenth of the time at most
        m_countSoon.start(m_countsKnown ? int(std::max(countAfter, 10 * took)) : 0); // rows wait for the first
}

void MessageFeed::listen()
{
    ask([environment = m_environment](ViewWorker &worker) { worker.listen(environment); });
}

void MessageFeed::count()
{
    if (m_counting.isValid()) {
        m_countSoon.start(int(countAfter));
        return;
    }
    m_counting.start();
    ask([environment = m_environment, since = m_today.toUTC()](ViewWorker &worker) {
        worker.count(environment, since);
    });
}

} // namespace waybill
