#include "app/odata/RowColumns.h"
#include "app/odata/RowWriter.h"

#include <array>
#include <cstring>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// RFC 4180 with CRLF. A row is written as it comes while its fields come in the order of the columns.
class CsvWriter final : public RowWriter
{
public:
    CsvWriter(ByteSink *sink, const QStringList &columns, CsvStyle style)
        : m_sink(sink), m_style(style), m_columns(columns)
    {
        m_special[static_cast<unsigned char>(style.delimiter)] = true;
        for (const char c : {'"', '\r', '\n'})
            m_special[static_cast<unsigned char>(c)] = true;
    }

    void beginPage() override
    {
        m_columns.beginPage();
        m_headerBefore = m_header;
        m_blankBefore = m_blank;
    }

    void beginRow() override
    {
        m_row = m_page.size();
        m_begins.clear();
    }

    void value(std::string_view name, const PageValue &value) override
    {
        const int column = m_columns.of(name, value);
        if (column < 0)
            return;
        if (size_t(column) == m_begins.size() && appendPlain(value))
            return;
        if (size_t(column) >= m_begins.size()) {
            fill(size_t(column));
            append(value, m_page);
        } else {
            replace(size_t(column), value);
        }
    }

    void endRow() override
    {
        if (m_columns.size() == 0) {
            ++m_blank;
            return;
        }
        fill(size_t(m_columns.size()), true);
        m_page += "\r\n";
        m_columns.endRow();
        if (!m_header)
            writeHeader(m_row);
    }

    Result<void> keepPage() override
    {
        auto written = m_sink->write(m_page);
        m_page.clear();
        return written;
    }

    void dropPage() override
    {
        m_page.clear();
        m_header = m_headerBefore;
        m_blank = m_blankBefore;
        m_columns.dropPage();
    }

    Result<void> finish() override
    {
        if (!m_header && (m_columns.size() > 0 || m_blank > 0))
            writeHeader(0);
        return keepPage();
    }

    void abandon() override {}

    QStringList notes() const override
    {
        QStringList all{m_columns.leftOut()};
        if (m_guarded > 0)
            all.append(m_guarded == 1 ? u"1 text begins like a formula and was given an apostrophe before it."_s
                                      : u"%1 texts begin like formulas and were given an apostrophe before them."_s.arg(
                                            m_guarded));
        all.removeAll(QString());
        return all;
    }

private:
    /// Empty cells up to the column, and the place where its own begins; `atEnd`: up to the last, and no more.
    void fill(size_t column, bool atEnd = false)
    {
        while (m_begins.size() < column + (atEnd ? 0 : 1)) {
            if (!m_begins.empty())
                m_page += m_style.delimiter;
            m_begins.push_back(m_page.size());
            if (m_begins.size() <= column)
                m_page += m_style.nullText;
        }
    }

    /// The usual cell in its usual place, all at once: short, and nothing in it that is to be quoted.
    bool appendPlain(const PageValue &value)
    {
        constexpr size_t shortest = 16;
        char cell[shortest + 1];
        const size_t length = value.text.size();
        const bool isPlain = value.kind == PageValue::Kind::Text && value.raw.size() == length + 2 && length > 0;
        if (!isPlain || length > shortest || m_isStyled)
            return false;
        size_t at = 0;
        if (!m_begins.empty())
            cell[at++] = m_style.delimiter;
        bool hasDelimiter = false;
        for (const char c : value.text) {
            hasDelimiter |= c == m_style.delimiter;
            cell[at++] = c;
        }
        if (hasDelimiter)
            return false;
        m_begins.push_back(m_page.size() + (m_begins.empty() ? 0 : 1));
        m_page.append(cell, at);
        return true;
    }

    void replace(size_t column, const PageValue &value)
    {
        m_cell.clear();
        append(value, m_cell);
        const size_t begin = m_begins[column];
        const bool isLast = column + 1 == m_begins.size();
        const size_t end = isLast ? m_page.size() : m_begins[column + 1] - 1;
        m_page.replace(begin, end - begin, m_cell);
        for (size_t i = column + 1; i < m_begins.size(); ++i)
            m_begins[i] = m_begins[i] - (end - begin) + m_cell.size();
    }

    void append(const PageValue &value, std::string &into)
    {
        switch (value.kind) {
        case PageValue::Kind::Null:
            into += m_style.nullText;
            break;
        case PageValue::Kind::True:
        case PageValue::Kind::False:
        case PageValue::Kind::Number:
            if (m_style.quoteAll)
                appendQuoted(value.raw, into);
            else
                into += value.raw;
            break;
        case PageValue::Kind::Nested:
            appendText(value.raw, into);
            break;
        case PageValue::Kind::Text:
            if (m_style.guardFormulas && !value.text.empty() && std::strchr("=+-@\t\r", value.text.front())) {
                ++m_guarded;
                appendText('\'' + std::string(value.text), into);
            } else if (value.raw.size() == value.text.size() + 2 && !value.text.empty() && !m_style.quoteAll &&
                       value.text != m_style.nullText &&
                       !std::memchr(value.text.data(), m_style.delimiter, value.text.size())) {
                into += value.text; // without escapes there is no quote and no line end in it
            } else {
                appendText(value.text, into);
            }
            break;
        }
    }

    void appendText(std::string_view text, std::string &into) const
    {
        bool quotes = text.empty() || m_style.quoteAll || text == m_style.nullText;
        for (size_t i = 0; i < text.size() && !quotes; ++i)
            quotes = m_special[static_cast<unsigned char>(text[i])];
        if (quotes)
            appendQuoted(text, into);
        else
            into += text;
    }

    static void appendQuoted(std::string_view text, std::string &into)
    {
        into += '"';
        for (size_t quote = text.find('"'); quote != text.npos; quote = text.find('"')) {
            into += text.substr(0, quote + 1);
            into += '"';
            text.remove_prefix(quote + 1);
        }
        into += text;
        into += '"';
    }

    /// And, behind it, the rows that came before there were columns.
    void writeHeader(size_t before)
    {
        m_cell = m_style.byteOrderMark ? "\xef\xbb\xbf" : "";
        for (size_t i = 0; i < m_columns.names().size(); ++i) {
            if (i > 0)
                m_cell += m_style.delimiter;
            appendText(m_columns.names()[i], m_cell);
        }
        m_cell += "\r\n";
        std::string row;
        for (size_t i = 0; i < m_columns.names().size(); ++i) {
            if (i > 0)
                row += m_style.delimiter;
            row += m_style.nullText;
        }
        for (; m_blank > 0; --m_blank)
            m_cell += row + "\r\n";
        m_page.insert(before, m_cell);
        m_header = true;
    }

    ByteSink *m_sink;
    CsvStyle m_style;
    RowColumns m_columns;
    std::array<bool, 256> m_special{};
    std::string m_page; ///< of this page
    std::string m_cell;
    std::vector<size_t> m_begins; ///< where each cell of the row begins
    size_t m_row = 0;             ///< where the row begins
    qint64 m_guarded = 0;
    const bool m_isStyled = m_style.quoteAll || m_style.guardFormulas || !m_style.nullText.empty();
    qint64 m_blank = 0, m_blankBefore = 0; ///< rows not written, as there is no column yet
    bool m_header = false;
    bool m_headerBefore = false;
};
} // namespace

std::unique_ptr<RowWriter> csvWriter(ByteSink *sink, QStringList columns, CsvStyle style)
{
    return std::make_unique<CsvWriter>(sink, columns, style);
}

} // namespace waybill
