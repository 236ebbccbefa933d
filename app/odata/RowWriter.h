#pragma once

#include "app/base/Error.h"
#include "app/rows/RowHandler.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <string_view>

namespace waybill {

enum class ExportFormat { Table, Csv, Json, JsonLines, Xlsx, Sqlite };

/// `table`, `csv`, `json`, `jsonl`, `xlsx`, `sqlite`.
QString word(ExportFormat format);
std::optional<ExportFormat> exportFormatFrom(QStringView word);
/// The format that a file's name ends in, such as `.csv`.
std::optional<ExportFormat> exportFormatOfFile(const QString &name);

/// Where bytes go: a file or standard output. One thread at a time.
class ByteSink
{
public:
    virtual ~ByteSink() = default;
    /// All of it; Storage, or Cancelled where nobody reads any more.
    virtual Result<void> write(std::string_view bytes) = 0;
};

/// Writes rows in one format, page by page: what a page handed over counts only when keepPage() is called, so that a
/// page which turns out to be cut leaves nothing behind. `@odata.*` names are left out. One thread at a time.
class RowWriter : public RowHandler
{
public:
    /// Another name of the sheet or table; before the first page.
    virtual void rename(const QString &) {}
    virtual void beginPage() = 0;
    /// The rows since beginPage() are written. Storage.
    virtual Result<void> keepPage() = 0;
    /// The rows since beginPage() are forgotten.
    virtual void dropPage() = 0;
    /// Nothing comes any more; what is there is a whole file afterwards.
    virtual Result<void> finish() = 0;
    /// Ends after a failure: what a format needs to be opened at all is written, a list is not closed.
    virtual void abandon() = 0;
    /// In sentences, what of the rows is not in the output as it was served.
    virtual QStringList notes() const { return {}; }
};

/// How CSV is written.
struct CsvStyle {
    char delimiter = ',';
    bool byteOrderMark = false;
    bool quoteAll = false;
    std::string_view nullText = {}; ///< of static life
    bool guardFormulas = false;     ///< an apostrophe before texts that begin with = + - @, tab or CR
};

/// `columns`: the columns and their order; none: those of the first row. The sink outlives the writer.
std::unique_ptr<RowWriter> csvWriter(ByteSink *sink, QStringList columns, CsvStyle style = {});
std::unique_ptr<RowWriter> jsonWriter(ByteSink *sink);
std::unique_ptr<RowWriter> jsonLinesWriter(ByteSink *sink);
/// `width`: columns of the terminal; 0 for none. What does not fit is left out and noted.
std::unique_ptr<RowWriter> tableWriter(ByteSink *sink, QStringList columns, int width);
/// `file` is made when the first page is kept, or at the end; its folder takes the parts on the way. `name`: of the
/// sheet, or of the table.
std::unique_ptr<RowWriter> xlsxWriter(const QString &file, const QString &name, QStringList columns);
std::unique_ptr<RowWriter> sqliteWriter(const QString &file, const QString &name, QStringList columns);

} // namespace waybill
