#pragma once

#include "app/practice/data/KeySet.h"

#include <QString>

#include <mutex>
#include <string>
#include <string_view>

namespace practice {

/// The keys of one entity in one company that have arrived, kept in a file of one key a line that
/// is only ever appended to. Safe to use from several threads.
class KeyStore
{
public:
    /// Reads what is kept at `path`; a last line that was never finished is dropped.
    explicit KeyStore(const QString &path);

    bool contains(std::string_view key) const;

    /// Keeps the keys in `lines`, one a line, each ended by a line feed. Returns how many of them
    /// are new. Keys that the file system refuses are known until the program ends.
    qint64 add(std::string_view lines);

private:
    mutable std::mutex m_mutex;
    QString m_path;
    KeySet m_known;
};

} // namespace practice
