#pragma once

#include "app/practice/data/Entity.h"

#include <QStringList>

#include <array>
#include <string>
#include <unordered_set>
#include <vector>

namespace practice {

/// What the practice companies hold before anything is imported: made up, the same in every run,
/// and a little different from company to company.
class ReferenceData
{
public:
    ReferenceData();

    /// Legal entities, the default one first.
    static const QStringList &companies();

    /// The index of a company by its name without regard to case, or -1.
    static int companyIndex(const QString &company);

    /// Whether the table of that company holds the value, given in capitals (folded()).
    bool contains(Table table, int company, const std::string &value) const;

    /// All values of a table, in order.
    std::vector<std::string> members(Table table, int company) const;

    /// The table's name as messages call it.
    static QString tableName(Table table);

private:
    static constexpr std::size_t kTables = std::size_t(Table::MainAccounts) + 1;
    using Members = std::unordered_set<std::string>;
    using Company = std::array<Members, kTables>;

    static Company makeCompany(int index);

    std::vector<Company> m_companies;
};

} // namespace practice
