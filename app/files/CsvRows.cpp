#include "app/files/CsvRows.h"

#include "app/base/Text.h"
#include "app/files/CsvScanner.h"
#include "app/files/RecordReader.h"

#include <QByteArrayView>

#include <algorithm>
#include <cstring>
#include <vector>

namespace waybill {

namespace {

constexpr std::size_t readPieceBytes = 64 << 10;
constexpr std::size_t largestPieceBytes = 8 << 20;

class CsvRows
{
public:
    CsvRows(ByteStream &from, TableFacts &facts, const std::stop_token &stop)
        : m_from(from), m_facts(facts), m_stop(stop), m_scanner(',')
    {
    }

    Result<void> readHeader();
    Result<void> readRows(RowHandler &to, qint64 mostRows);

private:
    std::string_view view() const { return {m_bytes.data() + m_first, m_last - m_first}; }
    Result<void> more();
    /// Forgets what is here, all of it blank lines, but for the last byte, which may be half a line end.
    void passBlankLines();
    /// Brings the next record that is no blank line into m_scanner; false at the end.
    Result<bool> advance();
    void finish()
    {
        m_line += m_scanner.lineEnds();
        m_first += m_scanner.used();
    }
    /// Without quotes; valid until the next one.
    std::string_view valueOf(const CsvScanner<char>::Field &field);

    ByteStream &m_from;
    TableFacts &m_facts;
    const std::stop_token &m_stop;
    CsvScanner<char> m_scanner;
    std::vector<char> m_bytes;
    std::size_t m_first = 0, m_last = 0; // of what was read and not used
    bool m_isEnd = false;
    qint64 m_line = 1;
    std::string m_unquoted;
};

Result<void> CsvRows::more()
{
    if (auto going = goOn(m_stop); !going)
        return going;
    if (m_first > 0) {
        std::memmove(m_bytes.data(), m_bytes.data() + m_first, m_last - m_first);
        m_last -= m_first;
        m_first = 0;
    }
    // As much again as is here, in however small pieces it comes, keeps the repeated scans of a long record few; the
    // cap keeps near the limit for one.
    const std::size_t enough = m_last + std::min(m_last, largestPieceBytes);
    m_bytes.resize(std::max(m_bytes.size(), m_last + std::clamp(m_last, readPieceBytes, largestPieceBytes)));
    do {
        const auto got = m_from.read(m_bytes.data() + m_last, qint64(m_bytes.size() - m_last));
        if (!got)
            return fail(got.error());
        m_last += std::size_t(*got);
        m_isEnd = *got == 0;
    } while (!m_isEnd && m_last < enough);
    return {};
}

void CsvRows::passBlankLines()
{
    const std::string_view lines = view();
    for (std::size_t i = 0; i + 1 < lines.size(); ++i)
        m_line += lines[i] == '\n' || lines[i + 1] != '\n' ? 1 : 0;
    m_first = m_last - std::min<std::size_t>(lines.size(), 1);
}

Result<bool> CsvRows::advance()
{
    while (true) {
        if (m_first < m_last) {
            const auto outcome = m_scanner.scan(view(), m_isEnd);
            if (outcome == CsvScanner<char>::Outcome::Record) {
                if (!m_scanner.blank())
                    return true;
                finish();
                continue;
            }
            if (outcome == CsvScanner<char>::Outcome::OpenQuote)
                return fail(ErrorKind::BadInput, text("Line %1: a quoted value begins and is never closed. Close the "
                                                      "quote, or double it where it belongs to the value.")
                                                     .arg(m_line + m_scanner.quoteLine()));
            if (qint64(m_last - m_first) >= RecordReader::kLongestRecord)
                return fail(ErrorKind::BadInput, text("Line %1: the record that begins here is longer than %2 MB. A "
                                                      "quote that is never closed does this.")
                                                     .arg(m_line)
                                                     .arg(RecordReader::kLongestRecord >> 20));
        } else if (m_isEnd) {
            return false;
        }
        if (auto filled = more(); !filled)
            return fail(filled.error());
    }
}

Result<void> CsvRows::readHeader()
{
    // Blank lines may stand before the header; the separator is that of the first line with something in it.
    std::size_t begin = std::string_view::npos;
    while (!m_isEnd && (begin = view().find_first_not_of("\r\n")) == std::string_view::npos) {
        passBlankLines();
        if (auto filled = more(); !filled)
            return filled;
    }
    // Such a line is whole unless it is longer than any header is.
    std::size_t looked = begin;
    while (!m_isEnd && view().find_first_of("\r\n", looked) == std::string_view::npos &&
           m_last - m_first < std::size_t(RecordReader::kLongestRecord)) {
        looked = view().size();
        if (auto filled = more(); !filled)
            return filled;
    }
    if (begin != std::string_view::npos)
        m_scanner = CsvScanner<char>(detectSeparator<char>(view().substr(begin)));
    const auto found = advance();
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorKind::BadInput,
                    text("The file holds no header line: it is empty. Write the column names into its first line."));
    if (m_scanner.fields().size() > TableColumns::most)
        return fail(ErrorKind::BadInput,
                    text("The header line has %1 columns, which are too many.").arg(m_scanner.fields().size()));
    for (const auto &field : m_scanner.fields()) {
        const QByteArrayView name = QByteArrayView(valueOf(field)).trimmed();
        m_facts.columns.add({name.data(), std::size_t(name.size())});
    }
    finish();
    return {};
}

Result<void> CsvRows::readRows(RowHandler &to, qint64 mostRows)
{
    const int named = m_facts.columns.count();
    while (true) {
        const auto found = advance();
        if (!found)
            return fail(found.error());
        m_facts.isWhole = !*found;
        if (!*found || m_facts.rows >= mostRows)
            return {};
        const auto &fields = m_scanner.fields();
        if (fields.size() > TableColumns::most)
            return fail(ErrorKind::BadInput,
                        text("Line %1: the record has %2 values, which are too many.").arg(m_line).arg(fields.size()));
        m_facts.columns.extendTo(int(fields.size()));
        to.beginRow();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].begin != fields[i].end)
                handCell(to, m_facts.columns.name(int(i)), int(i), valueOf(fields[i]), fields[i].quoted);
        }
        to.endRow();
        m_facts.longRows += int(fields.size()) > named ? 1 : 0;
        m_facts.shortRows += int(fields.size()) < named ? 1 : 0;
        ++m_facts.rows;
        finish();
    }
}

std::string_view CsvRows::valueOf(const CsvScanner<char>::Field &field)
{
    const std::string_view value = view().substr(field.begin, field.end - field.begin);
    if (!field.quoted)
        return value;
    const std::size_t inner = value.find('"', 1);
    if (inner + 1 == value.size())
        return value.substr(1, inner - 1);
    m_unquoted.clear();
    bool isOpen = true;
    for (std::size_t i = 1; i < value.size(); ++i) {
        if (isOpen && value[i] == '"') {
            isOpen = i + 1 < value.size() && value[i + 1] == '"';
            i += isOpen ? 1 : 0;
            if (!isOpen)
                continue;
        }
        m_unquoted.push_back(value[i]);
    }
    return m_unquoted;
}

} // namespace

Result<void> readCsvRows(ByteStream &from, RowHandler &to, qint64 mostRows, TableFacts &facts,
                         const std::stop_token &stop)
{
    CsvRows rows(from, facts, stop);
    if (auto header = rows.readHeader(); !header)
        return header;
    return rows.readRows(to, mostRows);
}

} // namespace waybill
