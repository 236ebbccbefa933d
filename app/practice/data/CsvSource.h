#pragma once

#include "app/practice/data/CsvReader.h"
#include "app/practice/data/RecordFile.h"
#include "app/practice/data/RecordSource.h"

namespace practice {

/// Records of a delimited file whose first row names the entity's staging fields. Comma,
/// semicolon, tab or bar: whichever parts the header into the most names that the mapping knows.
/// Where the data project names the format, lines have to end with CRLF, and CSV-Unicode has to be
/// UTF-16 LE with a byte order mark.
class CsvSource : public RecordSource
{
public:
    explicit CsvSource(const RecordFile &file);

    Step next(Record &record) override;
    QString description() const override;
    std::vector<int> columns() const override { return m_fieldOfColumn; }

private:
    bool readHeader();
    bool refuseFormat();
    bool refuseHeader(const QString &column, const QString &message);
    Step brokenFile();

    const RecordFile &m_file;
    CsvReader m_reader;
    char m_separator = ',';
    bool m_headerRead = false;
    qint64 m_number = 0;
    std::vector<int> m_fieldOfColumn;
    std::vector<std::string_view> m_row;
    Refusal m_headerRefusal;
};

} // namespace practice
