#pragma once

#include <QString>

namespace waybill {

/// The legal entity that the link of a page in F&O names (`cmp=`), in small letters; empty where there is none. It is
/// what the person who copied the link was looking at: worth an offer, not a default.
QString legalEntityIn(const QString &link);

} // namespace waybill
