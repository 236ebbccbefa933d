#include "app/files/XmlRecordReader.h"

#include "app/base/Text.h"
#include "app/files/XmlColumns.h"
#include "app/files/XmlRecordDepth.h"
#include "app/files/XmlTokens.h"

#include <algorithm>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kDeepest = 256;

QString localName(const QString &name)
{
    return name.mid(name.indexOf(u':') + 1);
}

// Columns of fields just below the record by the raw bytes of their tag, in the order of the records, so that usual
// fields need neither decoding nor hashing.
template <class Unit>
class DirectColumns
{
public:
    void begin() { m_next = 0; }
    int find(std::basic_string_view<Unit> name)
    {
        const bool hit = m_next < m_known.size() && m_known[m_next].first == name;
        return hit ? m_known[m_next++].second : -1;
    }
    void add(std::basic_string_view<Unit> name, int column)
    {
        m_known.resize(std::min(m_next, m_known.size()));
        m_known.emplace_back(name, column);
        ++m_next;
    }

private:
    std::vector<std::pair<std::basic_string<Unit>, int>> m_known;
    std::size_t m_next = 0;
};

template <class Unit>
class XmlRecordReader final : public RecordReader
{
public:
    XmlRecordReader(const QString &path, EncodingFinding encoding, std::stop_token stop)
        : m_tokens(path, encoding), m_encoding(encoding), m_stop(std::move(stop))
    {
    }
    XmlRecordReader(const ByteSource &source, std::stop_token stop) : m_tokens(source), m_stop(std::move(stop)) {}

    Result<void> open(const Result<int> &depth);
    Result<bool> next(Record &record) override;
    Result<void> seek(const RecordPlace &place) override;
    const QStringList &columns() const override { return m_columns.names(); }
    qint64 headerEnd() const override { return m_headerEnd; }
    qint64 footerBegin() const override { return m_footerBegin; }
    EncodingFinding encoding() const override { return m_encoding; }

private:
    using Kind = typename XmlTokens<Unit>::Kind;
    using Token = typename XmlTokens<Unit>::Token;
    using View = typename XmlTokens<Unit>::View;

    bool inRecord() const { return m_open.size() > m_depth; }
    Result<bool> finishDocument() const;   // always false, or what is still open
    Result<bool> startTag(Record &record); // true when the record is complete
    Result<bool> endTag(Record &record);
    Result<void> characters();
    Result<void> closeField(Record &record);
    Result<void> setValue(Record &record, int column, const QString &value);
    QString openName(std::size_t level) const { return m_tokens.plain(m_open[level]); }
    Result<bool> finishRecord(Record &record);
    tl::unexpected<Error> bad(const QString &what) const
    {
        return fail(ErrorKind::BadInput, text("Line %1: %2").arg(m_tokens.token().line).arg(what));
    }

    XmlTokens<Unit> m_tokens;
    EncodingFinding m_encoding;
    std::stop_token m_stop;
    XmlColumns m_columns;
    DirectColumns<Unit> m_direct;
    std::vector<std::basic_string<Unit>> m_open;    // names of the open elements, the root first
    std::vector<std::basic_string<Unit>> m_parents; // m_open outside the records, kept for seek()
    std::size_t m_depth = 1;                        // how many elements are open around a record
    QString m_text;                                 // of the innermost open field
    bool m_leaf = false;                            // the innermost open element has no child so far
    bool m_rootSeen = false;
    qint64 m_gap = 0;     // white space just before the present token, in bytes
    qint64 m_gapEnd = -1; // the offset where it ended
    qint64 m_number = 0;
    qint64 m_headerEnd = 0;
    qint64 m_footerBegin = 0;
};

template <class Unit>
Result<void> XmlRecordReader<Unit>::open(const Result<int> &depth)
{
    if (!depth)
        return fail(depth.error());
    m_depth = std::size_t(*depth);
    m_headerEnd = m_footerBegin = m_encoding.bomBytes;
    return m_tokens.open();
}

template <class Unit>
Result<bool> XmlRecordReader<Unit>::next(Record &record)
{
    std::fill(record.values.begin(), record.values.end(), QString());
    while (true) {
        if (m_stop.stop_requested())
            return fail(ErrorKind::Cancelled, text("Reading the file was cancelled."));
        if (auto got = m_tokens.next(); !got)
            return fail(got.error());
        const Token &token = m_tokens.token();
        if (inRecord() && token.end - record.place.offset > kLongestRecord)
            return bad(text("the record that begins in line %1 is longer than %2 MB.")
                           .arg(record.place.line)
                           .arg(kLongestRecord / (1024 * 1024)));
        Result<bool> complete = false;
        switch (token.kind) {
        case Kind::End:
            return finishDocument();
        case Kind::Text:
            if (auto read = characters(); !read)
                return fail(read.error());
            break;
        case Kind::StartTag:
            complete = startTag(record);
            break;
        case Kind::EndTag:
            complete = endTag(record);
            break;
        }
        if (!complete || *complete)
            return complete;
    }
}

template <class Unit>
Result<bool> XmlRecordReader<Unit>::finishDocument() const
{
    if (!m_open.empty())
        return bad(text("the file ends, but <%1> is still open. It was cut off; make it anew.")
                       .arg(m_tokens.plain(m_open.back())));
    if (!m_rootSeen)
        return bad(text("the file holds no XML element."));
    return false;
}

