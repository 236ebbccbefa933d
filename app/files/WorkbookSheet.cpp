#include "app/files/WorkbookSheet.h"

#include "app/base/Text.h"
#include "app/files/RecordReader.h"

#include <charconv>

namespace waybill {

namespace {

/// The column of a reference such as `AB12`, from 0; -1 where there is none, or one that no sheet has.
int columnOf(std::string_view reference)
{
    std::size_t column = 0;
    for (const char c : reference) {
        const char letter = char(c & ~0x20);
        if (letter < 'A' || letter > 'Z')
            break;
        column = column * 26 + std::size_t(letter - 'A') + 1;
        if (column > TableColumns::most)
            return -1;
    }
    return int(column) - 1;
}

} // namespace

Result<void> WorkbookSheet::read(RowHandler &to, qint64 mostRows)
{
    using Kind = WorkbookPart::Kind;
    while (true) {
        const auto kind = m_part.next();
        if (!kind)
            return fail(kind.error());
        if (*kind == Kind::End) {
            if (!m_hasData)
                return m_part.bad(text("the sheet ends before its rows do. It was cut off; make it anew."));
            m_facts.isWhole = true;
            return {};
        }
        if (*kind == Kind::Text) {
            if (m_isValue && !m_isReading) {
                if (auto added = m_part.appendText(m_value); !added)
                    return added;
                if (auto small = checkRow(); !small)
                    return small;
            }
            continue;
        }
        if (*kind == Kind::StartTag) {
            if (auto begun = startTag(); !begun)
                return begun;
        }
        if (m_part.isEnd("v") || m_part.isEnd("t"))
            m_isValue = false;
        else if (m_part.isEnd("rPh"))
            m_isReading = false;
        else if (m_part.isEnd("c") && m_isData) {
            if (auto ended = endCell(); !ended)
                return ended;
            if (auto small = checkRow(); !small)
                return small;
        } else if (m_part.isEnd("row") && !m_cells.empty()) {
            if (auto going = goOn(m_stop); !going) // many long rows may lie in few bytes
                return going;
            if (m_hasHeader && m_facts.rows >= mostRows)
                return {};
            if (m_hasHeader)
                giveRow(to);
            else
                takeHeader();
            m_cells.clear();
            m_bytes.clear();
        } else if (m_part.isEnd("sheetData")) {
            m_isData = false;
            m_hasData = true;
        }
    }
}

Result<void> WorkbookSheet::startTag()
{
    if (m_part.name() == "sheetData") {
        m_isData = true;
    } else if (m_part.name() == "row") {
        m_column = -1;
        m_isCell = false;
    } else if (m_part.name() == "c" && m_isData) {
        return beginCell();
    } else if (m_part.name() == "v" || m_part.name() == "t") {
        m_isValue = m_isData && (m_part.name() == "v" || m_type == "inlineStr");
    } else if (m_part.name() == "rPh") {
        m_isReading = true;
    }
    return {};
}

Result<void> WorkbookSheet::beginCell()
{
    const std::string_view reference = m_part.attribute("r");
    m_column = reference.empty() ? m_column + 1 : columnOf(reference);
    if (m_column < 0 || std::size_t(m_column) >= TableColumns::most)
        return m_part.bad(text("a cell stands in no column that a sheet has."));
    m_isCell = true;
    m_type = m_part.attribute("t");
    m_isMoment = m_type.empty() || m_type == "n" ? m_styles.isMomentStyle(m_part.attribute("s")) : false;
    m_value.clear();
    return {};
}

void WorkbookSheet::addCell(PageValue::Kind kind, std::string_view value)
{
    m_cells.push_back({m_column, kind, m_bytes.size(), m_bytes.size() + value.size()});
    m_bytes.append(value);
}

Result<void> WorkbookSheet::addShared()
{
    if (m_shared == nullptr) {
        const auto texts = m_texts();
        if (!texts)
            return fail(texts.error());
        m_shared = *texts;
    }
    std::size_t index = 0;
    const auto read = std::from_chars(m_value.data(), m_value.data() + m_value.size(), index);
    if (read.ec != std::errc() || index >= m_shared->count())
        return m_part.bad(text("a cell shows a text that the workbook does not have."));
    if (const std::string_view shown = m_shared->at(index); !shown.empty())
        addCell(PageValue::Kind::Text, shown);
    return {};
}

Result<void> WorkbookSheet::checkRow() const
{
    if (m_cells.size() > TableColumns::most)
        return m_part.bad(text("a row has more than %1 cells.").arg(TableColumns::most));
    if (qint64(m_bytes.size() + m_value.size()) > RecordReader::kLongestRecord)
        return m_part.bad(text("a row is longer than %1 MB.").arg(RecordReader::kLongestRecord >> 20));
    return {};
}

Result<void> WorkbookSheet::endCell()
{
    if (!m_isCell)
        return m_part.bad(text("a cell ends where none began."));
    m_isCell = false;
    if (m_value.empty())
        return {};
    if (m_type == "s")
        return addShared();
    if (m_type == "b") {
        const bool isTrue = m_value == "1" || m_value == "true";
        addCell(isTrue ? PageValue::Kind::True : PageValue::Kind::False, isTrue ? "true" : "false");
    } else if (m_type.empty() || m_type == "n") {
        const std::string number = numberText(m_value);
        const std::string moment = m_isMoment && !number.empty()
                                       ? momentText(QByteArray::fromStdString(number).toDouble(), m_styles.from1904)
                                       : std::string();
        if (!moment.empty())
            addCell(PageValue::Kind::Text, moment);
        else if (!number.empty())
            addCell(PageValue::Kind::Number, number);
        else
            addCell(PageValue::Kind::Text, m_value);
    } else {
        addCell(PageValue::Kind::Text, m_value);
    }
    m_value.clear();
    return {};
}

void WorkbookSheet::takeHeader()
{
    m_hasHeader = true;
    for (const Cell &cell : m_cells) {
        if (cell.column < m_facts.columns.count())
            continue; // a cell that stands there twice
        m_facts.columns.extendTo(cell.column);
        m_facts.columns.add(std::string_view(m_bytes).substr(cell.begin, cell.end - cell.begin));
    }
    m_named = m_facts.columns.count();
}

void WorkbookSheet::giveRow(RowHandler &to)
{
    bool isLong = false;
    to.beginRow();
    for (const Cell &cell : m_cells) {
        m_facts.columns.extendTo(cell.column + 1);
        isLong = isLong || cell.column >= m_named;
        PageValue value;
        value.kind = cell.kind;
        value.raw = value.text = std::string_view(m_bytes).substr(cell.begin, cell.end - cell.begin);
        value.name = cell.column;
        to.value(m_facts.columns.name(cell.column), value);
    }
    to.endRow();
    m_facts.longRows += isLong ? 1 : 0;
    ++m_facts.rows;
}

} // namespace waybill
