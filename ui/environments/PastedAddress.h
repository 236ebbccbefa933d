#pragma once

#include "app/environments/Environment.h"

namespace waybill {

/// What somebody pasted for an environment's address, and what of it is kept.
struct PastedAddress {
    QUrl url;        ///< as it is saved
    QString company; ///< the legal entity of a page's link (`cmp=`); may be empty
    QString told;    ///< what was made of it, in a sentence; empty when nothing was
};

/// Reads an address as people have it: a page's link, without a scheme, with spaces around it or in angle brackets.
/// BadInput with what is wrong.
Result<PastedAddress> pastedAddress(const QString &text);

/// What the kind of an environment at such an address usually is.
EnvironmentKind likelyKind(const QUrl &url);
/// A name for it that is not among `taken`.
QString likelyName(const QUrl &url, const QStringList &taken);
/// `wanted`, or that with a number when it is among `taken`.
QString freeName(const QString &wanted, const QStringList &taken);

} // namespace waybill
