#include "app/practice/data/entities/BuiltInEntities.h"

namespace practice {

std::vector<Entity> builtInEntities()
{
    return {customerGroups(), customers(), demandForecastEntries(), salesOrderLines(), vendorGroups(), vendors(),
            releasedProducts(), salesOrderHeaders(), generalJournals()};
}

} // namespace practice
