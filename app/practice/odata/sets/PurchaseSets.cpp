#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

constexpr int orders = 420;
constexpr int linesOfOrder = 4;
constexpr int vendorLot = 31;

EntitySet headers()
{
    const Recipe vendor = pick(Table::Vendors, vendorLot);
    return {
        .name = "PurchaseOrderHeadersV2",
        .typeName = "PurchaseOrderHeaderV2",
        .entityName = "PurchPurchaseOrderHeaderV2Entity",
        .label = "Purchase order headers V2",
        .category = "Transaction",
        .rows = perCompany(orders),
        .properties = {companyKey(),
                       key(labelled("Purchase order", text("PurchaseOrderNumber", 20, numbered("PO-", 6)))),
                       mandatory(text("OrderVendorAccountNumber", 20, vendor)),
                       text("PurchaseOrderName", 60, businessName(vendor)),
                       text("CurrencyCode", 3, pick(Table::Currencies)),
                       choice("PurchaseOrderStatus", purchaseStatus, "Invoiced", 50),
                       readOnly(choice("DocumentApprovalStatus", documentStatus)),
                       text("PaymentTermsName", 10, pick(Table::PaymentTerms)),
                       text("DeliveryModeId", 10, pick(Table::DeliveryModes)),
                       text("DeliveryTermsId", 10, pick(Table::DeliveryTerms)),
                       text("DefaultReceivingSiteId", 10, pick(Table::Sites)), time("RequestedDeliveryDate", day()),
                       time("AccountingDate", emptyDayExcept(80, day())), text("VendorOrderReference", 60, remark()),
                       yesNo("IsChangeManagementActive", 10)},
        .navigations = {
            {"Vendor", "VendorsV2", false, {{"OrderVendorAccountNumber", "VendorAccountNumber"}}},
            {"PurchaseOrderLines", "PurchaseOrderLinesV2", true, {{"PurchaseOrderNumber", "PurchaseOrderNumber"}}}}};
}

EntitySet lines()
{
    return {
        .name = "PurchaseOrderLinesV2",
        .typeName = "PurchaseOrderLineV2",
        .entityName = "PurchPurchaseOrderLineV2Entity",
        .label = "Purchase order lines V2",
        .category = "Transaction",
        .rows = [](const Pools &pools, int company) { return perCompany(orders)(pools, company) * linesOfOrder; },
        .properties = {companyKey(), key(text("PurchaseOrderNumber", 20, ofGroup(linesOfOrder, numbered("PO-", 6)))),
                       key(longInteger("LineNumber", withinGroup(linesOfOrder))),
                       mandatory(text("ItemNumber", 20, pick(Table::ReleasedProducts, 41))),
                       text("LineDescription", 1000, productName(pick(Table::ReleasedProducts, 41))),
                       decimal("OrderedPurchaseQuantity", amount(200, 0)),
                       text("PurchaseUnitSymbol", 10, pick(Table::Units)), decimal("PurchasePrice", amount(600, 4)),
                       readOnly(decimal("LineAmount", amount(120'000))),
                       choice("PurchaseOrderLineStatus", purchaseStatus, "Invoiced", 50),
                       text("ReceivingWarehouseId", 10, pick(Table::Warehouses)), time("RequestedDeliveryDate", day())},
        .navigations = {
            {"PurchaseOrderHeader", "PurchaseOrderHeadersV2", false, {{"PurchaseOrderNumber", "PurchaseOrderNumber"}}},
            {"ReleasedProduct", "ReleasedProductsV2", false, {{"ItemNumber", "ItemNumber"}}}}};
}

} // namespace

void addPurchaseSets(Sets &sets)
{
    sets.push_back(headers());
    sets.push_back(lines());
}

} // namespace practice::odata
