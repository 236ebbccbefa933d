#include "app/cli/verbs/EnvironmentOptions.h"

#include "app/auth/ClientCertificate.h"
#include "app/cli/Services.h"
#include "app/cli/Terminal.h"
#include "app/environments/PageLink.h"
#include "app/environments/SecretOwner.h"

#include <QFile>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

void EnvironmentOptions::declare(Syntax &syntax, Use use)
{
    const auto need = use == Use::New ? Syntax::Need::Required : Syntax::Need::Optional;
    syntax.option("--name", "N", use == Use::New ? "A name of your own" : "Another name", &m_name, need);
    syntax.option("--url", "URL", "Its address, or that of a page of it; https, or http for this computer only", &m_url,
                  need);
    syntax.option("--tenant", "T", "The tenant's GUID or domain", &m_tenant, need);
    syntax.option("--client-id", "ID", "Application (client) ID of the app registration", &m_clientId, need);
    syntax.option("--authority", "URL", "Default https://login.microsoftonline.com", &m_authority);
    syntax.option("--kind", "KIND", "development, test, sandbox, production, practice or on-premises", &m_kind, need);
    syntax.option("--grant", "GRANT",
                  "How to sign in: client-secret (default), certificate, interactive or device-code", &m_grant);
    syntax.option("--certificate", "FILE", "The client certificate with its private key, PFX or PEM; stays where it is",
                  &m_certificate);
    syntax.option("--company", "C", "The legal entity where nothing else is said", &m_company);
    syntax.option("--colour", "#RRGGBB", "Instead of that of its kind", &m_colour);
    syntax.option("--requests-per-second", "N", "Most requests a second; default 10", &m_requests);
    syntax.option("--row-cap", "ROWS", "Most rows that one query takes, or none (default)", &m_rowCap);
    syntax.option("--lease", "SECONDS",
                  "How long F&O keeps a package for whoever fetched it before it hands it out again; default 1800",
                  &m_lease);
    syntax.option(
        "--package-name", "TEMPLATE",
        "What packages are called below downloads/, folders parted by /; with {environment}, {job}, {company}, "
        "{date}, {time}, {key}, {correlationId}",
        &m_packageName);
    syntax.option("--after-fetch-copy", "DIR", "Copy each package there once it is acknowledged; overwrites nothing",
                  &m_copyTo);
    syntax.option("--after-fetch-run", "PROGRAM", "Run this program, without a shell, for each acknowledged package",
                  &m_program);
    syntax.list("--after-fetch-argument", "TEXT",
                "An argument for it, handed over as one; may be given several times; with {file}, {job}, {company}, "
                "{key}, {environment}, {correlationId}",
                &m_programArguments);
    syntax.option("--after-fetch-limit", "SECONDS", "How long it may take before it is ended; default 60",
                  &m_programLimit);
    syntax.option("--proxy", "PROXY", "system (default), none, or an address such as http://user@proxy:8080", &m_proxy);
    syntax.flag("--read-only", "Only calls that change nothing there are made", &m_readOnly);
    syntax.flag("--no-read-only", "All calls may be made (default)", &m_notReadOnly);
    syntax.option("--ca", "FILE", "Trust this authority's certificates (PEM) for URL and authority, and nowhere else",
                  &m_ca);
    syntax.flag("--secret-stdin", "Read the client secret from standard input", &m_secret);
    syntax.flag("--passphrase-stdin", "Read the certificate's passphrase from standard input, a line after the secret",
                &m_passphrase);
    syntax.flag("--proxy-password-stdin", "Read the proxy's password from standard input, a line after the others",
                &m_proxyPassword);
}

