#pragma once

#include "app/catalogue/Catalogue.h"
#include "app/catalogue/LabelStore.h"

namespace waybill {

/// The entity set that somebody meant.
struct ResolvedSet {
    QString name; ///< as an address must have it
    QString note; ///< what to tell the person; empty where they wrote exactly that
};

/// Finds the entity set that `text` means: its exact name; else the name in another case; else a public name, a
/// data-management name or a label in any language that is known, without regard to case. NotFound when it is none of
/// these; BadInput, with all candidates named, when it is several entity sets. Any thread.
Result<ResolvedSet> resolveEntitySet(const Catalogue &catalogue, const LabelStore &labels, const QString &text);

} // namespace waybill
