#pragma once

#include "app/practice/data/Entity.h"

namespace practice {

/// The entities that the practice environment imports: customer groups, customers, demand forecast
/// entries and sales order lines.
std::vector<Entity> builtInEntities();

} // namespace practice
