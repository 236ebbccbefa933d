#pragma once

#include "app/http/AnswerFile.h"
#include "app/http/Http.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QObject>
#include <QTimer>

#include <utility>

namespace waybill {

class SendOnceDevice;

/// One reply under way: collects its body up to the limit, in memory or in its file, watches silence, stop and
/// progress.
class Flight : public QObject
{
    Q_OBJECT
public:
    /// `body` is what is sent, where that is read from a disk.
    Flight(QNetworkReply *reply, const HttpRequest &request, const SendOnceDevice *body);

    bool timedOut() const { return m_timedOut; }
    bool answerBegan() const { return m_answering.isValid(); }
    bool cut() const { return m_cut; }
    qint64 sent() const { return m_sent; }
    qint64 received() const { return m_received; }
    /// The bytes that came; the flight has them no longer.
    QByteArray takeBody() { return std::exchange(m_body, {}); }
    /// Why the answer could not be written where it was to go; empty when it was, and is there.
    const QString &fileTrouble() const { return m_file.trouble(); }

signals:
    /// The reply has ended, and what came of it stands where it was to go.
    void done();

private:
    /// The answer began or goes on. It may take its time-out and a second for every 1,000 bytes: a byte now and then
    /// does not keep a call alive for days.
    void hearAnswer();
    void read();
    /// False when nothing has come, or nothing is to be taken before the disk has done with what came before.
    bool readIntoFile();
    void openFile(int status);
    void hearFile();
    void count(qint64 got);
    /// Tells done() once nothing is left to be read or written.
    void settle();

    static constexpr qint64 pieceBytes = 64 << 10;
    /// How much room is made at once because the service says that so much will come.
    static constexpr qint64 trustedBytes = 64 << 20;
    /// Behind the end of an answer: for the look whether more comes, and for readers that look there.
    static constexpr qint64 spareBytes = 128;
    /// How much is kept of an answer that goes into a file.
    static constexpr qint64 shownBytes = 4 << 10;
    /// How much may wait for a disk.
    static constexpr qint64 mostWaiting = 1 << 20;

    QNetworkReply *m_reply;
    const SendOnceDevice *m_sending;
    AnswerFile m_file; ///< without a name: the answer stays in memory
    bool m_toFile = false;
    bool m_finished = false; ///< the reply has
    bool m_settled = false;
    std::function<void(qint64 received, qint64 total)> m_arriving;
    qint64 m_from;          ///< bytes that the file held before, if they count
    qint64 m_announced = 0; ///< length of the whole answer with them; 0 where the service does not say
    QTimer m_silence;
    QElapsedTimer m_answering; ///< since the head of the answer came; invalid before
    QElapsedTimer m_pause;     ///< since nothing is taken because the disk does not follow; invalid else
    qint64 m_paused = 0;       ///< milliseconds of such pauses that are over
    std::chrono::milliseconds m_timeout{0};
    QByteArray m_body;
    qint64 m_limit;
    qint64 m_received = 0;
    qint64 m_sent = 0;
    bool m_timedOut = false;
    bool m_cut = false;
};

} // namespace waybill
