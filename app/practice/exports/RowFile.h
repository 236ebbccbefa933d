// A data file of an export, row by row.
#pragma once

#include "app/practice/data/SourceFormat.h"

#include <QFile>
#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace practice {

/// Writes rows straight to disk, so that a file may have any size.
class RowFile
{
public:
    /// `element`: of a record in XML. `columns`: the names in the file.
    RowFile(const QString &path, SourceFormat format, const std::string &element,
            const std::vector<std::string> &columns);

    /// As many values as there are columns, UTF-8.
    void add(const std::vector<std::string_view> &values);
    /// False when the disk did not take everything.
    bool finish();

private:
    void addXml(const std::vector<std::string_view> &values);
    void flush();

    QFile m_file;
    const SourceFormat m_format;
    const std::string m_element;
    const std::vector<std::string> m_columns;
    std::string m_text; ///< not written yet: whole rows
    bool m_isGood;
};

} // namespace practice
