#include "app/rows/ColumnBuilder.h"

#include "app/rows/BytesCompare.h"
#include "app/rows/CellNumber.h"
#include "app/rows/CellTime.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace waybill {

namespace {

constexpr std::size_t mostEntries = 65'535; // that codes of two bytes tell apart, with one left for an empty place

/// Of length, ends and middle; long texts that differ elsewhere meet in the table and are told apart there.
quint64 hashOf(std::string_view text)
{
    constexpr quint64 mix = 0x9E3779B97F4A7C15;
    quint64 hash = text.size() * mix;
    const auto add = [&hash](quint64 word) {
        hash = (hash ^ word) * mix;
        hash ^= hash >> 29;
    };
    if (text.size() >= 8) {
        add(eightBytesAt(text.data()));
        if (text.size() > 16)
            add(eightBytesAt(text.data() + text.size() / 2 - 4));
        add(eightBytesAt(text.data() + text.size() - 8));
    } else if (text.size() >= 4) {
        add(quint64(fourBytesAt(text.data())) << 32 | fourBytesAt(text.data() + text.size() - 4));
    } else if (!text.empty()) {
        add(quint64(quint8(text.front())) << 16 | quint64(quint8(text[text.size() / 2])) << 8 | quint8(text.back()));
    }
    return hash * mix;
}

bool isNumber(CellKind kind)
{
    return kind == CellKind::Integer || kind == CellKind::Decimal;
}
bool isText(CellKind kind)
{
    return kind == CellKind::Text || kind == CellKind::Time || kind == CellKind::Date;
}

} // namespace

void ColumnBuilder::append(qsizetype row, CellKind kind, std::string_view text)
{
    catchUp();
    if (row == m_lastRow) { // the later value counts
        --m_block.m_slots;
        if (m_sharing) {
            m_block.m_wide.pop_back();
        } else {
            m_block.m_ends.pop_back();
            m_block.m_kinds.pop_back();
            m_block.m_texts.cut(m_block.m_ends.empty() ? 0 : m_block.m_ends.back());
        }
        if (!m_block.m_rows.empty())
            m_block.m_rows.pop_back();
    }
    if (row != m_block.m_slots && m_block.m_rows.empty()) {
        m_block.m_rows.resize(std::size_t(m_block.m_slots));
        std::iota(m_block.m_rows.begin(), m_block.m_rows.end(), 0U);
    }
    if (row != m_block.m_slots)
        m_block.m_rows.push_back(quint32(row));
    m_lastRow = row;
    if (m_sharing && m_block.m_ends.size() >= m_nextLook)
        lookWhetherValuesRepeat();
    if (m_sharing) {
        m_last = sharedEntry(kind, text);
        m_block.m_wide.push_back(m_last);
        m_lastBegin = m_last == 0 ? 0 : m_block.m_ends[m_last - 1U];
        m_lastSize = text.size();
        m_lastKind = kind;
    } else {
        appendEntry(kind, text);
    }
    ++m_block.m_slots;
    m_denseRow = m_sharing && m_block.m_rows.empty() ? row + 1 : -1;
}

void ColumnBuilder::catchUp()
{
    if (m_denseRow <= m_block.m_slots)
        return;
    m_block.m_wide.resize(std::size_t(m_denseRow), m_last);
    m_block.m_slots = m_denseRow;
    m_lastRow = m_denseRow - 1;
}

bool ColumnBuilder::isEntry(std::size_t entry, CellKind kind, std::string_view text) const
{
    if (!sameBytes(m_block.text(qsizetype(entry)), text))
        return false;
    const CellKind has = m_block.m_kinds[entry];
    return has == kind || (isNumber(has) && isNumber(kind)) || (isText(has) && isText(kind));
}

quint16 ColumnBuilder::sharedEntry(CellKind kind, std::string_view text)
{
    const std::size_t count = m_block.m_ends.size();
    if (isLast(kind, text))
        return m_last;
    if (count * 2 >= m_table.size())
        growTable();
    const quint64 hash = hashOf(text);
    const std::size_t mask = m_table.size() - 1;
    const auto upper = quint32(hash >> 48) << 16;
    std::size_t at = std::size_t(hash >> 16) & mask;
    for (; m_table[at] != 0; at = (at + 1) & mask) {
        const std::size_t entry = (m_table[at] & 0xFFFF) - 1;
        if ((m_table[at] & 0xFFFF0000) == upper && isEntry(entry, kind, text))
            return quint16(entry);
    }
    m_table[at] = upper | quint32(count + 1);
    appendEntry(kind, text);
    return quint16(count);
}

