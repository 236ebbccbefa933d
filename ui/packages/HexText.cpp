#include "ui/packages/HexText.h"

namespace waybill {

QString hexText(const QByteArray &bytes, qint64 offset)
{
    constexpr qsizetype perLine = 16;
    static constexpr char digits[] = "0123456789ABCDEF";
    QString text;
    text.reserve((bytes.size() / perLine + 1) * 80);
    for (qsizetype line = 0; line < bytes.size(); line += perLine) {
        if (line > 0)
            text += QLatin1Char('\n');
        text += QString::number(offset + line, 16).toUpper().rightJustified(8, QLatin1Char('0'));
        text += QLatin1StringView("  ");
        QString letters;
        for (qsizetype i = line; i < line + perLine; ++i) {
            if (i == line + perLine / 2)
                text += QLatin1Char(' ');
            if (i >= bytes.size()) {
                text += QLatin1StringView("   ");
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes[i]);
            text += QLatin1Char(digits[byte >> 4]);
            text += QLatin1Char(digits[byte & 15]);
            text += QLatin1Char(' ');
            letters += QLatin1Char(byte >= 0x20 && byte < 0x7F ? char(byte) : '.');
        }
        text += QLatin1Char(' ') + letters;
    }
    return text;
}

} // namespace waybill
