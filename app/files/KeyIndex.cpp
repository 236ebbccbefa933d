#include "app/files/KeyIndex.h"

#include <QHashSeed>

#include <algorithm>
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
} // namespace

QStringView trimmedKey(QStringView text)
{
    // Nearly always there is nothing to trim, and nearly all text is ASCII.
    const auto plain = [](QChar c) { return c > u' ' && c < u'\x7f'; };
    return !text.isEmpty() && plain(text.front()) && plain(text.back()) ? text : text.trimmed();
}

std::size_t keyHash(QStringView key)
{
    // Keys come from foreign files: the seed keeps a file from being made of collisions.
    static const quint64 seed = QHashSeed::globalSeed();
    quint64 hash = seed ^ quint64(key.size());
    const auto mix = [&hash](quint64 four) {
        hash = (hash ^ lower(four)) * 0x9e3779b97f4a7c15ULL;
        hash ^= hash >> 32;
    };
    qsizetype at = 0;
    for (; at + 4 <= key.size(); at += 4)
        mix(fourAt(key, at));
    quint64 rest = 0;
    for (; at < key.size(); ++at)
        rest = rest << 16 | key[at].unicode();
    mix(rest);
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

KeyIndex::KeyIndex(const QStringList &ids) : m_slots(std::bit_ceil(std::size_t(2 * ids.size() + 1)))
{
    m_numbers.reserve(std::size_t(ids.size()));
    m_ends.reserve(std::size_t(ids.size()) + 1);
    for (const QString &id : ids) {
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