void ColumnBuilder::appendEntry(CellKind kind, std::string_view text)
{
    // What a text is beyond a text matters only while the column may still be one of moments.
    if (kind == CellKind::Text && (m_block.m_seen & kindBit(CellKind::Text)) == 0 && ticksOf(text))
        kind = text.size() == 10 ? CellKind::Date : CellKind::Time;
    else if (isNumber(kind))
        kind = integerOf(text) ? CellKind::Integer : CellKind::Decimal;
    m_block.m_texts.append(text);
    m_block.m_ends.push_back(quint32(m_block.m_texts.size()));
    m_block.m_kinds.push_back(kind);
    m_block.m_seen |= kindBit(kind);
}

void ColumnBuilder::lookWhetherValuesRepeat()
{
    const std::size_t entries = m_block.m_ends.size();
    if (entries < mostEntries && std::size_t(m_block.m_slots) >= 2 * entries) {
        m_nextLook = std::min(2 * entries, mostEntries);
        return;
    }
    ColumnBlock apart;
    for (const quint16 entry : m_block.m_wide) {
        apart.m_texts.append(m_block.text(entry));
        apart.m_ends.push_back(quint32(apart.m_texts.size()));
        apart.m_kinds.push_back(m_block.m_kinds[entry]);
    }
    m_block.m_texts = std::move(apart.m_texts);
    m_block.m_ends = std::move(apart.m_ends);
    m_block.m_kinds = std::move(apart.m_kinds);
    m_block.m_wide = {};
    m_table = {};
    m_sharing = false;
}

void ColumnBuilder::growTable()
{
    m_table.assign(std::max(std::size_t(32), m_table.size() * 2), 0);
    const std::size_t mask = m_table.size() - 1;
    for (std::size_t entry = 0; entry < m_block.m_ends.size(); ++entry) {
        const quint64 hash = hashOf(m_block.text(qsizetype(entry)));
        std::size_t at = std::size_t(hash >> 16) & mask;
        while (m_table[at] != 0)
            at = (at + 1) & mask;
        m_table[at] = quint32(hash >> 48) << 16 | quint32(entry + 1);
    }
}

ColumnBlock ColumnBuilder::finish()
{
    catchUp();
    ColumnBlock &block = m_block;
    constexpr CellKinds moments = kindBit(CellKind::Time) | kindBit(CellKind::Date);
    if (columnType(block.m_seen) != ColumnType::Time && columnType(block.m_seen) != ColumnType::Date &&
        (block.m_seen & moments) != 0) {
        std::replace_if(block.m_kinds.begin(), block.m_kinds.end(), isText, CellKind::Text);
        block.m_seen = CellKinds((block.m_seen & ~moments) | kindBit(CellKind::Text));
    }
    if (std::adjacent_find(block.m_kinds.begin(), block.m_kinds.end(), std::not_equal_to()) == block.m_kinds.end()) {
        block.m_only = block.m_kinds.empty() ? CellKind::Null : block.m_kinds.front();
        block.m_kinds.clear();
    }
    const std::size_t entries = block.m_ends.size();
    bool inOrder = qsizetype(entries) == block.m_slots;
    for (std::size_t slot = 0; inOrder && slot < block.m_wide.size(); ++slot)
        inOrder = block.m_wide[slot] == slot;
    if (entries == 1 || inOrder) {
        block.m_wide.clear();
    } else if (entries <= 256) {
        block.m_narrow.assign(block.m_wide.begin(), block.m_wide.end());
        block.m_wide.clear();
    }
    block.m_rows.shrink_to_fit();
    block.m_wide.shrink_to_fit();
    block.m_ends.shrink_to_fit();
    block.m_texts.shrinkToFit();
    block.m_kinds.shrink_to_fit();
    return std::move(m_block);
}

} // namespace waybill
