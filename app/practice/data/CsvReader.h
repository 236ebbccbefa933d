#pragma once

#include "app/practice/data/TextSource.h"

#include <string>
#include <string_view>
#include <vector>

namespace practice {

/// Rows of a delimited text, quotes and line breaks inside quotes included. Memory is bounded by
/// the longest row, and that by 16 MB.
class CsvReader
{
public:
    explicit CsvReader(const QString &path);

    /// The first line that is not blank, as it stands, without using it up. Empty where there is
    /// none. It may be cut where it is longer than the first piece of the file.
    std::string_view peekFirstLine();

    /// True when that line is ended by a line feed alone.
    bool endsFirstLineWithLineFeedOnly();

    /// What parts the values from now on. Comma by default.
    void setSeparator(char separator) { m_separator = separator; }

    /// Reads the next row that is not blank; false at the end or at a fault. The values are valid
    /// until the next call.
    bool next(std::vector<std::string_view> &values);

    /// Why reading ended early, as a sentence; empty when it did not.
    QString fault() const;

    QString encodingName() const { return m_source.encodingName(); }

private:
    enum class Place { ValueBegin, Plain, Quoted, AfterQuote };

    bool readRow();
    bool step(char c);
    bool take();
    void endValue();
    void appendPlain();

    TextSource m_source;
    std::string_view m_piece;
    std::size_t m_at = 0;
    bool m_started = false;
    char m_separator = ',';
    Place m_place = Place::ValueBegin;
    bool m_skipLineFeed = false;
    std::string m_row;
    std::vector<std::size_t> m_ends;
    qint64 m_line = 1;
    qint64 m_quoteLine = 0;
    QString m_fault;
};

} // namespace practice
