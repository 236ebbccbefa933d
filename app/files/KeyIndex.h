#pragma once

#include <QStringList>

#include <unordered_map>
#include <vector>

namespace waybill {

/// Finds record ids by their text. Latin letters count without case and outer white space not at all, as keys do in
/// F&O.
class KeyIndex
{
public:
    /// The ids' distinct texts get numbers from 0; an id that is empty gets -1.
    explicit KeyIndex(const QStringList &ids)
    {
        m_numbers.reserve(std::size_t(ids.size()));
        m_index.reserve(std::size_t(ids.size()));
        for (const QString &id : ids) {
            const QString text = id.trimmed();
            if (text.isEmpty()) {
                m_numbers.push_back(-1);
                continue;
            }
            const auto [found, added] = m_index.try_emplace(text, int(m_texts.size()));
            if (added)
                m_texts.push_back(text);
            m_numbers.push_back(found->second);
        }
    }

    /// The number of a text; -1 where no id is written so.
    int find(QStringView text) const
    {
        const auto found = m_index.find(text.trimmed());
        return found == m_index.end() ? -1 : found->second;
    }
    /// For each id, in the order given, the number of its text.
    const std::vector<int> &numbers() const { return m_numbers; }
    /// The distinct texts by number.
    const std::vector<QString> &texts() const { return m_texts; }
    int size() const { return int(m_texts.size()); }

    /// Hash and equality without the case of Latin letters; they make no copies.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(QStringView text) const
        {
            quint64 hash = 0xcbf29ce484222325ULL;
            for (const QChar c : text)
                hash = (hash ^ lower(c)) * 0x100000001b3ULL;
            return std::size_t(hash ^ (hash >> 29));
        }
    };
    struct Equal {
        using is_transparent = void;
        bool operator()(QStringView a, QStringView b) const
        {
            if (a.size() != b.size())
                return false;
            for (qsizetype i = 0; i < a.size(); ++i) {
                if (lower(a[i]) != lower(b[i]))
                    return false;
            }
            return true;
        }
    };

private:
    static char16_t lower(QChar c)
    {
        const char16_t code = c.unicode();
        return code >= u'A' && code <= u'Z' ? char16_t(code + 32) : code;
    }

    std::vector<int> m_numbers;
    std::vector<QString> m_texts;
    std::unordered_map<QString, int, Hash, Equal> m_index;
};

} // namespace waybill
