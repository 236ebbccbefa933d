#pragma once

#include "app/files/TableReading.h"
#include "app/files/WorkbookTexts.h"

#include <functional>

namespace waybill {

/// Reads the rows of one sheet. What it is given outlives it.
class WorkbookSheet
{
public:
    using Texts = std::function<Result<const WorkbookTexts *>()>;

    WorkbookSheet(WorkbookPart &part, const WorkbookStyles &styles, Texts texts, TableFacts &facts,
                  const std::stop_token &stop)
        : m_part(part), m_styles(styles), m_texts(std::move(texts)), m_facts(facts), m_stop(stop)
    {
    }

    Result<void> read(RowHandler &to, qint64 mostRows);

private:
    /// One cell of the row under way; its text stands in m_bytes.
    struct Cell {
        int column = 0;
        PageValue::Kind kind = PageValue::Kind::Text;
        std::size_t begin = 0, end = 0;
    };

    Result<void> startTag();
    Result<void> beginCell();
    Result<void> endCell();
    Result<void> addShared();
    /// BadInput when the row under way takes more memory than one may.
    Result<void> checkRow() const;
    void addCell(PageValue::Kind kind, std::string_view text);
    void takeHeader();
    void giveRow(RowHandler &to);

    WorkbookPart &m_part;
    const WorkbookStyles &m_styles;
    Texts m_texts;
    TableFacts &m_facts;
    const std::stop_token &m_stop;
    const WorkbookTexts *m_shared = nullptr;
    std::vector<Cell> m_cells; // of the row under way, with something in them
    std::string m_bytes;       // of their texts
    std::string m_value;       // of the cell under way
    std::string m_type;        // its kind as the sheet writes it
    int m_column = -1;         // its place, or that of the last one of the row
    bool m_isCell = false;     // inside a cell
    bool m_isMoment = false;
    bool m_isData = false;    // inside sheetData
    bool m_hasData = false;   // and what followed it
    bool m_isValue = false;   // inside what makes the cell's text
    bool m_isReading = false; // inside how a text is spoken
    bool m_hasHeader = false;
    int m_named = 0; // columns of the header
};

} // namespace waybill
