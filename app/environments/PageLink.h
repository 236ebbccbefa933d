#pragma once

#include <QString>

namespace waybill {

/// What was pasted without the spaces, quotes and angle brackets around it that mails and chats bring along.
QString withoutWrapping(const QString &pasted);

/// The legal entity that the link of a page in F&O names (`cmp=`), in small letters; empty where there is none. It is
/// what the person who copied the link was looking at: worth an offer, not a default.
QString legalEntityIn(const QString &link);

} // namespace waybill
