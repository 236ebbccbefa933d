#include "app/packages/EntryNames.h"

namespace waybill {

namespace {

QString lastPart(const QString &name)
{
    return name.sliced(name.lastIndexOf(u'/') + 1);
}

void add(QHash<QString, qsizetype> &names, const QString &name, qsizetype place)
{
    const auto known = names.find(name);
    if (known == names.end())
        names.insert(name, place);
    else
        *known = -1;
}

} // namespace

EntryNames::EntryNames(const ArchiveListing &zip)
{
    const auto &entries = zip.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i].isFile())
            continue;
        QString name = entries[i].name;
        name.replace(u'\\', u'/');
        const QString folded = name.toCaseFolded();
        add(m_whole, name, qsizetype(i));
        add(m_folded, folded, qsizetype(i));
        add(m_last, lastPart(folded), qsizetype(i));
    }
}

qsizetype EntryNames::find(const QString &name) const
{
    QString wanted = name.trimmed();
    wanted.replace(u'\\', u'/');
    if (wanted.isEmpty())
        return -1;
    const QString folded = wanted.toCaseFolded();
    if (const auto same = m_whole.constFind(wanted); same != m_whole.cend())
        return *same;
    if (const auto like = m_folded.constFind(folded); like != m_folded.cend())
        return *like;
    return m_last.value(lastPart(folded), -1);
}

} // namespace waybill