template <class Unit>
Result<void> XmlRecordReader<Unit>::characters()
{
    const Token &token = m_tokens.token();
    const bool blank = !token.verbatim && std::all_of(token.text.begin(), token.text.end(), [](Unit c) {
        return c == Unit(' ') || c == Unit('\n') || c == Unit('\r') || c == Unit('\t');
    });
    m_gap = blank ? token.end - token.offset : 0;
    m_gapEnd = token.end;
    if (inRecord() && m_leaf) {
        auto decoded = m_tokens.decode(token.text, token.verbatim);
        if (!decoded)
            return fail(decoded.error());
        m_text += *decoded;
    } else if (m_open.empty() && !blank) {
        return bad(text("text stands outside the root element."));
    }
    return {};
}

template <class Unit>
Result<bool> XmlRecordReader<Unit>::startTag(Record &record)
{
    const Token &token = m_tokens.token();
    if (m_open.empty() && m_rootSeen)
        return bad(text("a second root element begins; XML allows one."));
    if (m_open.size() >= kDeepest)
        return bad(text("elements lie more than %1 deep in each other.").arg(kDeepest));
    m_rootSeen = true;
    const bool begins = m_open.size() == m_depth;
    // A comment may stand between the white space and the tag; then the space does not belong to the record.
    const qint64 lead = m_gapEnd == token.offset ? m_gap : 0;
    if (begins) {
        record.place = {m_number + 1, token.line, token.offset, 0};
        record.lead = lead;
        m_direct.begin();
        if (m_number == 0) {
            m_headerEnd = token.offset - lead;
            m_parents = m_open;
        }
    }
    m_gap = 0;
    m_open.emplace_back(token.name);
    m_text.clear();
    m_leaf = true;
    if (inRecord() && !token.attributes.empty()) {
        const QString prefix = begins ? QString() : localName(openName(m_depth + 1)) + u'/';
        for (const auto &attribute : token.attributes) {
            const QString name = m_tokens.plain(attribute.name);
            if (name == "xmlns"_L1 || name.startsWith("xmlns:"_L1))
                continue;
            auto value = m_tokens.decode(attribute.value, false);
            if (!value)
                return fail(value.error());
            if (auto set = setValue(record, m_columns.indexOf(prefix + localName(name)), *value); !set)
                return fail(set.error());
        }
    }
    return token.selfClosing ? endTag(record) : false;
}

template <class Unit>
Result<bool> XmlRecordReader<Unit>::endTag(Record &record)
{
    const View name = m_tokens.token().name;
    m_gap = 0;
    if (m_open.empty())
        return bad(text("</%1> closes nothing.").arg(m_tokens.plain(name)));
    if (m_open.back() != name)
        return bad(
            text("</%1> stands where </%2> must close <%2>.").arg(m_tokens.plain(name), m_tokens.plain(m_open.back())));
    if (m_leaf && m_open.size() > m_depth + 1) {
        if (auto closed = closeField(record); !closed)
            return fail(closed.error());
    }
    m_leaf = false;
    m_open.pop_back();
    if (m_open.size() != m_depth)
        return false;
    return finishRecord(record);
}

template <class Unit>
Result<void> XmlRecordReader<Unit>::closeField(Record &record)
{
    const bool direct = m_open.size() == m_depth + 2;
    int column = direct ? m_direct.find(m_open.back()) : -1;
    if (column < 0) {
        QString name = localName(openName(m_depth + 1));
        for (std::size_t i = m_depth + 2; i < m_open.size(); ++i)
            name += u'/' + localName(openName(i));
        column = m_columns.indexOf(name);
        if (direct)
            m_direct.add(m_open.back(), column);
    }
    return setValue(record, column, m_text);
}

template <class Unit>
Result<void> XmlRecordReader<Unit>::setValue(Record &record, int column, const QString &value)
{
    if (column < 0)
        return bad(text("the records have more than %1 different fields.").arg(XmlColumns::kMost));
    if (record.values.size() <= column)
        record.values.resize(column + 1);
    // Of a field that is repeated in one record the first counts; a null string is one not met yet.
    if (record.values[column].isNull())
        record.values[column] = value.isNull() ? u""_s : value;
    return {};
}

template <class Unit>
Result<bool> XmlRecordReader<Unit>::finishRecord(Record &record)
{
    record.place.number = ++m_number;
    record.place.length = m_tokens.token().end - record.place.offset;
    m_footerBegin = m_tokens.token().end;
    return true;
}

template <class Unit>
Result<void> XmlRecordReader<Unit>::seek(const RecordPlace &place)
{
    m_number = place.number - 1;
    m_open = m_parents;
    m_gap = 0;
    // The gap before the record is not read again: enough for looking at it, copies are made in one run.
    return m_tokens.restart(place.offset, place.length, place.line);
}

template <class Unit>
Result<std::unique_ptr<RecordReader>> opened(const QString &path, EncodingFinding encoding, std::stop_token stop)
{
    auto reader = std::make_unique<XmlRecordReader<Unit>>(path, encoding, std::move(stop));
    if (auto done = reader->open(findRecordDepth(path, encoding)); !done)
        return fail(done.error());
    return std::unique_ptr<RecordReader>(std::move(reader));
}

} // namespace

Result<std::unique_ptr<RecordReader>> openXmlRecords(const QString &path, EncodingFinding encoding,
                                                     std::stop_token stop)
{
    const bool wide = encoding.encoding == TextEncoding::Utf16Le || encoding.encoding == TextEncoding::Utf16Be;
    return wide ? opened<char16_t>(path, encoding, std::move(stop)) : opened<char>(path, encoding, std::move(stop));
}

Result<std::unique_ptr<RecordReader>> openXmlRecords(const ByteSource &source, std::stop_token stop)
{
    auto reader = std::make_unique<XmlRecordReader<char>>(source, std::move(stop));
    if (auto done = reader->open(findRecordDepth(source)); !done)
        return fail(done.error());
    return std::unique_ptr<RecordReader>(std::move(reader));
}

} // namespace waybill
