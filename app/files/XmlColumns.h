#pragma once

#include <QHash>
#include <QStringList>

namespace waybill {

/// The columns of an XML file, in the order in which their fields first appear.
class XmlColumns
{
public:
    /// More distinct names than this are no table any more.
    static constexpr int kMost = 10'000;

    /// The column of a field's path; adds it where it is new. -1 when there are too many.
    int indexOf(const QString &name)
    {
        // Records mostly repeat the order of the one before.
        if (m_next < m_names.size() && m_names[m_next] == name)
            return int(m_next++);
        auto found = m_indexes.constFind(name);
        if (found == m_indexes.constEnd()) {
            if (m_names.size() >= kMost)
                return -1;
            found = m_indexes.insert(name, int(m_names.size()));
            m_names.append(name);
        }
        m_next = *found + 1;
        return *found;
    }
    const QStringList &names() const { return m_names; }

private:
    QStringList m_names;
    QHash<QString, int> m_indexes;
    qsizetype m_next = 0;
};

} // namespace waybill
