#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

std::vector<EntitySet> goodSets()
{
    Sets sets;
    addSharedSets(sets);
    addReferenceSets(sets);
    addCustomerSets(sets);
    addVendorSets(sets);
    addProductSets(sets);
    addSalesSets(sets);
    addPurchaseSets(sets);
    addLedgerSets(sets);
    addPeopleSets(sets);
    addDataManagementSets(sets);
    addLargeSet(sets);
    return sets;
}

} // namespace practice::odata