Result<void> EnvironmentOptions::putInto(QJsonObject &object) const
{
    for (const auto &[field, given] : {std::pair(u"name"_s, &m_name),
                                       {u"url"_s, &m_url},
                                       {u"tenant"_s, &m_tenant},
                                       {u"clientId"_s, &m_clientId},
                                       {u"authority"_s, &m_authority},
                                       {u"kind"_s, &m_kind},
                                       {u"grant"_s, &m_grant},
                                       {u"company"_s, &m_company},
                                       {u"colour"_s, &m_colour},
                                       {u"packageName"_s, &m_packageName},
                                       {u"proxy"_s, &m_proxy}}) {
        if (*given)
            object[field] = **given;
    }
    if (m_kind && !environmentKindFrom(*m_kind)) {
        return fail(ErrorKind::BadInput, u"“%1” is not a kind of environment. Use development, test, sandbox, "
                                         u"production, practice or on-premises."_s.arg(*m_kind));
    }
    if (m_requests) {
        bool isNumber = false;
        object[u"requestsPerSecond"_s] = m_requests->toInt(&isNumber);
        if (!isNumber)
            return fail(ErrorKind::BadInput, u"--requests-per-second %1 is not a whole number."_s.arg(*m_requests));
    }
    if (m_rowCap && (m_rowCap->isEmpty() || *m_rowCap == "none"_L1)) {
        object.remove(u"rowCap"_s);
    } else if (m_rowCap) {
        bool isNumber = false;
        object[u"rowCap"_s] = m_rowCap->toLongLong(&isNumber);
        if (!isNumber) {
            return fail(ErrorKind::BadInput,
                        u"--row-cap %1 is neither a whole number of rows nor none."_s.arg(*m_rowCap));
        }
    }
    if (m_lease) {
        bool isNumber = false;
        object[u"lease"_s] = m_lease->toLongLong(&isNumber);
        if (!isNumber)
            return fail(ErrorKind::BadInput, u"--lease %1 is not a whole number of seconds."_s.arg(*m_lease));
    }
    if (auto after = putAfterFetchInto(object); !after)
        return after;
    if (m_readOnly && m_notReadOnly)
        return fail(ErrorKind::BadInput, u"--read-only and --no-read-only exclude each other. Give one of them."_s);
    if (m_readOnly || m_notReadOnly)
        object[u"readOnly"_s] = m_readOnly;
    if (m_certificate && m_certificate->isEmpty()) {
        object.remove(u"certificate"_s);
    } else if (m_certificate) {
        const QFileInfo file(*m_certificate);
        if (!file.isFile() || !file.isReadable()) {
            return fail(
                ErrorKind::BadInput,
                u"The certificate file %1 cannot be read. Check its name and who may read it."_s.arg(*m_certificate));
        }
        object[u"certificate"_s] = file.absoluteFilePath();
    }
    return putCertificatesInto(object);
}

Result<void> EnvironmentOptions::putAfterFetchInto(QJsonObject &object) const
{
    if (!m_copyTo && !m_program && m_programArguments.isEmpty() && !m_programLimit)
        return {};
    AfterFetch after = afterFetchFromJson(object[u"afterFetch"_s].toObject());
    const auto whole = [](const QString &path) { return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath(); };
    if (m_copyTo)
        after.copyTo = whole(*m_copyTo);
    if (m_program) { // the arguments were those of another one
        after.program = whole(*m_program);
        after.arguments.clear();
    }
    if (!m_programArguments.isEmpty())
        after.arguments = m_programArguments;
    if (m_programLimit) {
        bool isNumber = false;
        after.limit = std::chrono::seconds(m_programLimit->toLongLong(&isNumber));
        if (!isNumber) {
            return fail(ErrorKind::BadInput,
                        u"--after-fetch-limit %1 is not a whole number of seconds."_s.arg(*m_programLimit));
        }
    }
    if (after.program.isEmpty() && (!m_programArguments.isEmpty() || m_programLimit)) {
        return fail(ErrorKind::BadInput, u"No program runs after a fetch that could take the arguments or the limit. "
                                         u"Name it with --after-fetch-run."_s);
    }
    if (auto sound = check(after); !sound)
        return sound;
    if (auto there = checkOnDisk(after); !there)
        return there;
    if (after.doesNothing())
        object.remove(u"afterFetch"_s);
    else
        object[u"afterFetch"_s] = toJson(after);
    return {};
}

