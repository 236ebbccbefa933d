#include "app/cli/NestedZip.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/files/EntryStream.h"
#include "app/odata/RowWriter.h"
#include "app/packages/DataFileReading.h"
#include "app/packages/EntryNames.h"
#include "app/rows/JsonText.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 columnsFrom = 1'000; ///< rows whose fields are the columns, where no header names them

class StandardOutput final : public ByteSink
{
public:
    explicit StandardOutput(Output *out) : m_out(out) {}
    Result<void> write(std::string_view bytes) override { return m_out->data(bytes); }

private:
    Output *m_out;
};

/// Looks at nothing.
class Nobody final : public RowHandler
{
public:
    void beginRow() override {}
    void value(std::string_view, const PageValue &) override {}
    void endRow() override {}
};

/// Lets a writer keep its rows now and then, so that they do not gather in memory.
class WrittenRows final : public RowHandler
{
public:
    /// Both outlive this; `stop` is asked to when the writer fails.
    WrittenRows(RowWriter *writer, std::stop_source *stop) : m_writer(writer), m_stop(stop) { m_writer->beginPage(); }

    void beginRow() override { m_writer->beginRow(); }
    void value(std::string_view name, const PageValue &value) override
    {
        PageValue written = value;
        if (value.kind == PageValue::Kind::Text) { // a writer wants it as JSON has it
            m_quoted.clear();
            json::quote(value.text, m_quoted);
            written.raw = m_quoted;
        }
        m_writer->value(name, written);
    }
    void endRow() override
    {
        m_writer->endRow();
        if (++m_rows % keptAfter != 0 || !m_written)
            return;
        keep();
        m_writer->beginPage();
    }
    /// The last rows too; Storage, or Cancelled where nobody reads any more.
    Result<void> keep()
    {
        if (m_written)
            m_written = m_writer->keepPage();
        if (!m_written)
            m_stop->request_stop();
        return m_written;
    }
    const Result<void> &written() const { return m_written; }

private:
    static constexpr qint64 keptAfter = 1'000;

    RowWriter *m_writer;
    std::stop_source *m_stop;
    std::string m_quoted;
    qint64 m_rows = 0;
    Result<void> m_written;
};

std::unique_ptr<RowWriter> writerOf(ExportFormat format, ByteSink *sink, const QStringList &columns, int width)
{
    switch (format) {
    case ExportFormat::Csv:
        return csvWriter(sink, columns);
    case ExportFormat::Json:
        return jsonWriter(sink);
    case ExportFormat::JsonLines:
        return jsonLinesWriter(sink);
    default:
        return tableWriter(sink, columns, width);
    }
}

/// Prints the bytes of an entry as they are.
Result<void> printBytes(const ArchiveListing &zip, qsizetype entry, Output *out, const std::stop_token &stop)
{
    const auto stream = openEntry(zip, entry, stop);
    if (!stream)
        return fail(stream.error());
    std::vector<char> piece(256 << 10);
    while (true) {
        const auto got = (*stream)->read(piece.data(), qint64(piece.size()));
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return {};
        if (auto printed = out->data({piece.data(), std::size_t(*got)}); !printed)
            return printed;
    }
}

/// Prints its rows in a format; the notes that are due.
Result<QStringList> printRows(const DataFileAsk &ask, ExportFormat format, Output *out, const std::stop_token &stop)
{
    DataFileAsk first = ask;
    first.mostRows = std::min(ask.mostRows, columnsFrom);
    Nobody nobody;
    const auto known = readDataFile(first, nobody, stop);
    if (!known)
        return fail(known.error());
    std::stop_source ended;
    const std::stop_callback link(stop, [&ended] { ended.request_stop(); });
    StandardOutput sink(out);
    const auto writer = writerOf(format, &sink, known->columns, out->width());
    WrittenRows rows(writer.get(), &ended);
    const auto facts = readDataFile(ask, rows, ended.get_token());
    if (const auto kept = rows.keep(); !kept)
        return fail(kept.error());
    if (!facts) {
        writer->abandon();
        return fail(facts.error());
    }
    if (const auto finished = writer->finish(); !finished)
        return fail(finished.error());
    QStringList notes = facts->notes + writer->notes();
    if (!facts->isWhole)
        notes.append(u"There are more rows than these %1."_s.arg(facts->rows));
    return notes;
}

class PackageCat final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"package cat", "Print a file of a package as it is, or its rows, without unpacking the rest",
                "waybill-cli package cat export.zip \"Customers V3.csv\" --rows 20"};
    }
    bool isEndless() const override { return true; }
    bool printsData() const override { return true; }

    void declare(Syntax &syntax) override
    {
        syntax.argument("FILE", "The package (zip)", &m_file);
        syntax.argument("ENTRY", "The file in it; its folder may be left out", &m_entry);
        syntax.option("--format", "FORMAT",
                      "Rows of a CSV, XML or Excel file as table, csv, json or jsonl; else the bytes as they are",
                      &m_format);
        syntax.option("--rows", "N", "Only the first N rows, as a table unless --format says otherwise", &m_rows);
        declareNesting(syntax, &m_inside);
        syntax.option("--sheet", "NAME", "Of a workbook; else its first", &m_sheet);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const bool isJson = services.options().json;
        std::optional<ExportFormat> format;
        if (m_format) {
            format = exportFormatFrom(*m_format);
            if (!format || *format == ExportFormat::Xlsx || *format == ExportFormat::Sqlite)
                co_return fail(ErrorKind::Usage,
                               u"“%1” is not a format to print. Use table, csv, json or jsonl."_s.arg(*m_format));
        } else if (isJson) {
            format = ExportFormat::Json;
        } else if (m_rows || m_sheet) {
            format = ExportFormat::Table;
        }
        bool isNumber = true;
        const qint64 mostRows = m_rows ? m_rows->toLongLong(&isNumber) : std::numeric_limits<qint64>::max();
        if (!isNumber || mostRows < 1)
            co_return fail(ErrorKind::Usage, u"--rows %1 is not a whole number from 1."_s.arg(*m_rows));
        const std::stop_token stop = services.deadline().token();
        const auto printing =
            QtConcurrent::run([this, format, mostRows, out = &services.out(), stop]() -> Result<QStringList> {
                return print(format, mostRows, out, stop);
            });
        const auto notes = co_await printing;
        if (!notes)
            co_return fail(notes.error());
        for (const QString &note : *notes)
            services.out().note(note);
        co_return ExitCode::Good;
    }

private:
    Result<QStringList> print(std::optional<ExportFormat> format, qint64 mostRows, Output *out,
                              const std::stop_token &stop) const
    {
        const auto file = openNested(m_file, m_inside, stop);
        if (!file)
            return fail(file.error());
        const auto zip = ArchiveListing::read(file->path, {}, stop);
        if (!zip)
            return fail(zip.error());
        const qsizetype entry = EntryNames(*zip).find(m_entry);
        if (entry < 0)
            return fail(ErrorKind::NotFound, u"There is no file “%1” in the package, or more than one. See waybill-cli "
                                             u"package list."_s.arg(plainLine(m_entry)));
        if (format)
            return printRows({file->path, entry, m_sheet.value_or(QString()), mostRows}, *format, out, stop);
        if (auto printed = printBytes(*zip, entry, out, stop); !printed)
            return fail(printed.error());
        return QStringList();
    }

    QString m_file, m_entry;
    QStringList m_inside;
    std::optional<QString> m_format, m_rows, m_sheet;
};
} // namespace

std::unique_ptr<Verb> packageCatVerb()
{
    return std::make_unique<PackageCat>();
}

} // namespace waybill
