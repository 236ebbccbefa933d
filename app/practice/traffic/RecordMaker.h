// Believable records of an entity.
#pragma once

#include "app/practice/data/ReferenceData.h"
#include "app/practice/traffic/Cause.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace practice {

/// Values in the order of columns().
using MadeRecord = std::vector<std::string>;

/// Values that references may name, of tables that are not to be taken from the company's own data.
using Pools = std::map<Table, std::vector<std::string>>;

/// Makes records for company usmf that an untouched practice environment imports without an error, no two with the same
/// key, and spoils them for one cause. A pure function of entity, seed and row.
class RecordMaker
{
public:
    RecordMaker(const Entity &entity, std::uint64_t seed, const Pools &pools = {});

    /// Indexes of fields: the key, what is mandatory, one field of every type, and a few more.
    const std::vector<int> &columns() const { return m_columns; }

    /// How many records there will be: the last line of an odd number has no other to balance it.
    void expect(int rows) { m_alone = rows % 2 == 1 ? rows - 1 : -1; }

    MadeRecord good(int row) const;
    /// False when the entity has no field to which that can happen.
    bool spoil(MadeRecord &record, Cause cause, int row) const;

private:
    void chooseColumns();
    std::string value(const Field &field, int row, std::uint64_t chance) const;
    std::string plainText(const Field &field, std::uint64_t chance) const;
    std::string keyValue(const Field &field, bool isLast, int row, int &rest) const;
    std::string *find(MadeRecord &record, bool (*suits)(const Field &)) const;

    const Entity &m_entity;
    std::uint64_t m_seed;
    int m_alone = -1;
    std::vector<int> m_columns;
    std::vector<std::vector<std::string>> m_pools; ///< of the columns that refer to something
};

} // namespace practice
