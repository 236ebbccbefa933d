#include "app/practice/data/KeyStore.h"

#include "app/practice/data/Text.h"

#include <QFile>

namespace practice {

namespace {

/// Calls `use` for each finished line and returns how many bytes these lines have.
template <class Use>
std::size_t eachLine(std::string_view text, Use use)
{
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string_view::npos; begin = end + 1)
        use(text.substr(begin, end - begin));
    return begin;
}

} // namespace

KeyStore::KeyStore(const QString &path) : m_path(path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return;
    std::string text;
    qint64 whole = 0;
    for (QByteArray piece = file.read(1 << 20); !piece.isEmpty(); piece = file.read(1 << 20)) {
        text.append(piece.constData(), std::size_t(piece.size()));
        const std::size_t used = eachLine(text, [this](std::string_view key) { m_known.insert(stableHash(key)); });
        text.erase(0, used);
        whole += qint64(used);
    }
    if (!text.empty())
        file.resize(whole);
}

bool KeyStore::contains(std::string_view key) const
{
    const std::lock_guard lock(m_mutex);
    return m_known.contains(stableHash(key));
}

qint64 KeyStore::add(std::string_view lines)
{
    std::string fresh;
    qint64 count = 0;
    const std::lock_guard lock(m_mutex);
    eachLine(lines, [&](std::string_view key) {
        if (!m_known.insert(stableHash(key)))
            return;
        fresh.append(key).append(1, '\n');
        ++count;
    });
    QFile file(m_path);
    if (!fresh.empty() && file.open(QIODevice::WriteOnly | QIODevice::Append))
        file.write(fresh.data(), qint64(fresh.size()));
    return count;
}

} // namespace practice
