#include "app/environments/exchange/EnvironmentDraft.h"

#include "app/base/VisibleText.h"
#include "app/environments/ThisComputer.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// A name that can be saved and shown: in one line, nothing in it that steers a terminal or turns the text, and no
/// halves of characters.
QString tidyName(const QString &given)
{
    QString name = QString::fromUtf8(given.toUtf8());
    for (QChar &c : name) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator ||
            c == QChar::ByteOrderMark || turnsDirection(c))
            c = u' ';
    }
    name = name.simplified().left(100);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    return name.trimmed();
}

/// What an address speaks for. Of Microsoft's own addresses one that is not known better is production: the mistake
/// that costs a question and not a posting.
EnvironmentKind kindOf(const QUrl &url)
{
    const QString host = url.host();
    if (isThisComputer(host))
        return EnvironmentKind::Development;
    if (!url.path().isEmpty())
        return EnvironmentKind::OnPremises;
    if (host.contains("devaos"_L1) || host.contains(".axcloud."_L1) || host.contains("cloudax"_L1))
        return EnvironmentKind::Development;
    if (host.contains(".sandbox."_L1))
        return EnvironmentKind::Sandbox;
    return host.contains(".operations."_L1) ? EnvironmentKind::Production : EnvironmentKind::Test;
}

void takeJobs(ImportedEnvironments &into, Environment &environment, const QList<DataJob> &jobs)
{
    constexpr qsizetype most = 1000;
    for (DataJob job : jobs) {
        job.name = tidyName(job.name);
        if (job.name.isEmpty())
            job.name = word(job.direction);
        job.name = freeName(job.name, [&](const QString &name) { return environment.job(name) != nullptr; });
        const auto usable = check(job);
        if (!usable)
            into.notes.append(u"A job of %1 was left out. %2"_s.arg(
                quoted(environment.name), visibleText(usable.error().message, LineEnds::AsSpaces, 400)));
        else if (environment.jobs.size() < most)
            environment.jobs.append(job);
    }
}
} // namespace

QString quoted(const QString &text)
{
    return u"“%1”"_s.arg(visibleText(text, LineEnds::AsSpaces, 60));
}

bool isTokenAddress(const QString &address)
{
    return QUrl(address.trimmed()).path().split(u'/').contains("oauth2"_L1, Qt::CaseInsensitive);
}

void EnvironmentDraft::takeTokenAddress(const QString &address)
{
    QUrl url(address.trimmed());
    if (!url.isValid() || url.host().isEmpty())
        return;
    QStringList parts = url.path().split(u'/', Qt::SkipEmptyParts);
    const auto end = std::ranges::find_if(
        parts, [](const QString &part) { return part.compare("oauth2"_L1, Qt::CaseInsensitive) == 0; });
    parts.erase(end, parts.end());
    QString found;
    if (!parts.isEmpty() && parts.last().compare("adfs"_L1, Qt::CaseInsensitive) == 0)
        found = parts.last(); // it has no tenants, and the word belongs to its address
    else if (!parts.isEmpty())
        found = parts.takeLast();
    if (tenant.isEmpty() && found != "common"_L1 && found != "organizations"_L1)
        tenant = found;
    if (authority.isEmpty()) {
        url.setQuery(QString());
        url.setFragment(QString());
        url.setPath(parts.isEmpty() ? QString() : u'/' + parts.join(u'/'));
        authority = url.toString();
    }
}

void take(ImportedEnvironments &into, EnvironmentDraft draft)
{
    const auto leftOut = [&into, &draft](const QString &why) {
        const QString name = draft.name.isEmpty() ? draft.url : draft.name;
        into.notes.append(
            u"The environment %1 was left out. %2"_s.arg(quoted(name), visibleText(why, LineEnds::AsSpaces, 400)));
    };
    QStringList missing;
    for (const auto &[value, what] : {std::pair(&draft.url, u"its address"_s),
                                      {&draft.tenant, u"its tenant"_s},
                                      {&draft.clientId, u"the application's client id"_s}}) {
        if (value->trimmed().isEmpty())
            missing.append(what);
    }
    if (!missing.isEmpty())
        return leftOut(u"The file does not tell %1: add it by hand."_s.arg(missing.join(u" and "_s)));

    Environment environment;
    const auto url = environmentAddress(draft.url);
    if (!url)
        return leftOut(url.error().message);
    environment.url = *url;
    const auto authority = draft.authority.isEmpty() ? Result<QUrl>(publicAuthority()) : authorityFrom(draft.authority);
    if (!authority)
        return leftOut(authority.error().message);
    environment.authority = *authority;
    QString name = tidyName(draft.name);
    if (name.isEmpty())
        name = tidyName(url->host());
    environment.name = freeName(name, [&into](const QString &candidate) {
        return std::ranges::any_of(into.environments,
                                   [&](const Environment &other) { return other.name == candidate; });
    });
    environment.tenant = draft.tenant.trimmed();
    environment.clientId = draft.clientId.trimmed();
    environment.company = tidyName(draft.company);
    environment.grant = draft.grant;
    environment.kind = kindOf(*url);
    if (const auto usable = check(environment); !usable)
        return leftOut(usable.error().message);
    takeJobs(into, environment, draft.jobs);
    into.notes.append(u"The kind of %1 was taken from its address: %2. Change it if that is wrong."_s.arg(
        quoted(environment.name), word(environment.kind)));
    if (!draft.secret.isEmpty() && !isPersonal(draft.grant))
        into.secrets.insert(environment.name, draft.secret);
    into.environments.append(environment);
}

} // namespace waybill
