#pragma once

#include "ui/messages/MessagesServices.h"

#include "app/http/HttpLog.h"

#include <QTemporaryDir>

namespace waybill {

/// A clock that stands still until it is moved.
class StandingClock final : public Clock
{
public:
    QDateTime utcNow() const override { return now; }
    QDateTime now = QDateTime::currentDateTimeUtc();
};

/// A profile with real journal and desk, and an environment at an address where nobody answers.
class PageWorld
{
public:
    explicit PageWorld(EnvironmentKind kind = EnvironmentKind::Sandbox);
    ~PageWorld();

    MessagesServices services();

    /// Appends a row `age` ago and takes it through the words, a step each `step`: states of ours, else statuses.
    MessageKey add(const QString &file, const QString &job, qint64 records, std::chrono::seconds age,
                   const QStringList &words, std::chrono::seconds step = std::chrono::seconds(20));
    /// Gives a message what FailureAnalysis would have found: 37 rows of two causes.
    void explain(MessageKey key);
    /// A package of two entities that failed in both, with log and error-keys file.
    MessageKey addFailedPackage();
    /// Rows of all states, as a morning has them; the key of the one with 37 failing rows.
    MessageKey fillMorning();
    Message message(MessageKey key) const;

    QTemporaryDir folder;
    std::shared_ptr<StandingClock> clock = std::make_shared<StandingClock>();
    EnvironmentStore environments{folder.path()};
    SecretStore secrets{folder.path()};
    HttpLog log;
    Connections connections{&environments, &secrets, &log, clock};
    std::unique_ptr<Journal> journal;
    std::unique_ptr<MessageDesk> desk;
    QList<QUrl> opened;
    QString openPath; ///< what the operator answers when asked for a file
    QString savePath; ///< what the operator answers when asked where to save; empty: cancels
};

} // namespace waybill
