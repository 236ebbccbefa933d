#include "app/http/SendOnceDevice.h"

namespace waybill {

SendOnceDevice::SendOnceDevice(std::unique_ptr<QIODevice> source) : m_source(std::move(source))
{
    Q_ASSERT(m_source->isOpen());
    // Unbuffered, so that taken() is what was really handed out.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 SendOnceDevice::readData(char *data, qint64 most)
{
    const qint64 got = m_source->read(data, most);
    return got == 0 && m_source->atEnd() ? -1 : got;
}

} // namespace waybill
