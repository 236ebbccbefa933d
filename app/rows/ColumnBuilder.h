#pragma once

#include "app/rows/BytesCompare.h"
#include "app/rows/ColumnBlock.h"

namespace waybill {

/// Fills a ColumnBlock from the first row to the last. It shares entries until too few values repeat.
class ColumnBuilder
{
public:
    /// Numbers and texts are told apart further by what they hold: Integer or Decimal stands for any number, Text for
    /// any text. `row` is not less than that of the call before; the same row again replaces its value.
    void append(qsizetype row, CellKind kind, std::string_view text);
    /// The value of the call before once more; false, and nothing is done, where it must be given again.
    /// Nothing is written down until another value comes.
    bool appendAgain(qsizetype row)
    {
        if (row != m_denseRow)
            return false;
        ++m_denseRow;
        return true;
    }
    ColumnBlock finish();

private:
    /// Whether it is the value above, to be shared; told without reaching for the entry.
    bool isLast(CellKind kind, std::string_view text) const
    {
        return text.size() == m_lastSize && kind == m_lastKind &&
               sameBytes(m_block.m_texts.data() + m_lastBegin, text.data(), m_lastSize);
    }
    /// Writes down what appendAgain() took.
    void catchUp();
    void appendEntry(CellKind kind, std::string_view text);
    /// The entry with this value, made when there is none.
    quint16 sharedEntry(CellKind kind, std::string_view text);
    /// Ends the sharing where there are more than half as many entries as slots.
    void lookWhetherValuesRepeat();
    void growTable();
    bool isEntry(std::size_t entry, CellKind kind, std::string_view text) const;

    ColumnBlock m_block;
    bool m_sharing = true;
    std::size_t m_nextLook = 256; // entries at which it is seen again whether values repeat
    quint16 m_last = 0;           // the entry of the last slot while sharing
    std::size_t m_lastBegin = 0;  // where its text begins
    std::size_t m_lastSize = 0;
    CellKind m_lastKind = CellKind::Absent; // as it was given
    qint64 m_lastRow = -1;
    qint64 m_denseRow = -1;       // the next row, while sharing, of a column without gaps
    std::vector<quint32> m_table; // open addressing: upper half of the hash and the entry's number plus 1
};

} // namespace waybill
