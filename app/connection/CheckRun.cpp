#include "app/connection/CheckRun.h"

#include "app/base/VisibleText.h"

#include <QUrl>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
const QString stoppedHere = u"Not asked: the check was stopped."_s;
constexpr qsizetype longestText = 600; // what others wrote may be of any length
} // namespace

QList<std::pair<QString, QString>> checkSteps(const Environment &environment)
{
    QList<std::pair<QString, QString>> steps{{u"url"_s, u"The address is well-formed"_s},
                                             {u"dns"_s, u"Its name is found"_s},
                                             {u"port"_s, u"Its port takes connections"_s},
                                             {u"proxy"_s, u"The way there is open"_s},
                                             {u"tls"_s, u"The connection is safe"_s},
                                             {u"service"_s, u"It is Finance & Operations"_s},
                                             {u"authority"_s, u"The authority knows the tenant"_s},
                                             {u"token"_s, u"A token is given"_s},
                                             {u"claims"_s, u"The token is for this environment"_s},
                                             {u"application"_s, u"The application is let in"_s},
                                             {u"odata"_s, u"OData can be read"_s}};
    for (const DataJob &job : environment.jobs)
        steps.emplace_back(u"job:"_s + job.name, u"Recurring data job “%1”"_s.arg(job.name));
    steps.emplace_back(u"clock"_s, u"The clock is right"_s);
    return steps;
}

CheckRun::CheckRun(const Environment &environment, ConnectionCheck::Listener listener, const QDateTime &nowUtc,
                   std::stop_token stop)
    : m_listener(std::move(listener)), m_stop(std::move(stop))
{
    m_report.environment = environment.name;
    m_report.atUtc = nowUtc;
    for (const auto &[id, title] : checkSteps(environment))
        m_report.steps.append({id, title, {StepState::Skipped, {}, {}, {}}, {}});
}

CheckStep &CheckRun::step(const QString &id)
{
    return *std::ranges::find_if(m_report.steps, [&](const CheckStep &step) { return step.id == id; });
}

void CheckRun::hide(const Result<QString> &secret)
{
    constexpr qsizetype shortest = 4; // shorter ones would blank half of what is said
    if (secret && secret->size() >= shortest)
        m_hidden.append(*secret);
}

QString CheckRun::shown(const QString &text) const
{
    QString clean = text;
    for (const QString &secret : m_hidden) {
        for (const QString &form : {secret, QString::fromLatin1(QUrl::toPercentEncoding(secret))})
            clean.replace(form, u"(hidden)"_s, Qt::CaseInsensitive);
    }
    return visibleText(clean, LineEnds::AsSpaces, longestText);
}

void CheckRun::begin(const QString &id)
{
    m_running = id;
    m_time.start();
    if (m_listener.begins)
        m_listener.begins(id, step(id).title);
}

void CheckRun::end(Finding finding)
{
    step(m_running).took = std::chrono::milliseconds(m_time.elapsed());
    set(m_running, std::move(finding));
}

void CheckRun::set(const QString &id, Finding finding)
{
    CheckStep &at = step(id);
    if (finding.state == StepState::Failed && m_stop.stop_requested())
        finding = {StepState::Skipped, {}, stoppedHere, {}}; // nobody can say what would have come
    for (QString *text : {&finding.seen, &finding.meaning, &finding.fix})
        *text = shown(*text);
    at.finding = std::move(finding);
    m_done.insert(id, at.finding.state == StepState::Passed || at.finding.state == StepState::Warning);
    if (m_listener.ended)
        m_listener.ended(at);
}

void CheckRun::skip(const QString &id, const QString &why)
{
    set(id, {StepState::Skipped, {}, why, {}});
}

bool CheckRun::isGood(const QString &id) const
{
    return m_done.value(id, false);
}

QString CheckRun::whyNotAsked() const
{
    const auto failed = std::ranges::find_if(
        m_report.steps, [](const CheckStep &step) { return step.finding.state == StepState::Failed; });
    return failed == m_report.steps.cend() ? QString() : u"Not asked, because this failed: %1."_s.arg(failed->title);
}

ConnectionReport CheckRun::finish()
{
    m_report.stopped = m_stop.stop_requested();
    const QString why = m_report.stopped ? stoppedHere : whyNotAsked();
    const QList<CheckStep> steps = m_report.steps;
    for (const CheckStep &left : steps) {
        if (!m_done.contains(left.id))
            skip(left.id, why);
    }
    for (CheckStep &step : m_report.steps) { // what was hidden later may stand in what was told before
        for (QString *text : {&step.finding.seen, &step.finding.meaning, &step.finding.fix})
            *text = shown(*text);
    }
    return m_report;
}

} // namespace waybill
