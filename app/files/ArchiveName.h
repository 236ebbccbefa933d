#pragma once

#include <QByteArray>
#include <QString>

namespace waybill {

/// The name of a zip's entry as text, and whether it is what it claims to be.
struct ArchiveName {
    QString text;
    bool isSound = true; ///< false: it claims to be UTF-8 and is not; such bytes are U+FFFD in the text
};

/// Names are UTF-8 where the zip says so. Where it says nothing, many programs write UTF-8 all the same, so what can be
/// read as UTF-8 is; anything else is the code page 437 that the format prescribes.
ArchiveName archiveName(const QByteArray &bytes, bool saysUtf8);

} // namespace waybill
