#pragma once

#include <QByteArray>
#include <QFutureWatcher>
#include <QList>
#include <QObject>

#include <memory>
#include <optional>

class QFile;

namespace waybill {

/// The file that an answer goes into as it comes. Its file calls are made aside (FileThreads.h) and in order, so that a
/// disk that does not answer holds up nobody here. One thread.
class AnswerFile : public QObject
{
    Q_OBJECT
public:
    explicit AnswerFile(const QString &path);

    const QString &path() const { return m_path; }
    /// Makes the file, or empties it.
    void begin();
    /// Goes on in a file that holds so many bytes at least; those behind them are cut off.
    void goOn(qint64 from);
    void write(QByteArray bytes);
    /// Nothing more comes; isClosed() once everything is done.
    void close();
    /// Gives up what was not written yet.
    void fail(const QString &trouble);

    /// Bytes that were handed over and are not written yet.
    qint64 waiting() const { return m_waiting; }
    bool isClosed() const { return m_closed; }
    /// Why it cannot be written; empty while it can.
    const QString &trouble() const { return m_trouble; }

signals:
    /// Some of what waited is done, or there is trouble.
    void moved();

private:
    struct Opening {
        std::optional<qint64> from;
    };
    struct Step {
        std::optional<Opening> opening;
        QList<QByteArray> pieces;
        bool closes = false;
    };
    static QString work(const std::shared_ptr<QFile> &file, const Step &step);
    static QString open(QFile &file, const Opening &opening);
    void goAhead();
    void arrive();

    QString m_path;
    std::shared_ptr<QFile> m_file; ///< used by the thread that works, one at a time
    Step m_next;
    QFutureWatcher<QString> m_working;
    qint64 m_waiting = 0;
    qint64 m_handed = 0; ///< what of that is being written
    bool m_underWay = false;
    bool m_closing = false;
    bool m_closed = false;
    QString m_trouble;
};

} // namespace waybill
