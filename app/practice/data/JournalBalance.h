// What posting demands of journals: debit and credit are equal.
#pragma once

#include "app/practice/data/RecordSource.h"

#include <QStringList>

#include <map>
#include <string>

namespace practice {

struct Entity;

/// Sums the records that arrived; does nothing for an entity that has no balance to keep.
class JournalBalance
{
public:
    explicit JournalBalance(const Entity &entity);

    void take(const Record &record);

    /// A sentence for each group out of balance, the first ten of them.
    QStringList faults() const;

private:
    double amount(const Record &record, int field) const;

    int m_group = -1;
    int m_debit = -1;
    int m_credit = -1;
    std::map<std::string, std::pair<double, double>, std::less<>> m_sums;
};

} // namespace practice
