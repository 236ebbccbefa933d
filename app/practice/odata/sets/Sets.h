// The entity sets that the practice environment serves; the folder's README tells them apart.
#pragma once

#include "app/practice/odata/Model.h"

#include <vector>

namespace practice::odata {

/// The sets with rows in them.
std::vector<EntitySet> goodSets();
/// So many sets with hardly a row, so that a catalogue has size.
std::vector<EntitySet> fillerSets(int count);

using Sets = std::vector<EntitySet>;
void addSharedSets(Sets &sets);
void addReferenceSets(Sets &sets);
void addCustomerSets(Sets &sets);
void addVendorSets(Sets &sets);
void addProductSets(Sets &sets);
void addSalesSets(Sets &sets);
void addPurchaseSets(Sets &sets);
void addLedgerSets(Sets &sets);
void addPeopleSets(Sets &sets);
void addDataManagementSets(Sets &sets);
/// GeneralJournalAccountEntries: a million rows of 60 properties.
void addLargeSet(Sets &sets);

} // namespace practice::odata
