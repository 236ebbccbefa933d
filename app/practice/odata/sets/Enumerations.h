// The enumerations of the sets.
#pragma once

#include "app/practice/odata/Model.h"

namespace practice::odata::enumerations {

extern const EnumType noYes;
extern const EnumType gender;
extern const EnumType partyType;
extern const EnumType onHold;
extern const EnumType productType;
extern const EnumType salesStatus;
extern const EnumType documentStatus;
extern const EnumType purchaseStatus;
extern const EnumType accountType;
extern const EnumType mainAccountType;
extern const EnumType postingType;
extern const EnumType currentOperations;
extern const EnumType journalType;
extern const EnumType unitClass;
extern const EnumType inventoryModel;
extern const EnumType deliveryCharges;
extern const EnumType dueMethod;
extern const EnumType assetStatus;
extern const EnumType workerType;
extern const EnumType bankStatus;

} // namespace practice::odata::enumerations
