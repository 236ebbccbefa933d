// Tells where a body ends in a stream of bytes.
#pragma once

#include "app/practice/relay/HttpHead.h"

namespace practice {

/// Follows one body as its bytes pass: of a stated length, in chunks, or up to the end of the connection.
class BodyMeter
{
public:
    static BodyMeter ofRequest(const HttpHead &head);
    /// `method`: of the request that is answered; HEAD is answered without a body.
    static BodyMeter ofAnswer(const HttpHead &head, const QByteArray &method);

    /// How many of these next bytes belong to the body.
    qsizetype take(const char *data, qsizetype size);
    bool isDone() const { return m_state == State::Done; }
    /// The body's length in bytes, or -1 where only its end will tell.
    qint64 statedLength() const { return m_stated; }
    bool endsWithConnection() const { return m_state == State::UntilClose; }

private:
    enum class State { Counted, ChunkSize, ChunkData, Trailer, UntilClose, Done };

    void takeSizeLine();

    State m_state = State::Done;
    qint64 m_stated = -1;
    qint64 m_left = 0;
    QByteArray m_line; ///< of a chunk's size, or of a trailer
};

} // namespace practice
