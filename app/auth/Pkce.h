#pragma once

#include <QByteArray>

namespace waybill {

/// `bytes` bytes of the operating system's chance, as base64url.
QByteArray randomText(int bytes);

/// A secret of one sign-in and what the authority is shown of it beforehand (PKCE, S256).
struct Pkce {
    QByteArray verifier;  ///< 43 characters
    QByteArray challenge; ///< base64url of its SHA-256
    static Pkce make();
};

} // namespace waybill
