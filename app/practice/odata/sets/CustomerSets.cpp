#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

EntitySet customerGroups()
{
    return {.name = "CustomerGroups",
            .typeName = "CustomerGroup",
            .entityName = "CustCustomerGroupEntity",
            .label = "Customer groups",
            .category = "Reference",
            .rows = membersOf(Table::CustomerGroups),
            .properties = {companyKey(), key(text("CustomerGroupId", 10, member(Table::CustomerGroups))),
                           mandatory(text("Description", 60,
                                          listed({"Wholesale customers", "Major customers", "Retail customers",
                                                  "Internet customers", "Other customers", "Intercompany customers"}))),
                           text("PaymentTermId", 10, pick(Table::PaymentTerms)),
                           text("ClearingPeriodPaymentTermName", 10, blankExcept(30, pick(Table::PaymentTerms))),
                           text("TaxGroupId", 10, pick(Table::TaxGroups)),
                           text("DefaultDimensionDisplayValue", 500, constant("")),
                           text("CustomerAccountNumberSequence", 10, constant("")), yesNo("IsSalesTaxIncludedInPrice"),
                           yesNo("IsPublicSector_IT", 0)},
            .navigations = {{"PaymentTerm", "PaymentTerms", false, {{"PaymentTermId", "Name"}}},
                            {"Customers", "CustomersV3", true, {{"CustomerGroupId", "CustomerGroupId"}}}},
            .fills = Table::CustomerGroups,
            .importedTable = "CustGroup"};
}

EntitySet customers()
{
    const Recipe account = member(Table::Customers);
    return {
        .name = "CustomersV3",
        .typeName = "CustomerV3",
        .entityName = "CustCustomerV3Entity",
        .label = "Customers V3",
        .category = "Master",
        .rows = membersOf(Table::Customers),
        .properties = {companyKey(),
                       key(labelled("Customer account", text("CustomerAccount", 20, account))),
                       mandatory(text("OrganizationName", 100, businessName(account))),
                       text("NameAlias", 20, joined(account, " ", constant("KEY"))),
                       mandatory(text("CustomerGroupId", 10, pick(Table::CustomerGroups))),
                       choice("PartyType", partyType, "Organization", 85),
                       text("PartyNumber", 40, numbered("0000", 6)),
                       mandatory(text("SalesCurrencyCode", 3, pick(Table::Currencies))),
                       text("PaymentTerms", 10, pick(Table::PaymentTerms)),
                       text("SalesTaxGroup", 10, pick(Table::TaxGroups)),
                       text("DeliveryMode", 10, pick(Table::DeliveryModes)),
                       text("DeliveryTerms", 10, pick(Table::DeliveryTerms)),
                       text("LanguageId", 7, pick(Table::Languages)),
                       decimal("CreditLimit", amount(100'000, 0)),
                       yesNo("CreditLimitIsMandatory", 40),
                       choice("OnHoldStatus", onHold, "No", 90),
                       text("AddressCountryRegionId", 10, pick(Table::Countries)),
                       text("AddressCity", 60, city(account)),
                       text("AddressStreet", 250, street(account)),
                       text("AddressZipCode", 10, drawn("", 10000, 98999)),
                       text("FullPrimaryAddress", 250, joined(street(account), "\n", city(account))),
                       decimal("AddressLatitude", amount(-90, 6)),
                       decimal("AddressLongitude", amount(-180, 6)),
                       text("PrimaryContactEmail", 255, email(account)),
                       text("PrimaryContactPhone", 255, phone(account)),
                       choice("PersonGender", gender, "Unknown", 60),
                       text("SiteId", 10, pick(Table::Sites)),
                       text("WarehouseId", 10, blankExcept(60, pick(Table::Warehouses))),
                       text("InvoiceAccount", 20, blankExcept(5, pick(Table::Customers))),
                       text("TaxExemptNumber", 20, blankExcept(40, drawn("VAT", 100000, 999999))),
                       time("CustomerSince", emptyDayExcept(80, day())),
                       text("SalesMemo", 1000, remark()),
                       yesNo("IsOneTimeCustomer", 3),
                       text("DefaultDimensionDisplayValue", 500, blankExcept(70, drawn("-00", 1, 9))),
                       readOnly(time("CreatedDateTime1", moment()))},
        .navigations =
            {{"CustomerGroup", "CustomerGroups", false, {{"CustomerGroupId", "CustomerGroupId"}}},
             {"PaymentTerm", "PaymentTerms", false, {{"PaymentTerms", "Name"}}},
             {"SalesOrderHeaders", "SalesOrderHeadersV2", true, {{"CustomerAccount", "OrderingCustomerAccountNumber"}}},
             {"PostalAddresses", "CustomerPostalAddresses", true, {{"CustomerAccount", "CustomerAccountNumber"}}}},
        .actions = {{"CalculateCustomerBalance", {{"asOfDate", "Edm.DateTimeOffset"}}, "Edm.Decimal"}},
        .fills = Table::Customers,
        .importedTable = "CustTable"};
}

EntitySet addresses()
{
    const Recipe account = ofGroup(2, member(Table::Customers));
    return {.name = "CustomerPostalAddresses",
            .typeName = "CustomerPostalAddress",
            .entityName = "CustCustomerPostalAddressEntity",
            .label = "Customer postal addresses",
            .category = "Master",
            .rows = perMember(Table::Customers, 2),
            .properties = {companyKey(), key(text("CustomerAccountNumber", 20, account)),
                           key(longInteger("AddressLocationRecordId", rowNumber(5637144576))),
                           mandatory(text("AddressDescription", 60, listed({"Main", "Delivery"}))),
                           text("AddressCity", 60, city(account)), text("AddressStreet", 250, street(account)),
                           text("AddressZipCode", 10, drawn("", 10000, 98999)),
                           text("AddressCountryRegionId", 10, pick(Table::Countries)),
                           text("AddressLocationRoles", 250, listed({"Business", "Delivery;Invoice"})),
                           yesNo("IsPrimary", 50), yesNo("IsPrivate", 0), time("Effective", moment()),
                           time("Expiration", emptyDayExcept(5, moment()))},
            .navigations = {{"Customer", "CustomersV3", false, {{"CustomerAccountNumber", "CustomerAccount"}}}}};
}

} // namespace

void addCustomerSets(Sets &sets)
{
    sets.push_back(customerGroups());
    sets.push_back(customers());
    sets.push_back(addresses());
}

} // namespace practice::odata
