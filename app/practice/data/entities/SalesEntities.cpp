#include "app/practice/data/entities/BuiltInEntities.h"

#include "app/practice/data/entities/Fields.h"

namespace practice {

using namespace Qt::StringLiterals;
using namespace fields;

Entity salesOrderHeaders()
{
    return {u"Sales order headers V2"_s,
            "SALESORDERHEADERV2ENTITY",
            u"SalesTable"_s,
            Table::SalesOrders,
            {key(text("SALESORDERNUMBER", u"Sales order"_s, 20)),
             mandatory(reference("ORDERINGCUSTOMERACCOUNTNUMBER", u"Customer account"_s, 20, Table::Customers)),
             reference("INVOICECUSTOMERACCOUNTNUMBER", u"Invoice account"_s, 20, Table::Customers),
             text("SALESORDERNAME", u"Name"_s, 60), currency("CURRENCYCODE", u"Currency"_s),
             reference("PAYMENTTERMSNAME", u"Terms of payment"_s, 10, Table::PaymentTerms),
             reference("DELIVERYMODECODE", u"Mode of delivery"_s, 10, Table::DeliveryModes),
             reference("DELIVERYTERMSCODE", u"Delivery terms"_s, 10, Table::DeliveryTerms),
             reference("LANGUAGEID", u"Language"_s, 7, Table::Languages),
             reference("DEFAULTSHIPPINGSITEID", u"Site"_s, 10, Table::Sites),
             reference("DEFAULTSHIPPINGWAREHOUSEID", u"Warehouse"_s, 10, Table::Warehouses),
             value("REQUESTEDSHIPPINGDATE", u"Requested ship date"_s, FieldType::Date),
             value("REQUESTEDRECEIPTDATE", u"Requested receipt date"_s, FieldType::Date),
             choice("SALESORDERSTATUS", u"Status"_s, u"SalesStatus"_s,
                    {"None", "Backorder", "Delivered", "Invoiced", "Canceled"}),
             yesNo("ISSALESTAXINCLUDEDINPRICES", u"Prices include sales tax"_s),
             text("CUSTOMERSORDERREFERENCE", u"Customer reference"_s, 60),
             text("CUSTOMERREQUISITIONNUMBER", u"Customer requisition"_s, 20), company()}};
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

} // namespace practice
