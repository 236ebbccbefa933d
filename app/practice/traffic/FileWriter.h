// Made-up records as bytes of a format, and what can be wrong with a file as a whole.
#pragma once

#include "app/practice/data/Entity.h"
#include "app/practice/data/SourceFormat.h"
#include "app/practice/traffic/RecordMaker.h"

#include <QByteArray>

namespace practice {

/// Writes one file. Of `bad` only the causes of the file as a whole count.
class FileWriter
{
public:
    FileWriter(const Entity &entity, const std::vector<int> &columns, SourceFormat format, const Causes &bad);

    void add(const MadeRecord &record);
    QByteArray finish();

private:
    void addCsv(const MadeRecord &record);
    void addXml(const MadeRecord &record);
    void unbalance(MadeRecord &record) const;
    std::string nameOf(std::size_t place) const;
    bool isXml() const { return m_format == SourceFormat::XmlElement || m_format == SourceFormat::XmlAttribute; }

    const Entity &m_entity;
    const std::vector<int> m_columns;
    const SourceFormat m_format;
    const Causes m_bad;
    std::string m_text;
    int m_records = 0;
};

} // namespace practice
