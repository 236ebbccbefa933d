// Data packages for the practice environment.
#pragma once

#include "app/practice/traffic/FileMaker.h"

namespace practice {

/// True for what is ordered as a package: "package" (customer groups and customers), or "package:LABEL,LABEL …".
bool isPackage(const FileOrder &order);

/// A zip with manifest, header and one file an entity, in the order of the labels. The last entity gets the rows and
/// what is bad about them; those before it ten good records each, which the later ones refer to where they can.
MadeFile makePackage(const FileOrder &order);

} // namespace practice
