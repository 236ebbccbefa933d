#include "app/practice/exports/ExportDesk.h"

#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageJson.h"
#include "app/practice/Profile.h"
#include "app/practice/Settings.h"

#include <QFile>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 waitingMs = 1000;
constexpr qint64 runningMs = 4000;
constexpr qint64 mostDue = 20;
constexpr qint64 rowsOfDue = 5000; // of the largest entity there are a million

QByteArray randomKey()
{
    QByteArray key(32, Qt::Uninitialized);
    for (char &byte : key)
        byte = char(QRandomGenerator::system()->bounded(256));
    return key;
}

QString escaped(const QString &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

} // namespace

ExportDesk::ExportDesk(const Settings &settings, const Profile &profile, const LifecycleClock &clock,
                       const odata::Service &service)
    : m_settings(settings), m_profile(profile), m_clock(clock), m_service(service), m_begun(clock.now()),
      m_key(randomKey()), m_store(profile.folder(), settings.seed, settings.lease)
{
}

quint64 ExportDesk::nextRun(const QString &project) const
{
    const QList<Export> all = m_store.all();
    return quint64(1 +
                   std::count_if(all.begin(), all.end(), [&](const Export &made) { return made.project == project; }));
}

std::optional<Export> ExportDesk::makeAt(qint64 clock, const Job &job, const QString &company, const ExportWish &wish,
                                         bool isQueued, QString &problem)
{
    const ExportOrder order{job.name,  job.exported(), company,      job.format,
                            wish.rows, wish.changed,   wish.missing, wish.run.value_or(nextRun(job.name))};
    const QString path = m_store.newPath();
    const MadeExport file = makeExport(m_service, order, path);
    problem = file.problem;
    if (!problem.isEmpty()) {
        QFile::remove(path);
        return std::nullopt;
    }
    Export made;
    made.activityId = isQueued ? job.activityId : QString();
    made.project = job.name;
    made.company = company;
    made.entities = order.entities;
    made.records = file.records;
    made.madeClock = clock;
    made.isSigned = wish.isSigned || !isQueued;
    made.isScheduled = wish.isScheduled;
    made.outcome = wish.outcome;
    if (m_store.add(made, path))
        return made;
    problem = u"The package could not be kept in the profile."_s;
    return std::nullopt;
}

std::optional<Export> ExportDesk::make(const Job &job, const ExportWish &wish, QString &problem)
{
    return makeAt(m_clock.now(), job, job.company, wish, true, problem);
}

std::optional<Export> ExportDesk::makePackage(const Job &job, const QString &company, const ExportWish &wish,
                                              QString &problem)
{
    return makeAt(m_clock.now(), job, company.isEmpty() ? job.company : company, wish, false, problem);
}

std::optional<Export> ExportDesk::put(const Job &job, const QString &path, bool isSigned, QString &problem)
{
    Export made;
    made.activityId = job.activityId;
    made.project = job.name;
    made.company = job.company;
    made.madeClock = m_clock.now();
    made.isSigned = isSigned;
    if (m_store.add(made, path))
        return made;
    problem = u"The file could not be kept in the profile."_s;
    return std::nullopt;
}

void ExportDesk::makeDue()
{
    const std::lock_guard lock(m_schedule);
    for (const Job &job : m_profile.jobs())
        if (job.isExport())
            makeDueOf(job);
}

void ExportDesk::makeDueOf(const Job &job)
{
    const qint64 period = 1000 * (job.recurrenceSeconds > 0 ? job.recurrenceSeconds : m_settings.exportEvery.count());
    if (period == 0)
        return;
    qint64 last = m_begun;
    for (const Export &made : m_store.all())
        if (made.isScheduled && made.activityId == job.activityId)
            last = made.madeClock;
    const qint64 due = (m_clock.now() - last) / period;
    for (qint64 nth = std::max<qint64>(1, due - mostDue + 1); nth <= due; ++nth) {
        QString problem;
        makeAt(last + nth * period, job, job.company,
               {.rows = rowsOfDue, .changed = 3, .missing = 1, .isScheduled = true}, true, problem);
    }
}

QString ExportDesk::executionStatus(const Export &made) const
{
    const qint64 age = m_clock.now() - made.madeClock;
    const bool isOver = !made.activityId.isEmpty() || age >= waitingMs + runningMs;
    if (!isOver)
        return age < waitingMs ? u"NotRun"_s : u"Executing"_s;
    return made.outcome.isEmpty() ? u"Succeeded"_s : made.outcome;
}

QString ExportDesk::signatureOf(const QString &path, const QString &expires) const
{
    const QByteArray text = (path + u'\n' + expires).toUtf8();
    return QString::fromLatin1(QMessageAuthenticationCode::hash(text, m_key, QCryptographicHash::Sha256).toBase64());
}

QString ExportDesk::signedQuery(const QString &path, const QDateTime &expires) const
{
    const QString end = expires.toUTC().toString(Qt::ISODate);
    return u"sv=2021-08-06&se=%1&sr=b&sp=r&sig=%2"_s.arg(escaped(end), escaped(signatureOf(path, end)));
}

bool ExportDesk::isSigned(const QString &path, const QString &expires, const QString &signature) const
{
    return signature == signatureOf(path, expires);
}

} // namespace practice
