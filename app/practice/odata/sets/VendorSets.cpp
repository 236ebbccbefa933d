#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

EntitySet vendorGroups()
{
    return {.name = "VendorGroups",
            .typeName = "VendorGroup",
            .entityName = "VendVendorGroupEntity",
            .label = "Vendor groups",
            .category = "Reference",
            .rows = membersOf(Table::VendorGroups),
            .properties = {companyKey(), key(text("VendorGroupId", 10, member(Table::VendorGroups))),
                           mandatory(text("Description", 60,
                                          listed({"Parts vendors", "Service vendors", "Tax authorities",
                                                  "Other vendors", "Intercompany vendors"}))),
                           text("DefaultPaymentTermName", 10, pick(Table::PaymentTerms)),
                           text("TaxGroupId", 10, pick(Table::TaxGroups)), yesNo("IsSalesTaxIncludedInPrices")},
            .navigations = {{"Vendors", "VendorsV2", true, {{"VendorGroupId", "VendorGroupId"}}}},
            .fills = Table::VendorGroups,
            .importedTable = "VendGroup"};
}

EntitySet vendors()
{
    const Recipe account = member(Table::Vendors);
    return {.name = "VendorsV2",
            .typeName = "VendorV2",
            .entityName = "VendVendorV2Entity",
            .label = "Vendors V2",
            .category = "Master",
            .rows = membersOf(Table::Vendors),
            .properties = {companyKey(),
                           key(labelled("Vendor account", text("VendorAccountNumber", 20, account))),
                           mandatory(text("VendorOrganizationName", 100, businessName(account))),
                           text("VendorSearchName", 20, account),
                           mandatory(text("VendorGroupId", 10, pick(Table::VendorGroups))),
                           choice("VendorPartyType", partyType, "Organization", 90),
                           mandatory(text("CurrencyCode", 3, pick(Table::Currencies))),
                           text("DefaultPaymentTermsName", 10, pick(Table::PaymentTerms)),
                           text("SalesTaxGroupCode", 10, pick(Table::TaxGroups)),
                           text("DefaultDeliveryModeId", 10, pick(Table::DeliveryModes)),
                           text("DefaultDeliveryTermsCode", 10, pick(Table::DeliveryTerms)),
                           text("LanguageId", 7, pick(Table::Languages)),
                           choice("OnHoldStatus", onHold, "No", 90),
                           yesNo("IsOneTimeVendor", 3),
                           text("AddressCountryRegionId", 10, pick(Table::Countries)),
                           text("AddressCity", 60, city(account)),
                           text("AddressStreet", 250, street(account)),
                           text("AddressZipCode", 10, drawn("", 10000, 98999)),
                           text("PrimaryEmailAddress", 255, email(account)),
                           text("PrimaryPhoneNumber", 255, phone(account)),
                           text("TaxExemptNumber", 20, blankExcept(50, drawn("VAT", 100000, 999999))),
                           text("BankAccountId", 20, blankExcept(70, drawn("BA-", 1, 20))),
                           text("Notes", 1000, remark()),
                           readOnly(time("CreatedDateTime1", moment()))},
            .navigations = {{"VendorGroup", "VendorGroups", false, {{"VendorGroupId", "VendorGroupId"}}},
                            {"PurchaseOrderHeaders",
                             "PurchaseOrderHeadersV2",
                             true,
                             {{"VendorAccountNumber", "OrderVendorAccountNumber"}}}},
            .fills = Table::Vendors,
            .importedTable = "VendTable"};
}

} // namespace

void addVendorSets(Sets &sets)
{
    sets.push_back(vendorGroups());
    sets.push_back(vendors());
}

} // namespace practice::odata
