#pragma once

#include "app/catalogue/EntitySet.h"

#include <optional>

namespace simdjson {
class padded_string_view;
}

namespace waybill {

/// Parts of what CatalogueWriter made, read where they lie. Nothing when they are not as it made them. Any thread.
std::optional<EntityDetails> entityDetailsFrom(simdjson::padded_string_view json);
std::optional<QList<EntityAction>> entityActionsFrom(simdjson::padded_string_view json);
std::optional<EnumType> enumTypeFrom(simdjson::padded_string_view json);

} // namespace waybill
