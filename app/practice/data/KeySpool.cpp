#include "app/practice/data/KeySpool.h"

namespace practice {
namespace {
constexpr std::size_t kPiece = 1024 * 1024;
}

void KeySpool::add(std::string_view line)
{
    m_lines.append(line).append(1, '\n');
    if (m_lines.size() > kPiece)
        spill();
}

void KeySpool::spill()
{
    // Where there is no room for it the lines stay in memory.
    if (!m_file.isOpen() && !m_file.open())
        return;
    const qint64 size = qint64(m_lines.size());
    if (m_file.write(m_lines.data(), size) != size)
        return;
    m_pieces.push_back(size);
    m_lines.clear();
}

void KeySpool::each(const std::function<void(std::string_view)> &use)
{
    if (m_file.isOpen())
        m_file.seek(0);
    for (const qint64 size : m_pieces) {
        const QByteArray piece = m_file.read(size);
        use({piece.constData(), std::size_t(piece.size())});
    }
    use(m_lines);
}

} // namespace practice
