#pragma once

#include "app/packages/PackageManifest.h"

namespace waybill {

/// Reads the bytes of a Manifest.xml: UTF-8 or UTF-16, or else taken for Windows-1252. `entry` of the entities stays
/// unknown. BadInput when it is no manifest, or names more than 10,000 entities.
Result<PackageManifest> readManifest(const QByteArray &bytes);
/// Reads the bytes of a PackageHeader.xml in the same way.
Result<PackageHeader> readPackageHeader(const QByteArray &bytes);

} // namespace waybill
