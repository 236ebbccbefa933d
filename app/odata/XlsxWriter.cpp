#include "app/odata/RowColumns.h"
#include "app/odata/RowWriter.h"
#include "app/odata/SheetText.h"

#include <QDir>
#include <QFile>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView xmlHead{"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"};
constexpr QLatin1StringView mainSpace{"http://schemas.openxmlformats.org/spreadsheetml/2006/main"};
constexpr QLatin1StringView relations{"http://schemas.openxmlformats.org/officeDocument/2006/relationships"};
constexpr QLatin1StringView packageSpace{"http://schemas.openxmlformats.org/package/2006/"};
constexpr QLatin1StringView partType{"application/vnd.openxmlformats-officedocument.spreadsheetml."};
constexpr qint64 mostSheetBytes = qint64(4000) << 20; ///< readers of zips that know no longer files are many
constexpr int packing = 3;                            ///< of zlib: most of the size, a third of the time

/// A workbook as a stream: each sheet goes into the zip row by row, and nothing is held but a page.
class XlsxWriter final : public RowWriter
{
public:
    XlsxWriter(const QString &file, const QString &name, const QStringList &columns)
        : m_file(file), m_name(sheetName(name)), m_columns(columns)
    {
    }

    void rename(const QString &name) override { m_name = sheetName(name); }

    void beginPage() override
    {
        m_columns.beginPage();
        m_rowBefore = m_row;
        m_bytesBefore = m_sheetBytes;
    }

    void beginRow() override
    {
        if (m_row > sheet::lastRow || m_sheetBytes > mostSheetBytes) {
            m_splits.push_back(m_page.size());
            m_row = firstRow;
            m_sheetBytes = 0;
        }
        m_begin = m_page.size();
        m_number = std::to_string(m_row);
        m_page += "<row r=\"" + m_number + "\">";
        m_cells.clear();
        m_isOrdered = true;
    }

    void value(std::string_view name, const PageValue &value) override
    {
        const int column = m_columns.of(name, value);
        if (column < 0)
            return;
        if (column >= sheet::mostColumns) {
            m_hasTooMany = true;
            return;
        }
        while (size_t(column) >= m_columnNames.size())
            m_columnNames.push_back(sheet::columnName(int(m_columnNames.size())));
        m_isOrdered = m_isOrdered && (m_cells.empty() || m_cells.back().column < column);
        m_cells.push_back({column, m_page.size()});
        m_place = m_columnNames[size_t(column)];
        m_place += m_number;
        m_cutTexts += sheet::appendCell(value, m_place, m_page) ? 1 : 0;
    }

    void endRow() override
    {
        m_columns.endRow();
        if (m_columns.size() == 0) { // the header comes with the first row that is written; this one stays blank
            m_page.resize(m_begin);
            ++m_row;
            return;
        }
        if (!m_isOrdered)
            putInOrder();
        m_page += "</row>";
        m_sheetBytes += qint64(m_page.size() - m_begin);
        ++m_row;
    }

    Result<void> keepPage() override
    {
        size_t from = 0;
        m_splits.push_back(m_page.size());
        for (size_t i = 0; i < m_splits.size(); ++i) {
            if (i > 0)
                endSheet();
            if (m_splits[i] > from)
                write(std::string_view(m_page).substr(from, m_splits[i] - from));
            from = m_splits[i];
        }
        forget();
        return result();
    }

    void dropPage() override
    {
        forget();
        m_columns.dropPage();
        m_row = m_rowBefore;
        m_sheetBytes = m_bytesBefore;
    }

    Result<void> finish() override
    {
        if (m_sheets == 0)
            beginSheet(); // without rows
        endSheet();
        writeFrame();
        m_zip.close();
        if (m_zip.getZipError() != ZIP_OK || !m_disk.flush() || m_disk.error() != QFileDevice::NoError)
            failed();
        m_disk.close();
        return result();
    }

    void abandon() override
    {
        if (m_zip.isOpen())
            (void)finish(); // what came can be looked at
    }

