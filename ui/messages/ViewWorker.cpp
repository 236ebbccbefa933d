#include "ui/messages/ViewWorker.h"

#include "app/journal/Connection.h"

#include <algorithm>

namespace waybill {

namespace {
constexpr int firstScreen = 64;      ///< rows: more than any table shows at once
constexpr int firstPart = 1'000;     ///< rows of the journal before the first look at what else is to do
constexpr int largestPart = 20'000;  ///< and between later ones
constexpr qint64 partialAfter = 300; ///< milliseconds until what was found so far is shown
} // namespace

ViewWorker::ViewWorker(std::unique_ptr<JournalReader> reader, std::shared_ptr<const std::atomic<quint64>> wanted,
                       std::stop_token ended)
    : m_reader(std::move(reader)), m_wanted(std::move(wanted)), m_ended(std::move(ended))
{
}

ViewWorker::~ViewWorker() = default;

void ViewWorker::show(quint64 token, const MessageView &view)
{
    if (token != *m_wanted)
        return;
    m_token = token;
    m_view = view;
    m_order.emplace(view.sort, view.order);
    m_scan.emplace(view);
    m_found.clear();
    m_rows.reset();
    m_complete = m_waits = false;
    m_pending.clear();
    m_sinceBegin.start();
    m_sincePublished.start();
    const auto connection = m_reader->connection();
    if (auto begun = connection ? begin(*connection) : Result<void>(fail(connection.error())); !begun)
        emit failed(begun.error());
}

Result<void> ViewWorker::begin(Connection *connection)
{
    if (!connection)
        return publish(std::make_shared<OrderRows>(), true);
    m_part = firstPart;
    if (!m_scan->hasQuickFirst())
        return stepOn(*connection);
    auto first = m_scan->first(*connection, firstScreen, *m_order);
    if (!first)
        return fail(std::move(first.error()));
    OrderRows &rows = first->rows;
    const bool isAll = rows.size() < size_t(firstScreen);
    m_order->sort(rows);
    rows.resize(std::min(rows.size(), size_t(firstScreen)));
    m_waits = !isAll;
    return publish(std::make_shared<OrderRows>(std::move(rows)), isAll, std::move(first->messages));
}

void ViewWorker::goOn(quint64 token)
{
    if (token == m_token && std::exchange(m_waits, false))
        step();
}

void ViewWorker::step()
{
    if (m_complete || m_token != *m_wanted)
        return;
    const auto connection = m_reader->connection();
    if (auto done = connection ? stepOn(**connection) : Result<void>(fail(connection.error())); !done)
        emit failed(done.error());
}

Result<void> ViewWorker::stepOn(Connection &connection)
{
    if (m_scan->looked() == 0) {
        const auto expected = m_scan->expected(connection);
        if (!expected)
            return fail(expected.error());
        m_expected = *expected;
    }
    if (auto read = m_scan->read(connection, m_part, *m_order, m_found); !read)
        return read;
    m_part = std::min(2 * m_part, largestPart);
    if (!m_scan->finished()) {
        // What comes newest first can be shown while it is searched for: at once when it fills a screen.
        const bool isNewestFirst = m_view.sort == MessageSort::Age && m_view.order == Qt::AscendingOrder;
        const size_t shown = m_rows ? m_rows->size() : 0;
        const bool fillsScreen = shown < size_t(firstScreen) && m_found.size() >= size_t(firstScreen);
        if (isNewestFirst && m_scan->looksIntoRows() && m_found.size() > shown &&
            (fillsScreen || m_sincePublished.elapsed() > partialAfter)) {
            auto soFar = std::make_shared<OrderRows>(m_found);
            m_order->sort(*soFar);
            if (auto told = publish(std::move(soFar), false); !told)
                return told;
        }
        if (m_sinceBegin.elapsed() > partialAfter)
            emit progressed(m_token, m_scan->looked(), m_expected);
        QMetaObject::invokeMethod(this, &ViewWorker::step, Qt::QueuedConnection);
        return {};
    }
    return finish(connection);
}

void ViewWorker::stop()
{
    if (m_complete || !m_order || m_token != *m_wanted)
        return;
    const auto connection = m_reader->connection();
    if (auto ended = connection && *connection ? finish(**connection) : Result<void>(); !ended)
        emit failed(ended.error());
}

Result<void> ViewWorker::finish(Connection &connection)
{
    m_order->sort(m_found);
    if (auto shown = publish(std::make_shared<OrderRows>(std::exchange(m_found, {})), true); !shown)
        return shown;
    return m_pending.isEmpty() ? Result<void>() : take(connection, std::exchange(m_pending, {}));
}

Result<void> ViewWorker::publish(std::shared_ptr<const OrderRows> rows, bool complete, QList<Message> messages)
{
    auto update = std::make_shared<ViewUpdate>();
    update->token = m_token;
    update->fresh = !m_rows;
    update->complete = complete;
    if (update->fresh) {
        if (messages.isEmpty()) {
            QList<MessageKey> first;
            for (size_t row = 0; row < std::min(rows->size(), size_t(firstScreen)); ++row)
                first << (*rows)[row].key();
            auto read = messagesOf(first);
            if (!read)
                return fail(std::move(read.error()));
            messages = std::move(*read);
        }
        update->messages = std::move(messages);
        update->change.rows = rows;
    } else {
        update->change = m_order->difference(*m_rows, rows);
    }
    m_rows = std::move(rows);
    m_complete = complete;
    m_sincePublished.start();
    emit updated(std::move(update));
    return {};
}

void ViewWorker::change(const QList<MessageKey> &keys)
{
    const auto connection = m_reader->connection();
    if (!connection)
        emit failed(connection.error());
    else if (auto taken = *connection && m_order ? take(**connection, keys) : Result<void>(); !taken)
        emit failed(taken.error());
    emit changesTaken();
}

Result<void> ViewWorker::take(Connection &connection, const QList<MessageKey> &keys)
{
    auto update = std::make_shared<ViewUpdate>();
    update->token = m_token;
    update->complete = m_complete;
    if (m_complete) {
        auto present = m_scan->present(connection, keys, *m_order);
        if (!present)
            return fail(std::move(present.error()));
        update->change = m_order->replace(m_rows, keys, std::move(*present));
        m_rows = update->change.rows;
    } else {
        m_pending += keys;
        if (!m_rows)
            return {};
        update->change.rows = m_rows;
    }
    QList<MessageKey> onScreen;
    std::ranges::copy_if(keys, std::back_inserter(onScreen),
                         [this](MessageKey key) { return m_watched.contains(key); });
    auto messages = messagesOf(onScreen);
    if (!messages)
        return fail(std::move(messages.error()));
    update->messages = std::move(*messages);
    emit updated(std::move(update));
    return {};
}

Result<QList<Message>> ViewWorker::messagesOf(const QList<MessageKey> &keys)
{
    return keys.isEmpty() ? Result<QList<Message>>() : m_reader->listed(keys);
}

void ViewWorker::read(const QList<MessageKey> &keys)
{
    const auto messages = messagesOf(keys);
    if (!messages)
        emit failed(messages.error());
    emit messagesRead(messages.value_or(QList<Message>()), keys);
}

void ViewWorker::count(const QString &environment, const QDateTime &todaySince)
{
    const auto counts = m_reader->counts(environment, todaySince);
    if (!counts)
        emit failed(counts.error());
    else
        emit counted(environment, *counts);
}

void ViewWorker::listen(const QString &environment)
{
    if (m_ended.stop_requested())
        return;
    const auto connection = m_reader->connection();
    const auto silence = !connection   ? Result<Silence>(fail(connection.error()))
                         : *connection ? readSilence(**connection, environment, m_ended)
                                       : Result<Silence>();
    if (silence)
        emit heard(environment, *silence);
    else if (!m_ended.stop_requested())
        emit failed(silence.error());
}

} // namespace waybill
