#include "ui/explore/StoreRows.h"

#include "app/rows/JsonText.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {

namespace {

constexpr qsizetype pageRows = 10'000;

struct Column {
    std::string name;
    int place; ///< in the store
};

std::vector<Column> columnsOf(const RowStore &store, const QStringList &names)
{
    std::vector<Column> columns;
    for (const QString &name : names) {
        if (const auto place = store.columnOf(name.toStdString()))
            columns.push_back({name.toStdString(), *place});
    }
    for (int place = 0; names.isEmpty() && place < store.columns(); ++place)
        columns.push_back({store.name(place), place});
    return columns;
}

PageValue::Kind kindOf(CellKind kind, std::string_view text)
{
    switch (kind) {
    case CellKind::Boolean:
        return text == "true" ? PageValue::Kind::True : PageValue::Kind::False;
    case CellKind::Integer:
    case CellKind::Decimal:
        return PageValue::Kind::Number;
    case CellKind::Text:
    case CellKind::Time:
    case CellKind::Date:
        return PageValue::Kind::Text;
    case CellKind::Nested:
        return PageValue::Kind::Nested;
    case CellKind::Absent:
    case CellKind::Null:
        break;
    }
    return PageValue::Kind::Null;
}

void writeRow(const RowStore &store, qsizetype row, const std::vector<Column> &columns, RowWriter &writer,
              std::string &quoted)
{
    writer.beginRow();
    for (size_t i = 0; i < columns.size(); ++i) {
        const CellKind kind = store.kind(row, columns[i].place);
        if (kind == CellKind::Absent)
            continue;
        PageValue value;
        value.text = store.text(row, columns[i].place);
        value.kind = kindOf(kind, value.text);
        value.name = int(i);
        value.raw = value.text;
        if (value.kind == PageValue::Kind::Null) {
            value.raw = value.text = "null";
        } else if (value.kind == PageValue::Kind::Text) {
            quoted.clear();
            json::quote(value.text, quoted);
            value.raw = quoted;
        }
        writer.value(columns[i].name, value);
    }
    writer.endRow();
}

} // namespace

Result<void> writeRows(const RowStore &store, const QStringList &names, const RowNumbers *rows, RowWriter &writer,
                       std::atomic<qint64> &done, const std::stop_token &stop)
{
    const qsizetype count = rows ? qsizetype(rows->size()) : store.rows();
    const std::vector<Column> columns = columnsOf(store, names);
    std::string quoted;
    for (qsizetype begin = 0; begin < count || begin == 0; begin += pageRows) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, QCoreApplication::translate("ExportRun", "The export was stopped."));
        const qsizetype end = std::min(begin + pageRows, count);
        writer.beginPage();
        for (qsizetype row = begin; row < end; ++row)
            writeRow(store, rows ? qsizetype((*rows)[size_t(row)]) : row, columns, writer, quoted);
        if (auto kept = writer.keepPage(); !kept)
            return kept;
        done = end;
    }
    return {};
}

} // namespace waybill
