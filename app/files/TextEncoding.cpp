#include "app/files/TextEncoding.h"

#include <QCoreApplication>
#include <QFile>

#include <array>
#include <cstring>

namespace waybill {

namespace {

constexpr qsizetype kChunk = 256 * 1024;

// 0x80 to 0x9F of Windows-1252; the other bytes are those of Latin-1.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

// The length of the valid character that begins at `byte`, 0 where there is none, -1 where it is cut off.
int utf8Length(const uchar *byte, qsizetype left)
{
    const uchar lead = byte[0];
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xC2 && lead <= 0xDF   ? 2
                       : (lead & 0xF0) == 0xE0        ? 3
                       : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                      : 0;
    if (length == 0)
        return 0;
    for (int i = 1; i < length; ++i) {
        if (i >= left)
            return -1;
        uchar low = 0x80;
        uchar high = 0xBF;
        if (i == 1) {
            // Overlong forms, surrogates and numbers above U+10FFFF are excluded by the second byte.
            low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        }
        if (byte[i] < low || byte[i] > high)
            return 0;
    }
    return length;
}

// Text in a Latin script written as UTF-16 without a mark has a zero in nearly every second byte.
bool looksLikeUtf16(QByteArrayView head, int zeroAt)
{
    const qsizetype units = qMin<qsizetype>(head.size(), 512) / 2;
    qsizetype zeros = 0;
    for (qsizetype i = 0; i < units; ++i) {
        if (head[2 * i + (1 - zeroAt)] == 0)
            return false;
        zeros += head[2 * i + zeroAt] == 0 ? 1 : 0;
    }
    return units >= 4 && zeros * 10 >= units * 9;
}

} // namespace

EncodingFinding encodingOfBeginning(QByteArrayView head)
{
    if (head.startsWith("\xEF\xBB\xBF"))
        return {TextEncoding::Utf8, 3, false, -1};
    if (head.startsWith("\xFF\xFE"))
        return {TextEncoding::Utf16Le, 2, false, -1};
    if (head.startsWith("\xFE\xFF"))
        return {TextEncoding::Utf16Be, 2, false, -1};
    if (looksLikeUtf16(head, 1))
        return {TextEncoding::Utf16Le, 0, true, -1};
    if (looksLikeUtf16(head, 0))
        return {TextEncoding::Utf16Be, 0, true, -1};
    return {};
}

Utf8Check checkUtf8(QByteArrayView bytes, bool more)
{
    const auto *data = reinterpret_cast<const uchar *>(bytes.data());
    const qsizetype size = bytes.size();
    qsizetype at = 0;
    while (at < size) {
        // Eight plain ASCII bytes in one step: nearly all of every file.
        while (size - at >= 8) {
            quint64 word;
            std::memcpy(&word, data + at, 8);
            if ((word & 0x8080808080808080ULL) != 0)
                break;
            at += 8;
        }
        if (at == size)
            break;
        const int length = utf8Length(data + at, size - at);
        if (length == 0)
            return {at, false};
        if (length < 0)
            return {at, more};
        at += length;
    }
    return {at, true};
}

Result<EncodingFinding> detectEncoding(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::TextEncoding", "The file \"%1\" cannot be read.").arg(path),
                    file.errorString());
    QByteArray chunk = file.read(kChunk);
    EncodingFinding finding = encodingOfBeginning(chunk);
    if (finding.encoding != TextEncoding::Utf8)
        return finding;

    qint64 offset = 0;
    QByteArray pending = chunk;
    while (!pending.isEmpty()) {
        chunk = file.read(kChunk);
        const Utf8Check check = checkUtf8(pending, !chunk.isEmpty());
        if (!check.valid) {
            finding.firstBadByte = offset + check.validBytes;
            // A mark promises UTF-8: the file is then damaged, not in another encoding.
            if (finding.bomBytes == 0) {
                finding.encoding = TextEncoding::Windows1252;
                finding.assumed = true;
            }
            return finding;
        }
        offset += check.validBytes;
        pending = pending.sliced(check.validBytes) + chunk;
        if (chunk.isEmpty())
            break;
    }
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::TextEncoding", "The file \"%1\" cannot be read to its end.")
                        .arg(path),
                    file.errorString());
    return finding;
}

QString encodingName(const EncodingFinding &finding)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("waybill::TextEncoding", source); };
    switch (finding.encoding) {
    case TextEncoding::Utf8:
        return finding.bomBytes > 0 ? text("UTF-8 with byte order mark") : text("UTF-8");
    case TextEncoding::Utf16Le:
        return finding.assumed ? text("UTF-16 LE (assumed)") : text("UTF-16 LE");
    case TextEncoding::Utf16Be:
        return finding.assumed ? text("UTF-16 BE (assumed)") : text("UTF-16 BE");
    case TextEncoding::Windows1252:
        break;
    }
    return text("Windows-1252 (assumed)");
}

void decodeText(QByteArrayView bytes, TextEncoding encoding, QString &into)
{
    // Nearly every value is plain ASCII: a byte is a character.
    if (encoding == TextEncoding::Utf8) {
        into.resize(bytes.size());
        QChar *character = into.data();
        uchar all = 0;
        for (const char byte : bytes) {
            all |= uchar(byte);
            *character++ = QChar(char16_t(uchar(byte)));
        }
        if (all < 0x80)
            return;
    }
    into = decodeText(bytes, encoding);
}

QString decodeText(QByteArrayView bytes, TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return QString::fromUtf8(bytes);
    case TextEncoding::Windows1252: {
        QString text = QString::fromLatin1(bytes);
        for (QChar &c : text) {
            if (c.unicode() >= 0x80 && c.unicode() <= 0x9F)
                c = QChar(kWindows1252[c.unicode() - 0x80]);
        }
        return text;
    }
    case TextEncoding::Utf16Le:
    case TextEncoding::Utf16Be:
        break;
    }
    QString text(bytes.size() / 2, Qt::Uninitialized);
    const int high = encoding == TextEncoding::Utf16Le ? 1 : 0;
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = QChar(char16_t(uchar(bytes[2 * i + high]) << 8 | uchar(bytes[2 * i + 1 - high])));
    return text;
}

} // namespace waybill
