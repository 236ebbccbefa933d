#include "app/http/Flight.h"

#include "app/base/LargeRoom.h"
#include "app/http/SendOnceDevice.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

Flight::Flight(QNetworkReply *reply, const HttpRequest &request, const SendOnceDevice *body)
    : m_reply(reply), m_sending(body), m_file(request.answerFile), m_arriving(request.arriving),
      m_from(request.answerFrom), m_limit(request.maxAnswer)
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(request.timeout);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        if (!answerBegan() && m_sending && m_sending->waitsForDisk()) {
            m_silence.start(); // the service waits for us
            return;
        }
        m_timedOut = true;
        m_reply->abort();
    });
    m_timeout = request.timeout;
    connect(reply, &QNetworkReply::readyRead, this, &Flight::read);
    connect(reply, &QNetworkReply::metaDataChanged, this, &Flight::hearAnswer);
    connect(reply, &QNetworkReply::uploadProgress, this, [this, tell = request.progress](qint64 sent, qint64 total) {
        m_sent = std::max(m_sent, sent);
        m_silence.start();
        if (tell && total > 0)
            tell(sent, total);
    });
    connect(reply, &QNetworkReply::finished, this, [this] {
        m_finished = true;
        m_silence.stop();
        read();
        settle();
    });
    connect(&m_file, &AnswerFile::moved, this, &Flight::hearFile);
    m_silence.start();
}

void Flight::settle()
{
    if (!m_finished || m_settled)
        return;
    if (m_toFile) {
        const bool more = m_reply->isOpen() && !m_cut && fileTrouble().isEmpty() && m_file.waiting() >= mostWaiting;
        if (more)
            return;
        m_file.close();
        if (!m_file.isClosed())
            return;
    }
    m_settled = true;
    // Queued: whoever waits destroys the reply, which must not happen inside its own signal.
    QMetaObject::invokeMethod(this, &Flight::done, Qt::QueuedConnection);
}

void Flight::hearFile()
{
    if (m_pause.isValid()) {
        m_paused += m_pause.elapsed();
        m_pause.invalidate();
        if (!m_finished)
            hearAnswer(); // it was not the service that was silent
    }
    read();
    settle();
}

void Flight::hearAnswer()
{
    if (!m_answering.isValid()) {
        m_answering.start();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        m_toFile = !m_file.path().isEmpty() && status >= 200 && status < 300;
        const qint64 told = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (m_toFile) {
            openFile(status);
            m_announced = told > 0 ? m_from + told : 0;
        }
        reserveLargeRoom(m_body,
                         std::clamp<qint64>(told, 0, m_toFile ? 0 : std::min(m_limit, trustedBytes)) + spareBytes);
    }
    const std::chrono::milliseconds left =
        m_timeout + std::chrono::milliseconds(m_received + m_paused - m_answering.elapsed());
    m_silence.start(std::clamp(left, std::chrono::milliseconds(0), m_timeout));
}

void Flight::openFile(int status)
{
    constexpr int partOnly = 206;
    if (status != partOnly) {
        m_from = 0;
        m_file.begin();
        return;
    }
    // The file goes on only where it ended.
    const QByteArray part = m_reply->rawHeader("Content-Range").trimmed().toLower();
    if (part.startsWith("bytes " + QByteArray::number(m_from) + '-'))
        m_file.goOn(m_from);
    else
        m_file.fail(u"another part of it came than was asked for"_s);
}

void Flight::read()
{
    // In pieces: a small compressed answer may become a large one.
    while (m_reply->isOpen() && !m_cut && fileTrouble().isEmpty()) {
        if (m_toFile && !readIntoFile())
            return;
        if (m_toFile)
            continue;
        const qint64 kept = m_body.size();
        const qint64 piece = std::clamp<qint64>(m_reply->bytesAvailable(), 1, pieceBytes);
        growLargeRoom(m_body, kept + piece + spareBytes);
        m_body.resize(kept + piece);
        const qint64 got = m_reply->read(m_body.data() + kept, m_body.size() - kept);
        m_body.truncate(kept + std::max<qint64>(got, 0));
        if (got <= 0)
            return;
        count(got);
        if (m_cut)
            m_body.truncate(m_limit);
    }
    if (!fileTrouble().isEmpty() && m_reply->isRunning())
        m_reply->abort();
}

bool Flight::readIntoFile()
{
    if (m_file.waiting() >= mostWaiting) {
        m_silence.stop();
        if (!m_pause.isValid())
            m_pause.start();
        return false;
    }
    QByteArray piece = m_reply->read(std::clamp<qint64>(m_reply->bytesAvailable(), 1, pieceBytes));
    if (piece.isEmpty())
        return false;
    const qint64 got = piece.size();
    m_body.append(piece.constData(), std::min(got, std::max<qint64>(0, shownBytes - m_body.size())));
    piece.truncate(m_limit - m_received);
    m_file.write(std::move(piece));
    count(got);
    if (m_arriving)
        m_arriving(m_from + m_received, m_announced);
    return true;
}

void Flight::count(qint64 got)
{
    m_received += got;
    if (m_received > m_limit) {
        m_cut = true;
        m_reply->abort();
    } else if (!m_reply->isFinished()) {
        hearAnswer();
    }
}

} // namespace waybill
