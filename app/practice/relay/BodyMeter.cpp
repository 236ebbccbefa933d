#include "app/practice/relay/BodyMeter.h"

#include <algorithm>

namespace practice {

BodyMeter BodyMeter::ofRequest(const HttpHead &head)
{
    BodyMeter meter;
    if (head.value("Transfer-Encoding").toLower().contains("chunked")) {
        meter.m_state = State::ChunkSize;
        return meter;
    }
    meter.m_stated = meter.m_left = std::max(0LL, head.value("Content-Length").toLongLong());
    meter.m_state = meter.m_left > 0 ? State::Counted : State::Done;
    return meter;
}

BodyMeter BodyMeter::ofAnswer(const HttpHead &head, const QByteArray &method)
{
    const int status = head.secondWord().toInt();
    if (method == "HEAD" || status == 204 || status == 304 || status / 100 == 1) {
        BodyMeter none;
        none.m_stated = 0;
        return none;
    }
    BodyMeter meter = ofRequest(head);
    if (head.value("Transfer-Encoding").isEmpty() && head.value("Content-Length").isEmpty()) {
        meter.m_state = State::UntilClose;
        meter.m_stated = -1;
    }
    return meter;
}

void BodyMeter::takeSizeLine()
{
    m_left = m_line.split(';').constFirst().trimmed().toLongLong(nullptr, 16);
    m_line.clear();
    // The two bytes of the line end after a chunk are counted with it.
    m_state = m_left > 0 ? State::ChunkData : State::Trailer;
    m_left += 2;
}

qsizetype BodyMeter::take(const char *data, qsizetype size)
{
    qsizetype taken = 0;
    while (taken < size && m_state != State::Done) {
        if (m_state == State::UntilClose)
            return size;
        if (m_state == State::Counted || m_state == State::ChunkData) {
            const qsizetype part = qsizetype(std::min<qint64>(m_left, size - taken));
            taken += part;
            m_left -= part;
            if (m_left == 0)
                m_state = m_state == State::Counted ? State::Done : State::ChunkSize;
            continue;
        }
        const char byte = data[taken++];
        if (byte != '\n') {
            m_line += byte;
            continue;
        }
        if (m_state == State::ChunkSize) {
            takeSizeLine();
        } else {
            if (m_line.trimmed().isEmpty())
                m_state = State::Done;
            m_line.clear();
        }
    }
    return taken;
}

} // namespace practice
