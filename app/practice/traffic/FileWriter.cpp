#include "app/practice/traffic/FileWriter.h"

#include "app/practice/data/CsvText.h"

#include <QStringEncoder>

namespace practice {
namespace {

std::string escaped(std::string_view value)
{
    return QString::fromUtf8(value.data(), qsizetype(value.size())).toHtmlEscaped().toStdString();
}

} // namespace

FileWriter::FileWriter(const Entity &entity, const std::vector<int> &columns, SourceFormat format, const Causes &bad)
    : m_entity(entity), m_columns(columns), m_format(format), m_bad(bad)
{
    if (isXml()) {
        m_text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Document>\r\n";
        return;
    }
    MadeRecord header;
    for (std::size_t place = 0; place < m_columns.size(); ++place)
        header.push_back(nameOf(place));
    addCsv(header);
}

/// The column's name in the file; the last but one is unknown where the header is to be wrong.
std::string FileWriter::nameOf(std::size_t place) const
{
    if (has(m_bad, Cause::Header) && place + 2 == m_columns.size())
        return "NOSUCHFIELD";
    return m_entity.fields[std::size_t(m_columns[place])].name;
}

void FileWriter::unbalance(MadeRecord &record) const
{
    for (std::size_t place = 0; place < record.size(); ++place)
        if (nameOf(place) == m_entity.balance->debit)
            record[place].insert(0, "1");
}

void FileWriter::add(const MadeRecord &record)
{
    MadeRecord written = record;
    if (m_records++ == 0 && has(m_bad, Cause::Balance))
        unbalance(written);
    if (isXml())
        addXml(written);
    else
        addCsv(written);
}

void FileWriter::addCsv(const MadeRecord &record)
{
    std::string row = csvRow({record.begin(), record.end()});
    if (has(m_bad, Cause::LineEnds))
        row.replace(row.size() - 2, 2, "\n");
    m_text += row;
}

void FileWriter::addXml(const MadeRecord &record)
{
    m_text += "  <" + m_entity.element;
    const bool byAttributes = m_format == SourceFormat::XmlAttribute;
    if (!byAttributes)
        m_text += '>';
    for (std::size_t place = 0; place < record.size(); ++place) {
        const std::string name = nameOf(place);
        m_text += byAttributes ? ' ' + name + "=\"" + escaped(record[place]) + '"'
                               : '<' + name + '>' + escaped(record[place]) + "</" + name + '>';
    }
    m_text += byAttributes ? "/>\r\n" : "</" + m_entity.element + ">\r\n";
}

QByteArray FileWriter::finish()
{
    if (isXml())
        m_text += has(m_bad, Cause::Malformed) ? "  <" + m_entity.element : std::string("</Document>\r\n");
    else if (has(m_bad, Cause::Quote))
        m_text += "\"never closed\r\n";
    if (has(m_bad, Cause::Encoding))
        m_text.insert(m_text.rfind("\r\n", m_text.size() - 3) + 2, "\xFC");
    const QByteArray bytes = QByteArray::fromStdString(m_text);
    if (m_format != SourceFormat::CsvUnicode || has(m_bad, Cause::ByteOrder))
        return bytes;
    QStringEncoder encoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    return encoder.encode(QString::fromUtf8(bytes));
}

} // namespace practice
