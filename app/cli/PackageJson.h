#pragma once

#include "app/packages/PackageDiff.h"
#include "app/packages/PackageManifest.h"

#include <QJsonObject>

namespace waybill {

/// `{"file","header","manifest","files","troubles"}`, header and manifest null where there is none.
QJsonObject packageJson(const QString &file, const PackageInside &inside);

/// `{"same","values","entities","files"}`.
QJsonObject packageDiffJson(const PackageDiff &diff);

} // namespace waybill
