#include "BenchFigure.h"
#include "BenchSize.h"
#include "CellFile.h"
#include "ServedPage.h"

#include "app/files/Workbook.h"
#include "app/odata/RowExport.h"
#include "app/odata/ServedNumber.h"
#include "app/odata/ServedTime.h"
#include "ui/explore/StoreRows.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

using namespace waybill;
using namespace Qt::StringLiterals;
using bench::Budget;

namespace {

RowStore storeOf(int rows)
{
    constexpr int pageRows = 10'000;
    bench::ServedPages pages;
    PageParser parser;
    RowStore store;
    for (int first = 0; first < rows; first += pageRows) {
        RowBlockBuilder builder;
        if (!parser.parse(pages.page(first, std::min(pageRows, rows - first)), builder) ||
            !store.append(builder.finish()))
            qFatal("The page of the bench cannot be read.");
    }
    return store;
}

void writeAll(const RowStore &store, RowWriter &writer)
{
    std::atomic<qint64> done = 0;
    if (const auto written = writeRows(store, {}, nullptr, writer, done, {}); !written)
        qFatal("%s", qPrintable(written.error().message));
}

/// Writes what a workbook shows of the rows into a file for PlainWorkbook. Every row must have all columns.
class CellFile final : public RowWriter
{
public:
    CellFile(const QString &path, const RowStore &store) : m_file(path)
    {
        if (!m_file.open(QIODevice::WriteOnly))
            qFatal("There is no room for the cells of the bench.");
        add(quint32(store.columns()));
        add(quint64(store.rows()));
        for (int column = 0; column < store.columns(); ++column)
            addText(store.name(column));
    }

    void beginPage() override {}
    void beginRow() override {}
    void endRow() override {}
    void dropPage() override {}
    void abandon() override {}
    Result<void> finish() override
    {
        m_file.close();
        return {};
    }

    void value(std::string_view, const PageValue &value) override
    {
        if (value.kind == PageValue::Kind::Null) {
            add(CellMark::None);
        } else if (value.kind == PageValue::Kind::True || value.kind == PageValue::Kind::False) {
            add(value.kind == PageValue::Kind::True ? CellMark::True : CellMark::False);
        } else if (value.kind == PageValue::Kind::Number && significantDigits(value.raw) <= safeDigits) {
            add(CellMark::Number);
            add(QByteArray(value.raw.data(), qsizetype(value.raw.size())).toDouble());
        } else if (const auto time = sheetTime(value.text); time && value.kind == PageValue::Kind::Text) {
            add(time->hasTime ? CellMark::Moment : CellMark::Day);
            add(time->days);
        } else {
            add(CellMark::Text);
            addText(value.text);
        }
    }

    Result<void> keepPage() override
    {
        if (m_file.write(m_bytes) != m_bytes.size())
            qFatal("There is no room for the cells of the bench.");
        m_bytes.clear();
        return {};
    }

private:
    template <class Value>
    void add(const Value &value)
    {
        m_bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    }
    void addText(std::string_view text)
    {
        add(quint32(text.size()));
        m_bytes.append(text.data(), qsizetype(text.size()));
        m_bytes.append('\0');
    }

    QFile m_file;
    QByteArray m_bytes;
};

/// What stands in the cells of a workbook, whoever wrote it; cells without anything in them count for nothing.
class CellSum final : public RowHandler
{
public:
    void beginRow() override { ++m_rows; }
    void endRow() override { add("\n"); }
    void value(std::string_view name, const PageValue &value) override
    {
        ++m_cells;
        add(name);
        if (value.kind == PageValue::Kind::Number) { // 5.10 and 5.1 are the same
            const double number = QByteArray(value.raw.data(), qsizetype(value.raw.size())).toDouble();
            add("\1");
            add({reinterpret_cast<const char *>(&number), sizeof number});
        } else {
            add("\2");
            add(value.text);
        }
    }

    qint64 rows() const { return m_rows; }
    qint64 cells() const { return m_cells; }
    QByteArray sum() const { return m_hash.result(); }

private:
    void add(std::string_view bytes) { m_hash.addData(QByteArrayView(bytes.data(), qsizetype(bytes.size()))); }

    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_rows = 0, m_cells = 0;
};

void read(const QString &path, CellSum &sum)
{
    TableFacts facts;
    const auto book = Workbook::open(path);
    const auto done =
        book ? (*book)->read(0, sum, std::numeric_limits<qint64>::max(), facts) : Result<void>(fail(book.error()));
    if (!done)
        qFatal("%s", qPrintable(done.error().message));
}

void check(const QString &ours, const QString &theirs, qint64 rows)
{
    CellSum our, their;
    read(ours, our);
    read(theirs, their);
    if (our.rows() != rows || our.cells() != their.cells() || our.sum() != their.sum())
        qFatal("Ours and libxlsxwriter did not write the same cells.");
}

void exportAll(const RowStore &store, const QString &path)
{
    const auto rows = RowExport::toFile(path, ExportFormat::Xlsx, u"Rows"_s, {});
    if (!rows)
        qFatal("%s", qPrintable(rows.error().message));
    writeAll(store, (*rows)->writer());
    if (const auto finished = (*rows)->finish(); !finished)
        qFatal("%s", qPrintable(finished.error().message));
}

/// The seconds that libxlsxwriter needs, without the start of its program and the reading of the cells.
double writePlain(const QString &cells, const QString &path)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(WAYBILL_BIN "/PlainWorkbook"), {cells, path});
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("PlainWorkbook failed.");
    return process.readAllStandardOutput().trimmed().toDouble();
}

} // namespace

int main()
{
    const QTemporaryDir folder;
    const QString ours = folder.filePath(u"ours.xlsx"_s), theirs = folder.filePath(u"theirs.xlsx"_s),
                  cells = folder.filePath(u"cells"_s);
    const RowStore store = storeOf(bench::rowsAsked(30'000));
    CellFile file(cells, store);
    writeAll(store, file);
    (void)file.finish();
    bench::BenchFigure figure(u"export: %1 × %2 from a store to xlsx"_s.arg(store.rows()).arg(store.columns()),
                              u"libxlsxwriter in constant memory, the same cells"_s, Budget::timeAtMost(1.2));
    for (int run = -1; run < 3; ++run) {
        const double our = bench::secondsOf([&] { exportAll(store, ours); });
        const double their = writePlain(cells, theirs);
        if (run < 0)
            check(ours, theirs, store.rows());
        else
            figure.add(our, their);
    }
    const auto megabytes = [](const QString &path) { return double(QFileInfo(path).size()) / 1e6; };
    figure.setNote(u"%1 MB, the reference's %2 MB"_s.arg(megabytes(ours), 0, 'f', 1).arg(megabytes(theirs), 0, 'f', 1));
    figure.print();
    return 0;
}