    QStringList notes() const override
    {
        QStringList all{m_columns.leftOut()};
        if (m_cutTexts > 0)
            all.append(u"%1 longer than the 32,767 characters that a cell takes, and cut."_s.arg(
                m_cutTexts == 1 ? u"1 text is"_s : u"%1 texts are"_s.arg(m_cutTexts)));
        if (m_hasTooMany)
            all.append(u"A sheet takes 16,384 columns; those after it were left out."_s);
        if (m_sheets > 1)
            all.append(u"A sheet takes 1,048,576 rows; the rows go on in %1 more."_s.arg(m_sheets - 1));
        all.removeAll(QString());
        return all;
    }

private:
    struct Cell {
        int column;
        size_t begin; ///< in m_page
    };
    static constexpr int firstRow = 2; ///< below the header

    static QString sheetName(QString name)
    {
        for (const QChar c : u"[]:*?/\\'"_s)
            name.replace(c, u'_');
        return name.isEmpty() ? u"Rows"_s : name.left(24); // 31 are the most, with a number behind it
    }

    void forget()
    {
        m_page.clear();
        m_splits.clear();
    }

    /// Cells stand in the order of their columns; of two the later one counts.
    void putInOrder()
    {
        const std::string row = m_page.substr(m_begin);
        std::vector<std::pair<Cell, size_t>> cells; // with its end
        for (size_t i = 0; i < m_cells.size(); ++i)
            cells.emplace_back(m_cells[i], i + 1 < m_cells.size() ? m_cells[i + 1].begin : m_page.size());
        std::stable_sort(cells.begin(), cells.end(),
                         [](const auto &a, const auto &b) { return a.first.column < b.first.column; });
        m_page.resize(m_cells.front().begin);
        for (size_t i = 0; i < cells.size(); ++i) {
            const auto &[cell, end] = cells[i];
            if (i + 1 == cells.size() || cells[i + 1].first.column != cell.column)
                m_page += row.substr(cell.begin - m_begin, end - cell.begin);
        }
    }

    Result<void> result() const { return m_failure ? Result<void>(fail(*m_failure)) : Result<void>(); }

    void failed()
    {
        if (!m_failure) {
            m_failure = Error{ErrorKind::Storage, u"%1 cannot be written: %2."_s.arg(QDir::toNativeSeparators(m_file),
                                                                                     m_disk.errorString())};
        }
    }

    bool open(const QString &part)
    {
        if (!m_zip.isOpen()) {
            m_disk.setFileName(m_file);
            m_zip.setIoDevice(&m_disk);
            m_zip.setAutoClose(false);
            if (!m_disk.open(QIODevice::ReadWrite | QIODevice::Truncate) || !m_zip.open(QuaZip::mdCreate)) {
                failed();
                return false;
            }
        }
        m_part = std::make_unique<QuaZipFile>(&m_zip);
        if (!m_part->open(QIODevice::WriteOnly, QuaZipNewInfo(part), nullptr, 0, Z_DEFLATED, packing))
            failed();
        return !m_failure;
    }

