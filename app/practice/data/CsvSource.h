#pragma once

#include "app/practice/data/CsvReader.h"
#include "app/practice/data/Entity.h"
#include "app/practice/data/RecordSource.h"

namespace practice {

/// Records of a delimited file whose first row names the entity's staging fields. Comma,
/// semicolon, tab or bar: whichever parts the header into the most names that the entity knows.
class CsvSource : public RecordSource
{
public:
    CsvSource(const QString &path, const Entity &entity);

    Step next(Record &record) override;
    QString description() const override;

private:
    bool readHeader();
    bool refuseHeader(const QString &column, const QString &message);
    Step brokenFile();

    const Entity &m_entity;
    CsvReader m_reader;
    char m_separator = ',';
    bool m_headerRead = false;
    qint64 m_number = 0;
    std::vector<int> m_fieldOfColumn;
    std::vector<std::string_view> m_row;
    Refusal m_headerRefusal;
};

} // namespace practice
