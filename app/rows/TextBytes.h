#pragma once

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace waybill {

/// Texts one behind the other in a piece of memory that grows. Unlike a vector it grows and shrinks where it lies when
/// the system can do that: pages of memory that are neither touched nor copied cost most of what a large one takes.
class TextBytes
{
public:
    TextBytes() = default;
    TextBytes(TextBytes &&other) noexcept { swap(other); }
    TextBytes &operator=(TextBytes &&other) noexcept
    {
        TextBytes taken(std::move(other));
        swap(taken);
        return *this;
    }
    ~TextBytes() { std::free(m_data); }

    /// Null as long as nothing has been appended.
    const char *data() const { return m_data; }
    std::size_t size() const { return m_size; }
    std::size_t capacity() const { return m_capacity; }

    /// `text` does not lie in here.
    void append(std::string_view text)
    {
        if (text.empty())
            return;
        if (m_capacity - m_size < text.size())
            hold(std::max({2 * m_capacity, m_size + text.size(), std::size_t(64)}));
        std::memcpy(m_data + m_size, text.data(), text.size());
        m_size += text.size();
    }
    /// Leaves the first `size` bytes; there are not fewer.
    void cut(std::size_t size) { m_size = size; }
    void shrinkToFit()
    {
        if (m_size > 0 && m_size < m_capacity)
            hold(m_size);
    }

private:
    void hold(std::size_t capacity)
    {
        void *const moved = std::realloc(m_data, capacity);
        if (moved == nullptr)
            throw std::bad_alloc();
        m_data = static_cast<char *>(moved);
        m_capacity = capacity;
    }
    void swap(TextBytes &other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
    }

    char *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace waybill
