#include "app/practice/data/entities/BuiltInEntities.h"

#include "app/practice/data/entities/Fields.h"

namespace practice {

using namespace Qt::StringLiterals;
using namespace fields;

Entity generalJournals()
{
    Entity journals{
        u"General journals"_s,
        "LEDGERJOURNALENTITY",
        u"LedgerJournalTrans"_s,
        std::nullopt,
        {key(text("JOURNALBATCHNUMBER", u"Journal batch number"_s, 20)),
         key(value("LINENUMBER", u"Line number"_s, FieldType::Real)),
         mandatory(reference("JOURNALNAME", u"Journal name"_s, 10, Table::JournalNames)),
         text("DESCRIPTION", u"Description"_s, 60),
         text("VOUCHER", u"Voucher"_s, 20),
         mandatory(value("TRANSDATE", u"Date"_s, FieldType::Date)),
         choice("ACCOUNTTYPE", u"Account type"_s, u"LedgerJournalACType"_s,
                {"Ledger", "Cust", "Vend", "Project", "FixedAssets", "Bank"}),
         mandatory(reference("ACCOUNTDISPLAYVALUE", u"Account"_s, 500, Table::MainAccounts)),
         reference("OFFSETACCOUNTDISPLAYVALUE", u"Offset account"_s, 500, Table::MainAccounts),
         currency("CURRENCYCODE", u"Currency"_s),
         value("DEBITAMOUNT", u"Debit"_s, FieldType::Real),
         value("CREDITAMOUNT", u"Credit"_s, FieldType::Real),
         text("TEXT", u"Transaction text"_s, 60),
         company()}};
    journals.balance = Balance{"JOURNALBATCHNUMBER", "DEBITAMOUNT", "CREDITAMOUNT"};
    return journals;
}

} // namespace practice
