// Keys that wait for the end of their file.
#pragma once

#include <QTemporaryFile>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace practice {

/// Collects lines in the order they come; beyond some megabytes in a temporary file, so that the memory stays flat.
/// Dropped with the object.
class KeySpool
{
public:
    /// `line` without its line feed.
    void add(std::string_view line);

    /// Gives out everything in pieces of whole lines, each ended by a line feed.
    void each(const std::function<void(std::string_view)> &use);

private:
    void spill();

    std::string m_lines;
    QTemporaryFile m_file;
    std::vector<qint64> m_pieces; ///< bytes of each piece in the file
};

} // namespace practice
