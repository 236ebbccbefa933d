#include "app/files/NameSet.h"

#include "app/files/NameFold.h"

namespace waybill {

NameSet::NameSet(const QStringList &names)
{
    for (const QString &name : names) {
        foldName(name, m_folded);
        if (!m_folded.isEmpty())
            m_names.insert(m_folded);
    }
}

bool NameSet::has(QStringView name) const
{
    if (m_names.empty())
        return false;
    foldName(name, m_folded);
    return m_names.contains(m_folded);
}

} // namespace waybill
