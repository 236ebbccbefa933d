#include "app/practice/data/entities/BuiltInEntities.h"

#include "app/practice/data/entities/Fields.h"

namespace practice {

using namespace Qt::StringLiterals;
using namespace fields;

Entity releasedProducts()
{
    return {u"Released products V2"_s,
            "ECORESRELEASEDPRODUCTV2ENTITY",
            u"InventTable"_s,
            Table::ReleasedProducts,
            {key(text("ITEMNUMBER", u"Item number"_s, 20)),
             mandatory(text("PRODUCTNUMBER", u"Product number"_s, 70)),
             text("PRODUCTSEARCHNAME", u"Search name"_s, 20),
             text("PRODUCTNAME", u"Product name"_s, 60),
             choice("PRODUCTTYPE", u"Product type"_s, u"EcoResProductType"_s, {"Item", "Service"}),
             mandatory(reference("ITEMMODELGROUPID", u"Item model group"_s, 10, Table::ItemModelGroups)),
             reference("PRODUCTGROUPID", u"Item group"_s, 10, Table::ItemGroups),
             reference("STORAGEDIMENSIONGROUPNAME", u"Storage dimension group"_s, 10, Table::StorageDimensionGroups),
             namedByTarget(reference("INVENTORYUNITSYMBOL", u"Inventory unit"_s, 10, Table::Units)),
             namedByTarget(reference("SALESUNITSYMBOL", u"Sales unit"_s, 10, Table::Units)),
             namedByTarget(reference("PURCHASEUNITSYMBOL", u"Purchase unit"_s, 10, Table::Units)),
             reference("PRIMARYVENDORACCOUNTNUMBER", u"Vendor"_s, 20, Table::Vendors),
             value("SALESPRICE", u"Sales price"_s, FieldType::Real),
             value("PURCHASEPRICE", u"Purchase price"_s, FieldType::Real),
             value("NETPRODUCTWEIGHT", u"Net weight"_s, FieldType::Real),
             value("SHELFLIFEPERIODDAYS", u"Shelf life period"_s, FieldType::Integer),
             reference("ORIGINCOUNTRYREGIONID", u"Country of origin"_s, 10, Table::Countries),
             yesNo("ISCATCHWEIGHTPRODUCT", u"Catch weight"_s),
             company()}};
}

} // namespace practice
