#include "app/odata/RowExport.h"
#include "tests/bench/BenchFigure.h"
#include "tests/bench/PeakMemory.h"
#include "tests/bench/ServedPage.h"

#include <QFile>
#include <QTemporaryDir>

#include <limits>

using namespace waybill;
using namespace Qt::StringLiterals;
using bench::Budget;

namespace {
constexpr int pageRows = 10'000;
constexpr int pages = 20;

class NoRows final : public RowHandler
{
public:
    void beginRow() override {}
    void value(std::string_view, const PageValue &) override {}
    void endRow() override {}
};

void parseAll(const QByteArray &page, int count)
{
    PageParser parser;
    NoRows none;
    for (int i = 0; i < count; ++i) {
        if (!parser.parse(page, none))
            qFatal("The page of the bench cannot be read.");
    }
}

void exportAll(const QByteArray &page, int count, const QString &path, ExportFormat format)
{
    const auto rows = RowExport::toFile(path, format, u"Rows"_s, {});
    if (!rows)
        qFatal("%s", qPrintable(rows.error().message));
    for (int i = 0; i < count; ++i) {
        if (const auto taken = (*rows)->sink().take(page, std::numeric_limits<qint64>::max(), {}); !taken)
            qFatal("%s", qPrintable(taken.error().error.message));
    }
    if (const auto finished = (*rows)->finish(); !finished)
        qFatal("%s", qPrintable(finished.error().message));
}

void measureCsv(const QByteArray &page, const QTemporaryDir &folder)
{
    const QString path = folder.filePath(u"rows.csv"_s);
    bench::BenchFigure figure(u"export: 200,000 × 60 to csv"_s, u"parsing the same pages alone"_s,
                              Budget::speedAtLeast(0.5));
    figure.measure(
        5, [&] { exportAll(page, pages, path, ExportFormat::Csv); }, [&] { parseAll(page, pages); });
    figure.setNote(u"%1 MB written"_s.arg(QFile(path).size() / 1'000'000));
    figure.print();
    QFile::remove(path);
}

void measureMemory(const QByteArray &page, const QTemporaryDir &folder)
{
    const QString path = folder.filePath(u"rows.csv"_s);
    exportAll(page, 2, path, ExportFormat::Csv);
    bench::peakMemory();
    exportAll(page, 2, path, ExportFormat::Csv);
    const auto few = double(bench::peakMemory());
    exportAll(page, 100, path, ExportFormat::Csv);
    bench::BenchFigure figure(u"export: memory of 1,000,000 rows to csv"_s, u"20,000 rows"_s,
                              Budget::atMost(1.1, u"×"_s));
    figure.add(double(bench::peakMemory()) / few);
    figure.setNote(u"%1 MB"_s.arg(few / double(bench::megabyte), 0, 'f', 0));
    figure.print();
    QFile::remove(path);
}
} // namespace

int main()
{
    const QTemporaryDir folder;
    bench::ServedPages made;
    QByteArray page = made.page(0, pageRows);
    page.reserve(page.size() + PageParser::padding);
    measureCsv(page, folder);
    measureMemory(page, folder);
    return 0;
}
