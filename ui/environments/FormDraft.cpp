#include "ui/environments/FormDraft.h"

#include "app/environments/PackageName.h"
#include "ui/environments/PastedAddress.h"
#include "ui/widgets/Texts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct FormText {
    Q_DECLARE_TR_FUNCTIONS(FormDraft)
};

/// Nothing is wrong with it but what is put into it.
Environment soundOne()
{
    Environment environment;
    environment.name = u"x"_s;
    environment.url = QUrl(u"https://example.com"_s);
    environment.tenant = u"example.com"_s;
    environment.clientId = u"x"_s;
    environment.authority = publicAuthority();
    return environment;
}

QString sentenceOf(const Environment &environment)
{
    const auto checked = check(environment);
    return checked ? QString() : checked.error().message;
}

QString nameTrouble(const FormDraft &draft, const QStringList &taken)
{
    if (draft.name.trimmed().isEmpty())
        return FormText::tr("Give the environment a name of your own.");
    if (taken.contains(draft.name.trimmed()))
        return FormText::tr("There is an environment “%1” already.").arg(draft.name.trimmed());
    Environment sample = soundOne();
    sample.name = draft.name.trimmed();
    return sentenceOf(sample);
}

QString tenantTrouble(const FormDraft &draft)
{
    if (draft.tenant.trimmed().isEmpty())
        return FormText::tr(
            "The tenant is missing: its GUID or a domain such as contoso.com. The Azure portal shows it "
            "under Microsoft Entra ID.");
    Environment sample = soundOne();
    sample.tenant = draft.tenant.trimmed();
    return sentenceOf(sample);
}

QString clientTrouble(const FormDraft &draft)
{
    if (draft.clientId.trimmed().isEmpty())
        return FormText::tr("The client ID is missing. Copy “Application (client) ID” from the app registration.");
    Environment sample = soundOne();
    sample.clientId = draft.clientId.trimmed();
    return check(sample) ? QString()
                         : FormText::tr("That is not an application's ID. Copy “Application (client) ID” from the app "
                                        "registration.");
}

QString certificateTrouble(const FormDraft &draft)
{
    if (draft.certificate.trimmed().isEmpty())
        return FormText::tr("Name the certificate's file: PFX, or PEM that holds the private key too.");
    if (!QFileInfo(draft.certificate.trimmed()).isFile())
        return FormText::tr("There is no such file on this computer.");
    return {};
}

QString proxyTrouble(const FormDraft &draft)
{
    const auto choice = proxyChoiceFrom(draft.proxyAddress.trimmed());
    if (!choice)
        return choice.error().message;
    if (choice->kind != ProxyChoice::Kind::Own)
        return FormText::tr("Give the proxy's address, such as http://proxy.contoso.com:8080.");
    if (!choice->user.isEmpty())
        return FormText::tr("The user has a field of its own below.");
    return {};
}

/// What is wrong with what follows a fetch.
QString troubleOf(const AfterFetch &after)
{
    auto checked = check(after);
    if (checked)
        checked = checkOnDisk(after);
    return checked ? QString() : checked.error().message;
}
} // namespace

QList<std::pair<QString, QUrl>> knownAuthorities()
{
    return {{FormText::tr("Public cloud"), publicAuthority()},
            {FormText::tr("US Government cloud"), QUrl(u"https://login.microsoftonline.us"_s)},
            {FormText::tr("China cloud"), QUrl(u"https://login.partner.microsoftonline.cn"_s)}};
}

QString argumentsTold(const QString &line)
{
    QStringList told;
    for (const QString &argument : argumentsIn(line))
        told << u'‹' + argument + u'›';
    if (told.isEmpty())
        return FormText::tr("Parted by spaces; quotes keep one together: \"first one\" \"second one\"");
    const QString shown = texts::oneLine(told.join(u' '));
    return told.size() == 1 ? FormText::tr("One argument: %1").arg(shown)
                            : FormText::tr("%1 arguments: %2").arg(texts::number(told.size()), shown);
}

