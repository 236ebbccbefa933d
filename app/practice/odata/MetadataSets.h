// The lists of the metadata service.
#pragma once

#include "app/practice/odata/Labels.h"
#include "app/practice/odata/Model.h"

#include <vector>

namespace practice::odata {

/// DataEntities, PublicEntities, PublicEnumerations and Labels: sets like all others, of no company, so that they can
/// be filtered like them. Model and labels outlive what is returned.
std::vector<EntitySet> metadataSets(const Model &model, const Labels &labels);

} // namespace practice::odata
