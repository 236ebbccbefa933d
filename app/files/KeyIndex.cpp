#include "app/files/KeyIndex.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace waybill {

namespace {
char16_t lower(QChar c)
{
    const char16_t code = c.unicode();
    return code >= u'A' && code <= u'Z' ? char16_t(code + 32) : code;
}

/// The same for four of them at once.
quint64 lower(quint64 four)
{
    constexpr quint64 each = 0x0001000100010001ULL;
    if ((four & 0xff80 * each) == 0) {
        // No sum reaches into the next character; its bit 7 tells what the character is not below.
        const quint64 fromA = four + (0x80 - u'A') * each;
        const quint64 beyondZ = four + (0x7f - u'Z') * each;
        return four | ((fromA & ~beyondZ & 0x80 * each) >> 2);
    }
    quint64 all = 0;
    for (int shift = 0; shift < 64; shift += 16)
        all |= quint64(lower(QChar(char16_t(four >> shift)))) << shift;
    return all;
}

/// What of a hash a slot keeps: other bits than those that choose the slot.
quint32 keptOf(std::size_t hash)
{
    return quint32(quint64(hash) >> 32);
}

quint64 fourAt(QStringView key, qsizetype at)
{
    quint64 four;
    std::memcpy(&four, key.utf16() + at, sizeof four);
    return four;
}

/// With zeros for those beyond the end.
quint64 upToFourAt(QStringView key, qsizetype at)
{
    if (at + 4 <= key.size())
        return fourAt(key, at);
    quint64 rest = 0;
    for (; at < key.size(); ++at)
        rest = rest << 16 | key[at].unicode();
    return rest;
}

/// The upper half of the product and the lower in one.
quint64 folded(quint64 a, quint64 b)
{
    constexpr quint64 half = 0xffffffff;
    const quint64 low = (a & half) * (b & half);
    const quint64 cross = (a >> 32) * (b & half) + (low >> 32);
    const quint64 middle = (a & half) * (b >> 32) + (cross & half);
    const quint64 high = (a >> 32) * (b >> 32) + (cross >> 32) + (middle >> 32);
    return high ^ (middle << 32 | (low & half));
}
} // namespace

QStringView trimmedKey(QStringView text)
{
    // Nearly always there is nothing to trim, and nearly all text is ASCII.
    const auto plain = [](QChar c) { return c > u' ' && c < u'\x7f'; };
    return !text.isEmpty() && plain(text.front()) && plain(text.back()) ? text : text.trimmed();
}

std::size_t keyHash(QStringView key)
{
    // Keys come from foreign files: a secret in both factors keeps a file from being made of collisions.
    static const auto secret = [] {
        std::array<quint64, 3> drawn{};
        QRandomGenerator::system()->fillRange(drawn.data(), qsizetype(drawn.size()));
        return drawn;
    }();
    quint64 hash = secret[0] ^ quint64(key.size());
    for (qsizetype at = 0; at < key.size(); at += 8)
        hash = folded(lower(upToFourAt(key, at)) ^ secret[1], lower(upToFourAt(key, at + 4)) ^ secret[2] ^ hash);
    return std::size_t(hash);
}

bool sameKey(QStringView a, QStringView b)
{
    if (a.size() != b.size())
        return false;
    qsizetype at = 0;
    for (; at + 4 <= a.size(); at += 4) {
        const quint64 one = fourAt(a, at), other = fourAt(b, at);
        if (one != other && lower(one) != lower(other))
            return false;
    }
    for (; at < a.size(); ++at) {
        if (lower(a[at]) != lower(b[at]))
            return false;
    }
    return true;
}

KeyIndex::KeyIndex(const QStringList &ids, const std::stop_token &stop)
    : m_slots(std::bit_ceil(std::size_t(2 * ids.size() + 1)))
{
    m_numbers.reserve(std::size_t(ids.size()));
    m_ends.reserve(std::size_t(ids.size()) + 1);
    for (const QString &id : ids) {
        if (stop.stop_requested())
            break;
        const QStringView key = trimmedKey(id);
        if (key.isEmpty()) {
            m_numbers.push_back(-1);
            continue;
        }
        const std::size_t hash = keyHash(key);
        Slot &slot = m_slots[slotOf(key, hash)];
        if (slot.number < 0) {
            slot = {keptOf(hash), size()};
            m_texts.append(key.utf16(), std::size_t(key.size()));
            m_ends.push_back(m_texts.size());
            m_mentions.push_back(0);
            m_shapes.add(key);
        }
        ++m_mentions[std::size_t(slot.number)];
        m_numbers.push_back(slot.number);
    }
    m_numbers.resize(std::size_t(ids.size()), -1);
}

std::size_t KeyIndex::slotOf(QStringView key, std::size_t hash) const
{
    const std::size_t last = m_slots.size() - 1;
    for (std::size_t at = hash & last;; at = (at + 1) & last) {
        const Slot &slot = m_slots[at];
        if (slot.number < 0 || (slot.hash == keptOf(hash) && sameKey(text(slot.number), key)))
            return at;
    }
}

int KeyIndex::find(QStringView key, int likely) const
{
    if (likely >= 0 && likely < size() && sameKey(text(likely), key))
        return likely;
    return m_slots[slotOf(key, keyHash(key))].number;
}

} // namespace waybill
