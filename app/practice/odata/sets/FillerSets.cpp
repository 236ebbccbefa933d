#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

#include <array>
#include <string>

namespace practice::odata {
namespace {

struct Name {
    const char *word;  ///< in names
    const char *label; ///< in English
};

constexpr std::array areas{
    Name{"Asset", "Fixed asset"},
    Name{"Bank", "Bank"},
    Name{"Budget", "Budget"},
    Name{"Cash", "Cash"},
    Name{"Collections", "Collections"},
    Name{"Cost", "Cost accounting"},
    Name{"Expense", "Expense"},
    Name{"Freight", "Freight"},
    Name{"Invent", "Inventory"},
    Name{"Lease", "Lease"},
    Name{"Ledger", "Ledger"},
    Name{"Payroll", "Payroll"},
    Name{"Production", "Production"},
    Name{"Project", "Project"},
    Name{"Quality", "Quality"},
    Name{"Rebate", "Rebate"},
    Name{"Retail", "Retail"},
    Name{"Service", "Service"},
    Name{"Tax", "Tax"},
    Name{"Warehouse", "Warehouse"},
};

constexpr std::array things{
    Name{"Group", "groups"},         Name{"Parameter", "parameters"}, Name{"Journal", "journals"},
    Name{"Template", "templates"},   Name{"Posting", "postings"},     Name{"Agreement", "agreements"},
    Name{"Rule", "rules"},           Name{"Category", "categories"},  Name{"Transaction", "transactions"},
    Name{"Attribute", "attributes"}, Name{"Schedule", "schedules"},   Name{"Order", "orders"},
    Name{"Document", "documents"},   Name{"Plan", "plans"},           Name{"Setup", "setups"},
};

std::string plural(const std::string &word)
{
    return word.ends_with('y') ? word.substr(0, word.size() - 1) + "ies" : word + 's';
}

EntitySet filler(int number)
{
    const Name &area = areas[std::size_t(number) % areas.size()];
    const Name &thing = things[std::size_t(number) / areas.size() % things.size()];
    const int version = 1 + number / int(areas.size() * things.size());
    const std::string suffix = version > 1 ? "V" + std::to_string(version) : "";
    const std::string stem = std::string(area.word) + thing.word;
    EntitySet set{.name = plural(stem) + suffix,
                  .typeName = stem + suffix,
                  .entityName = stem + suffix + "Entity",
                  .label = std::string(area.label) + ' ' + thing.label + (version > 1 ? ' ' + suffix : ""),
                  .category = number % 3 == 0   ? "Reference"
                              : number % 3 == 1 ? "Parameters"
                                                : "Transaction",
                  .rows = perCompany(number % 4 == 0 ? 10 : 0),
                  .properties = {companyKey(), key(text(stem + "Id", 20, recipes::numbered(area.word, 3))),
                                 mandatory(text("Name", 60, recipes::remark())),
                                 text("Description", 255, recipes::remark())}};
    for (int more = 0; more < 3 + number % 17; ++more) {
        const std::string which = std::to_string(more + 1);
        switch ((number + more) % 5) {
        case 0:
            set.properties.push_back(decimal(std::string(thing.word) + "Amount" + which, recipes::amount(1000)));
            break;
        case 1:
            set.properties.push_back(time(std::string(thing.word) + "Date" + which, recipes::day()));
            break;
        case 2:
            set.properties.push_back(yesNo("Is" + std::string(thing.word) + "Active" + which));
            break;
        case 3:
            set.properties.push_back(integer(std::string(area.word) + "Number" + which, recipes::whole(0, 99)));
            break;
        default:
            set.properties.push_back(text(std::string(area.word) + "Code" + which, 20, recipes::constant("")));
        }
    }
    set.isReadOnly = number % 11 == 0;
    return set;
}

} // namespace

std::vector<EntitySet> fillerSets(int count)
{
    std::vector<EntitySet> sets;
    for (int number = 0; number < count; ++number)
        sets.push_back(filler(number));
    return sets;
}

} // namespace practice::odata
