#pragma once

#include "app/base/Clock.h"
#include "app/journal/Journal.h"
#include "app/journal/Retention.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace waybill {

class FileLock;

/// The fact that says when a journal was last cared for (ISO 8601, UTC).
inline const QString careFact = QStringLiteral("cared");

/// What a journal needs to last, done while nobody waits: a check after an unclean ending and once a week, an automatic
/// copy a day, retiring what the operator does not keep, giving free room back. One program of a profile does it at a
/// time (`care.lock`). Checking and copying run on a worker with a connection of their own, so that neither the window
/// nor a write waits; what is written goes through the journal's writer in short transactions. Lives in the journal's
/// thread and ends before it; its end ends a check or copy that is under way.
class JournalCare : public QObject
{
    Q_OBJECT
public:
    JournalCare(Journal *journal, QString profileFolder, std::shared_ptr<const Clock> clock);
    ~JournalCare() override;

    /// First after a minute, then every hour.
    void start();
    /// One round now, unless one is under way here or in another program.
    void look();

signals:
    /// The check found faults: the next start saves what is sound (JournalRescue.h). One or two sentences.
    void damaged(const QString &sentence);
    /// Something could not be done; tried again in the next round.
    void failed(const waybill::Error &error);
    /// The journal stays larger than its limit; told once, until it is small enough again. One sentence.
    void tooLarge(const QString &sentence);
    void roundEnded();

private:
    /// What the worker found and made.
    struct Outcome {
        std::optional<QStringList> faults; ///< none: not checked
        std::optional<Error> trouble;
    };
    static Outcome work(const QString &profile, const QDateTime &now, bool check, std::stop_token stop);
    static QCoro::Task<void> tidy(QPointer<JournalCare> self, bool checked);
    /// `checked`: when the journal was checked last, if ever.
    void begin(const Result<QString> &checked);
    void worked();
    void tellIfTooLarge(bool isTooLarge);

    Journal *m_journal;
    QString m_profile;
    std::shared_ptr<const Clock> m_clock;
    QTimer m_timer;
    QFutureWatcher<Outcome> m_worker;
    std::unique_ptr<FileLock> m_turn; ///< held during a round
    std::stop_source m_stop;
    bool m_checkedHere = false;
    bool m_toldTooLarge = false;
};

/// What came of applyRetention().
struct RetentionApplied {
    qint64 messages = 0;     ///< that went
    bool isTooLarge = false; ///< the journal is larger than its limit all the same (whyTooLarge)
};

/// Retires everything that `retention` does not keep, with the payloads that nobody refers to any more, and gives the
/// room back. Files are removed on a worker, after the rows that named them. Cancelled where `stop` or the journal's
/// end ends it.
QCoro::Task<Result<RetentionApplied>> applyRetention(Journal *journal, QString profileFolder, Retention retention,
                                                     QDateTime now, std::stop_token stop);

} // namespace waybill
