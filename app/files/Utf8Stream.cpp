#include "app/files/Utf8Stream.h"

#include <QString>
#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace waybill {

namespace {
constexpr qsizetype piece = 64 << 10; ///< somebody may want the beginning only
} // namespace

Result<qint64> Utf8Stream::read(char *to, qint64 most)
{
    while (m_given == m_ready.size()) {
        m_ready.resize(0);
        m_given = 0;
        const auto more = refill();
        if (!more)
            return fail(more.error());
        if (!*more)
            return 0;
    }
    const qint64 now = std::min<qint64>(most, m_ready.size() - m_given);
    std::memcpy(to, m_ready.constData() + m_given, std::size_t(now));
    m_given += now;
    return now;
}

Result<bool> Utf8Stream::refill()
{
    if (m_isEnd)
        return false;
    const qsizetype kept = m_raw.size();
    m_raw.resize(kept + piece);
    qsizetype filled = kept;
    // The first piece is filled whole: its beginning tells the encoding.
    do {
        const auto got = m_from->read(m_raw.data() + filled, m_raw.size() - filled);
        if (!got)
            return fail(got.error());
        m_isEnd = *got == 0;
        filled += *got;
    } while (!m_isEnd && !m_hasBegun && filled < m_raw.size());
    m_raw.resize(filled);
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_encoding = encodingOfBeginning(m_raw);
        m_raw.remove(0, m_encoding.bomBytes);
        m_offset = m_encoding.bomBytes;
    }
    const qsizetype used = convert();
    m_raw.remove(0, used);
    m_offset += used;
    return true;
}

qsizetype Utf8Stream::convert()
{
    switch (m_encoding.encoding) {
    case TextEncoding::Utf8:
        return convertUtf8();
    case TextEncoding::Utf16Le:
        return convertUtf16(Q_BYTE_ORDER == Q_BIG_ENDIAN);
    case TextEncoding::Utf16Be:
        return convertUtf16(Q_BYTE_ORDER == Q_LITTLE_ENDIAN);
    case TextEncoding::Windows1252:
        break;
    }
    m_ready = decodeText(m_raw, TextEncoding::Windows1252).toUtf8();
    return m_raw.size();
}

qsizetype Utf8Stream::convertUtf8()
{
    const Utf8Check check = checkUtf8(m_raw, !m_isEnd);
    if (check.valid) {
        m_ready.append(m_raw.constData(), check.validBytes);
        return check.validBytes;
    }
    if (m_encoding.firstBadByte < 0)
        m_encoding.firstBadByte = m_offset + check.validBytes;
    if (m_encoding.bomBytes > 0) // it says that it is UTF-8
        return replaceBadBytes();
    m_encoding.encoding = TextEncoding::Windows1252;
    m_encoding.assumed = true;
    const QByteArrayView bytes = m_raw;
    m_ready = bytes.first(check.validBytes).toByteArray() +
              decodeText(bytes.sliced(check.validBytes), TextEncoding::Windows1252).toUtf8();
    return m_raw.size();
}

qsizetype Utf8Stream::replaceBadBytes()
{
    QByteArrayView left = m_raw;
    while (!left.isEmpty()) {
        const Utf8Check check = checkUtf8(left, !m_isEnd);
        m_ready.append(left.data(), check.validBytes);
        left = left.sliced(check.validBytes);
        if (check.valid)
            break;
        m_ready.append("\xEF\xBF\xBD");
        left = left.sliced(1);
    }
    return m_raw.size() - left.size();
}

qsizetype Utf8Stream::convertUtf16(bool swap)
{
    qsizetype units = m_raw.size() / 2;
    QString text(units, Qt::Uninitialized);
    std::memcpy(text.data(), m_raw.constData(), std::size_t(units) * 2);
    if (swap)
        qbswap<2>(text.constData(), units, text.data());
    // The other half of a character is still to come.
    if (!m_isEnd && units > 0 && text.back().isHighSurrogate())
        text.truncate(--units);
    const bool isHalf = m_isEnd && m_raw.size() % 2 != 0;
    if (isHalf)
        text += QChar::ReplacementCharacter;
    m_ready = text.toUtf8();
    return isHalf ? m_raw.size() : units * 2;
}

} // namespace waybill
