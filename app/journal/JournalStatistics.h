#pragma once

#include "app/base/Error.h"
#include "app/journal/Statistics.h"

#include <QObject>
#include <QThreadPool>

#include <stop_token>

namespace waybill {

/// Computes figures of a journal on a thread and a reading connection of its own, so that nobody waits for a scan of a
/// long history. One question at a time: a new one ends the one before, whose answer is not told any more.
/// Lives in the thread that made it; calls and signals happen there.
class JournalStatistics final : public QObject
{
    Q_OBJECT

public:
    /// `folder` is the profile; its journal is open already, or there is none yet, which has no messages.
    explicit JournalStatistics(const QString &folder, QObject *parent = nullptr);
    /// Waits for the part of a question that is just being read.
    ~JournalStatistics() override;

    void ask(const StatisticsQuestion &question);
    bool isAsking() const { return m_asking; }

signals:
    void answered(const waybill::Statistics &statistics);
    void failed(const waybill::Error &error);

private:
    void take(quint64 token, const Result<Statistics> &answer);

    QString m_path;
    QThreadPool m_thread; ///< one
    std::stop_source m_stop;
    quint64 m_token = 0; ///< of the newest question
    bool m_asking = false;
};

} // namespace waybill
