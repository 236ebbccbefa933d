#include "app/odata/RowWriter.h"
#include "app/rows/JsonText.h"

#include <vector>

namespace waybill {

namespace {
/// Objects with the values as served: one array, or a line each.
class JsonWriter final : public RowWriter
{
public:
    JsonWriter(ByteSink *sink, bool lines) : m_sink(sink), m_lines(lines) {}

    void beginPage() override
    {
        m_names.clear();
        m_rows = 0;
    }

    void beginRow() override
    {
        if (!m_lines)
            m_page += m_any || m_rows > 0 ? ",\n" : "[\n";
        m_page += '{';
        m_isFirst = true;
    }

    void value(std::string_view name, const PageValue &value) override
    {
        if (value.annotation)
            return;
        if (!m_isFirst)
            m_page += ',';
        m_isFirst = false;
        m_page += nameText(name, size_t(value.name));
        if (value.kind == PageValue::Kind::Nested)
            appendNested(value.raw);
        else
            m_page += value.raw;
    }

    void endRow() override
    {
        m_page += m_lines ? "}\n" : "}";
        ++m_rows;
    }

    Result<void> keepPage() override
    {
        auto written = m_sink->write(m_page);
        m_any = m_any || m_rows > 0;
        m_page.clear();
        m_rows = 0;
        return written;
    }

    void dropPage() override
    {
        m_page.clear();
        m_rows = 0;
    }

    Result<void> finish() override
    {
        if (m_lines)
            return {};
        return m_sink->write(m_any ? "\n]\n" : "[]\n");
    }

    void abandon() override {}

private:
    const std::string &nameText(std::string_view name, size_t number)
    {
        if (number >= m_names.size())
            m_names.resize(number + 1);
        std::string &text = m_names[number];
        if (text.empty()) {
            json::quote(name, text);
            text += ':';
        }
        return text;
    }

    /// Line ends stand between the parts of a nested value only, never in its texts.
    void appendNested(std::string_view raw)
    {
        const size_t begin = m_page.size();
        m_page += raw;
        for (size_t at = begin; m_lines && (at = m_page.find_first_of("\r\n", at)) != m_page.npos; ++at)
            m_page[at] = ' ';
    }

    ByteSink *m_sink;
    bool m_lines;
    bool m_any = false; ///< rows were kept
    bool m_isFirst = true;
    qint64 m_rows = 0; ///< of this page
    std::string m_page;
    std::vector<std::string> m_names; ///< of this page, quoted, by number
};
} // namespace

std::unique_ptr<RowWriter> jsonWriter(ByteSink *sink)
{
    return std::make_unique<JsonWriter>(sink, false);
}

std::unique_ptr<RowWriter> jsonLinesWriter(ByteSink *sink)
{
    return std::make_unique<JsonWriter>(sink, true);
}

} // namespace waybill
