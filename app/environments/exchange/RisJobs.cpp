#include "app/environments/exchange/RisJobs.h"

#include "app/base/Guid.h"
#include "app/environments/exchange/EnvironmentDraft.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct RisJob {
    QString name, group, type;
    QHash<QString, QString> data; ///< its `job-data-map`

    bool isTrue(const QString &key) const { return data.value(key).compare("true"_L1, Qt::CaseInsensitive) == 0; }
};

/// Text of an element without children; those it has are passed over.
QString textOf(QXmlStreamReader &xml)
{
    constexpr qsizetype longest = 4096;
    return xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed().left(longest);
}

void readEntry(QXmlStreamReader &xml, RisJob &job)
{
    QString key, value;
    while (xml.readNextStartElement()) {
        if (xml.name() == "key"_L1)
            key = textOf(xml);
        else if (xml.name() == "value"_L1)
            value = textOf(xml);
        else
            xml.skipCurrentElement();
    }
    constexpr qsizetype most = 200;
    if (!key.isEmpty() && job.data.size() < most)
        job.data.insert(key, value);
}

RisJob readJob(QXmlStreamReader &xml)
{
    RisJob job;
    while (xml.readNextStartElement()) {
        if (xml.name() == "name"_L1) {
            job.name = textOf(xml);
        } else if (xml.name() == "group"_L1) {
            job.group = textOf(xml);
        } else if (xml.name() == "job-type"_L1) {
            job.type = textOf(xml);
        } else if (xml.name() == "job-data-map"_L1) {
            while (xml.readNextStartElement()) {
                if (xml.name() == "entry"_L1)
                    readEntry(xml, job);
                else
                    xml.skipCurrentElement();
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    return job;
}

Result<QList<RisJob>> readJobs(const QByteArray &bytes)
{
    constexpr qsizetype most = 10'000;
    QList<RisJob> jobs;
    QXmlStreamReader xml(bytes);
    if (xml.readNextStartElement() && xml.name() != "job-scheduling-data"_L1) {
        return fail(ErrorKind::BadInput,
                    u"The file is XML, but no job configuration of the Recurring Integrations "
                    u"Scheduler: it begins with <%1>, not with <job-scheduling-data>."_s.arg(xml.name().left(60)));
    }
    while (xml.readNextStartElement()) {
        if (xml.name() != "schedule"_L1) {
            xml.skipCurrentElement();
            continue;
        }
        while (xml.readNextStartElement()) {
            if (xml.name() == "job"_L1 && jobs.size() < most)
                jobs.append(readJob(xml));
            else
                xml.skipCurrentElement();
        }
    }
    if (xml.hasError()) {
        return fail(ErrorKind::BadInput, u"Line %1 of the file is not XML that can be read: %2."_s.arg(
                                             QString::number(xml.lineNumber()), xml.errorString()));
    }
    return jobs;
}

/// The last part of `RecurringIntegrationsScheduler.Job.Upload, RecurringIntegrationsScheduler.Job.Upload`.
QString kindOf(const RisJob &job)
{
    const QString type = job.type.section(u',', 0, 0).trimmed();
    return type.mid(type.lastIndexOf(u'.') + 1);
}

/// Gathers the jobs under their environments.
class RisReader
{
public:
    void take(const RisJob &job);
    ImportedEnvironments finish();

private:
    EnvironmentDraft &draftOf(const RisJob &job);

    QList<EnvironmentDraft> m_drafts;
    QStringList m_packageJobs, m_badJobs, m_unused;
    bool m_hadSecret = false, m_hadPassword = false;
};

EnvironmentDraft &RisReader::draftOf(const RisJob &job)
{
    EnvironmentDraft draft;
    draft.url = job.data.value(u"AosUri"_s);
    draft.clientId = guidFrom(job.data.value(u"AadClientId"_s)).value_or(job.data.value(u"AadClientId"_s));
    draft.tenant = job.data.value(u"AadTenant"_s);
    draft.authority = job.data.value(u"AzureAuthEndpoint"_s);
    while (draft.authority.endsWith(u'/'))
        draft.authority.chop(1);
    if (draft.tenant.compare("adfs"_L1, Qt::CaseInsensitive) == 0 &&
        !draft.authority.endsWith("/adfs"_L1, Qt::CaseInsensitive))
        draft.authority += u"/adfs"_s; // it puts the two together
    if (!job.isTrue(u"UseServiceAuthentication"_s))
        draft.grant = Grant::Interactive;
    (draft.grant == Grant::Interactive ? m_hadPassword : m_hadSecret) = true;
    const auto known = std::ranges::find_if(m_drafts, [&draft](const EnvironmentDraft &other) {
        return draft.url == other.url && draft.clientId == other.clientId && draft.tenant == other.tenant &&
               draft.authority == other.authority && draft.grant == other.grant;
    });
    if (known != m_drafts.end())
        return *known;
    const auto address = environmentAddress(draft.url);
    draft.name = address ? address->host().section(u'.', 0, 0) : draft.url;
    m_drafts.append(draft);
    return m_drafts.last();
}

void RisReader::take(const RisJob &job)
{
    const QString kind = kindOf(job);
    if (kind == "ProcessingMonitor"_L1 || kind == "ExecutionMonitor"_L1)
        return; // what it does, Waybill does for every message
    if (kind == "Import"_L1 || kind == "Export"_L1) {
        m_packageJobs.append(job.name);
        (void)draftOf(job);
        return;
    }
    const auto activity = guidInUseFrom(job.data.value(u"ActivityId"_s));
    if ((kind != "Upload"_L1 && kind != "Download"_L1) || !activity) {
        m_badJobs.append(job.name);
        return;
    }
    DataJob made;
    made.name = job.name;
    made.activityId = ActivityId(*activity);
    made.direction = kind == "Upload"_L1 ? JobDirection::Import : JobDirection::Export;
    made.package = job.isTrue(u"IsDataPackage"_s);
    made.entity = made.package ? QString() : job.data.value(u"EntityName"_s);
    made.company = job.data.value(u"Company"_s);
    EnvironmentDraft &draft = draftOf(job);
    if (std::ranges::any_of(draft.jobs, [&made](const DataJob &other) { return other.name == made.name; }) &&
        !job.group.isEmpty())
        made.name = u"%1 %2"_s.arg(job.group, job.name);
    draft.jobs.append(made);
    static const QStringList used{u"AosUri"_s,
                                  u"AadTenant"_s,
                                  u"AzureAuthEndpoint"_s,
                                  u"AadClientId"_s,
                                  u"ActivityId"_s,
                                  u"EntityName"_s,
                                  u"IsDataPackage"_s,
                                  u"Company"_s,
                                  u"UserName"_s,
                                  u"UserPassword"_s,
                                  u"UseServiceAuthentication"_s,
                                  u"AadClientSecret"_s};
    for (auto entry = job.data.cbegin(); entry != job.data.cend(); ++entry) {
        if (!used.contains(entry.key()) && !m_unused.contains(entry.key()))
            m_unused.append(entry.key());
    }
}

ImportedEnvironments RisReader::finish()
{
    ImportedEnvironments imported;
    imported.source = ImportedEnvironments::Source::RisJobs;
    for (const EnvironmentDraft &draft : std::as_const(m_drafts))
        waybill::take(imported, draft);
    const auto list = [](QStringList names) {
        constexpr qsizetype most = 30;
        names.sort();
        QStringList all;
        for (const QString &name : names.first(std::min(most, names.size())))
            all.append(quoted(name));
        return all.join(u", "_s) + (names.size() > most ? u" and %1 more"_s.arg(names.size() - most) : QString());
    };
    if (m_hadSecret) {
        imported.notes.append(u"The client secrets in it are encrypted for the computer they were saved on, and cannot "
                              u"be carried over: give them again."_s);
    }
    if (m_hadPassword) {
        imported.notes.append(u"A user's name and password were not carried over: Waybill never signs in with them. It "
                              u"signs in with the browser instead (grant interactive)."_s);
    }
    if (!m_packageJobs.isEmpty()) {
        imported.notes.append(u"These use the package API with a data project, not a recurring data job, and were not "
                              u"carried over: %1."_s.arg(list(m_packageJobs)));
    }
    if (!m_badJobs.isEmpty()) {
        imported.notes.append(
            u"These are no upload or download jobs with an activity id, and were not carried over: %1."_s.arg(
                list(m_badJobs)));
    }
    if (!m_unused.isEmpty()) {
        imported.notes.append(
            u"Folders, patterns and schedules were not carried over, nor what else Waybill has no use for: %1."_s.arg(
                list(m_unused)));
    }
    return imported;
}
} // namespace

Result<ImportedEnvironments> fromRisJobs(const QByteArray &xml)
{
    const auto jobs = readJobs(xml);
    if (!jobs)
        return fail(jobs.error());
    RisReader reader;
    for (const RisJob &job : *jobs)
        reader.take(job);
    return reader.finish();
}

} // namespace waybill
