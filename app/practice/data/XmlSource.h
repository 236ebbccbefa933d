#pragma once

#include "app/practice/data/RecordFile.h"
#include "app/practice/data/RecordSource.h"

#include <QFile>
#include <QXmlStreamReader>

#include <string>
#include <utility>

namespace practice {

/// Records of an XML file: the children of the root, their fields as elements or as attributes, whichever the data
/// project's format says or else the first record shows. A child is a record when it bears the entity's name or holds
/// at least one of its fields; others are passed over, as F&O does, and leave nothing behind.
class XmlSource : public RecordSource
{
public:
    explicit XmlSource(const RecordFile &file);

    Step next(Record &record) override;
    QString description() const override;

private:
    bool readChild();
    bool readAttributes();
    bool readElements();
    bool hasKnownAttribute() const;
    int fieldOf(QStringView name);
    Step brokenFile();

    const RecordFile &m_source;
    QFile m_file;
    QXmlStreamReader m_xml;
    bool m_started = false;
    bool m_byAttributes = false;
    bool m_styleKnown = false;
    qint64 m_number = 0;
    std::vector<std::string> m_texts;
    QString m_unmapped;
    /// The names of a record in the order they came in: the next record has them in the same.
    std::vector<std::pair<QString, int>> m_names;
    std::size_t m_nextName = 0;
};

} // namespace practice
