#pragma once

#include "app/base/Error.h"
#include "app/rows/RowHandler.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace waybill {

/// What an OData answer says around its rows (protocol section 5), wherever it stands in it.
struct PageEnvelope {
    std::optional<qint64> count; ///< `@odata.count`; nothing where it is no number of rows
    std::string nextLink;        ///< `@odata.nextLink` as given, unescaped; empty on the last page
    std::string context;         ///< `@odata.context`
    qint64 rows = 0;
    qint64 repeatedNames = 0;  ///< values whose row had their name before; the last of them counts
    std::string repeatedName;  ///< the first such name
    qint64 loneSurrogates = 0; ///< halves of a character, `\ud800`, each replaced by U+FFFD in texts
    bool isList = false;       ///< there was an array `value`; else the answer is one row
    qint64 cutLists = 0;       ///< nested lists of rows that a link beside them goes on with, `Lines@odata.nextLink`
    std::string cutList = {};  ///< the first such list's name

    bool operator==(const PageEnvelope &) const = default;
};

/// Why a page could not be read to its end.
struct PageFault {
    Error error;     ///< ServerFault, or Cancelled
    qint64 at = 0;   ///< byte in the answer at which it shows
    qint64 rows = 0; ///< whole rows that had been handed over; one more may have been begun
};

/// Reads the bytes of one OData answer and hands its rows to a RowHandler, by simdjson. Rows are the objects of the
/// array `value`; an answer without that array, or one whose `@odata.context` ends in `/$entity`, is one row, as far as
/// its Shape lets it be; an element of `value` that is no object is a row of the one column `value`. Byte order mark,
/// white space and members of any name around `value` do no harm. A value of any length and depth is kept.
///
/// A fault: bytes that are no UTF-8, a cut or garbled page, HTML, no rows at all, an `error` in their place, more than
/// maxNames names. Bytes that are no UTF-8, open texts and most cuts are found before a row is handed over, the rest
/// only when reading comes to it.
///
/// One parser keeps its memory (four times the largest page, mostly untouched) for the next page. Any thread, one
/// at a time.
class PageParser
{
public:
    static constexpr qsizetype padding = 64; ///< spare bytes that simdjson reads behind the end
    static constexpr int maxNames = 16'384;  ///< different names in one page

    /// What an answer may be: by List, one row only where its `@odata.context` says so. An object beside that is no
    /// data but words of the service, and a fault.
    enum class Shape { ListOrRow, List };

    PageParser();
    ~PageParser();
    PageParser(PageParser &&) noexcept;
    PageParser &operator=(PageParser &&) noexcept;

    /// `bytes` is copied unless it has `padding` bytes of spare capacity (QByteArray::reserve). `stop` is looked at
    /// between rows.
    tl::expected<PageEnvelope, PageFault> parse(QByteArray bytes, RowHandler &rows, const std::stop_token &stop = {},
                                                Shape shape = Shape::ListOrRow);

private:
    struct Memory;
    std::unique_ptr<Memory> m_memory;
};

} // namespace waybill
