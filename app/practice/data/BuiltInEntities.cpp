#include "app/practice/data/BuiltInEntities.h"

namespace practice {

using namespace Qt::StringLiterals;

namespace {

Field text(const char *name, const QString &label, int maxLength)
{
    return {.name = name, .label = label, .maxLength = maxLength};
}

Field reference(const char *name, const QString &label, int maxLength, Table table)
{
    return {.name = name, .label = label, .maxLength = maxLength, .refersTo = table};
}

Field value(const char *name, const QString &label, FieldType type)
{
    return {.name = name, .label = label, .type = type};
}

Field choice(const char *name, const QString &label, const QString &enumName, std::vector<std::string> symbols)
{
    return {.name = name,
            .label = label,
            .type = FieldType::Enumeration,
            .enumName = enumName,
            .symbols = std::move(symbols)};
}

Field yesNo(const char *name, const QString &label)
{
    return choice(name, label, u"NoYes"_s, {"No", "Yes"});
}

Field key(Field field)
{
    field.isKey = true;
    field.isMandatory = true;
    return field;
}

Field mandatory(Field field, const char *standIn = "")
{
    field.isMandatory = true;
    field.standIn = standIn;
    return field;
}

Field namedByTarget(Field field)
{
    field.namedByTarget = true;
    return field;
}

Field company()
{
    return text("DATAAREAID", u"Company"_s, 4);
}

Field currency(const char *name, const QString &label)
{
    return namedByTarget(reference(name, label, 3, Table::Currencies));
}

Entity customerGroups()
{
    return {u"Customer groups"_s,
            "CUSTCUSTOMERGROUPENTITY",
            u"CustGroup"_s,
            Table::CustomerGroups,
            {key(text("CUSTOMERGROUPID", u"Customer group"_s, 10)),
             mandatory(text("DESCRIPTION", u"Description"_s, 60)),
             reference("PAYMENTTERMID", u"Terms of payment"_s, 10, Table::PaymentTerms),
             reference("CLEARINGPERIODPAYMENTTERMNAME", u"Settle period"_s, 10, Table::PaymentTerms),
             reference("TAXGROUPID", u"Sales tax group"_s, 10, Table::TaxGroups),
             text("DEFAULTDIMENSIONDISPLAYVALUE", u"Default financial dimensions"_s, 500),
             yesNo("ISSALESTAXINCLUDEDINPRICE", u"Prices include sales tax"_s), company()}};
}

Entity customers()
{
    return {u"Customers V3"_s,
            "CUSTCUSTOMERV3ENTITY",
            u"CustTable"_s,
            Table::Customers,
            {key(text("CUSTOMERACCOUNT", u"Customer account"_s, 20)),
             mandatory(text("ORGANIZATIONNAME", u"Organization name"_s, 100), "NAME"),
             text("NAME", u"Name"_s, 100),
             text("NAMEALIAS", u"Search name"_s, 20),
             mandatory(reference("CUSTOMERGROUPID", u"Customer group"_s, 10, Table::CustomerGroups)),
             choice("PARTYTYPE", u"Type"_s, u"DirPartyType"_s, {"Organization", "Person"}),
             currency("SALESCURRENCYCODE", u"Currency"_s),
             reference("PAYMENTTERMS", u"Terms of payment"_s, 10, Table::PaymentTerms),
             reference("SALESTAXGROUP", u"Sales tax group"_s, 10, Table::TaxGroups),
             reference("DELIVERYMODE", u"Mode of delivery"_s, 10, Table::DeliveryModes),
             reference("LANGUAGEID", u"Language"_s, 7, Table::Languages),
             value("CREDITLIMIT", u"Credit limit"_s, FieldType::Real),
             yesNo("CREDITLIMITISMANDATORY", u"Mandatory credit limit"_s),
             choice("ONHOLDSTATUS", u"Invoicing and delivery on hold"_s, u"CustVendorBlocked"_s,
                    {"No", "Invoice", "All", "Payment", "Requisition", "Never"}),
             reference("ADDRESSCOUNTRYREGIONID", u"Country/region"_s, 10, Table::Countries),
             text("ADDRESSCITY", u"City"_s, 60),
             text("ADDRESSSTREET", u"Street"_s, 250),
             text("ADDRESSZIPCODE", u"ZIP/postal code"_s, 10),
             text("PRIMARYCONTACTEMAIL", u"Primary email"_s, 255),
             text("PRIMARYCONTACTPHONE", u"Primary phone"_s, 255),
             company()}};
}

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

Entity salesOrderLines()
{
    return {u"Sales order lines V2"_s,
            "SALESORDERLINEV2ENTITY",
            u"SalesLine"_s,
            std::nullopt,
            {key(reference("SALESORDERNUMBER", u"Sales order"_s, 20, Table::SalesOrders)),
             key(value("LINENUMBER", u"Line number"_s, FieldType::Real)),
             mandatory(reference("ITEMNUMBER", u"Item number"_s, 20, Table::ReleasedProducts)),
             value("ORDEREDSALESQUANTITY", u"Quantity"_s, FieldType::Real),
             namedByTarget(reference("SALESUNITSYMBOL", u"Unit"_s, 10, Table::Units)),
             value("SALESPRICE", u"Unit price"_s, FieldType::Real),
             value("LINEDISCOUNTPERCENTAGE", u"Discount percent"_s, FieldType::Real),
             currency("CURRENCYCODE", u"Currency"_s),
             value("REQUESTEDSHIPPINGDATE", u"Requested ship date"_s, FieldType::Date),
             reference("SHIPPINGSITEID", u"Site"_s, 10, Table::Sites),
             reference("SHIPPINGWAREHOUSEID", u"Warehouse"_s, 10, Table::Warehouses),
             choice("SALESORDERLINESTATUS", u"Line status"_s, u"SalesStatus"_s,
                    {"None", "Backorder", "Delivered", "Invoiced", "Canceled"}),
             value("DELIVERYDAYS", u"Delivery days"_s, FieldType::Integer),
             text("LINEDESCRIPTION", u"Description"_s, 1000), company()}};
}

} // namespace

std::vector<Entity> builtInEntities()
{
    return {customerGroups(), customers(), demandForecastEntries(), salesOrderLines()};
}

} // namespace practice
