#include "app/messages/FailingRowTable.h"

#include "app/base/VisibleText.h"

namespace waybill {

namespace {
constexpr qsizetype mostRows = 100'000;
constexpr qsizetype mostCharacters = 64 << 20;
constexpr qsizetype mostCells = 4'000'000; ///< with the messages
constexpr qsizetype longestCell = 500;
constexpr qsizetype longestMessage = 4'000;

/// Most text is harmless as it is and needs no copy of its own.
bool isPlain(QStringView text)
{
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && (c.unicode() < 0xa0 || c.isSurrogate() || turnsDirection(c) ||
                                                           c == QChar::LineSeparator || c == QChar::ParagraphSeparator)))
            return false;
    }
    return true;
}
} // namespace

void FailingRowTable::append(QStringView text, qsizetype longest)
{
    const auto begin = quint32(m_text.size());
    if (text.size() <= longest && isPlain(text))
        m_text += text;
    else
        m_text += visibleText(text, LineEnds::AsSpaces, longest);
    m_pieces.append({begin, quint32(m_text.size()) - begin});
}

bool FailingRowTable::add(qint64 line, const QStringList &cells, int guiltyColumn, QStringView message)
{
    if (m_rows.size() >= mostRows || m_text.size() >= mostCharacters || m_pieces.size() + cells.size() >= mostCells)
        return false;
    m_rows.append({line, guiltyColumn, quint32(m_pieces.size())});
    for (const QString &cell : cells)
        append(cell, longestCell);
    append(message, longestMessage);
    return true;
}

qsizetype FailingRowTable::endOf(qsizetype row) const
{
    return row + 1 < m_rows.size() ? m_rows[row + 1].pieces : m_pieces.size();
}

QStringView FailingRowTable::cell(qsizetype row, qsizetype column) const
{
    const qsizetype at = m_rows[row].pieces + column;
    return at + 1 < endOf(row) ? textOf(m_pieces[at]) : QStringView();
}

QStringView FailingRowTable::message(qsizetype row) const
{
    return textOf(m_pieces[endOf(row) - 1]);
}

} // namespace waybill
