#include "app/practice/data/entities/BuiltInEntities.h"

#include "app/practice/data/entities/Fields.h"

namespace practice {

using namespace Qt::StringLiterals;
using namespace fields;

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

} // namespace practice
