#pragma once

#include "app/odata/PageSink.h"
#include "app/odata/PartFile.h"

namespace waybill {

/// Rows on their way into a file or stream, in one format. Called from one thread at a time; blocks.
class RowExport
{
public:
    /// Into a file that appears when it is whole (PartFile). BadInput where it cannot be written.
    static Result<std::unique_ptr<RowExport>> toFile(const QString &path, ExportFormat format, const QString &name,
                                                     const QStringList &columns, CsvStyle style = {});
    /// Into a stream; a workbook or database cannot be one: BadInput. `width` as tableWriter has it. The sink outlives
    /// this.
    static Result<std::unique_ptr<RowExport>> toSink(ByteSink *to, ExportFormat format, const QStringList &columns,
                                                     int width);

    PageSink &sink() { return *m_sink; }
    /// For rows that come from elsewhere than pages.
    RowWriter &writer() { return *m_writer; }
    /// All is there: the end is written, and a file has its name. Storage.
    Result<void> finish();
    /// Ends after a failure; what was written of a file stays as `FILE.part`.
    void abandon();
    /// What abandon() left of a file: its path; empty where there is nothing.
    QString keptPart() const;
    QStringList notes() const { return m_writer->notes(); }
    /// As WriterSink has them.
    void noticeRepeats(bool areWhole) { m_sink->noticeRepeats(areWhole); }
    qint64 repeatedRows() const { return m_sink->repeatedRows(); }

private:
    RowExport() = default;

    std::unique_ptr<PartFile> m_file; ///< null for a stream
    std::unique_ptr<RowWriter> m_writer;
    std::unique_ptr<WriterSink> m_sink;
    bool m_isOver = false;
};

} // namespace waybill
