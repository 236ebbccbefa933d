#pragma once

#include "app/rows/RowHandler.h"

#include <QtGlobal>

#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

namespace waybill {

/// Counts the rows of a reading that came on an earlier page already, as they do where data changed between two pages
/// (protocol.md section 5). That needs no key. It counts only while rows can be told apart by their numbers: once two
/// rows of one page have the same, it says nothing any more. So it is for rows that have an etag, or are read with all
/// their fields.
///
/// Eight to sixteen bytes of memory a row, and not more than 128 MB: rows behind mostRows are compared with those
/// before them only. One thread at a time.
class SeenRows
{
public:
    static constexpr qint64 mostRows = 8'000'000;

    /// The rows of the next page, a number each that stands for the row (CellHash.h).
    void takePage(std::vector<quint64> rows);
    /// How many; 0 where they cannot be told apart.
    qint64 repeated() const { return m_areAlike ? 0 : m_repeated; }
    /// How many of the last pages, those without rows aside, had no row that was not seen before; 0 where rows cannot
    /// be told apart.
    int pagesWithoutNew() const { return m_areAlike ? 0 : m_pagesWithoutNew; }

private:
    bool contains(quint64 row) const;
    void insert(quint64 row);
    void grow();

    std::vector<quint64> m_slots; ///< open addressing; 0 is free
    std::size_t m_used = 0;
    qint64 m_repeated = 0;
    int m_pagesWithoutNew = 0;
    bool m_areAlike = false;
};

/// The rows of a page on their way to another handler, each as a number of its names and values. Of a row whose etag
/// comes first, as services have it, the etag and the fields right behind it do: a service that counts versions in its
/// etags has the key there.
class RowNumbering final : public RowHandler
{
public:
    RowNumbering();

    /// Begins a page whose rows go on to `to`, which outlives the page.
    void beginPage(RowHandler *to);
    void beginRow() override;
    void value(std::string_view name, const PageValue &value) override;
    void endRow() override;

    /// The rows since beginPage(); the next page is to be begun after that.
    std::vector<quint64> take();
    /// All rows of all pages have had an etag.
    bool haveEtags() const { return m_haveEtags; }

private:
    static constexpr int behindEtag = 8; ///< fields that count
    static constexpr int all = std::numeric_limits<int>::max();

    void count(std::string_view name, const PageValue &value);

    quint64 m_seed;
    RowHandler *m_to = nullptr;
    std::vector<quint64> m_names; ///< by PageValue::name; 0 where it is not known yet
    std::vector<quint64> m_rows;
    quint64 m_row = 0;
    int m_left = 0; ///< fields of the row that still count
    bool m_hasEtag = false, m_haveEtags = true;
};

} // namespace waybill
