#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace waybill {

/// The cells of rows one behind the other, as long as they do not take too much memory: then none are kept.
class KeptRows
{
public:
    static constexpr std::size_t most = std::size_t(64) << 20; ///< bytes

    void add(int column, std::string_view text)
    {
        if (!m_isWhole)
            return;
        m_bytes.append(text);
        m_cells.push_back({column, quint32(m_bytes.size())});
        if (m_bytes.size() + m_cells.size() * sizeof(Cell) > most)
            *this = KeptRows(false);
    }
    void endRow()
    {
        if (m_isWhole)
            m_rows.push_back(m_cells.size());
    }

    /// Nothing was given up.
    bool isWhole() const { return m_isWhole; }
    /// Hands each cell of a row, by its number from 0, to `take(column, text)`.
    template <class Take>
    void eachCell(qint64 row, const Take &take) const
    {
        const std::size_t begin = row == 0 ? 0 : m_rows[std::size_t(row) - 1];
        for (std::size_t i = begin; i < m_rows[std::size_t(row)]; ++i) {
            const std::size_t from = i == 0 ? 0 : m_cells[i - 1].end;
            take(m_cells[i].column, std::string_view(m_bytes).substr(from, m_cells[i].end - from));
        }
    }

    KeptRows() = default;

private:
    struct Cell {
        int column = 0;
        quint32 end = 0; // in m_bytes
    };
    explicit KeptRows(bool isWhole) : m_isWhole(isWhole) {}

    std::string m_bytes;
    std::vector<Cell> m_cells;
    std::vector<std::size_t> m_rows; // where each ends in m_cells
    bool m_isWhole = true;
};

} // namespace waybill
