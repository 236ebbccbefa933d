#include "app/files/TextWindow.h"

#include <QCoreApplication>
#include <QtEndian>

#include <cstring>

namespace waybill {

namespace {

constexpr qint64 kWindowStep = 256 * 1024;
constexpr qint64 kLargestChunk = 8 * 1024 * 1024;

tl::unexpected<Error> cannotRead(const QFile &file)
{
    return fail(
        ErrorKind::Storage,
        QCoreApplication::translate("waybill::TextWindow", "The file \"%1\" cannot be read.").arg(file.fileName()),
        file.errorString());
}

} // namespace

template <class Unit>
TextWindow<Unit>::TextWindow(const QString &path, qint64 begin, bool swap)
    : m_file(path), m_base(begin), m_nextRead(kWindowStep), m_swap(swap)
{
}

template <class Unit>
TextWindow<Unit>::TextWindow(ByteSource source)
    : m_source(std::move(source)), m_base(0), m_nextRead(kWindowStep), m_swap(false)
{
}

template <class Unit>
Result<void> TextWindow<Unit>::open()
{
    if (m_source) {
        auto begun = m_source();
        if (!begun)
            return fail(begun.error());
        m_stream = std::move(*begun);
        return {};
    }
    // Unbuffered: the window is the buffer.
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !m_file.seek(m_base))
        return cannotRead(m_file);
    return {};
}

template <class Unit>
Result<qint64> TextWindow<Unit>::read(char *to, qint64 most)
{
    if (m_stream)
        return m_stream->read(to, most);
    const qint64 got = m_file.read(to, most);
    if (got < 0)
        return cannotRead(m_file);
    return got;
}

template <class Unit>
Result<bool> TextWindow<Unit>::more()
{
    if (m_complete)
        return false;
    if (m_first > 0) {
        std::memmove(m_units.data(), m_units.data() + m_first, size() * sizeof(Unit));
        m_last -= m_first;
        m_first = 0;
    }
    // Doubling keeps the repeated scans of a long record few; the cap keeps close to the limit for one.
    const qint64 doubled = std::min(qint64(m_last * sizeof(Unit)), kLargestChunk);
    const qint64 wanted = std::max(m_nextRead, doubled) / qint64(sizeof(Unit));
    m_nextRead = kWindowStep;
    if (m_units.size() < m_last + std::size_t(wanted))
        m_units.resize(m_last + std::size_t(wanted));
    char *target = reinterpret_cast<char *>(m_units.data() + m_last);
    const qint64 bytes = wanted * qint64(sizeof(Unit));
    qint64 got = 0;
    while (got < bytes) {
        const auto now = read(target + got, bytes - got);
        if (!now)
            return fail(now.error());
        if (*now == 0)
            break;
        got += *now;
    }
    m_complete = got < bytes;
    m_odd = got % qint64(sizeof(Unit)) != 0;
    const auto units = std::size_t(got) / sizeof(Unit);
    if constexpr (sizeof(Unit) == 2) {
        if (m_swap)
            qbswap<2>(target, qsizetype(units), target);
    }
    m_last += units;
    return units > 0;
}

template <class Unit>
Result<void> TextWindow<Unit>::restart(qint64 offset, qint64 expected)
{
    if (!m_file.seek(offset))
        return cannotRead(m_file);
    m_first = 0;
    m_last = 0;
    m_base = offset;
    m_nextRead = std::max<qint64>(expected, 64);
    m_complete = false;
    m_odd = false;
    return {};
}

template class TextWindow<char>;
template class TextWindow<char16_t>;

} // namespace waybill
