#include "app/practice/exports/RowFile.h"

#include "app/practice/data/CsvText.h"

#include <QStringEncoder>

namespace practice {
namespace {

constexpr std::size_t piece = 1024 * 1024;

bool isXml(SourceFormat format)
{
    return format == SourceFormat::XmlElement || format == SourceFormat::XmlAttribute;
}

std::string escaped(std::string_view value)
{
    return QString::fromUtf8(value.data(), qsizetype(value.size())).toHtmlEscaped().toStdString();
}

} // namespace

RowFile::RowFile(const QString &path, SourceFormat format, const std::string &element,
                 const std::vector<std::string> &columns)
    : m_file(path), m_format(format), m_element(element), m_columns(columns), m_isGood(m_file.open(QFile::WriteOnly))
{
    if (isXml(m_format)) {
        m_text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Document>\r\n";
        return;
    }
    if (m_format == SourceFormat::CsvUnicode)
        m_isGood = m_isGood && m_file.write("\xFF\xFE") == 2;
    m_text = csvRow({m_columns.begin(), m_columns.end()});
}

void RowFile::add(const std::vector<std::string_view> &values)
{
    if (isXml(m_format))
        addXml(values);
    else
        m_text += csvRow(values);
    if (m_text.size() >= piece)
        flush();
}

void RowFile::addXml(const std::vector<std::string_view> &values)
{
    const bool byAttributes = m_format == SourceFormat::XmlAttribute;
    m_text += "  <" + m_element + (byAttributes ? "" : ">");
    for (std::size_t place = 0; place < values.size(); ++place) {
        const std::string &name = m_columns[place];
        m_text += byAttributes ? ' ' + name + "=\"" + escaped(values[place]) + '"'
                               : '<' + name + '>' + escaped(values[place]) + "</" + name + '>';
    }
    m_text += byAttributes ? "/>\r\n" : "</" + m_element + ">\r\n";
}

void RowFile::flush()
{
    QByteArray bytes = QByteArray::fromStdString(m_text);
    if (m_format == SourceFormat::CsvUnicode) {
        QStringEncoder encoder(QStringConverter::Utf16LE);
        bytes = encoder.encode(QString::fromUtf8(bytes));
    }
    m_isGood = m_isGood && m_file.write(bytes) == bytes.size();
    m_text.clear();
}

bool RowFile::finish()
{
    if (isXml(m_format))
        m_text += "</Document>\r\n";
    flush();
    m_isGood = m_isGood && m_file.flush();
    m_file.close();
    return m_isGood;
}

} // namespace practice
