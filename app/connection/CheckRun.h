#pragma once

#include "app/connection/ConnectionCheck.h"

#include <QElapsedTimer>
#include <QHash>

namespace waybill {

/// The steps of one run as they are filled in: which comes when, how long it took, what is skipped because of what.
/// One thread.
class CheckRun
{
public:
    CheckRun(const Environment &environment, ConnectionCheck::Listener listener, const QDateTime &nowUtc,
             std::stop_token stop);

    /// Blanks this wherever the other side repeats it, in what is told and in the report; nothing where it failed.
    void hide(const Result<QString> &secret);

    void begin(const QString &id);
    /// Ends the step that began last.
    void end(Finding finding);
    /// A finding for a step whose turn is past or that took no time of its own; `end` has the time for the others.
    void set(const QString &id, Finding finding);
    void skip(const QString &id, const QString &why);

    /// Whether it has been asked and did not fail.
    bool isGood(const QString &id) const;
    /// The report; whatever had no turn is skipped, because of what failed first or because it was stopped.
    ConnectionReport finish();

private:
    QString whyNotAsked() const;
    QString shown(const QString &text) const;
    CheckStep &step(const QString &id);

    ConnectionReport m_report;
    ConnectionCheck::Listener m_listener;
    std::stop_token m_stop;
    QStringList m_hidden;
    QHash<QString, bool> m_done;
    QString m_running;
    QElapsedTimer m_time;
};

} // namespace waybill
