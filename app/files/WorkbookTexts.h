#pragma once

#include "app/files/WorkbookPart.h"

#include <string>
#include <vector>

namespace waybill {

/// The texts that cells of a workbook share, in one piece of memory.
class WorkbookTexts
{
public:
    /// More bytes of texts, with where each ends, are refused: they are held in memory.
    static constexpr std::size_t most = std::size_t(512) << 20;

    /// BadInput, Storage, Cancelled.
    Result<void> read(WorkbookPart &part);

    std::size_t count() const { return m_ends.size(); }
    std::string_view at(std::size_t index) const
    {
        const std::size_t begin = index == 0 ? 0 : m_ends[index - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[index] - begin);
    }

private:
    std::string m_bytes;
    std::vector<quint32> m_ends;
};

/// Which styles of cells are those of moments, and how numbers count days.
struct WorkbookStyles {
    std::vector<bool> isMoment; ///< by the style's number
    bool from1904 = false;

    /// BadInput, Storage, Cancelled.
    Result<void> read(WorkbookPart &part);
    bool isMomentStyle(std::string_view style) const;
};

/// Whether a number format shows a moment, such as `yyyy\-mm\-dd`; not one of a duration (`[h]:mm`).
bool isMomentFormat(std::string_view format);

/// Excel's number of days as `2024-05-31`, `2024-05-31 12:00:00` or, below one day, `12:00:00`; empty beyond the year
/// 9999 and below 0.
std::string momentText(double days, bool from1904);

/// A number of a cell as JSON writes it, with the 15 digits that Excel shows; empty where it is none.
std::string numberText(std::string_view number);

} // namespace waybill
