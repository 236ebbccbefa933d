#pragma once

#include "app/files/TableReading.h"
#include "app/files/WorkbookTexts.h"

#include <memory>
#include <optional>

namespace waybill {

/// Reads the sheets of a workbook (.xlsx) as rows: the first row with something in it names the columns. The sheet is
/// streamed; the texts that its cells share are held in memory (WorkbookTexts::most). Formulas give the value that was
/// saved with them, moments are texts such as `2024-05-31`. One thread; blocks.
class Workbook
{
public:
    /// BadInput when it is no such workbook, or has no sheet; Storage, Cancelled.
    static Result<std::unique_ptr<Workbook>> open(const QString &path, const std::stop_token &stop = {});

    /// In the workbook's order, hidden ones among them.
    const QStringList &sheets() const { return m_names; }

    /// Hands over at most `mostRows` rows of a sheet; rows and cells without anything in them are left out. `facts` are
    /// right also after an error: BadInput, Storage, Cancelled.
    Result<void> read(qsizetype sheet, RowHandler &to, qint64 mostRows, TableFacts &facts,
                      const std::stop_token &stop = {});

private:
    explicit Workbook(ArchiveListing zip) : m_zip(std::move(zip)) {}
    Result<void> readDirectory(const std::stop_token &stop);
    Result<const WorkbookTexts *> texts(const std::stop_token &stop);

    ArchiveListing m_zip;
    QStringList m_names;
    QList<qsizetype> m_entries; // of each sheet in the zip; -1 where it is not there
    WorkbookStyles m_styles;
    std::optional<WorkbookTexts> m_texts; // read when the first cell shows one
};

} // namespace waybill
