// The practice authority for TLS: its own file, and the certificates of the TLS port.
#pragma once

#include "app/practice/tls/KeyPair.h"

namespace practice {

/// What is wrong with the certificate that the TLS port shows.
enum class TlsCertificate { Good, Expired, SelfSigned, OtherHost };

/// The file in a profile that says whom to trust.
QString authorityFileOf(const QString &profileFolder);

/// The authority kept in that folder; made, and kept, where there is none. Nothing, with a sentence in `problem`, when
/// it cannot be written.
std::optional<KeyPair> tlsAuthorityOf(const QString &profileFolder, QString &problem);

/// A certificate for 127.0.0.1, ::1 and localhost, or one that has that fault.
KeyPair tlsCertificateFrom(const KeyPair &authority, TlsCertificate kind);

} // namespace practice
