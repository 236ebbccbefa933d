#include "app/practice/data/JournalBalance.h"

#include "app/practice/data/Entity.h"
#include "app/practice/data/Text.h"

#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace practice {
namespace {
constexpr qsizetype kMostFaults = 10;
}

JournalBalance::JournalBalance(const Entity &entity)
{
    if (!entity.balance)
        return;
    m_group = entity.indexOf(entity.balance->group);
    m_debit = entity.indexOf(entity.balance->debit);
    m_credit = entity.indexOf(entity.balance->credit);
}

double JournalBalance::amount(const Record &record, int field) const
{
    const std::string_view text = trimmed(record.values[std::size_t(field)]);
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void JournalBalance::take(const Record &record)
{
    if (m_group < 0)
        return;
    auto &[debit, credit] = m_sums[folded(trimmed(record.values[std::size_t(m_group)]))];
    debit += amount(record, m_debit);
    credit += amount(record, m_credit);
}

QStringList JournalBalance::faults() const
{
    QStringList lines;
    for (const auto &[group, sums] : m_sums) {
        if (std::abs(sums.first - sums.second) < 0.005)
            continue;
        lines << u"Posting failed: journal %1 does not balance, debit %2, credit %3."_s.arg(
            toQString(group), QString::number(sums.first, 'f', 2), QString::number(sums.second, 'f', 2));
        if (lines.size() == kMostFaults)
            break;
    }
    return lines;
}

} // namespace practice
