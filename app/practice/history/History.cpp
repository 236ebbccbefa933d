#include "app/practice/history/History.h"

#include "app/practice/Seed.h"

#include <QCryptographicHash>
#include <QTemporaryFile>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 yearMs = 365LL * 24 * 3600 * 1000;
constexpr qsizetype patternLength = 64;

} // namespace

/// What is wrong with a message, and what it comes to.
struct History::Fate {
    std::optional<Cause> cause;
    std::optional<Verdict> verdict = Verdict::Processed; ///< nothing: it never ended
    bool executionMade = true;
};

History::History(qint64 count, quint64 seed, qint64 endMs, const QList<Job> &jobs)
    : m_count(count), m_seed(seed), m_endMs(endMs), m_ids(seed),
      m_importer(std::make_unique<Importer>(QString()))
{
    std::copy_if(jobs.begin(), jobs.end(), std::back_inserter(m_jobs),
                 [](const Job &job) { return job.direction == "import"_L1 && !job.entity.isEmpty(); });
    // Every job at least once, some of them often.
    for (qsizetype place = 0; place < patternLength; ++place) {
        const std::uint64_t chance = mixed({seed, std::uint64_t(place), 1});
        const auto jobsCount = std::uint64_t(m_jobs.size());
        m_pattern.append(place < m_jobs.size()
                             ? place
                             : qsizetype(std::min(below(chance, jobsCount), below(mixed({chance}), jobsCount))));
    }
}

QList<qsizetype> History::slotsOf(const QString &activityId) const
{
    QList<qsizetype> places;
    for (qsizetype place = 0; place < patternLength; ++place)
        if (m_jobs.at(m_pattern.at(place)).activityId == activityId)
            places.append(place);
    return places;
}

qint64 History::countOf(const QString &activityId) const
{
    const QList<qsizetype> places = slotsOf(activityId);
    const qint64 rest = m_count % patternLength;
    return m_count / patternLength * places.size() +
           std::count_if(places.begin(), places.end(), [rest](qsizetype place) { return place < rest; });
}

qint64 History::indexOf(const QString &activityId, qint64 nth) const
{
    const QList<qsizetype> places = slotsOf(activityId);
    return nth / places.size() * patternLength + places.at(nth % places.size());
}

std::optional<qint64> History::checked(std::optional<qint64> index) const
{
    return index && *index >= 0 && *index < m_count ? index : std::nullopt;
}

std::optional<qint64> History::ofMessage(const QString &messageId) const
{
    return checked(m_ids.ofMessage(messageId));
}

std::optional<qint64> History::ofExecution(const QString &executionId) const
{
    return checked(m_ids.ofExecution(executionId));
}

const Job &History::jobOf(qint64 index) const
{
    return m_jobs.at(m_pattern.at(index % patternLength));
}

qint64 History::timeOf(qint64 index) const
{
    const double place = double(index) + fraction(mixed({m_seed, std::uint64_t(index), 2}));
    return m_endMs - yearMs + qint64(place / double(m_count) * double(yearMs));
}

History::Fate History::fateOf(qint64 index) const
{
    const std::uint64_t chance = mixed({m_seed, std::uint64_t(index), 3});
    const double lot = fraction(chance) * 100;
    if (lot < 2.5)
        return {Cause::Reference, Verdict::ProcessedWithErrors, true};
    if (lot < 4)
        return {Cause::Mandatory, Verdict::ProcessedWithErrors, true};
    if (lot < 5)
        return {Cause::Duplicate, Verdict::ProcessedWithErrors, true};
    if (lot < 5.7)
        return {Cause::Header, Verdict::PreProcessingError, true};
    const bool isXml = orderOf(index).format == SourceFormat::XmlElement ||
                       orderOf(index).format == SourceFormat::XmlAttribute;
    if (lot < 6.5 && isXml)
        return {Cause::Malformed, Verdict::PreProcessingError, false};
    if (lot < 6.55)
        return {std::nullopt, std::nullopt, true};
    return {};
}

FileOrder History::orderOf(qint64 index) const
{
    const Job &job = jobOf(index);
    const std::uint64_t chance = mixed({m_seed, std::uint64_t(index), 4});
    const SourceFormat format = job.format == SourceFormat::ByContent ? SourceFormat::Csv : job.format;
    return {job.entity, int(4 + below(chance, 40)), {}, chance, format};
}

QByteArray History::file(qint64 index) const
{
    FileOrder order = orderOf(index);
    if (const Fate fate = fateOf(index); fate.cause)
        order.bad = {{*fate.cause, int(1 + below(order.seed, 3))}};
    return makeFile(order).bytes;
}

StoredMessage History::message(qint64 index) const
{
    const Job &job = jobOf(index);
    const Fate fate = fateOf(index);
    const QByteArray bytes = file(index);
    StoredMessage message;
    message.messageId = m_ids.messageId(index);
    message.executionId = m_ids.executionId(index);
    message.activityId = job.activityId;
    message.entity = job.entity;
    message.company = job.company;
    message.format = job.format;
    message.storedClock = timeOf(index);
    message.storedUtc = QDateTime::fromMSecsSinceEpoch(message.storedClock, QTimeZone::utc());
    const bool isXml = job.format == SourceFormat::XmlElement || job.format == SourceFormat::XmlAttribute;
    message.externalIdentifier = u"%1-%2-%3.%4"_s.arg(QString(job.name).toLower().replace(u' ', u'-'),
                                                     message.storedUtc.toString(u"yyyyMMdd-HHmmss"_s),
                                                     QString::number(index), isXml ? u"xml"_s : u"csv"_s);
    message.bytes = bytes.size();
    message.sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    message.number = -1 - index;
    message.verdict = fate.verdict;
    message.executionMade = fate.executionMade;
    return message;
}

ImportOutcome History::outcome(qint64 index, const QString &errorFolder) const
{
    const Job &job = jobOf(index);
    QTemporaryFile place;
    const QByteArray bytes = file(index);
    if (!place.open() || place.write(bytes) != bytes.size() || !place.flush())
        return {};
    return m_importer->import({place.fileName(), job.entity, job.company, job.activityId, job.format, errorFolder});
}

} // namespace practice
