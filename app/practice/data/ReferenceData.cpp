#include "app/practice/data/ReferenceData.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>

namespace practice {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSalesOrders = 850;
constexpr int kCustomers = 60;
constexpr int kVendors = 40;

std::string numbered(const char *prefix, int number, int digits)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%s%0*d", prefix, digits, number);
    return buffer;
}

/// A family of item numbers such as D0001 … D0240. Each company has not released every
/// seventeenth product, each company other ones (usmf those divisible by 17).
void releaseProducts(std::unordered_set<std::string> &items, const char *prefix, int count, int company)
{
    for (int number = 1; number <= count; ++number) {
        if (number % 17 != company)
            items.insert(numbered(prefix, number, 4));
    }
}

/// What only the company at hand has besides.
struct Local {
    const char *customerPrefix;
    std::initializer_list<const char *> taxGroups;
    std::initializer_list<const char *> sites;
    std::initializer_list<const char *> warehouses;
};

const Local &localOf(int company)
{
    static const Local locals[] = {
        {"US-",
         {"CA", "FL", "NY", "TX", "WA", "EXEMPT"},
         {"1", "2", "3", "5"},
         {"11", "12", "13", "21", "22", "31", "51"}},
        {"RT-", {"CA", "NY", "HOUSTON", "EXEMPT"}, {"1", "2", "CENTRAL"}, {"11", "21", "HOUSTON", "SEATTLE"}},
        {"SI-", {"IL", "WA", "EXEMPT"}, {"1"}, {"11"}},
        {"DE-", {"DOM", "EU", "AUSL"}, {"1", "2", "NORD"}, {"11", "12", "21", "HAMBURG"}},
        {"GB-", {"UK", "EU", "EXPORT"}, {"1", "2"}, {"11", "12", "21", "22"}},
        {"FR-", {"FR", "EU", "EXPORT"}, {"1"}, {"11", "12"}},
        {"PL-", {"KRAJ", "UE", "EXP"}, {"1", "2"}, {"11", "21", "LODZ"}},
    };
    return locals[company];
}

} // namespace

const QStringList &ReferenceData::companies()
{
    static const QStringList names{u"usmf"_s, u"usrt"_s, u"ussi"_s, u"demf"_s, u"gbsi"_s, u"frsi"_s, u"plmf"_s};
    return names;
}

int ReferenceData::companyIndex(const QString &company)
{
    return int(companies().indexOf(company.trimmed().toLower()));
}

ReferenceData::ReferenceData()
{
    for (int company = 0; company < companies().size(); ++company)
        m_companies.push_back(makeCompany(company));
}

ReferenceData::Company ReferenceData::makeCompany(int index)
{
    Company company;
    const auto table = [&](Table which) -> Members & { return company[std::size_t(which)]; };
    const Local &local = localOf(index);

    table(Table::CustomerGroups) = {"10", "20", "30", "40", "80", "90"};
    table(Table::PaymentTerms) = {"CASH", "COD", "NET10", "NET15", "NET30", "NET45", "NET60", "10THNM"};
    table(Table::Currencies) = {"USD", "EUR", "GBP", "CAD", "CHF", "CNY", "CZK",
                                "DKK", "INR", "JPY", "NOK", "PLN", "SEK"};
    table(Table::Units) = {"EA", "PCS", "BOX", "CS", "DZ", "PL", "KG", "G", "LB", "L", "ML", "M", "CM", "HR"};
    table(Table::ForecastModels) = {"CURRENTF", "BASELINE", "OPTIMIST", "PESSIMIST", "FY26"};
    table(Table::Languages) = {"EN-US", "EN-GB", "DE", "FR", "PL", "DA", "SV", "NB-NO", "CS", "ES", "IT", "JA"};
    table(Table::Countries) = {"USA", "CAN", "GBR", "DEU", "FRA", "POL", "DNK",
                               "SWE", "NOR", "CZE", "ESP", "ITA", "JPN"};
    table(Table::DeliveryModes) = {"AIR", "TRUCK", "PICKUP", "SEA", "EXPRESS", "10", "20", "40"};
    table(Table::DeliveryTerms) = {"CFR", "CIF", "CIP", "DAP", "DDP", "EXW", "FCA", "FOB"};
    table(Table::VendorGroups) = {"10", "20", "30", "40", "90"};
    table(Table::ItemModelGroups) = {"FIFO", "LIFO", "STD", "AVG", "SERVICE"};
    table(Table::ItemGroups) = {"AUDIO", "TV", "CARAUDIO", "PARTS", "SERVICES"};
    table(Table::StorageDimensionGroups) = {"SITE", "SITEWH", "WARE", "NONE"};
    table(Table::JournalNames) = {"GENJRN", "DAILY", "ACCRUAL", "PAYROLL", "ALLOC"};
    table(Table::MainAccounts) = {"110110", "110180", "130100", "140200", "200100", "202140",
                                  "401100", "401200", "500100", "600150", "601500", "618150"};
    for (const char *group : local.taxGroups)
        table(Table::TaxGroups).insert(group);
    for (const char *site : local.sites)
        table(Table::Sites).insert(site);
    for (const char *warehouse : local.warehouses)
        table(Table::Warehouses).insert(warehouse);
    for (int number = 1; number <= kCustomers; ++number)
        table(Table::Customers).insert(numbered(local.customerPrefix, number, 3));
    for (int number = 1; number <= kVendors; ++number)
        table(Table::Vendors).insert(numbered("V-", number, 5));
    for (int number = 1; number <= kSalesOrders - 40 * index; ++number)
        table(Table::SalesOrders).insert(numbered("", number, 6));

    Members &items = table(Table::ReleasedProducts);
    releaseProducts(items, "D", 240, index);
    releaseProducts(items, "M", 160, index);
    releaseProducts(items, "P", 60, index);
    releaseProducts(items, "S", 40, index);
    return company;
}

bool ReferenceData::contains(Table table, int company, const std::string &value) const
{
    return m_companies[std::size_t(company)][std::size_t(table)].contains(value);
}

std::vector<std::string> ReferenceData::members(Table table, int company) const
{
    const Members &all = m_companies[std::size_t(company)][std::size_t(table)];
    std::vector<std::string> sorted(all.begin(), all.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

QString ReferenceData::tableName(Table table)
{
    static const std::array<QString, kTables> names{
        u"Customer groups"_s,  u"Customers"_s,         u"Released products"_s,
        u"Sales orders"_s,     u"Sites"_s,             u"Warehouses"_s,
        u"Units"_s,            u"Forecast models"_s,   u"Currencies"_s,
        u"Terms of payment"_s, u"Sales tax groups"_s,  u"Languages"_s,
        u"Countries/regions"_s, u"Modes of delivery"_s, u"Terms of delivery"_s,
        u"Vendor groups"_s,    u"Vendors"_s,           u"Item model groups"_s,
        u"Item groups"_s,      u"Storage dimension groups"_s, u"Journal names"_s,
        u"Main accounts"_s};
    return names[std::size_t(table)];
}

} // namespace practice
