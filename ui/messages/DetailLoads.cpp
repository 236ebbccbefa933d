#include "ui/messages/DetailLoads.h"

#include <QPointer>

namespace waybill {

DetailLoads::DetailLoads(MessagesServices services, QObject *parent) : QObject(parent), m_services(std::move(services))
{
}

DetailLoads::~DetailLoads()
{
    m_stop.request_stop();
}

void DetailLoads::ask(MessageKey key, bool bad)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    run(this, key, bad, m_stop.get_token());
}

QCoro::Task<void> DetailLoads::run(DetailLoads *loads, MessageKey key, bool bad, std::stop_token stop)
{
    const QPointer<DetailLoads> self(loads);
    FailureAnalysis *analysis = &loads->m_services.desk->analysis();
    auto failure = co_await analysis->whyInShort(key, stop);
    if (!self || stop.stop_requested())
        co_return;
    if (!failure) {
        emit self->failed(key, failure.error());
        co_return;
    }
    emit self->whyKnown(key, *failure);
    if (!bad || failure->errors.isEmpty())
        co_return;
    auto rows = co_await analysis->failingRows(key, stop);
    if (!self || stop.stop_requested())
        co_return;
    if (rows)
        emit self->rowsKnown(key, *rows);
    else
        emit self->rowsFailed(rows.error());
}

} // namespace waybill
