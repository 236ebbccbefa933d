#pragma once

#include "app/files/KeyIndex.h"

#include <QStringList>

#include <unordered_set>

namespace waybill {

/// The names of a file's columns, found whatever their case, spaces and punctuation (see foldedName).
class NameSet
{
public:
    explicit NameSet(const QStringList &names);

    bool isEmpty() const { return m_names.empty(); }
    /// Folds into memory of its own: only one thread may ask at a time.
    bool has(QStringView name) const;

private:
    std::unordered_set<QString, KeyHash, KeyEqual> m_names; ///< folded
    mutable QString m_folded;
};

} // namespace waybill
