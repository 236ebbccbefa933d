#include "app/odata/RowExport.h"
#include "tests/bench/BenchFigure.h"
#include "tests/bench/ServedPage.h"

#include <QFile>
#include <QTemporaryDir>

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
        if (const auto taken = (*rows)->sink().take(page, pageRows, {}); !taken)
            qFatal("%s", qPrintable(taken.error().error.message));
    }
    if (const auto finished = (*rows)->finish(); !finished)
        qFatal("%s", qPrintable(finished.error().message));
}

/// The highest resident size since it was last asked for, in megabytes.
double peakMemory()
{
    QFile status(u"/proc/self/status"_s);
    double peak = 0;
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                peak = line.mid(6).simplified().split(' ').value(0).toDouble() / 1024;
        }
    }
    QFile reset(u"/proc/self/clear_refs"_s);
    if (reset.open(QIODevice::WriteOnly))
        reset.write("5");
    return peak;
}

void measureFormat(const QByteArray &page, const QTemporaryDir &folder, ExportFormat format, double speed)
{
    const QString name = word(format);
    const QString path = folder.filePath(u"rows."_s + name);
    bench::BenchFigure figure(u"export: 200,000 × 60 to %1"_s.arg(name), u"parsing the same pages alone"_s,
                              Budget::speedAtLeast(speed));
    figure.measure(
        3, [&] { exportAll(page, pages, path, format); }, [&] { parseAll(page, pages); });
    figure.setNote(u"%1 MB written"_s.arg(QFile(path).size() / 1'000'000));
    figure.print();
    QFile::remove(path);
}

void measureMemory(const QByteArray &page, const QTemporaryDir &folder)
{
    const QString path = folder.filePath(u"rows.csv"_s);
    exportAll(page, 2, path, ExportFormat::Csv);
    peakMemory();
    exportAll(page, 2, path, ExportFormat::Csv);
    const double few = peakMemory();
    exportAll(page, 100, path, ExportFormat::Csv);
    bench::BenchFigure figure(u"export: memory of 1,000,000 rows to csv"_s, u"20,000 rows"_s,
                              Budget::atMost(1.1, u"×"_s));
    figure.add(peakMemory() / few);
    figure.setNote(u"%1 MB"_s.arg(few, 0, 'f', 0));
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
    measureFormat(page, folder, ExportFormat::Csv, 0.5);
    measureFormat(page, folder, ExportFormat::JsonLines, 0.5);
    measureMemory(page, folder);
    return 0;
}
