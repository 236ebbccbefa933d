#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

constexpr int journals = 300;
constexpr int linesOfJournal = 8;

EntitySet journalHeaders()
{
    return {
        .name = "LedgerJournalHeaders",
        .typeName = "LedgerJournalHeader",
        .entityName = "LedgerJournalHeaderEntity",
        .label = "General journal headers",
        .category = "Transaction",
        .rows = perCompany(journals),
        .properties = {companyKey(), key(text("JournalBatchNumber", 20, numbered("", 5))),
                       mandatory(text("JournalName", 10, pick(Table::JournalNames))), text("Description", 60, remark()),
                       readOnly(yesNo("IsPosted", 70)), choice("PostingLayer", currentOperations, "Current", 90),
                       readOnly(decimal("JournalTotalDebit", amount(90'000, 2, 51))),
                       readOnly(decimal("JournalTotalCredit", amount(90'000, 2, 51))),
                       decimal("JournalTotalOffsetBalance", amount(1, 0)),
                       time("AccountingDate", emptyDayExcept(80, day()))},
        .navigations = {{"JournalLines", "LedgerJournalLines", true, {{"JournalBatchNumber", "JournalBatchNumber"}}},
                        {"JournalNameEntity", "JournalNames", false, {{"JournalName", "Name"}}}}};
}

EntitySet journalLines()
{
    return {
        .name = "LedgerJournalLines",
        .typeName = "LedgerJournalLine",
        .entityName = "LedgerJournalLineEntity",
        .label = "General journal lines",
        .category = "Transaction",
        .rows = [](const Pools &pools, int company) { return perCompany(journals)(pools, company) * linesOfJournal; },
        .properties = {companyKey(), key(text("JournalBatchNumber", 20, ofGroup(linesOfJournal, numbered("", 5)))),
                       key(decimal(
                           "LineNumber",
                           [](const Place &place, Cell &cell) { cell.setDecimal(place.row % linesOfJournal + 1, 0); })),
                       text("Voucher", 20, drawn("JRN", 100000, 999999)), mandatory(time("TransDate", day())),
                       choice("AccountType", accountType, "Ledger", 80),
                       mandatory(text("AccountDisplayValue", 500, pick(Table::MainAccounts))),
                       choice("OffsetAccountType", accountType, "Ledger", 80),
                       text("OffsetAccountDisplayValue", 500, blankExcept(50, pick(Table::MainAccounts))),
                       text("CurrencyCode", 3, pick(Table::Currencies)), decimal("DebitAmount", amount(9000)),
                       decimal("CreditAmount", amount(9000)), text("Text", 60, remark()),
                       decimal("ExchangeRate", amount(200, 6))},
        .navigations = {
            {"JournalHeader", "LedgerJournalHeaders", false, {{"JournalBatchNumber", "JournalBatchNumber"}}}}};
}

EntitySet bankAccounts()
{
    const Recipe id = numbered("BA-", 1);
    return {.name = "BankAccounts",
            .typeName = "BankAccount",
            .entityName = "BankAccountEntity",
            .label = "Bank accounts",
            .category = "Master",
            .rows = perCompany(20),
            .properties = {companyKey(), key(labelled("Bank account", text("BankAccountId", 20, id))),
                           text("Name", 60, businessName(id)), text("CurrencyCode", 3, pick(Table::Currencies)),
                           text("IBAN", 48, drawn("PL61109010140000", 100000000000, 999999999999)),
                           text("SWIFTNo", 20, oneOf({"DEUTDEFF", "BOFAUS3N", "BREXPLPW", "BARCGB22"})),
                           choice("BankAccountStatus", bankStatus, "Active", 90),
                           text("MainAccountIdDisplayValue", 500, pick(Table::MainAccounts)),
                           time("ActiveFrom", emptyDayExcept(50, day()))}};
}

EntitySet fixedAssets()
{
    return {.name = "FixedAssetsV2",
            .typeName = "FixedAssetV2",
            .entityName = "AssetFixedAssetV2Entity",
            .label = "Fixed assets V2",
            .category = "Master",
            .rows = perCompany(160),
            .properties = {
                companyKey(), key(labelled("Fixed asset", text("FixedAssetNumber", 20, numbered("FA-", 5)))),
                text("Name", 60,
                     oneOf({"Forklift", "Office furniture", "Server rack", "Delivery van", "Packing machine",
                            "Warehouse shelving"})),
                text("FixedAssetGroupId", 20, oneOf({"BUIL", "COMP", "FURN", "VEHI", "MACH"})),
                choice("Status", assetStatus, "Open", 75), text("Make", 30, constant("")),
                text("SerialNumber", 60, drawn("SN", 10000000, 99999999)), decimal("AcquisitionPrice", amount(120'000)),
                time("AcquisitionDate", emptyDayExcept(90, day())), integer("Quantity", recipes::whole(1, 4))}};
}

} // namespace

void addLedgerSets(Sets &sets)
{
    sets.push_back(journalHeaders());
    sets.push_back(journalLines());
    sets.push_back(bankAccounts());
    sets.push_back(fixedAssets());
}

} // namespace practice::odata
