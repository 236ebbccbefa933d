#include "app/odata/PageSink.h"

#include "app/odata/FirstRows.h"

namespace waybill {

namespace {
PageTrouble pagesComeAgain()
{
    return {
        {ErrorKind::Refused,
         QStringLiteral("The service's link to the next page is not followed: the last %1 pages held only rows that "
                        "were read already, so the reading would never end.")
             .arg(WriterSink::mostPagesAgain)},
        false};
}
} // namespace

PageTrouble noListFollows()
{
    return {{ErrorKind::ServerFault, QStringLiteral("The next page holds no rows: it has no list “value”.")}, true};
}

void WriterSink::noticeRepeats(bool areWhole)
{
    m_noticesRepeats = true;
    m_areWhole = areWhole;
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
    m_seen.takePage(m_numbering.take());
    if (m_areWhole && !page->nextLink.empty() && m_seen.pagesWithoutNew() >= mostPagesAgain) {
        m_writer->dropPage();
        m_comesAgain = true;
        return tl::unexpected(pagesComeAgain());
    }
    if (const auto kept = m_writer->keepPage(); !kept)
        return tl::unexpected(PageTrouble{kept.error(), false});
    m_isFollowing = !page->nextLink.empty();
    return *page;
}

qint64 WriterSink::repeatedRows() const
{
    return !m_comesAgain && (m_areWhole || m_numbering.haveEtags()) ? m_seen.repeated() : 0;
}

} // namespace waybill
