#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

EntitySet legalEntities()
{
    const Recipe id = listed(Model::companies());
    return {
        .name = "LegalEntities",
        .typeName = "LegalEntity",
        .entityName = "OMLegalEntity",
        .label = "Legal entities",
        .category = "Master",
        .rows = rowsInAll(std::int64_t(Model::companies().size())),
        .properties = {
            key(labelled("Company", text("LegalEntityId", 4, id))),
            mandatory(text("Name", 100,
                           listed({"Contoso Entertainment System USA", "Contoso Retail USA", "Contoso Consulting USA",
                                   "Contoso Entertainment System Germany", "Contoso Consulting GB",
                                   "Contoso Consulting FR", "Contoso Polska Sp. z o.o.", "Company accounts data"}))),
            text("AddressCountryRegionId", 10, listed({"USA", "USA", "USA", "DEU", "GBR", "FRA", "POL", ""})),
            text("LanguageId", 7, listed({"en-us", "en-us", "en-us", "de", "en-gb", "fr", "pl", "en-us"})),
            text("PartyNumber", 40, numbered("00000", 4)), text("AddressCity", 60, city(id)),
            text("TaxRegistrationNumber", 50, drawn("", 100000000, 999999999))}};
}

EntitySet currencies()
{
    return {.name = "Currencies",
            .typeName = "Currency",
            .entityName = "CurrencyEntity",
            .label = "Currencies",
            .category = "Reference",
            .rows = membersOf(Table::Currencies),
            .properties = {
                key(labelled("Currency", text("CurrencyCode", 3, member(Table::Currencies)))),
                text("Name", 120,
                     listed({"Canadian dollar", "Swiss franc", "Chinese yuan", "Czech koruna", "Danish krone", "Euro",
                             "Pound sterling", "Indian rupee", "Yen", "Norwegian krone", "Złoty", "Swedish krona",
                             "US dollar"})),
                text("Symbol", 5, listed({"$", "Fr.", "¥", "Kč", "kr", "€",
                                          "£", "₹", "¥", "kr", "zł", "kr", "$"})),
                text("ReferenceCurrencyForTriangulation", 3, constant("")),
                decimal("RoundingRuleGeneral", [](const Place &, Cell &cell) { cell.setDecimal(1, 2); })}};
}

EntitySet exchangeRates()
{
    return {.name = "ExchangeRates",
            .typeName = "ExchangeRate",
            .entityName = "ExchangeRateEntity",
            .label = "Exchange rates",
            .category = "Reference",
            .rows = rowsInAll(13 * 365),
            .properties = {key(text("RateTypeName", 20, constant("Default"))),
                           key(text("FromCurrency", 3, ofGroup(365, member(Table::Currencies)))),
                           key(text("ToCurrency", 3, constant("USD"))),
                           key(time("StartDate",
                                    [](const Place &place, Cell &cell) {
                                        cell.setTime(1767268800 + place.row % 365 * 86400); // from 1 January 2026
                                    })),
                           decimal("Rate", amount(900, 6)), text("ConversionFactor", 20, constant("OneHundred"))},
            .navigations = {{"Currency", "Currencies", false, {{"FromCurrency", "CurrencyCode"}}}}};
}

EntitySet countries()
{
    return {.name = "AddressCountryRegions",
            .typeName = "AddressCountryRegion",
            .entityName = "LogisticsAddressCountryRegionEntity",
            .label = "Countries/regions",
            .category = "Reference",
            .rows = membersOf(Table::Countries),
            .properties = {key(text("CountryRegion", 10, member(Table::Countries))),
                           text("ShortName", 120,
                                listed({"Canada", "Czechia", "Germany", "Denmark", "Spain", "France", "United Kingdom",
                                        "Italy", "Japan", "Norway", "Poland", "Sweden", "United States"})),
                           text("ISOCode", 2,
                                listed({"CA", "CZ", "DE", "DK", "ES", "FR", "GB", "IT", "JP", "NO", "PL", "SE", "US"})),
                           text("TimeZone", 50, constant(""))}};
}

EntitySet units()
{
    return {.name = "UnitsOfMeasure",
            .typeName = "UnitOfMeasure",
            .entityName = "UnitOfMeasureEntity",
            .label = "Units of measure",
            .category = "Reference",
            .rows = membersOf(Table::Units),
            .properties = {key(text("UnitSymbol", 10, member(Table::Units))), choice("UnitClass", unitClass),
                           integer("DecimalPrecision", recipes::whole(0, 4)), yesNo("IsSystemUnit", 10),
                           text("UnitDescription", 60, remark())}};
}

EntitySet mainAccounts()
{
    return {.name = "MainAccounts",
            .typeName = "MainAccount",
            .entityName = "MainAccountEntity",
            .label = "Main accounts",
            .category = "Master",
            .rows = membersOf(Table::MainAccounts),
            .properties = {
                key(text("ChartOfAccounts", 60, constant("Shared"))),
                key(labelled("Main account", text("MainAccountId", 20, member(Table::MainAccounts)))),
                mandatory(text("Name", 60,
                               listed({"Bank Account - USD", "Petty cash", "Accounts receivable", "Finished goods",
                                       "Accounts payable", "Sales tax payable", "Sales, domestic", "Sales, export",
                                       "Cost of goods sold", "Travel expenses", "Rent", "Payroll expense"}))),
                choice("MainAccountType", mainAccountType), text("MainAccountCategory", 20, constant("")),
                yesNo("IsSuspended", 2), yesNo("DoNotAllowManualEntry", 20),
                text("DefaultCurrency", 3, blankExcept(30, pick(Table::Currencies)))}};
}

} // namespace

void addSharedSets(Sets &sets)
{
    sets.push_back(legalEntities());
    sets.push_back(currencies());
    sets.push_back(exchangeRates());
    sets.push_back(countries());
    sets.push_back(units());
    sets.push_back(mainAccounts());
}

} // namespace practice::odata
