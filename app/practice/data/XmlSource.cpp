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

XmlSource::XmlSource(const RecordFile &file)
    : m_source(file), m_file(file.path), m_byAttributes(file.format == SourceFormat::XmlAttribute),
      m_styleKnown(file.format != SourceFormat::ByContent), m_texts(file.entity.fields.size())
{
    if (m_file.open(QIODevice::ReadOnly))
        m_xml.setDevice(&m_file);
}

QString XmlSource::description() const
{
    return m_byAttributes ? u"XML with attributes"_s : u"XML with elements"_s;
}

RecordSource::Step XmlSource::brokenFile()
{
    const QString wrongBytes = encodingFault(m_source.path);
    if (!wrongBytes.isEmpty())
        return broken({true, wrongBytes, {}});
    return broken({false,
                   u"The source file is not well-formed XML: %1 Line %2, position %3."_s.arg(
                       m_xml.errorString().endsWith(u'.') ? m_xml.errorString() : m_xml.errorString() + u'.',
                       QString::number(m_xml.lineNumber()), QString::number(m_xml.columnNumber())),
                   {}});
}

int XmlSource::fieldOf(QStringView name)
{
    if (m_nextName < m_names.size() && m_names[m_nextName].first == name)
        return m_names[m_nextName++].second;
    const auto known = std::find_if(m_names.begin(), m_names.end(), [&](const auto &n) { return n.first == name; });
    if (known != m_names.end()) {
        m_nextName = std::size_t(known - m_names.begin()) + 1;
        return known->second;
    }
    const int field = m_source.map.indexOf(name.toString().toStdString());
    if (field >= 0)
        m_names.emplace_back(name.toString(), field);
    return field;
}

bool XmlSource::hasKnownAttribute() const
{
    const QXmlStreamAttributes attributes = m_xml.attributes();
    return std::any_of(attributes.begin(), attributes.end(), [this](const QXmlStreamAttribute &attribute) {
        return m_source.map.indexOf(attribute.name().toString().toStdString()) >= 0;
    });
}

/// Reads one child of the root; true when it is a record.
bool XmlSource::readChild()
{
    const bool named = folded(m_xml.name().toString().toStdString()) == m_source.entity.element;
    std::fill(m_texts.begin(), m_texts.end(), std::string());
    m_nextName = 0;
    m_unmapped.clear();
    if (!m_styleKnown)
        m_byAttributes = hasKnownAttribute();
    const bool hasFields = m_byAttributes ? readAttributes() : readElements();
    m_styleKnown = m_styleKnown || hasFields;
    if (!named && !hasFields)
        m_unmapped.clear();
    return named || hasFields;
}

/// True when at least one attribute of the child is a field.
bool XmlSource::readAttributes()
{
    bool hasFields = false;
    for (const QXmlStreamAttribute &attribute : m_xml.attributes()) {
        const int field = fieldOf(attribute.name());
        hasFields = hasFields || field >= 0;
        if (field >= 0)
            m_texts[std::size_t(field)] = attribute.value().toUtf8().toStdString();
        else if (m_unmapped.isEmpty())
            m_unmapped = attribute.name().toString();
    }
    m_xml.skipCurrentElement();
    return hasFields;
}

/// True when at least one element of the child is a field.
bool XmlSource::readElements()
{
    bool hasFields = false;
    while (m_xml.readNextStartElement()) {
        const int field = fieldOf(m_xml.name());
        if (field < 0) {
            m_unmapped = m_unmapped.isEmpty() ? m_xml.name().toString() : m_unmapped;
            m_xml.skipCurrentElement();
            continue;
        }
        hasFields = true;
        m_texts[std::size_t(field)] = m_xml.readElementText(QXmlStreamReader::SkipChildElements).toStdString();
    }
    return hasFields;
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
                           u"The mapping is incorrect: %1 '%2' of the source file has no field in the staging "
                           "table of entity '%3'."_s.arg(m_byAttributes ? u"attribute"_s : u"element"_s, m_unmapped,
                                                         m_source.entity.label),
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
