#include "app/odata/RowExport.h"

#include <QFile>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
std::unique_ptr<RowWriter> streamWriter(ByteSink *to, ExportFormat format, const QStringList &columns, CsvStyle style,
                                        int width)
{
    switch (format) {
    case ExportFormat::Table:
        return tableWriter(to, columns, width);
    case ExportFormat::Csv:
        return csvWriter(to, columns, style);
    case ExportFormat::Json:
        return jsonWriter(to);
    case ExportFormat::JsonLines:
        return jsonLinesWriter(to);
    case ExportFormat::Xlsx:
    case ExportFormat::Sqlite:
        break;
    }
    return nullptr;
}
} // namespace

Result<std::unique_ptr<RowExport>> RowExport::toFile(const QString &path, ExportFormat format, const QString &name,
                                                     const QStringList &columns, CsvStyle style)
{
    auto all = std::unique_ptr<RowExport>(new RowExport);
    all->m_file = std::make_unique<PartFile>(path);
    if (const auto usable = all->m_file->check(); !usable)
        return fail(usable.error());
    if (const auto claimed = all->m_file->claim(); !claimed)
        return fail(claimed.error());
    if (format == ExportFormat::Xlsx)
        all->m_writer = xlsxWriter(all->m_file->partPath(), name, columns);
    else if (format == ExportFormat::Sqlite)
        all->m_writer = sqliteWriter(all->m_file->partPath(), name, columns);
    else
        all->m_writer = streamWriter(all->m_file.get(), format, columns, style, 0);
    all->m_sink = std::make_unique<WriterSink>(all->m_writer.get());
    return all;
}

Result<std::unique_ptr<RowExport>> RowExport::toSink(ByteSink *to, ExportFormat format, const QStringList &columns,
                                                     int width)
{
    auto all = std::unique_ptr<RowExport>(new RowExport);
    all->m_writer = streamWriter(to, format, columns, {}, width);
    if (!all->m_writer)
        return fail(ErrorKind::BadInput, u"The format %1 needs a file. Name it with --output."_s.arg(word(format)));
    all->m_sink = std::make_unique<WriterSink>(all->m_writer.get());
    return all;
}

Result<void> RowExport::finish()
{
    m_isOver = true;
    if (auto finished = m_writer->finish(); !finished || !m_file)
        return finished;
    return m_file->commit();
}

void RowExport::abandon()
{
    if (!m_isOver)
        m_writer->abandon();
    if (m_file && !m_file->isKept())
        QFile::remove(m_file->partPath()); // begun, and nothing in it
    m_isOver = true;
}

QString RowExport::keptPart() const
{
    return m_file && m_file->isKept() ? m_file->partPath() : QString();
}

} // namespace waybill
