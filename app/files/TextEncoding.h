#pragma once

#include "app/base/Error.h"

#include <QByteArrayView>
#include <QString>

namespace waybill {

/// How the characters of a stored file are written.
enum class TextEncoding { Utf8, Utf16Le, Utf16Be, Windows1252 };

/// What detectEncoding found at the beginning and in the bytes of a file.
struct EncodingFinding {
    TextEncoding encoding = TextEncoding::Utf8;
    int bomBytes = 0;     ///< length of the byte order mark: 0, 2 or 3
    bool assumed = false; ///< nothing in the file says so: it is what fits the bytes best
    /// Where UTF-8 stops being valid (byte offset in the file), -1 where it is valid or no UTF-8 is meant.
    qint64 firstBadByte = -1;

    bool operator==(const EncodingFinding &) const = default;
};

/// Reads the whole file once, in constant memory, because one late byte can decide against UTF-8.
/// A mark decides at once. Without one the bytes are UTF-8 if all of them are valid as such, UTF-16 if every
/// second byte of the beginning is zero, else Windows-1252 is assumed. Fails with Storage when it cannot be read.
Result<EncodingFinding> detectEncoding(const QString &path);

/// What the first bytes alone tell: a mark, the zeros of unmarked UTF-16, else UTF-8 until a byte says otherwise.
EncodingFinding encodingOfBeginning(QByteArrayView head);

/// The encoding's name for a person, such as "UTF-8 with byte order mark" or "Windows-1252 (assumed)".
QString encodingName(const EncodingFinding &finding);

/// Bytes as text. Every byte of Windows-1252 has a character here: the five that it leaves open become the
/// control characters of the same number. Invalid UTF-8 becomes U+FFFD.
QString decodeText(QByteArrayView bytes, TextEncoding encoding);
/// The same into a text whose memory is used again.
void decodeText(QByteArrayView bytes, TextEncoding encoding, QString &into);

/// Length of the longest beginning of `bytes` that is valid UTF-8 and ends at a character's end.
/// A character that is only begun at the very end is left out and does not count as invalid when `more` follows.
struct Utf8Check {
    qsizetype validBytes = 0;
    bool valid = true;
};
Utf8Check checkUtf8(QByteArrayView bytes, bool more);

} // namespace waybill
