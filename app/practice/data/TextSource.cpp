#include "app/practice/data/TextSource.h"

#include "app/practice/data/Text.h"

namespace practice {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPiece = 256 * 1024;

void appendUtf8(std::string &out, char32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xC0 | (c >> 6));
        out += char(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += char(0xE0 | (c >> 12));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    } else {
        out += char(0xF0 | (c >> 18));
        out += char(0x80 | ((c >> 12) & 0x3F));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    }
}

} // namespace

TextSource::TextSource(const QString &path) : m_file(path), m_encodingName(u"UTF-8"_s)
{
    open();
}

void TextSource::open()
{
    if (!m_file.open(QIODevice::ReadOnly)) {
        m_fault = u"The file cannot be read: %1."_s.arg(m_file.errorString());
        return;
    }
    const QByteArray mark = m_file.peek(3);
    if (mark.startsWith("\xEF\xBB\xBF")) {
        m_used = 3;
        m_encodingName = u"UTF-8 with byte order mark"_s;
    } else if (mark.startsWith("\xFF\xFE")) {
        m_encoding = Encoding::Utf16Le;
        m_used = 2;
        m_encodingName = u"UTF-16 LE"_s;
    } else if (mark.startsWith("\xFE\xFF")) {
        m_encoding = Encoding::Utf16Be;
        m_used = 2;
        m_encodingName = u"UTF-16 BE"_s;
    }
    m_file.seek(qint64(m_used));
    m_bufferBegin = qint64(m_used);
    m_used = 0;
}

bool TextSource::fill()
{
    m_bytes.erase(0, m_used);
    m_bufferBegin += qint64(m_used);
    m_used = 0;
    const std::size_t kept = m_bytes.size();
    m_bytes.resize(kept + std::size_t(kPiece));
    const qint64 got = m_file.read(m_bytes.data() + kept, kPiece);
    m_bytes.resize(kept + std::size_t(qMax<qint64>(got, 0)));
    if (got < 0)
        m_fault = u"The file cannot be read: %1."_s.arg(m_file.errorString());
    return got > 0;
}

std::string_view TextSource::read()
{
    while (m_fault.isEmpty()) {
        const bool more = fill();
        if (m_bytes.empty() || !m_fault.isEmpty())
            break;
        const std::string_view text = m_encoding == Encoding::Utf8 ? takeUtf8() : takeUtf16();
        if (!text.empty())
            return text;
        if (!more && m_fault.isEmpty())
            failAt(m_used);
    }
    return {};
}

std::string_view TextSource::takeUtf8()
{
    const std::string_view bytes = m_bytes;
    const std::size_t sound = soundPrefix(bytes);
    m_used = sound;
    // What is sound before a fault is still given out; the next call meets the fault first.
    if (sound == 0 && !isUnfinishedCharacter(bytes))
        failAt(0);
    return bytes.substr(0, sound);
}

std::string_view TextSource::takeUtf16()
{
    m_converted.clear();
    const int high = m_encoding == Encoding::Utf16Le ? 1 : 0;
    const auto unitAt = [&](std::size_t at) {
        return char32_t(static_cast<unsigned char>(m_bytes[at + std::size_t(high)]) << 8 |
                        static_cast<unsigned char>(m_bytes[at + std::size_t(1 - high)]));
    };
    std::size_t at = 0;
    while (at + 2 <= m_bytes.size()) {
        char32_t c = unitAt(at);
        std::size_t length = 2;
        if (c >= 0xD800 && c < 0xE000) {
            if (c < 0xDC00 && at + 4 > m_bytes.size())
                break;
            const char32_t low = c < 0xDC00 ? unitAt(at + 2) : 0;
            if (low < 0xDC00 || low >= 0xE000) {
                c = 0;
            } else {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                length = 4;
            }
        }
        if (c == 0) {
            if (at == 0)
                failAt(0);
            break;
        }
        appendUtf8(m_converted, c);
        at += length;
    }
    m_used = at;
    return m_converted;
}

void TextSource::failAt(std::size_t positionInBuffer)
{
    m_fault = u"The source file is not encoded as %1: the byte at position %2 belongs to no "
              "character of it."_s.arg(m_encodingName)
                  .arg(m_bufferBegin + qint64(positionInBuffer) + 1);
}

} // namespace practice
