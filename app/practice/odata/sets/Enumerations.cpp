#include "app/practice/odata/sets/Enumerations.h"

namespace practice::odata::enumerations {

const EnumType noYes{"NoYes", {"No", "Yes"}};
const EnumType gender{"Gender", {"Unknown", "Male", "Female", "NonSpecific"}};
const EnumType partyType{"DirPartyType", {"None", "Person", "Organization"}};
const EnumType onHold{"CustVendorBlocked", {"No", "Invoice", "All", "Payment", "Requisition", "Never"}};
const EnumType productType{"EcoResProductType", {"Item", "Service"}};
const EnumType salesStatus{"SalesStatus", {"None", "Backorder", "Delivered", "Invoiced", "Canceled"}};
const EnumType documentStatus{
    "DocumentStatus",
    {"None", "Quotation", "PurchaseOrder", "Confirmation", "PickingList", "PackingSlip", "ReceiptsList", "Invoice"}};
const EnumType purchaseStatus{"PurchStatus", {"None", "Backorder", "Received", "Invoiced", "Canceled"}};
const EnumType accountType{"LedgerJournalACType", {"Ledger", "Cust", "Vend", "Project", "FixedAssets", "Bank"}};
const EnumType mainAccountType{
    "DimensionLedgerAccountType",
    {"ProfitAndLoss", "Revenue", "Expense", "BalanceSheet", "Asset", "Liability", "Equity", "Total", "Reporting"}};
const EnumType postingType{"LedgerPostingType",
                           {"LedgerJournal", "CustBalance", "CustRevenue", "VendBalance", "VendPurchase", "Tax",
                            "SalesRevenue", "SalesConsump", "PurchConsump", "InventReceipt", "InventIssue",
                            "ExchRateGain", "ExchRateLoss", "Bank", "FixedAssets"}};
const EnumType currentOperations{"CurrentOperationsTax", {"Current", "Operations", "Tax"}};
const EnumType journalType{"LedgerJournalType", {"Daily", "Allocation", "Approval", "VendInvoiceRegister", "Payment"}};
const EnumType unitClass{"UnitOfMeasureClass",
                         {"Undefined", "Area", "Length", "LiquidVolume", "Mass", "Quantity", "Time"}};
const EnumType inventoryModel{"InventModel", {"FIFO", "LIFO", "StdCost", "Average", "MovingAverage"}};
const EnumType deliveryCharges{"TMSFreightChargeTerms", {"Collect", "Prepaid", "ThirdParty", "None"}};
const EnumType dueMethod{"PaymTermDueMethod", {"Net", "CurrentMonth", "CurrentQuarter", "CurrentYear", "COD"}};
const EnumType assetStatus{"AssetStatus", {"NotYetAcquired", "Open", "Closed", "Sold", "Scrapped"}};
const EnumType workerType{"HcmWorkerType", {"Employee", "Contractor"}};
const EnumType bankStatus{"BankAccountStatus", {"Active", "InactiveForNew", "InactiveForAll"}};

} // namespace practice::odata::enumerations