    void put(std::string_view bytes)
    {
        if (!m_failure && m_part->write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
            failed();
    }
    void put(const QString &text)
    {
        const QByteArray bytes = text.toUtf8();
        put(std::string_view(bytes.constData(), size_t(bytes.size())));
    }

    void close()
    {
        if (m_part)
            m_part->close();
        if (m_part && m_part->getZipError() != ZIP_OK)
            failed();
        m_part.reset();
    }

    void write(std::string_view rows)
    {
        beginSheet();
        put(rows);
        if (!m_failure && m_disk.error() != QFileDevice::NoError)
            failed();
    }

    void beginSheet()
    {
        if (m_failure || m_part)
            return;
        if (!open(u"xl/worksheets/sheet%1.xml"_s.arg(++m_sheets)))
            return;
        put(xmlHead + u"<worksheet xmlns=\"%1\"><sheetViews><sheetView workbookViewId=\"0\">"
                      "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>"
                      "</sheetViews>"_s.arg(mainSpace));
        const int columns = std::min(m_columns.size(), sheet::mostColumns);
        std::string header = "<row r=\"1\">";
        QString widths;
        for (int i = 0; i < columns; ++i) {
            const std::string &name = m_columns.names()[size_t(i)];
            widths += u"<col min=\"%1\" max=\"%1\" width=\"%2\" customWidth=\"1\"/>"_s.arg(i + 1).arg(
                std::clamp(int(name.size()) + 3, 12, 40));
            header += "<c r=\"" + sheet::columnName(i) + "1\" s=\"1\" t=\"inlineStr\"><is><t>";
            sheet::appendText(name, header);
            header += "</t></is></c>";
        }
        if (!widths.isEmpty())
            put(u"<cols>"_s + widths + u"</cols>"_s);
        put(std::string_view("<sheetData>"));
        put(header + "</row>");
    }

    void endSheet()
    {
        if (!m_part)
            return;
        put(std::string_view("</sheetData></worksheet>"));
        close();
    }

    void writePart(const QString &name, const QString &content)
    {
        if (!m_failure && open(name))
            put(content);
        close();
    }

    /// What goes around the sheets, when their number is known.
    void writeFrame()
    {
        QString types, sheets, links;
        for (int i = 1; i <= m_sheets; ++i) {
            const QString name = (i == 1 ? m_name : u"%1 (%2)"_s.arg(m_name).arg(i)).toHtmlEscaped();
            types +=
                u"<Override PartName=\"/xl/worksheets/sheet%1.xml\" ContentType=\"%2worksheet+xml\"/>"_s.arg(i).arg(
                    partType);
            sheets += u"<sheet name=\"%1\" sheetId=\"%2\" r:id=\"rId%2\"/>"_s.arg(name, QString::number(i));
            links +=
                u"<Relationship Id=\"rId%1\" Type=\"%2/worksheet\" Target=\"worksheets/sheet%1.xml\"/>"_s.arg(i).arg(
                    relations);
        }
        writePart(u"xl/workbook.xml"_s,
                  xmlHead + u"<workbook xmlns=\"%1\" xmlns:r=\"%2\"><sheets>%3</sheets></workbook>"_s.arg(
                                mainSpace, relations, sheets));
        writePart(u"xl/_rels/workbook.xml.rels"_s,
                  xmlHead + u"<Relationships xmlns=\"%1relationships\">%2<Relationship Id=\"rId0\" Type=\"%3/styles\" "
                            "Target=\"styles.xml\"/></Relationships>"_s.arg(packageSpace, links, relations));
        writePart(u"xl/styles.xml"_s, QString::fromLatin1(sheet::stylesXml));
        writePart(u"_rels/.rels"_s,
                  xmlHead + u"<Relationships xmlns=\"%1relationships\"><Relationship Id=\"rId1\" "
                            "Type=\"%2/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"_s.arg(
                                packageSpace, relations));
        writePart(u"[Content_Types].xml"_s,
                  xmlHead +
                      u"<Types xmlns=\"%1content-types\"><Default Extension=\"rels\" "
                      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
                      "Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
                      "ContentType=\"%2sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" "
                      "ContentType=\"%2styles+xml\"/>%3</Types>"_s.arg(packageSpace, partType, types));
    }

    QString m_file, m_name;
    RowColumns m_columns;
    QFile m_disk;
    QuaZip m_zip;
    std::unique_ptr<QuaZipFile> m_part; ///< the one that is open in the zip
    std::string m_page;                 ///< rows of this page
    std::vector<size_t> m_splits;       ///< where in it a new sheet begins
    std::vector<Cell> m_cells;          ///< of this row
    std::vector<std::string> m_columnNames;
    std::string m_place, m_number;
    size_t m_begin = 0; ///< of this row
    bool m_isOrdered = true;
    int m_row = firstRow, m_rowBefore = firstRow;
    qint64 m_sheetBytes = 0, m_bytesBefore = 0;
    int m_sheets = 0;
    qint64 m_cutTexts = 0;
    bool m_hasTooMany = false;
    std::optional<Error> m_failure; ///< the first; nothing is written after it
};
} // namespace

std::unique_ptr<RowWriter> xlsxWriter(const QString &file, const QString &name, QStringList columns)
{
    return std::make_unique<XlsxWriter>(file, name, columns);
}

} // namespace waybill
