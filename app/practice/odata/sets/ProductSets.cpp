#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

EntitySet releasedProducts()
{
    const Recipe item = member(Table::ReleasedProducts);
    return {.name = "ReleasedProductsV2",
            .typeName = "ReleasedProductV2",
            .entityName = "EcoResReleasedProductV2Entity",
            .label = "Released products V2",
            .category = "Master",
            .rows = membersOf(Table::ReleasedProducts),
            .properties = {companyKey(),
                           key(labelled("Item number", text("ItemNumber", 20, item))),
                           mandatory(text("ProductNumber", 70, item)),
                           text("ProductSearchName", 20, item),
                           text("ProductName", 60, productName(item)),
                           choice("ProductType", productType, "Item", 90),
                           mandatory(text("ItemModelGroupId", 10, pick(Table::ItemModelGroups))),
                           text("ProductGroupId", 10, pick(Table::ItemGroups)),
                           text("StorageDimensionGroupName", 10, pick(Table::StorageDimensionGroups)),
                           text("InventoryUnitSymbol", 10, pick(Table::Units)),
                           text("SalesUnitSymbol", 10, pick(Table::Units)),
                           text("PurchaseUnitSymbol", 10, pick(Table::Units)),
                           text("PrimaryVendorAccountNumber", 20, blankExcept(70, pick(Table::Vendors))),
                           decimal("SalesPrice", amount(900)),
                           decimal("PurchasePrice", amount(600, 4)),
                           decimal("NetProductWeight", amount(40, 3)),
                           decimal("GrossProductHeight", amount(3, 2)),
                           integer("ShelfLifePeriodDays", recipes::whole(0, 720)),
                           text("OriginCountryRegionId", 10, pick(Table::Countries)),
                           yesNo("IsCatchWeightProduct", 5),
                           yesNo("IsIntercompanySalesUsageBlocked", 1),
                           readOnly(longInteger("ProductRecordId", recipes::whole(22565420916, 22565999999))),
                           text("Barcode", 80, blankExcept(60, drawn("590", 100000000, 999999999)))},
            .navigations = {{"ItemModelGroup", "ItemModelGroups", false, {{"ItemModelGroupId", "ItemModelGroupId"}}},
                            {"ProductGroup", "ProductGroups", false, {{"ProductGroupId", "GroupId"}}},
                            {"OnHand", "WarehousesOnHandV2", true, {{"ItemNumber", "ItemNumber"}}}},
            .fills = Table::ReleasedProducts,
            .importedTable = "InventTable"};
}

EntitySet onHand()
{
    return {.name = "WarehousesOnHandV2",
            .typeName = "WarehouseOnHandV2",
            .entityName = "InventWarehouseOnHandV2Entity",
            .label = "Warehouse on-hand V2",
            .category = "Transaction",
            .rows = perMember(Table::ReleasedProducts, 3),
            .properties = {companyKey(), key(text("ItemNumber", 20, ofGroup(3, member(Table::ReleasedProducts)))),
                           key(integer("LocationNumber", withinGroup(3))),
                           text("InventoryWarehouseId", 10, pick(Table::Warehouses)),
                           text("InventorySiteId", 10, pick(Table::Sites)), decimal("OnHandQuantity", amount(-500, 0)),
                           decimal("ReservedOnHandQuantity", amount(40, 0)),
                           decimal("AvailableOnHandQuantity", amount(400, 0)),
                           decimal("OrderedQuantity", amount(90, 0)),
                           decimal("OnOrderQuantity", nullExcept(70, amount(60, 0)))},
            .isReadOnly = true};
}

EntitySet forecasts()
{
    return {.name = "DemandForecastEntries",
            .typeName = "DemandForecastEntry",
            .entityName = "ForecastDemandForecastEntryEntity",
            .label = "Demand forecast entries",
            .category = "Transaction",
            .rows = perCompany(2400),
            .properties = {companyKey(), key(longInteger("ForecastEntryRecordId", rowNumber(5637150000))),
                           mandatory(text("ForecastModelId", 10, pick(Table::ForecastModels))),
                           mandatory(text("ItemNumber", 20, pick(Table::ReleasedProducts))),
                           text("InventorySiteId", 10, pick(Table::Sites)),
                           text("InventoryWarehouseId", 10, pick(Table::Warehouses)), time("DemandForecastDate", day()),
                           decimal("ForecastedQuantity", amount(800, 0)),
                           text("QuantityUnitSymbol", 10, pick(Table::Units)),
                           text("CustomerAccountNumber", 20, blankExcept(40, pick(Table::Customers))),
                           text("PricingCurrencyCode", 3, pick(Table::Currencies)), decimal("SalesPrice", amount(900))},
            .navigations = {{"ReleasedProduct", "ReleasedProductsV2", false, {{"ItemNumber", "ItemNumber"}}}}};
}

EntitySet modelGroups()
{
    return {.name = "ItemModelGroups",
            .typeName = "ItemModelGroup",
            .entityName = "InventItemModelGroupEntity",
            .label = "Item model groups",
            .category = "Reference",
            .rows = membersOf(Table::ItemModelGroups),
            .properties = {
                companyKey(), key(text("ItemModelGroupId", 10, member(Table::ItemModelGroups))),
                text("ItemModelGroupName", 60, joined(constant("Valued by"), " ", member(Table::ItemModelGroups))),
                choice("InventoryModel", inventoryModel), yesNo("IsNegativePhysicalInventoryAllowed", 40),
                yesNo("IsStockedProduct", 85)}};
}

EntitySet productGroups()
{
    return {.name = "ProductGroups",
            .typeName = "ProductGroup",
            .entityName = "InventProductGroupEntity",
            .label = "Item groups",
            .category = "Reference",
            .rows = membersOf(Table::ItemGroups),
            .properties = {companyKey(), key(text("GroupId", 10, member(Table::ItemGroups))),
                           text("GroupName", 60,
                                listed({"Audio equipment", "Car audio", "Spare parts", "Services", "Television"})),
                           text("ForecastAllocationKeyId", 10, constant(""))}};
}

} // namespace

void addProductSets(Sets &sets)
{
    sets.push_back(releasedProducts());
    sets.push_back(onHand());
    sets.push_back(forecasts());
    sets.push_back(modelGroups());
    sets.push_back(productGroups());
}

} // namespace practice::odata
