#include "app/http/HttpLog.h"

namespace waybill {

void HttpLog::add(Exchange exchange)
{
    exchange.id = ++m_count;
    m_exchanges.push_back(std::move(exchange));
    if (m_exchanges.size() > size_t(capacity))
        m_exchanges.pop_front();
    emit added(m_exchanges.back());
}

} // namespace waybill
