#include "ui/explore/StoreSink.h"

namespace waybill {

namespace {

/// Lets the first rows of a page through.
class FirstOnes final : public RowHandler
{
public:
    FirstOnes(RowHandler *to, qint64 most) : m_to(to), m_left(most) {}
    void beginRow() override
    {
        if (m_left > 0)
            m_to->beginRow();
    }
    void value(std::string_view name, const PageValue &value) override
    {
        if (m_left > 0)
            m_to->value(name, value);
    }
    void endRow() override
    {
        if (m_left > 0)
            m_to->endRow();
        --m_left;
    }

private:
    RowHandler *m_to;
    qint64 m_left;
};

} // namespace

tl::expected<PageEnvelope, PageTrouble> StoreSink::take(QByteArray bytes, qint64 mostRows, std::stop_token stop)
{
    RowBlockBuilder builder;
    FirstOnes some(&builder, mostRows);
    auto page = m_parser.parse(std::move(bytes), some, stop);
    if (!page)
        return tl::unexpected(PageTrouble{page.error().error, true});
    auto block = builder.finish();
    const std::lock_guard lock(m_mutex);
    m_blocks.push_back(std::move(block));
    m_nextLink = page->nextLink;
    return *page;
}

std::vector<std::shared_ptr<const RowBlock>> StoreSink::blocks()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_blocks, {});
}

std::string StoreSink::nextLink() const
{
    const std::lock_guard lock(m_mutex);
    return m_nextLink;
}

} // namespace waybill
