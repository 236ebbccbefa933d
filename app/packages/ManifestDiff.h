#pragma once

#include "app/packages/PackageDiff.h"
#include "app/packages/PackageManifest.h"

namespace waybill {

/// What differs between headers and manifests as a whole.
QList<ValueChange> packageChanges(const PackageInside &left, const PackageInside &right);

/// The entities of both manifests, those of the right one first; several of one label are joined in their order.
QList<EntityDiff> entityChanges(const PackageManifest &left, const PackageManifest &right);

} // namespace waybill
