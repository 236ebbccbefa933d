#pragma once

#include "app/base/Error.h"
#include "app/base/Instant.h"
#include "app/rows/RowBlock.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waybill {

/// Rows by their number in a store, in the order in which they are to be shown. A store holds less than 2^32 rows.
using RowNumbers = std::vector<quint32>;

/// The rows that every grid shows: blocks one behind the other, their columns united by name.
///
/// A store is a value. A copy costs a pointer a block, shares the blocks and is a snapshot: what is appended to the one
/// is not in the other. So the GUI thread appends to its store while a worker thread reads a copy; one store by itself
/// is used by one thread at a time, though any number may read it while nobody appends. Views of texts stay valid as
/// long as any store that holds their block.
///
/// Row and column numbers must be those of this store. Columns keep their numbers; later ones join behind them, and
/// earlier rows are Absent there.
class RowStore
{
public:
    static constexpr int maxColumns = 16'384; ///< as many as a sheet of Excel has

    /// Takes the rows of a block in behind the others. BadInput, and nothing is taken in, when the columns would
    /// become more than maxColumns or the rows more than 2^32 - 1.
    Result<void> append(std::shared_ptr<const RowBlock> block);

    qsizetype rows() const { return m_rows; }
    int columns() const { return int(m_columns.size()); }
    /// Bytes of memory that the rows take.
    qint64 bytes() const { return m_bytes; }

    const std::string &name(int column) const { return m_columns[std::size_t(column)].name; }
    std::optional<int> columnOf(std::string_view name) const;
    ColumnType type(int column) const { return columnType(kinds(column)); }
    /// The kinds of its cells, Absent and Null among them.
    CellKinds kinds(int column) const { return m_columns[std::size_t(column)].kinds; }

    /// In a column of type Text a moment or day is a Text like the others.
    CellKind kind(qsizetype row, int column) const;
    /// As served: texts without quotes and escapes, numbers digit for digit, nested values as JSON text; empty where
    /// there is no value.
    std::string_view text(qsizetype row, int column) const;
    /// Of an Integer; nothing else has one.
    std::optional<qint64> integer(qsizetype row, int column) const;
    /// Of an Integer or a Decimal the nearest double.
    std::optional<double> number(qsizetype row, int column) const;
    /// Of a Time or a Date (its midnight in UTC), cut to milliseconds.
    std::optional<Instant> instant(qsizetype row, int column) const;
    /// The cell is F&O's empty date in a column of moments: shown blank.
    bool isEmptyDate(qsizetype row, int column) const;

    /// The row's `@odata.etag`, which changes whenever the row does; empty where the service gave none.
    std::string_view etag(qsizetype row) const;
    /// The row as a JSON object: members in the order of the columns, values as served, Absent ones left out.
    std::string json(qsizetype row) const;

    /// A block, its first row's number in the store, and its column for each of the store's.
    struct Piece {
        std::shared_ptr<const RowBlock> block;
        qsizetype first = 0;
        std::shared_ptr<const std::vector<int>> places; ///< -1, or too short, where the block lacks the column

        /// The cells of a column of the store; null where the block lacks it.
        const ColumnBlock *cells(int column) const;
    };
    /// For whoever goes over whole columns.
    const std::vector<Piece> &pieces() const { return m_pieces; }
    const Piece &pieceOf(qsizetype row) const;

private:
    struct Column {
        std::string name;
        CellKinds kinds = 0;
    };
    struct Cell {
        CellKind kind = CellKind::Absent;
        std::string_view text;
    };

    Cell cell(qsizetype row, int column) const;

    qsizetype m_rows = 0;
    qint64 m_bytes = 0;
    qsizetype m_even = 0; // rows of every piece but the last, which has not more; 0 where they differ
    std::vector<Piece> m_pieces;
    std::vector<Column> m_columns;
    std::unordered_map<std::string, int> m_byName;
};

} // namespace waybill
