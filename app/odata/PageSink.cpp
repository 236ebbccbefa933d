#include "app/odata/PageSink.h"

namespace waybill {

namespace {
/// Lets the first rows of a page through.
class FirstRows final : public RowHandler
{
public:
    FirstRows(RowHandler *to, qint64 most) : m_to(to), m_left(most) {}
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

tl::expected<PageEnvelope, PageTrouble> WriterSink::take(QByteArray bytes, qint64 mostRows, std::stop_token stop)
{
    m_writer->beginPage();
    FirstRows some(m_writer, mostRows);
    const bool takesAll = mostRows >= bytes.size(); // of rows that have a byte each
    RowHandler &rows = takesAll ? static_cast<RowHandler &>(*m_writer) : some;
    const auto page = m_parser.parse(std::move(bytes), rows, stop);
    if (!page) {
        m_writer->dropPage();
        return tl::unexpected(PageTrouble{page.error().error, true});
    }
    if (m_isFollowing && !page->isList) {
        m_writer->dropPage();
        return tl::unexpected(PageTrouble{
            {ErrorKind::ServerFault, QStringLiteral("The next page holds no rows: it has no list “value”.")}, true});
    }
    if (const auto kept = m_writer->keepPage(); !kept)
        return tl::unexpected(PageTrouble{kept.error(), false});
    m_isFollowing = !page->nextLink.empty();
    return *page;
}

} // namespace waybill
