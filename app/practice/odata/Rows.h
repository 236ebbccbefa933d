// The rows of the sets: made on demand, and none of them kept.
#pragma once

#include "app/practice/odata/Model.h"

#include <QHash>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace practice::odata {

/// The rows of one set that a request may see, numbered from 0 in the order of company and key. Cheap to copy.
class Rows
{
public:
    /// The rows of one company.
    struct Part {
        int company = 0;
        std::int64_t count = 0; ///< that are there
        std::int64_t made = 0;  ///< from the seed and the imports, whatever was deleted
        const Pools *pools = nullptr;
        std::uint64_t companyBase = 0;
        std::shared_ptr<const std::vector<std::string>> imported;
        std::shared_ptr<const Changes> changes; ///< null: nothing was written
    };

    Rows(const EntitySet &set, std::vector<Part> parts);

    const EntitySet &set() const { return *m_set; }
    std::int64_t count() const { return m_count; }
    /// Another one after every write.
    std::uint64_t version() const;
    Place at(std::int64_t row) const;
    /// A property's value in the row of `place`, which keeps the property's salt.
    void make(Place &place, int property, Cell &cell) const
    {
        const Property &which = m_set->properties[std::size_t(property)];
        place.salt = which.salt;
        if (place.written != nullptr) {
            if (const auto value = place.written->values.find(property); value != place.written->values.end())
                return value->second.show(cell);
        }
        which.recipe(place, cell);
    }

private:
    const EntitySet *m_set;
    std::vector<Part> m_parts;
    std::int64_t m_count = 0;
};

/// What was written of all rows, by set and company. A copy costs a pointer for each.
using Written = std::map<std::pair<std::string, int>, std::shared_ptr<const Changes>>;

/// All rows of all sets, from a seed, and from the keys that imports left in the profile. May be used from several
/// threads; what it hands out lives no longer than itself.
class World
{
public:
    /// `folder`: where imports leave their keys.
    World(std::uint64_t seed, const QString &folder);

    /// Of the default company only, or of every company.
    Rows rows(const EntitySet &set, bool crossCompany) const;
    /// Of these companies, by their index.
    Rows rows(const EntitySet &set, const std::vector<int> &companies) const;
    /// The same, as the rows would be if this had been written.
    Rows rows(const EntitySet &set, bool crossCompany, const Written &written) const;
    Rows rows(const EntitySet &set, const std::vector<int> &companies, const Written &written) const;
    /// What has been written so far.
    std::shared_ptr<const Written> written() const;
    /// From here on this is what was written.
    void show(Written written);
    /// Lets `write` change what is written of a company's rows.
    static void change(Written &written, const EntitySet &set, int company,
                       const std::function<void(Changes &)> &write);
    /// Of a set that is of no company and refers to nothing.
    static Rows table(const EntitySet &set);

private:
    std::shared_ptr<const std::vector<std::string>> imported(const EntitySet &set, int company) const;

    /// A file of keys as it was when it had that size.
    struct KeyFile {
        qint64 size = -1;
        std::shared_ptr<const std::vector<std::string>> keys;
    };

    const std::uint64_t m_seed;
    const QString m_folder;
    std::vector<Pools> m_pools; ///< by company
    mutable std::mutex m_mutex;
    mutable QHash<QString, KeyFile> m_keyFiles;
    std::shared_ptr<const Written> m_written = std::make_shared<const Written>(); ///< never changed, only replaced
};

} // namespace practice::odata
