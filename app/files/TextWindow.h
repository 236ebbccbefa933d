#pragma once

#include "app/base/Error.h"
#include "app/files/ByteStream.h"

#include <QFile>

#include <vector>

namespace waybill {

/// A sliding look into a file as code units of one (char) or two (char16_t) bytes; offsets stay those of the
/// file's own bytes. Index 0 is the first unit that was not forgotten yet.
template <class Unit>
class TextWindow
{
public:
    /// `begin` is the length of the byte order mark; `swap` when the file's byte order is not this machine's.
    TextWindow(const QString &path, qint64 begin, bool swap);
    /// Of a stream without a mark and in this machine's byte order; it cannot be restarted.
    explicit TextWindow(ByteSource source);

    Result<void> open();

    const Unit *data() const { return m_units.data() + m_first; }
    std::size_t size() const { return m_last - m_first; }
    /// File offset of the unit at `index`, in bytes.
    qint64 offset(std::size_t index) const { return m_base + qint64(index * sizeof(Unit)); }
    /// Drops the first `count` units.
    void forget(std::size_t count)
    {
        m_first += count;
        m_base += qint64(count * sizeof(Unit));
    }
    /// Adds what comes next in the file; false when nothing does. Pointers from data() become invalid.
    Result<bool> more();
    /// True when the file was read to its end, so that nothing follows what data() shows.
    bool complete() const { return m_complete; }
    /// True when the file ended after one byte of a two-byte unit.
    bool endsInsideUnit() const { return m_odd; }
    /// Goes to a byte offset; `expected` bytes are read at first.
    Result<void> restart(qint64 offset, qint64 expected);

private:
    /// What comes next of file or stream; 0 at the end.
    Result<qint64> read(char *to, qint64 most);

    QFile m_file;
    ByteSource m_source;
    std::unique_ptr<ByteStream> m_stream;
    std::vector<Unit> m_units;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    qint64 m_base;
    qint64 m_nextRead;
    bool m_swap;
    bool m_complete = false;
    bool m_odd = false;
};

extern template class TextWindow<char>;
extern template class TextWindow<char16_t>;

} // namespace waybill
