// $metadata.
#pragma once

#include "app/practice/odata/Model.h"

#include <string>

namespace practice::odata {

/// The whole model as CSDL, version 4.0.
std::string csdlOf(const Model &model);

/// "Edm.String", or an enumeration with its namespace.
std::string edmTypeOf(const Property &property);

/// With the dot behind it.
inline constexpr char typeNamespace[] = "Microsoft.Dynamics.DataEntities.";

} // namespace practice::odata
