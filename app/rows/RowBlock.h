#pragma once

#include "app/rows/ColumnBuilder.h"
#include "app/rows/RowHandler.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace waybill {

/// The rows of one page, immutable: made on a worker thread by RowBlockBuilder, then shared by a RowStore, its copies
/// and whoever reads them.
class RowBlock
{
public:
    struct Column {
        std::string name;
        ColumnBlock cells;
    };

    qsizetype rows() const { return m_rows; }
    /// In the order in which the page first names them; without annotations (`@odata.…`).
    const std::vector<Column> &columns() const { return m_columns; }
    /// `@odata.etag` of the rows.
    const ColumnBlock &etags() const { return m_etags; }
    /// Bytes of memory.
    qint64 bytes() const { return m_bytes; }

private:
    friend class RowBlockBuilder;

    qsizetype m_rows = 0;
    std::vector<Column> m_columns;
    ColumnBlock m_etags;
    qint64 m_bytes = 0;
};

/// Makes the RowBlock of one page; a page that turns out to be broken is dropped with its builder. Of a name that a row
/// has twice the last value counts. Annotations other than `@odata.etag` are left out. Any thread, one at a time.
class RowBlockBuilder : public RowHandler
{
public:
    void beginRow() override {}
    void value(std::string_view name, const PageValue &value) override
    {
        // Most values are the same again.
        const auto number = std::size_t(value.name);
        if (!value.alike || number >= m_byName.size() || m_byName[number] == nullptr ||
            !m_byName[number]->appendAgain(m_rows))
            other(name, value);
    }
    void endRow() override { ++m_rows; }

    /// The block, once; after it the builder is of no more use.
    std::shared_ptr<const RowBlock> finish();

private:
    static constexpr int unknown = -1, left = -2, etag = -3;

    /// Any value, also one that is not the same again.
    void other(std::string_view name, const PageValue &value);
    int placeOf(std::string_view name, const PageValue &value);

    qsizetype m_rows = 0;
    std::vector<int> m_places; // by PageValue::name: the column, or one of the three above
    std::vector<std::string> m_names;
    std::deque<ColumnBuilder> m_columns;
    std::vector<ColumnBuilder *> m_byName; // by PageValue::name; null of what is no column
    ColumnBuilder m_etags;
};

} // namespace waybill
