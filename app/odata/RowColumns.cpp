#include "app/odata/RowColumns.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
bool sameButForCase(std::string_view a, std::string_view b)
{
    return QString::fromUtf8(a.data(), qsizetype(a.size()))
               .compare(QString::fromUtf8(b.data(), qsizetype(b.size())), Qt::CaseInsensitive) == 0;
}
} // namespace

RowColumns::RowColumns(const QStringList &given, Growth growth) : m_growth(growth), m_given(!given.isEmpty())
{
    for (const QString &name : given)
        add(name.toStdString());
    m_namesBefore = m_names;
}

int RowColumns::add(std::string_view name)
{
    const auto [place, isNew] = m_byName.try_emplace(std::string(name), int(m_names.size()));
    if (isNew)
        m_names.emplace_back(name);
    return place->second;
}

void RowColumns::beginPage()
{
    m_byNumber.clear();
    m_hasField = false;
    m_namesBefore = m_names;
    m_inFirstRowBefore = m_inFirstRow;
}

void RowColumns::dropPage()
{
    m_byNumber.clear();
    m_hasField = false;
    m_inFirstRow = m_inFirstRowBefore;
    m_names = m_namesBefore;
    m_byName.clear();
    for (size_t i = 0; i < m_names.size(); ++i)
        m_byName.emplace(m_names[i], int(i));
}

int RowColumns::lookUp(std::string_view name, int number)
{
    m_hasField = true;
    int column = -1;
    if (const auto found = m_byName.find(name); found != m_byName.end()) {
        column = found->second;
    } else if (m_given && m_inFirstRow) {
        // A service that does not mind the case answers with its own.
        for (size_t i = 0; i < m_names.size() && column < 0; ++i) {
            if (sameButForCase(m_names[i], name)) {
                m_byName.erase(m_names[i]);
                m_names[i] = name;
                column = m_byName.try_emplace(m_names[i], int(i)).first->second;
            }
        }
    }
    if (column < 0 && (m_growth == Growth::Always || (m_inFirstRow && !m_given)))
        column = add(name);
    if (column < 0 && m_leftOut.size() < 100)
        m_leftOut.emplace(name);
    if (size_t(number) >= m_byNumber.size())
        m_byNumber.resize(size_t(number) + 1, unknown);
    m_byNumber[size_t(number)] = column;
    return column;
}

QString RowColumns::leftOut() const
{
    if (m_leftOut.empty())
        return {};
    QStringList names;
    for (const std::string &name : m_leftOut)
        names.append(QString::fromStdString(name));
    const QString all = names.mid(0, 10).join(u", "_s) + (names.size() > 10 ? u" and more"_s : QString());
    return m_given ? u"The service sent fields that were not asked for, and they were left out: %1."_s.arg(all)
                   : u"Later rows had fields that the first row had not, and they were left out: %1. Choose the fields "
                     u"with --select, or write json or jsonl."_s.arg(all);
}

} // namespace waybill
