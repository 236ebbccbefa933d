#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

/// A table of a code and its description.
EntitySet coded(const char *name, const char *typeName, const char *entityName, const char *label, Table table,
                const char *code, const char *what)
{
    return {.name = name,
            .typeName = typeName,
            .entityName = entityName,
            .label = label,
            .category = "Reference",
            .rows = membersOf(table),
            .properties = {companyKey(), key(text(code, 10, member(table))),
                           text("Description", 60, joined(constant(what), " ", member(table)))}};
}

EntitySet paymentTerms()
{
    EntitySet set = coded("PaymentTerms", "PaymentTerm", "PaymentTermEntity", "Terms of payment", Table::PaymentTerms,
                          "Name", "Terms of payment");
    set.properties.push_back(choice("DueMethod", dueMethod, "Net", 70));
    set.properties.push_back(integer("NumberOfDays", recipes::whole(0, 60)));
    set.properties.push_back(integer("NumberOfMonths", recipes::whole(0, 2)));
    set.properties.push_back(yesNo("IsCashPayment", 10));
    return set;
}

EntitySet taxGroups()
{
    EntitySet set = coded("TaxGroups", "TaxGroup", "TaxGroupEntity", "Sales tax groups", Table::TaxGroups,
                          "TaxGroupCode", "Sales tax of");
    set.properties.push_back(yesNo("IsReverseSalesTaxOnCashDiscount", 10));
    return set;
}

EntitySet deliveryModes()
{
    EntitySet set = coded("DeliveryModes", "DeliveryMode", "DeliveryModeEntity", "Modes of delivery",
                          Table::DeliveryModes, "ModeCode", "Delivery by");
    set.properties.push_back(choice("FreightChargeTerms", deliveryCharges));
    return set;
}

EntitySet deliveryTerms()
{
    return coded("DeliveryTerms", "DeliveryTerm", "DeliveryTermsEntity", "Terms of delivery", Table::DeliveryTerms,
                 "TermsCode", "Incoterm");
}

EntitySet sites()
{
    EntitySet set = coded("OperationalSites", "OperationalSite", "InventOperationalSiteEntity", "Sites", Table::Sites,
                          "SiteId", "Site");
    set.properties.push_back(text("PrimaryAddressCity", 60, city(member(Table::Sites))));
    set.properties.push_back(text("SiteTimezone", 50, constant("")));
    set.navigations = {{"Warehouses", "Warehouses", true, {{"SiteId", "OperationalSiteId"}}}};
    return set;
}

EntitySet warehouses()
{
    EntitySet set = coded("Warehouses", "Warehouse", "InventWarehouseEntity", "Warehouses", Table::Warehouses,
                          "WarehouseId", "Warehouse");
    set.properties.push_back(text("OperationalSiteId", 10, pick(Table::Sites)));
    set.properties.push_back(yesNo("AreAdvancedWarehouseManagementProcessesEnabled", 30));
    set.navigations = {{"OperationalSite", "OperationalSites", false, {{"OperationalSiteId", "SiteId"}}}};
    return set;
}

EntitySet journalNames()
{
    EntitySet set = coded("JournalNames", "JournalName", "LedgerJournalNameEntity", "Journal names",
                          Table::JournalNames, "Name", "Journal");
    set.properties.push_back(choice("Type", journalType, "Daily", 60));
    set.properties.push_back(text("OffsetAccountDisplayValue", 500, blankExcept(40, pick(Table::MainAccounts))));
    return set;
}

EntitySet forecastModels()
{
    return coded("ForecastModels", "ForecastModel", "ForecastModelEntity", "Forecast models", Table::ForecastModels,
                 "ModelId", "Forecast");
}

} // namespace

void addReferenceSets(Sets &sets)
{
    for (EntitySet (*set)() :
         {paymentTerms, taxGroups, deliveryModes, deliveryTerms, sites, warehouses, journalNames, forecastModels})
        sets.push_back(set());
}

} // namespace practice::odata
