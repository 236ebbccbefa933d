#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr int linesOfVoucher = 4;

std::vector<Property> properties()
{
    const Recipe account = pick(Table::MainAccounts, 71);
    const Recipe unit = oneOf({"001", "002", "003", "004"}, 72);
    const Recipe centre = oneOf({"007", "008", "014", "022", "038"}, 73);
    return {companyKey(),
            key(longInteger("GeneralJournalAccountEntryRecId", rowNumber(5637144576))),
            longInteger("GeneralJournalEntryRecId", ofGroup(linesOfVoucher, rowNumber(5637200000))),
            // More than a double can hold.
            longInteger("SourceRecId", recipes::whole(9007199254740993, 9223372036854775807)),
            text("JournalNumber", 20, ofGroup(linesOfVoucher, drawn("JRN-", 100000, 999999))),
            text("SubledgerVoucher", 20, ofGroup(linesOfVoucher, numbered("GNJL", 8))),
            text("SubledgerVoucherDataAreaId", 4, company()),
            mandatory(time("AccountingDate", ofGroup(linesOfVoucher, day(74)))),
            time("DocumentDate", emptyDayExcept(60, day())),
            text("DocumentNumber", 20, blankExcept(40, drawn("INV-", 10000, 99999))),
            integer("FiscalYear", recipes::whole(2023, 2026)),
            integer("FiscalPeriod", recipes::whole(1, 12)),
            text("LedgerAccount", 500, joined(joined(account, "-", unit), "-", centre)),
            text("MainAccountId", 20, account),
            text("BusinessUnit", 30, unit),
            text("CostCenter", 30, centre),
            text("Department", 30, oneOf({"022", "023", "024", "026", ""})),
            text("Project", 30, blankExcept(15, drawn("PRJ-", 1000, 1400))),
            choice("PostingType", postingType),
            choice("PostingLayer", currentOperations, "Current", 95),
            yesNo("IsCredit", 50),
            yesNo("IsCorrection", 2),
            text("TransactionCurrencyCode", 3, pick(Table::Currencies)),
            decimal("TransactionCurrencyAmount", amount(-90'000)),
            text("AccountingCurrency", 3, constant("USD")),
            decimal("AccountingCurrencyAmount", amount(-120'000)),
            text("ReportingCurrency", 3, constant("EUR")),
            decimal("ReportingCurrencyAmount", amount(-110'000)),
            decimal("ExchangeRate", amount(200, 6)),
            decimal("Quantity", nullExcept(70, amount(500, 0))),
            text("Text", 60, remark()),
            text("PaymentReference", 20, blankExcept(20, drawn("PAY", 100000, 999999))),
            choice("AccountType", accountType, "Ledger", 70),
            text("CustomerAccount", 20, blankExcept(30, pick(Table::Customers, 75), 75)),
            text("CustomerName", 100, blankExcept(30, businessName(pick(Table::Customers, 75)), 75)),
            text("VendorAccount", 20, blankExcept(20, pick(Table::Vendors, 76))),
            text("ItemNumber", 20, blankExcept(25, pick(Table::ReleasedProducts))),
            text("SiteId", 10, blankExcept(25, pick(Table::Sites))),
            text("WarehouseId", 10, blankExcept(25, pick(Table::Warehouses))),
            text("TaxGroup", 10, blankExcept(60, pick(Table::TaxGroups))),
            decimal("TaxAmount", amount(2'000)),
            text("PaymentTerms", 10, blankExcept(50, pick(Table::PaymentTerms))),
            time("DueDate", emptyDayExcept(50, day())),
            text("ReasonCode", 10, blankExcept(5, oneOf({"CORR", "REV", "WRITEOFF"}))),
            text("ReasonComment", 255, blankExcept(5, remark())),
            text("JournalCategory", 60, oneOf({"Sales order", "Purchase order", "General journal", "Payment"})),
            text("CountryRegionId", 10, pick(Table::Countries)),
            text("LanguageId", 7, pick(Table::Languages)),
            yesNo("IsTransferredInDetail", 80),
            yesNo("IsExchangeAdjustment", 4),
            yesNo("IsBridgingPosting", 1),
            integer("AllocationLevel", recipes::whole(0, 3)),
            {.name = "SourceDocumentId", .type = Type::Guid, .recipe = guid()},
            text("TraceNumber", 20, drawn("T", 1000000, 9999999)),
            text("CreatedBy", 20, ofGroup(linesOfVoucher, drawn("user", 10, 29))),
            readOnly(time("CreatedDateTime1", ofGroup(linesOfVoucher, moment(77)))),
            text("ModifiedBy", 20, drawn("user", 10, 29)),
            readOnly(time("ModifiedDateTime1", moment())),
            integer("RecVersion", recipes::whole(1, 9)),
            longInteger("Partition1", recipes::whole(5637144576, 5637144576))};
}

} // namespace

void addLargeSet(Sets &sets)
{
    sets.push_back({.name = "GeneralJournalAccountEntries",
                    .typeName = "GeneralJournalAccountEntry",
                    .entityName = "GeneralJournalAccountEntryBiEntity",
                    .label = "General journal account entries",
                    .category = "Transaction",
                    .rows = [](const Pools &pools,
                               int company) { return company == 0 ? million : perCompany(20'000)(pools, company); },
                    .properties = properties(),
                    .navigations = {{"MainAccount", "MainAccounts", false, {{"MainAccountId", "MainAccountId"}}},
                                    {"Customer", "CustomersV3", false, {{"CustomerAccount", "CustomerAccount"}}}},
                    .isReadOnly = true});
}

} // namespace practice::odata
