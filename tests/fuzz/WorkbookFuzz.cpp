#include "Input.h"

#include "app/files/EntryStream.h"
#include "app/files/Workbook.h"
#include "app/files/ZipWriter.h"

using namespace waybill;
using namespace waybill::fuzz;

namespace {

/// Holds every promise that RowHandler's callers make.
class Checked final : public RowHandler
{
public:
    void beginRow() override
    {
        HOLDS(!m_isOpen);
        m_isOpen = true;
    }
    void value(std::string_view name, const PageValue &value) override
    {
        HOLDS(m_isOpen && !name.empty() && value.name >= 0 && std::size_t(value.name) < TableColumns::most);
        HOLDS(checkUtf8(QByteArrayView(value.text.data(), qsizetype(value.text.size())), false).valid);
        HOLDS(value.kind != PageValue::Kind::Number || !value.text.empty());
    }
    void endRow() override
    {
        HOLDS(m_isOpen);
        m_isOpen = false;
        ++rows;
    }
    qint64 rows = 0;

private:
    bool m_isOpen = false;
};

void read(const QString &path)
{
    const auto workbook = Workbook::open(path);
    HOLDS(workbook || !workbook.error().message.isEmpty());
    if (!workbook)
        return;
    for (qsizetype sheet = 0; sheet < std::min<qsizetype>((*workbook)->sheets().size(), 5); ++sheet) {
        Checked rows;
        TableFacts facts;
        const auto done = (*workbook)->read(sheet, rows, 1'000, facts);
        HOLDS(done || !done.error().message.isEmpty());
        HOLDS(facts.rows == rows.rows && facts.rows <= 1'000);
        const QStringList names = facts.columns.names();
        HOLDS(QSet<QString>(names.cbegin(), names.cend()).size() == names.size());
    }
}

} // namespace

/// The input as a workbook; and as its sheet, texts and styles, each with a zero byte behind it, in a sound zip.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = bytesOf(data, size);
    read(fileOf(input, QStringLiteral("input.xlsx")));
    const QList<QByteArray> parts = input.split('\0');
    const QString path = fileOf({}, QStringLiteral("made.xlsx"));
    const auto zip = ZipWriter::open(path);
    HOLDS(zip);
    const bool isWritten = (*zip)->add(QStringLiteral("xl/workbook.xml"),
                                       "<workbook><sheets><sheet name=\"S\" r:id=\"1\"/></sheets></workbook>") &&
                           (*zip)->add(QStringLiteral("xl/worksheets/sheet1.xml"), parts.value(0)) &&
                           (*zip)->add(QStringLiteral("xl/sharedStrings.xml"), parts.value(1)) &&
                           (*zip)->add(QStringLiteral("xl/styles.xml"), parts.value(2)) && (*zip)->commit();
    HOLDS(isWritten);
    read(path);
    return 0;
}
