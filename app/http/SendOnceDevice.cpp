#include "app/http/SendOnceDevice.h"

#include "app/base/FileThreads.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace waybill {

SendOnceDevice::SendOnceDevice(std::shared_ptr<QIODevice> source, qint64 length)
    : m_source(std::move(source)), m_length(length)
{
    Q_ASSERT(m_source->isOpen());
    // Unbuffered, so that taken() is what was really handed out.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &SendOnceDevice::arrive);
    fetch();
}

SendOnceDevice::Piece SendOnceDevice::readPiece(const std::shared_ptr<QIODevice> &source)
{
    Piece piece;
    piece.bytes.resize(pieceBytes);
    const qint64 got = source->read(piece.bytes.data(), pieceBytes);
    piece.bytes.truncate(std::max<qint64>(got, 0));
    piece.isLast = got <= 0 || source->atEnd();
    return piece;
}

void SendOnceDevice::fetch()
{
    if (m_underWay || m_ended || m_pieces.size() >= mostPieces)
        return;
    m_underWay = true;
    m_reading.setFuture(QtConcurrent::run(&fileThreads(), &SendOnceDevice::readPiece, m_source));
}

void SendOnceDevice::arrive()
{
    m_underWay = false;
    Piece piece = m_reading.future().takeResult();
    m_ended = piece.isLast;
    if (!piece.bytes.isEmpty())
        m_pieces.enqueue(std::move(piece.bytes));
    fetch();
    emit readyRead();
}

qint64 SendOnceDevice::bytesAvailable() const
{
    qint64 waiting = -m_place;
    for (const QByteArray &piece : m_pieces)
        waiting += piece.size();
    return std::min(waiting, m_length - m_taken) + QIODevice::bytesAvailable();
}

qint64 SendOnceDevice::readData(char *data, qint64 most)
{
    if (m_pieces.isEmpty() || m_taken == m_length)
        return atEnd() ? -1 : 0;
    const QByteArray &piece = m_pieces.head();
    const qint64 got = std::min({most, piece.size() - m_place, m_length - m_taken});
    std::copy_n(piece.constData() + m_place, got, data);
    m_place += got;
    m_taken += got;
    if (m_place == piece.size()) {
        m_pieces.dequeue();
        m_place = 0;
        fetch();
    }
    return got;
}

} // namespace waybill
