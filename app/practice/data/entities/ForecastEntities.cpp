#include "app/practice/data/entities/BuiltInEntities.h"

#include "app/practice/data/entities/Fields.h"

namespace practice {

using namespace Qt::StringLiterals;
using namespace fields;

Entity demandForecastEntries()
{
    return {u"Demand forecast entries"_s,
            "FORECASTDEMANDFORECASTENTRYENTITY",
            u"ForecastSales"_s,
            std::nullopt,
            {key(reference("FORECASTMODELID", u"Forecast model"_s, 10, Table::ForecastModels)),
             key(reference("ITEMNUMBER", u"Item number"_s, 20, Table::ReleasedProducts)),
             key(reference("INVENTORYSITEID", u"Site"_s, 10, Table::Sites)),
             key(value("DEMANDFORECASTDATE", u"Forecast date"_s, FieldType::Date)),
             reference("INVENTORYWAREHOUSEID", u"Warehouse"_s, 10, Table::Warehouses),
             value("QUANTITY", u"Quantity"_s, FieldType::Real),
             namedByTarget(reference("QUANTITYUNITSYMBOL", u"Unit"_s, 10, Table::Units)),
             reference("CUSTOMERACCOUNT", u"Customer account"_s, 20, Table::Customers),
             value("SALESPRICE", u"Sales price"_s, FieldType::Real), currency("SALESCURRENCYCODE", u"Currency"_s),
             choice("EXPANDMETHOD", u"Method"_s, u"ForecastAllocationMethod"_s, {"None", "Period", "Key"}),
             yesNo("ISACTIVE", u"Active"_s), text("COMMENTS", u"Comment"_s, 60), company()}};
}

} // namespace practice
