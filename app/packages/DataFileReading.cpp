#include "app/packages/DataFileReading.h"

#include "app/base/Text.h"
#include "app/files/CsvRows.h"
#include "app/files/EntryStream.h"
#include "app/files/PayloadFormat.h"
#include "app/files/Utf8Stream.h"
#include "app/files/Workbook.h"
#include "app/files/XmlRows.h"
#include "app/packages/BlockMaker.h"
#include "app/packages/EntryContent.h"

#include <QFileInfo>

namespace waybill {

namespace {

constexpr qint64 head = 4 << 10; ///< bytes that tell what a file is

/// One reading; what it is given outlives it.
class Reading
{
public:
    Reading(const DataFileAsk &ask, const std::stop_token &stop) : m_ask(ask), m_stop(stop) {}

    Result<void> read(RowHandler &to);
    /// Right also after an error.
    DataFileFacts facts() const;

private:
    Result<PayloadFormat> format() const;
    Result<void> readText(RowHandler &to);
    Result<void> readWorkbook(RowHandler &to);

    const DataFileAsk &m_ask;
    const std::stop_token &m_stop;
    std::optional<ArchiveListing> m_zip;
    DataFileFacts m_facts;
    TableFacts m_table;
};

Result<PayloadFormat> Reading::format() const
{
    const auto stream = openEntry(*m_zip, m_ask.entry, m_stop);
    if (!stream)
        return fail(stream.error());
    QByteArray bytes(head, Qt::Uninitialized);
    const auto got = (*stream)->read(bytes.data(), bytes.size());
    if (!got)
        return fail(got.error());
    const QString &name = m_zip->entries()[std::size_t(m_ask.entry)].name;
    return formatOfBytes(QByteArrayView(bytes).first(*got), QFileInfo(name).suffix().toLower());
}

Result<void> Reading::read(RowHandler &to)
{
    auto zip = ArchiveListing::read(m_ask.package, {}, m_stop);
    if (!zip)
        return fail(zip.error());
    m_zip = std::move(*zip);
    const auto found = format();
    if (!found)
        return fail(found.error());
    switch (*found) {
    case PayloadFormat::Csv:
        m_facts.kind = DataFileKind::Csv;
        return readText(to);
    case PayloadFormat::Xml:
        m_facts.kind = DataFileKind::Xml;
        return readText(to);
    case PayloadFormat::DataPackage:
    case PayloadFormat::OtherZip:
        m_facts.kind = DataFileKind::Excel;
        return readWorkbook(to);
    case PayloadFormat::Excel:
        return fail(ErrorKind::BadInput, text("This workbook is of the older kind (.xls), which Waybill does not read. "
                                              "Save it as .xlsx."));
    case PayloadFormat::Unknown:
        break;
    }
    return fail(ErrorKind::BadInput,
                text("The file holds no rows that can be read: it is no CSV, XML or workbook, or it is empty."));
}

Result<void> Reading::readText(RowHandler &to)
{
    const auto begin = [this]() -> Result<std::unique_ptr<Utf8Stream>> {
        auto bytes = openEntry(*m_zip, m_ask.entry, m_stop);
        if (!bytes)
            return fail(bytes.error());
        return std::make_unique<Utf8Stream>(std::move(*bytes));
    };
    const auto name = [this](const EncodingFinding &found) { m_facts.encoding = encodingName(found); };
    if (m_facts.kind == DataFileKind::Csv) {
        const auto stream = begin();
        if (!stream)
            return fail(stream.error());
        auto done = readCsvRows(**stream, to, m_ask.mostRows, m_table, m_stop);
        name((*stream)->encoding());
        return done;
    }
    // The reader keeps its stream to itself; the beginning tells how the file is written.
    const auto first = begin();
    if (!first)
        return fail(first.error());
    char byte = 0;
    if (const auto got = (*first)->read(&byte, 1); !got)
        return fail(got.error());
    name((*first)->encoding());
    const auto source = [&begin]() -> Result<std::unique_ptr<ByteStream>> { return begin(); };
    return readXmlRows(source, to, m_ask.mostRows, m_table, m_stop);
}

Result<void> Reading::readWorkbook(RowHandler &to)
{
    const auto file = takeEntry(*m_zip, m_ask.entry, m_stop);
    if (!file)
        return fail(file.error());
    const auto workbook = Workbook::open((*file)->path(), m_stop);
    if (!workbook)
        return fail(workbook.error());
    m_facts.sheets = (*workbook)->sheets();
    const qsizetype sheet = m_ask.sheet.isEmpty() ? 0 : m_facts.sheets.indexOf(m_ask.sheet);
    if (sheet < 0)
        return fail(ErrorKind::NotFound, text("The workbook has no sheet \"%1\". It has: %2.")
                                             .arg(m_ask.sheet, m_facts.sheets.join(QStringLiteral(", "))));
    m_facts.sheet = m_facts.sheets[sheet];
    return (*workbook)->read(sheet, to, m_ask.mostRows, m_table, m_stop);
}

DataFileFacts Reading::facts() const
{
    DataFileFacts facts = m_facts;
    facts.columns = m_table.columns.names();
    facts.rows = m_table.rows;
    facts.isWhole = m_table.isWhole;
    if (m_table.longRows > 0)
        facts.notes.append(text("Rows with more cells than the header names: %1. What is too much stands in columns "
                                "without a name, such as (3).")
                               .arg(m_table.longRows));
    if (m_table.shortRows > 0)
        facts.notes.append(text("Rows with fewer cells than the header names: %1.").arg(m_table.shortRows));
    return facts;
}

} // namespace

Result<DataFileFacts> readDataFile(const DataFileAsk &ask, RowHandler &to, const std::stop_token &stop)
{
    Reading reading(ask, stop);
    if (auto done = reading.read(to); !done)
        return fail(done.error());
    return reading.facts();
}

Result<DataFileFacts> readDataFile(const DataFileAsk &ask,
                                   const std::function<bool(std::shared_ptr<const RowBlock>)> &take,
                                   const std::stop_token &stop)
{
    std::stop_source enough;
    const std::stop_callback link(stop, [&enough] { enough.request_stop(); });
    BlockMaker blocks(take, [&enough] { enough.request_stop(); });
    const std::stop_token ended = enough.get_token();
    Reading reading(ask, ended);
    const auto done = reading.read(blocks);
    blocks.flush();
    if (!done && (!blocks.isEnough() || stop.stop_requested()))
        return fail(done.error());
    DataFileFacts facts = reading.facts();
    facts.isWhole = facts.isWhole && facts.rows == blocks.given();
    facts.rows = blocks.given();
    return facts;
}

} // namespace waybill
