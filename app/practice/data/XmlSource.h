#pragma once

#include "app/practice/data/Entity.h"
#include "app/practice/data/RecordSource.h"

#include <QFile>
#include <QXmlStreamReader>

#include <string>

namespace practice {

/// Records of an XML file: the children of the root, their fields as elements. A child is a record
/// when it bears the entity's name or holds at least one of its fields; others are passed over, as
/// F&O does, and leave nothing behind.
class XmlSource : public RecordSource
{
public:
    XmlSource(const QString &path, const Entity &entity);

    Step next(Record &record) override;
    QString description() const override { return QStringLiteral("XML with elements"); }

private:
    bool readChild();
    Step brokenFile();

    const Entity &m_entity;
    QString m_path;
    QFile m_file;
    QXmlStreamReader m_xml;
    bool m_started = false;
    qint64 m_number = 0;
    std::vector<std::string> m_texts;
    QString m_unmapped;
};

} // namespace practice
