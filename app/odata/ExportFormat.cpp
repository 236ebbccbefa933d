#include "app/odata/RowWriter.h"

#include <array>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::array<std::pair<ExportFormat, QLatin1StringView>, 6> words{{
    {ExportFormat::Table, "table"_L1},
    {ExportFormat::Csv, "csv"_L1},
    {ExportFormat::Json, "json"_L1},
    {ExportFormat::JsonLines, "jsonl"_L1},
    {ExportFormat::Xlsx, "xlsx"_L1},
    {ExportFormat::Sqlite, "sqlite"_L1},
}};
} // namespace

QString word(ExportFormat format)
{
    for (const auto &[meant, text] : words) {
        if (meant == format)
            return QString(text);
    }
    Q_UNREACHABLE();
}

std::optional<ExportFormat> exportFormatFrom(QStringView word)
{
    for (const auto &[meant, text] : words) {
        if (word.compare(text, Qt::CaseInsensitive) == 0)
            return meant;
    }
    return std::nullopt;
}

std::optional<ExportFormat> exportFormatOfFile(const QString &name)
{
    const QString ending = name.sliced(name.lastIndexOf(u'.') + 1).toLower();
    if (ending == "ndjson"_L1)
        return ExportFormat::JsonLines;
    if (ending == "db"_L1 || ending == "sqlite3"_L1)
        return ExportFormat::Sqlite;
    const auto format = exportFormatFrom(ending);
    return format == ExportFormat::Table || !name.contains(u'.') ? std::nullopt : format;
}

} // namespace waybill
