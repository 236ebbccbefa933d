#include "app/odata/PageSink.h"

#include "app/odata/FirstRows.h"

namespace waybill {

PageTrouble noListFollows()
{
    return {{ErrorKind::ServerFault, QStringLiteral("The next page holds no rows: it has no list “value”.")}, true};
}

tl::expected<PageEnvelope, PageTrouble> WriterSink::take(QByteArray bytes, qint64 mostRows, std::stop_token stop)
{
    m_writer->beginPage();
    m_numbering.beginPage(m_writer);
    RowHandler &all = m_noticesRepeats ? static_cast<RowHandler &>(m_numbering) : *m_writer;
    FirstRows some(&all, mostRows);
    const bool takesAll = mostRows >= bytes.size(); // of rows that have a byte each
    RowHandler &rows = takesAll ? all : some;
    const auto page = m_parser.parse(std::move(bytes), rows, stop, shape());
    if (!page) {
        m_writer->dropPage();
        return tl::unexpected(PageTrouble{page.error().error, true});
    }
    if (m_isFollowing && !page->isList) {
        m_writer->dropPage();
        return tl::unexpected(noListFollows());
    }
    if (const auto kept = m_writer->keepPage(); !kept)
        return tl::unexpected(PageTrouble{kept.error(), false});
    m_isFollowing = !page->nextLink.empty();
    m_seen.takePage(m_numbering.take());
    return *page;
}

qint64 WriterSink::repeatedRows(bool areWhole) const
{
    return areWhole || m_numbering.haveEtags() ? m_seen.repeated() : 0;
}

} // namespace waybill
