#pragma once

#include "app/odata/RowWriter.h"
#include "app/rows/PageParser.h"
#include "app/rows/SeenRows.h"

#include <QByteArray>

#include <stop_token>

namespace waybill {

/// Why a page was not taken.
struct PageTrouble {
    Error error;
    bool isOfPage = true; ///< the answer is at fault, and may be asked for again; else its taker
};

/// A page after another is no list of rows (PageEnvelope::isList).
PageTrouble noListFollows();

/// What a reading does with its pages. take() is called on a worker, one page at a time, in their order.
class PageSink
{
public:
    virtual ~PageSink() = default;
    /// Takes the rows of one answer, at most `mostRows` of them, or none at all. `bytes` has PageParser::padding.
    virtual tl::expected<PageEnvelope, PageTrouble> take(QByteArray bytes, qint64 mostRows, std::stop_token stop) = 0;

    /// What the next pages may be, by their address. Not while take() is under way.
    void expect(PageParser::Shape shape) { m_shape = shape; }

protected:
    PageParser::Shape shape() const { return m_shape; }

private:
    PageParser::Shape m_shape = PageParser::Shape::ListOrRow;
};

/// Hands the rows of each page to a RowWriter, and keeps them when the page was read to its end.
class WriterSink final : public PageSink
{
public:
    /// The writer outlives this.
    explicit WriterSink(RowWriter *writer) : m_writer(writer) {}
    tl::expected<PageEnvelope, PageTrouble> take(QByteArray bytes, qint64 mostRows, std::stop_token stop) override;

    /// From the first page on, repeatedRows() is wanted: an eighth more work. `areWhole`: all fields of a row are read.
    /// Then the reading is also ended, Refused, where pages that have links to others bring nothing but rows that came
    /// before, mostPagesAgain of them one after the other.
    void noticeRepeats(bool areWhole);
    static constexpr int mostPagesAgain = 3;
    /// Rows that came on an earlier page too (SeenRows): at least so many. Rows that have no etag can only be told
    /// apart where they are whole; 0 where all of them came again. Not while take() is under way.
    qint64 repeatedRows() const;

private:
    RowWriter *m_writer;
    PageParser m_parser;
    bool m_noticesRepeats = false, m_areWhole = false;
    RowNumbering m_numbering;
    SeenRows m_seen;
    bool m_isFollowing = false; ///< the last page had a link to the next one
    bool m_comesAgain = false;  ///< the reading was ended for pages that do
};

} // namespace waybill
