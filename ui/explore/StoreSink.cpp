#include "ui/explore/StoreSink.h"

#include "app/odata/FirstRows.h"

namespace waybill {

tl::expected<PageEnvelope, PageTrouble> StoreSink::take(QByteArray bytes, qint64 mostRows, std::stop_token stop)
{
    RowBlockBuilder builder;
    FirstRows some(&builder, mostRows);
    auto page = m_parser.parse(std::move(bytes), some, stop, shape());
    if (!page)
        return tl::unexpected(PageTrouble{page.error().error, true});
    auto block = builder.finish();
    const std::lock_guard lock(m_mutex);
    if (!m_nextLink.empty() && !page->isList)
        return tl::unexpected(noListFollows());
    m_blocks.push_back(std::move(block));
    m_nextLink = page->nextLink;
    return *page;
}

StoreSink::Taken StoreSink::taken()
{
    const std::lock_guard lock(m_mutex);
    return {std::exchange(m_blocks, {}), m_nextLink};
}

} // namespace waybill
