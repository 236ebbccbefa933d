#include "app/files/ArchiveName.h"

#include <QStringDecoder>

namespace waybill {

namespace {

/// The characters from 0x80 of code page 437.
constexpr QStringView upperHalf =
    u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
    u"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
static_assert(upperHalf.size() == 128);

} // namespace

ArchiveName archiveName(const QByteArray &bytes, bool saysUtf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(bytes);
    const bool isSound = !decoder.hasError();
    if (isSound || saysUtf8)
        return {text, isSound};
    QString old;
    old.reserve(bytes.size());
    for (const char byte : bytes) {
        const auto code = uchar(byte);
        old += code < 0x80 ? QChar(ushort(code)) : upperHalf[code - 0x80];
    }
    return {old, true};
}

} // namespace waybill