Environment FormDraft::environment() const
{
    Environment environment;
    environment.name = name.trimmed();
    if (const auto pasted = pastedAddress(url))
        environment.url = pasted->url;
    if (const auto checked = authorityFrom(authority))
        environment.authority = *checked;
    environment.tenant = tenant.trimmed();
    // AD FS has no tenants; something has to stand there all the same.
    if (environment.tenant.isEmpty() && environment.isAdfs())
        environment.tenant = u"adfs"_s;
    environment.clientId = clientId.trimmed();
    environment.kind = kind;
    environment.requestsPerSecond = requestsPerSecond;
    environment.jobs = jobs;
    environment.ca = ca;
    environment.grant = grant;
    if (grant == Grant::Certificate)
        environment.certificate = certificate.trimmed();
    environment.colour = colour;
    environment.company = company.trimmed();
    environment.readOnly = readOnly;
    environment.timeOuts = timeOuts;
    environment.lease = lease;
    environment.rowCap = rowCap;
    environment.packageName = packageName.trimmed();
    environment.afterFetch = afterFetch();
    environment.proxy.kind = proxy;
    if (proxy == ProxyChoice::Kind::Own) {
        if (const auto choice = proxyChoiceFrom(proxyAddress.trimmed()))
            environment.proxy.address = choice->address;
        environment.proxy.user = proxyUser.trimmed();
    }
    return environment;
}

AfterFetch FormDraft::afterFetch() const
{
    AfterFetch after;
    after.copyTo = QDir::fromNativeSeparators(copyTo.trimmed());
    after.program = QDir::fromNativeSeparators(program.trimmed());
    if (after.program.isEmpty())
        return after;
    after.arguments = argumentsIn(arguments);
    after.limit = programLimit;
    return after;
}

FormDraft draftOf(const Environment &environment)
{
    FormDraft draft;
    draft.url = environment.url.toString();
    draft.name = environment.name;
    draft.tenant = environment.tenant;
    draft.authority = environment.authority.isEmpty() ? publicAuthority().toString() : environment.authority.toString();
    draft.clientId = environment.clientId;
    draft.certificate = environment.certificate;
    draft.company = environment.company;
    draft.proxyAddress = environment.proxy.address.toString();
    draft.proxyUser = environment.proxy.user;
    draft.proxy = environment.proxy.kind;
    draft.kind = environment.kind;
    draft.grant = environment.grant;
    draft.colour = environment.colour;
    draft.readOnly = environment.readOnly;
    draft.requestsPerSecond = environment.requestsPerSecond;
    draft.timeOuts = environment.timeOuts;
    draft.lease = environment.lease;
    draft.rowCap = environment.rowCap;
    draft.packageName = environment.packageName;
    draft.copyTo = QDir::toNativeSeparators(environment.afterFetch.copyTo);
    draft.program = QDir::toNativeSeparators(environment.afterFetch.program);
    draft.arguments = lineOf(environment.afterFetch.arguments);
    draft.programLimit = environment.afterFetch.limit;
    draft.ca = environment.ca;
    draft.jobs = environment.jobs;
    return draft;
}

QMap<FormPart, QString> troublesOf(const FormDraft &draft, const QStringList &taken)
{
    QMap<FormPart, QString> troubles;
    const auto add = [&troubles](FormPart part, const QString &sentence) {
        if (!sentence.isEmpty())
            troubles.insert(part, sentence);
    };
    if (const auto pasted = pastedAddress(draft.url); !pasted)
        add(FormPart::Url, pasted.error().message);
    add(FormPart::Name, nameTrouble(draft, taken));
    const auto authority = authorityFrom(draft.authority);
    if (!authority)
        add(FormPart::Authority, authority.error().message);
    Environment there;
    there.authority = authority.value_or(QUrl());
    if (!there.isAdfs() || !draft.tenant.trimmed().isEmpty())
        add(FormPart::Tenant, tenantTrouble(draft));
    add(FormPart::ClientId, clientTrouble(draft));
    if (draft.grant == Grant::ClientSecret && !draft.hasSecret)
        add(FormPart::Secret, FormText::tr("The client secret is missing. Copy its Value, not its Secret ID."));
    if (draft.grant == Grant::Certificate)
        add(FormPart::Certificate, certificateTrouble(draft));
    if (draft.proxy == ProxyChoice::Kind::Own)
        add(FormPart::ProxyAddress, proxyTrouble(draft));
    if (const auto name = checkPackageName(draft.packageName.trimmed()); !name)
        add(FormPart::PackageName, name.error().message);
    const AfterFetch after = draft.afterFetch();
    add(FormPart::CopyTo, troubleOf({.copyTo = after.copyTo}));
    const QString program = troubleOf({.program = after.program});
    add(FormPart::Program, program);
    if (program.isEmpty())
        add(FormPart::Arguments, troubleOf({.program = after.program, .arguments = after.arguments}));
    return troubles;
}

} // namespace waybill
