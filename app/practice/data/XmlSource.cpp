#include "app/practice/data/XmlSource.h"

#include "app/practice/data/Text.h"
#include "app/practice/data/TextSource.h"

#include <algorithm>

namespace practice {

using namespace Qt::StringLiterals;

namespace {

/// Why the file's bytes are no text; empty when they are, or when it names an encoding of its own.
QString encodingFault(const QString &path)
{
    TextSource source(path);
    std::string_view piece = source.read();
    const std::string_view head = piece.substr(0, piece.find("?>"));
    if (head.starts_with("<?xml") && folded(head).find("ISO-8859-1") != std::string::npos)
        return {};
    while (!piece.empty())
        piece = source.read();
    return source.fault();
}

} // namespace

XmlSource::XmlSource(const QString &path, const Entity &entity)
    : m_entity(entity), m_path(path), m_file(path), m_texts(entity.fields.size())
{
    if (m_file.open(QIODevice::ReadOnly))
        m_xml.setDevice(&m_file);
}

RecordSource::Step XmlSource::brokenFile()
{
    const QString wrongBytes = encodingFault(m_path);
    if (!wrongBytes.isEmpty())
        return broken({true, wrongBytes, {}});
    return broken({false,
                   u"The source file is not well-formed XML: %1 Line %2, position %3."_s
                       .arg(m_xml.errorString().endsWith(u'.') ? m_xml.errorString() : m_xml.errorString() + u'.')
                       .arg(m_xml.lineNumber())
                       .arg(m_xml.columnNumber()),
                   {}});
}

/// Reads one child of the root; true when it is a record.
bool XmlSource::readChild()
{
    bool isRecord = folded(m_xml.name().toString().toStdString()) == m_entity.element;
    QString unmapped;
    std::fill(m_texts.begin(), m_texts.end(), std::string());
    while (m_xml.readNextStartElement()) {
        const QString name = m_xml.name().toString();
        const int field = m_entity.indexOf(name.toStdString());
        if (field < 0) {
            unmapped = unmapped.isEmpty() ? name : unmapped;
            m_xml.skipCurrentElement();
            continue;
        }
        isRecord = true;
        m_texts[std::size_t(field)] = m_xml.readElementText(QXmlStreamReader::SkipChildElements).toStdString();
    }
    if (isRecord)
        m_unmapped = unmapped;
    return isRecord;
}

RecordSource::Step XmlSource::next(Record &record)
{
    if (!m_started && !m_xml.readNextStartElement())
        return brokenFile();
    m_started = true;
    while (m_xml.readNextStartElement()) {
        const bool isRecord = readChild();
        if (m_xml.hasError())
            break;
        if (!isRecord)
            continue;
        if (!m_unmapped.isEmpty())
            return broken({true,
                           u"The mapping is incorrect: element '%1' of the source file has no field in the staging "
                           "table of entity '%2'."_s.arg(m_unmapped, m_entity.label),
                           {}});
        const auto isBlank = [](const std::string &text) { return trimmed(text).empty(); };
        if (std::all_of(m_texts.begin(), m_texts.end(), isBlank))
            continue;
        record.number = ++m_number;
        record.shapeFault.clear();
        record.values.assign(m_texts.begin(), m_texts.end());
        return Step::Record;
    }
    // What follows the root has to be sound as well.
    while (!m_xml.hasError() && !m_xml.atEnd())
        m_xml.readNext();
    return m_xml.hasError() ? brokenFile() : Step::End;
}

} // namespace practice
