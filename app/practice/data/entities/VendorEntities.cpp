#include "app/practice/data/entities/BuiltInEntities.h"

#include "app/practice/data/entities/Fields.h"

namespace practice {

using namespace Qt::StringLiterals;
using namespace fields;

Entity vendorGroups()
{
    return {u"Vendor groups"_s,
            "VENDVENDORGROUPENTITY",
            u"VendGroup"_s,
            Table::VendorGroups,
            {key(text("VENDORGROUPID", u"Vendor group"_s, 10)), mandatory(text("DESCRIPTION", u"Description"_s, 60)),
             reference("DEFAULTPAYMENTTERMNAME", u"Terms of payment"_s, 10, Table::PaymentTerms),
             reference("TAXGROUPID", u"Sales tax group"_s, 10, Table::TaxGroups), company()}};
}

Entity vendors()
{
    return {u"Vendors V2"_s,
            "VENDVENDORV2ENTITY",
            u"VendTable"_s,
            Table::Vendors,
            {key(text("VENDORACCOUNTNUMBER", u"Vendor account"_s, 20)),
             mandatory(text("VENDORORGANIZATIONNAME", u"Organization name"_s, 100)),
             text("VENDORSEARCHNAME", u"Search name"_s, 20),
             mandatory(reference("VENDORGROUPID", u"Group"_s, 10, Table::VendorGroups)),
             choice("VENDORPARTYTYPE", u"Type"_s, u"DirPartyType"_s, {"Organization", "Person"}),
             currency("CURRENCYCODE", u"Currency"_s),
             reference("DEFAULTPAYMENTTERMSNAME", u"Terms of payment"_s, 10, Table::PaymentTerms),
             reference("SALESTAXGROUPCODE", u"Sales tax group"_s, 10, Table::TaxGroups),
             reference("DEFAULTDELIVERYMODEID", u"Mode of delivery"_s, 10, Table::DeliveryModes),
             reference("DEFAULTDELIVERYTERMSCODE", u"Delivery terms"_s, 10, Table::DeliveryTerms),
             reference("LANGUAGEID", u"Language"_s, 7, Table::Languages),
             choice("ONHOLDSTATUS", u"Vendor hold"_s, u"CustVendorBlocked"_s,
                    {"No", "Invoice", "All", "Payment", "Requisition", "Never"}),
             yesNo("ISONETIMEVENDOR", u"One-time supplier"_s),
             reference("ADDRESSCOUNTRYREGIONID", u"Country/region"_s, 10, Table::Countries),
             text("ADDRESSCITY", u"City"_s, 60),
             text("ADDRESSSTREET", u"Street"_s, 250),
             text("ADDRESSZIPCODE", u"ZIP/postal code"_s, 10),
             text("PRIMARYEMAILADDRESS", u"Primary email"_s, 255),
             text("PRIMARYPHONENUMBER", u"Primary phone"_s, 255),
             text("TAXEXEMPTNUMBER", u"Tax exempt number"_s, 20),
             company()}};
}

} // namespace practice