QString EnvironmentOptions::hint() const
{
    const QString entity = m_url && !m_company ? legalEntityIn(*m_url) : QString();
    if (entity.isEmpty())
        return {};
    return u"The link is that of a page in the legal entity %1. It was not made the environment's own: add --company "
           u"%1 "
           u"if it should be."_s.arg(entity);
}

Result<void> EnvironmentOptions::putCertificatesInto(QJsonObject &object) const
{
    if (!m_ca)
        return {};
    if (m_ca->isEmpty()) {
        object.remove(u"ca"_s);
        return {};
    }
    QFile file(*m_ca);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::BadInput,
                    u"The certificate file %1 cannot be read: %2."_s.arg(*m_ca, file.errorString()));
    constexpr qint64 longest = 1 << 20;
    if (file.size() > longest)
        return fail(ErrorKind::BadInput,
                    u"The certificate file %1 is larger than 1 MB. Give only the certificates of your own "
                    u"authority."_s.arg(*m_ca));
    const auto certificates = certificatesIn(file.read(longest));
    if (!certificates)
        return fail(ErrorKind::BadInput, u"%1: %2"_s.arg(*m_ca, certificates.error().message));
    object[u"ca"_s] = QString::fromLatin1(*certificates);
    return {};
}

QCoro::Task<Result<QList<GivenSecret>>> EnvironmentOptions::readSecrets(QString environment, std::stop_token stop) const
{
    QList<GivenSecret> secrets;
    QStringList questions;
    for (const auto &[isGiven, kind, question] :
         {std::tuple(m_secret, SecretKind::ClientSecret, u"Client secret of “%1”: "_s),
          {m_passphrase, SecretKind::Passphrase, u"Passphrase for the certificate of “%1”: "_s},
          {m_proxyPassword, SecretKind::ProxyPassword, u"Password for the proxy of “%1”: "_s}}) {
        if (!isGiven)
            continue;
        secrets.append({kind, {}});
        questions.append(question.arg(environment));
    }
    if (questions.isEmpty())
        co_return secrets;
    const auto read = co_await Terminal::readSecrets(questions, stop);
    if (!read)
        co_return fail(read.error());
    for (qsizetype i = 0; i < secrets.size(); ++i)
        secrets[i].text = read->at(i);
    co_return secrets;
}

Result<void> EnvironmentOptions::checkCertificate(const Environment &environment,
                                                  const QList<GivenSecret> &secrets) const
{
    const bool isGiven = (m_certificate && !m_certificate->isEmpty()) || m_passphrase;
    if (environment.grant != Grant::Certificate || environment.certificate.isEmpty() || !isGiven)
        return {};
    std::optional<QString> passphrase;
    for (const GivenSecret &secret : secrets) {
        if (secret.kind == SecretKind::Passphrase)
            passphrase = secret.text;
    }
    bool wantsPassphrase = false;
    const auto opened = ClientCertificate::load(environment.certificate, passphrase, &wantsPassphrase);
    if (opened || (wantsPassphrase && !passphrase))
        return {};
    return fail(ErrorKind::BadInput, opened.error().message);
}

QCoro::Task<void> keepSecrets(Services &services, Environment environment, QList<GivenSecret> secrets)
{
    for (const GivenSecret &secret : secrets) {
        const auto kept = co_await services.secrets().keep(environment.name, secret.text, secret.kind,
                                                           secretOwner(environment, secret.kind));
        if (kept)
            continue;
        QString sentence = u"%1 The environment was saved without its secret: it is asked for each time, or set %2."_s;
        if (secret.kind == SecretKind::Passphrase)
            sentence = u"%1 The certificate's passphrase was not kept: it is asked for each time."_s;
        else if (secret.kind == SecretKind::ProxyPassword)
            sentence = u"%1 The proxy's password was not kept: it is asked for each time."_s;
        if (secret.kind == SecretKind::ClientSecret)
            sentence = sentence.arg(kept.error().message, SecretStore::variableName(environment.name));
        else
            sentence = sentence.arg(kept.error().message);
        services.out().note(sentence);
    }
}

} // namespace waybill
