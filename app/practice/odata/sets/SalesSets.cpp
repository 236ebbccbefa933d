#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

constexpr int linesOfOrder = 6;
// Lots that an order and its lines share.
constexpr int customerLot = 11;
constexpr int currencyLot = 12;
constexpr int siteLot = 13;

EntitySet headers()
{
    const Recipe customer = pick(Table::Customers, customerLot);
    return {.name = "SalesOrderHeadersV2",
            .typeName = "SalesOrderHeaderV2",
            .entityName = "SalesOrderHeaderV2Entity",
            .label = "Sales order headers V2",
            .category = "Transaction",
            .rows = membersOf(Table::SalesOrders),
            .properties = {companyKey(),
                           key(labelled("Sales order", text("SalesOrderNumber", 20, member(Table::SalesOrders)))),
                           mandatory(text("OrderingCustomerAccountNumber", 20, customer)),
                           text("InvoiceCustomerAccountNumber", 20, customer),
                           text("SalesOrderName", 60, businessName(customer)),
                           mandatory(text("CurrencyCode", 3, pick(Table::Currencies, currencyLot))),
                           choice("SalesOrderStatus", salesStatus, "Invoiced", 50),
                           readOnly(choice("SalesOrderProcessingStatus", documentStatus)),
                           text("PaymentTermsName", 10, pick(Table::PaymentTerms)),
                           text("DeliveryModeCode", 10, pick(Table::DeliveryModes)),
                           text("DeliveryTermsCode", 10, pick(Table::DeliveryTerms)),
                           choice("TransportationFreightChargeTerms", deliveryCharges, "None", 60),
                           text("LanguageId", 7, pick(Table::Languages)),
                           text("DefaultShippingSiteId", 10, pick(Table::Sites, siteLot)),
                           text("DefaultShippingWarehouseId", 10, pick(Table::Warehouses)),
                           text("DeliveryAddressCity", 60, city(customer)),
                           text("DeliveryAddressStreet", 250, street(customer)),
                           text("Email", 255, email(customer)),
                           time("RequestedShippingDate", day()),
                           time("ConfirmedShippingDate", emptyDayExcept(60, day())),
                           time("OrderCreationDateTime", moment()),
                           decimal("TotalDiscountPercentage", amount(15, 1)),
                           yesNo("IsSalesTaxIncludedInPrices"),
                           yesNo("IsDeliveryAddressPrivate", 2),
                           text("CustomersOrderReference", 60, blankExcept(50, drawn("PO-", 1000, 9999))),
                           text("CustomerRequisitionNumber", 20, blankExcept(20, drawn("REQ", 100, 999))),
                           text("OrderTakerPersonnelNumber", 25, drawn("0000", 10, 59))},
            .navigations = {{"Customer", "CustomersV3", false, {{"OrderingCustomerAccountNumber", "CustomerAccount"}}},
                            {"SalesOrderLines", "SalesOrderLines", true, {{"SalesOrderNumber", "SalesOrderNumber"}}}},
            .actions = {{"ConfirmSalesOrder", {{"_salesOrderNumber", "Edm.String"}}, "Edm.Boolean"}},
            .fills = Table::SalesOrders,
            .importedTable = "SalesTable"};
}

EntitySet lines()
{
    return {
        .name = "SalesOrderLines",
        .typeName = "SalesOrderLine",
        .entityName = "SalesOrderLineEntity",
        .label = "Sales order lines",
        .category = "Transaction",
        .rows = perMember(Table::SalesOrders, linesOfOrder),
        .properties = {companyKey(),
                       key(text("InventoryLotId", 20, numbered("00", 7))),
                       mandatory(text("SalesOrderNumber", 20, ofGroup(linesOfOrder, member(Table::SalesOrders)))),
                       integer("LineCreationSequenceNumber", withinGroup(linesOfOrder)),
                       mandatory(text("ItemNumber", 20, pick(Table::ReleasedProducts, 21))),
                       text("LineDescription", 1000, productName(pick(Table::ReleasedProducts, 21))),
                       decimal("OrderedSalesQuantity", amount(40, 0)),
                       text("SalesUnitSymbol", 10, pick(Table::Units)),
                       decimal("SalesPrice", amount(900)),
                       decimal("SalesPriceQuantity", amount(1, 0)),
                       decimal("LineDiscountPercentage", amount(15, 1)),
                       readOnly(decimal("LineAmount", amount(36'000))),
                       text("CurrencyCode", 3, ofGroup(linesOfOrder, pick(Table::Currencies, currencyLot))),
                       time("RequestedShippingDate", day()),
                       time("ConfirmedShippingDate", emptyDayExcept(50, day())),
                       text("ShippingSiteId", 10, ofGroup(linesOfOrder, pick(Table::Sites, siteLot))),
                       text("ShippingWarehouseId", 10, pick(Table::Warehouses)),
                       choice("SalesOrderLineStatus", salesStatus, "Invoiced", 50),
                       text("SalesTaxGroupCode", 10, pick(Table::TaxGroups)),
                       integer("DeliveryDays", recipes::whole(0, 30)),
                       text("BatchNumber", 20, blankExcept(10, drawn("B-", 1000, 9999))),
                       yesNo("IsLineStopped", 3)},
        .navigations = {{"SalesOrderHeader", "SalesOrderHeadersV2", false, {{"SalesOrderNumber", "SalesOrderNumber"}}},
                        {"ReleasedProduct", "ReleasedProductsV2", false, {{"ItemNumber", "ItemNumber"}}}}};
}

} // namespace

void addSalesSets(Sets &sets)
{
    sets.push_back(headers());
    sets.push_back(lines());
}

} // namespace practice::odata
