#pragma once

#include <QFutureWatcher>
#include <QIODevice>
#include <QQueue>

#include <memory>

namespace waybill {

/// A request body that cannot be read twice: sequential and not to be rewound, so that QNetworkAccessManager cannot
/// send a request again by itself when the connection ends early. Its source is read ahead aside (FileThreads.h), in
/// constant memory, so that a disk that does not answer holds up nobody here. Counts what was handed out. One thread.
class SendOnceDevice final : public QIODevice
{
    Q_OBJECT
public:
    /// Takes an opened device, which belongs to no thread, and hands out the first `length` bytes of it.
    SendOnceDevice(std::shared_ptr<QIODevice> source, qint64 length);

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool atEnd() const override { return m_taken == m_length || (m_pieces.isEmpty() && m_ended); }
    qint64 bytesAvailable() const override;
    /// Bytes that were read from it so far.
    qint64 taken() const { return m_taken; }
    /// Whether nothing is at hand because a read has not come back.
    bool waitsForDisk() const { return !atEnd() && m_pieces.isEmpty(); }

    /// What is read at once, and how many of these wait.
    static constexpr qint64 pieceBytes = 256 << 10;
    static constexpr qsizetype mostPieces = 2;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    struct Piece {
        QByteArray bytes;
        bool isLast = false; ///< nothing more comes, or can be read
    };
    static Piece readPiece(const std::shared_ptr<QIODevice> &source);
    void fetch();
    void arrive();

    std::shared_ptr<QIODevice> m_source; ///< used by the thread that reads, one at a time
    QFutureWatcher<Piece> m_reading;
    qint64 m_length;
    bool m_underWay = false;
    bool m_ended = false;
    QQueue<QByteArray> m_pieces;
    qint64 m_place = 0; ///< what of the first was handed out
    qint64 m_taken = 0;
};

} // namespace waybill
