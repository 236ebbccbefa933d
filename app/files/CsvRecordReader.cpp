#include "app/files/CsvRecordReader.h"

#include "app/base/Text.h"
#include "app/files/CsvScanner.h"
#include "app/files/TextWindow.h"

#include <QtEndian>

namespace waybill {

namespace {

template <class Unit>
class CsvRecordReader final : public RecordReader
{
public:
    CsvRecordReader(const QString &path, EncodingFinding encoding, std::stop_token stop)
        : m_window(path, encoding.bomBytes,
                   (encoding.encoding == TextEncoding::Utf16Be) != (Q_BYTE_ORDER == Q_BIG_ENDIAN)),
          m_scanner(','), m_encoding(encoding), m_stop(std::move(stop))
    {
    }

    Result<void> open();
    Result<bool> next(Record &record) override;
    Result<void> seek(const RecordPlace &place) override;
    const QStringList &columns() const override { return m_columns; }
    qint64 headerEnd() const override { return m_headerEnd; }
    qint64 footerBegin() const override { return m_footerBegin; }
    EncodingFinding encoding() const override { return m_encoding; }

private:
    using View = std::basic_string_view<Unit>;
    // Brings the next record that is not a blank line into m_scanner; false at the end.
    Result<bool> advance();
    View view() const { return View(m_window.data(), m_window.size()); }
    void decode(View units, QString &into) const;
    void readValue(const typename CsvScanner<Unit>::Field &field, QString &into);
    void finish();

    TextWindow<Unit> m_window;
    CsvScanner<Unit> m_scanner;
    EncodingFinding m_encoding;
    std::stop_token m_stop;
    QStringList m_columns;
    std::basic_string<Unit> m_unquoted;
    qint64 m_headerEnd = 0;
    qint64 m_footerBegin = 0;
    qint64 m_line = 1;
    qint64 m_number = 0;
};

template <class Unit>
Result<void> CsvRecordReader<Unit>::open()
{
    if (auto opened = m_window.open(); !opened)
        return opened;
    if (auto filled = m_window.more(); !filled)
        return fail(filled.error());
    // Blank lines may stand before the header; the separator is that of the first line with something in it.
    const std::size_t begin = view().find_first_not_of(std::basic_string<Unit>{Unit('\r'), Unit('\n')});
    if (begin != View::npos)
        m_scanner = CsvScanner<Unit>(detectSeparator<Unit>(view().substr(begin)));
    const Result<bool> found = advance();
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorKind::BadInput,
                    text("The file holds no header line: it is empty. Write the column names into its first line."));
    for (const auto &field : m_scanner.fields()) {
        QString name;
        readValue(field, name);
        m_columns.append(std::move(name).trimmed());
    }
    finish();
    m_headerEnd = m_footerBegin = m_window.offset(0);
    return {};
}

template <class Unit>
Result<bool> CsvRecordReader<Unit>::advance()
{
    while (true) {
        if (m_stop.stop_requested())
            return fail(ErrorKind::Cancelled, text("Reading the file was cancelled."));
        if (m_window.size() > 0) {
            const auto outcome = m_scanner.scan(view(), m_window.complete());
            if (outcome == CsvScanner<Unit>::Outcome::Record) {
                if (!m_scanner.blank())
                    return true;
                finish();
                continue;
            }
            if (outcome == CsvScanner<Unit>::Outcome::OpenQuote)
                return fail(ErrorKind::BadInput,
                            text("Line %1: a quoted value begins and is never closed. Close the quote, or double it "
                                 "where it belongs to the value.")
                                .arg(m_line + m_scanner.quoteLine()));
            if (qint64(m_window.size() * sizeof(Unit)) >= kLongestRecord)
                return fail(ErrorKind::BadInput,
                            text("Line %1: the record that begins here is longer than %2 MB. A quote that is never "
                                 "closed does this.")
                                .arg(m_line)
                                .arg(kLongestRecord / (1024 * 1024)));
        } else if (m_window.complete()) {
            if (m_window.endsInsideUnit())
                return fail(ErrorKind::BadInput,
                            text("Line %1: the file ends in the middle of a character. It was cut off; make it anew.")
                                .arg(m_line));
            return false;
        }
        if (auto filled = m_window.more(); !filled)
            return filled;
    }
}

template <class Unit>
Result<bool> CsvRecordReader<Unit>::next(Record &record)
{
    auto found = advance();
    if (!found || !*found)
        return found;
    record.place = {++m_number, m_line, m_window.offset(0), qint64(m_scanner.used() * sizeof(Unit))};
    record.lead = 0;
    const auto &fields = m_scanner.fields();
    record.values.resize(qsizetype(fields.size()));
    QString *value = record.values.data();
    for (const auto &field : fields)
        readValue(field, *value++);
    finish();
    m_footerBegin = m_window.offset(0);
    return true;
}

template <class Unit>
Result<void> CsvRecordReader<Unit>::seek(const RecordPlace &place)
{
    m_number = place.number - 1;
    m_line = place.line;
    // A few bytes more than the record: the scanner must see what follows a lone CR.
    return m_window.restart(place.offset, place.length + 8);
}

template <class Unit>
void CsvRecordReader<Unit>::finish()
{
    m_line += m_scanner.lineEnds();
    m_window.forget(m_scanner.used());
}

template <class Unit>
void CsvRecordReader<Unit>::decode(View units, QString &into) const
{
    if constexpr (sizeof(Unit) == 2)
        into.setUnicode(reinterpret_cast<const QChar *>(units.data()), qsizetype(units.size()));
    else
        decodeText(QByteArrayView(units.data(), qsizetype(units.size())), m_encoding.encoding, into);
}

template <class Unit>
void CsvRecordReader<Unit>::readValue(const typename CsvScanner<Unit>::Field &field, QString &into)
{
    const View units = view().substr(field.begin, field.end - field.begin);
    if (!field.quoted)
        return decode(units, into);
    constexpr Unit quote('"');
    const std::size_t inner = units.find(quote, 1);
    if (inner + 1 == units.size())
        return decode(units.substr(1, inner - 1), into);
    m_unquoted.clear();
    bool open = true;
    for (std::size_t i = 1; i < units.size(); ++i) {
        if (open && units[i] == quote) {
            if (i + 1 < units.size() && units[i + 1] == quote) {
                ++i;
            } else {
                open = false;
                continue;
            }
        }
        m_unquoted.push_back(units[i]);
    }
    decode(m_unquoted, into);
}

template <class Unit>
Result<std::unique_ptr<RecordReader>> opened(const QString &path, EncodingFinding encoding, std::stop_token stop)
{
    auto reader = std::make_unique<CsvRecordReader<Unit>>(path, encoding, std::move(stop));
    if (auto done = reader->open(); !done)
        return fail(done.error());
    return std::unique_ptr<RecordReader>(std::move(reader));
}

} // namespace

Result<std::unique_ptr<RecordReader>> openCsvRecords(const QString &path, EncodingFinding encoding,
                                                     std::stop_token stop)
{
    const bool wide = encoding.encoding == TextEncoding::Utf16Le || encoding.encoding == TextEncoding::Utf16Be;
    return wide ? opened<char16_t>(path, encoding, std::move(stop)) : opened<char>(path, encoding, std::move(stop));
}

} // namespace waybill
