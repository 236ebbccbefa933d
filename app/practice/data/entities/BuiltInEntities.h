// The entities that the practice environment imports; README.md of data/ tells them apart.
#pragma once

#include "app/practice/data/Entity.h"

namespace practice {

/// All of them.
std::vector<Entity> builtInEntities();

Entity customerGroups();
Entity customers();
Entity demandForecastEntries();
Entity generalJournals();
Entity releasedProducts();
Entity salesOrderHeaders();
Entity salesOrderLines();
Entity vendorGroups();
Entity vendors();

} // namespace practice
