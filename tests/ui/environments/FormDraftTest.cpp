#include "ui/environments/FormDraft.h"

#include "ui/environments/PastedAddress.h"

#include <QDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What becomes of what people paste and type.
class FormDraftTest : public QObject
{
    Q_OBJECT
private slots:
    void cutsWhatIsPasted_data();
    void cutsWhatIsPasted();
    void saysWhatIsNoAddress_data();
    void saysWhatIsNoAddress();
    void guessesKindAndName();
    void goesThereAndBack();
    void saysWhatIsWrong();
    void asksOnlyForWhatTheGrantNeeds();
    void takesAnAdfsWithoutATenant();
};

void FormDraftTest::cutsWhatIsPasted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("company");
    QTest::addColumn<bool>("told");
    const QString contoso = u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("as it is") << contoso << contoso << QString() << false;
    QTest::newRow("slash") << contoso + u'/' << contoso << QString() << false;
    QTest::newRow("a page's link") << contoso + u"/?cmp=usmf&mi=DataManagementWorkspace"_s << contoso << u"usmf"_s
                                   << true;
    QTest::newRow("capitals in the key") << contoso + u"/?CMP=DEMF"_s << contoso << u"DEMF"_s << true;
    QTest::newRow("a company that is none") << contoso + u"/?cmp=%3Cb%3E"_s << contoso << QString() << true;
    QTest::newRow("a service's address") << contoso + u"/data/Customers?$top=1"_s << contoso << QString() << true;
    QTest::newRow("no scheme") << u"contoso.operations.dynamics.com"_s << contoso << QString() << true;
    QTest::newRow("no scheme, a page") << u"contoso.operations.dynamics.com/?cmp=usmf"_s << contoso << u"usmf"_s
                                       << true;
    QTest::newRow("spaces and lines") << u" \n"_s + contoso + u" \n"_s << contoso << QString() << false;
    QTest::newRow("angle brackets") << u"<"_s + contoso + u">"_s << contoso << QString() << false;
    QTest::newRow("quotes, and what pages write")
        << u"\""_s + contoso + u"/?cmp=usmf&q={\"a\":1}|^%zz\""_s << contoso << u"usmf"_s << true;
    QTest::newRow("on premises") << u"https://ax.contoso.com/namespaces/AXSF/?cmp=USMF"_s
                                 << u"https://ax.contoso.com/namespaces/AXSF"_s << u"USMF"_s << true;
    QTest::newRow("a port of this computer")
        << u"http://127.0.0.1:8080/"_s << u"http://127.0.0.1:8080"_s << QString() << false;
}

void FormDraftTest::cutsWhatIsPasted()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    QFETCH(QString, company);
    QFETCH(bool, told);
    const auto pasted = pastedAddress(text);
    QVERIFY2(pasted, pasted ? "" : qPrintable(pasted.error().message));
    QCOMPARE(pasted->url, QUrl(url));
    QCOMPARE(pasted->company, company);
    QCOMPARE(!pasted->told.isEmpty(), told);
}

void FormDraftTest::saysWhatIsNoAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << u"  "_s;
    QTest::newRow("a word") << u"contoso"_s;
    QTest::newRow("plain http") << u"http://contoso.operations.dynamics.com"_s;
    QTest::newRow("another scheme") << u"ftp://contoso.operations.dynamics.com"_s;
    QTest::newRow("a user in it") << u"https://me:secret@contoso.operations.dynamics.com"_s;
    QTest::newRow("a sentence") << u"the one in Europe"_s;
}

void FormDraftTest::saysWhatIsNoAddress()
{
    QFETCH(QString, text);
    const auto pasted = pastedAddress(text);
    QVERIFY(!pasted);
    QCOMPARE(pasted.error().kind, ErrorKind::BadInput);
    QVERIFY(pasted.error().message.endsWith(u'.') && !pasted.error().message.contains(u"secret@"_s));
}

void FormDraftTest::guessesKindAndName()
{
    const QUrl production(u"https://contoso.operations.eu.dynamics.com"_s);
    QCOMPARE(likelyKind(production), EnvironmentKind::Production);
    QCOMPARE(likelyKind(QUrl(u"https://uat.sandbox.operations.dynamics.com"_s)), EnvironmentKind::Sandbox);
    QCOMPARE(likelyKind(QUrl(u"https://dev1devaos.cloudax.dynamics.com"_s)), EnvironmentKind::Development);
    QCOMPARE(likelyKind(QUrl(u"https://ax.contoso.com/namespaces/AXSF"_s)), EnvironmentKind::OnPremises);
    QCOMPARE(likelyKind(QUrl(u"http://127.0.0.1:8080"_s)), EnvironmentKind::Practice);
    QCOMPARE(likelyName(production, {}), u"contoso"_s);
    QCOMPARE(likelyName(production, {u"contoso"_s, u"contoso 2"_s}), u"contoso 3"_s);
    QCOMPARE(likelyName(QUrl(u"http://127.0.0.1:8080"_s), {}), u"127.0.0.1:8080"_s);
}

namespace {
Environment whole()
{
    Environment environment;
    environment.name = u"UAT Europe"_s;
    environment.url = QUrl(u"https://uat.sandbox.operations.dynamics.com"_s);
    environment.authority = publicAuthority();
    environment.tenant = u"contoso.com"_s;
    environment.clientId = u"client-1"_s;
    environment.kind = EnvironmentKind::Sandbox;
    environment.requestsPerSecond = 4;
    environment.jobs = {{u"Customers"_s, ActivityId(u"00000000-0000-0000-0000-000000000001"_s), JobDirection::Import,
                         u"Customers V3"_s, u"usmf"_s, false}};
    environment.colour = u"#2f7d4f"_s;
    environment.company = u"usmf"_s;
    environment.readOnly = true;
    environment.timeOuts.upload = std::chrono::seconds(300);
    environment.rowCap = 250'000;
    environment.packageName = u"{job}/{key}"_s;
    environment.afterFetch = {QDir::tempPath(), QCoreApplication::applicationFilePath(), {u"{file}"_s}};
    environment.proxy = {ProxyChoice::Kind::Own, QUrl(u"http://proxy.contoso.com:8080"_s), u"me"_s};
    return environment;
}
} // namespace

void FormDraftTest::goesThereAndBack()
{
    QCOMPARE(draftOf(whole()).environment(), whole());
    QVERIFY(troublesOf(draftOf(whole()), {u"Another"_s}).isEmpty());
}

void FormDraftTest::saysWhatIsWrong()
{
    FormDraft draft = draftOf({});
    draft.hasSecret = false;
    const auto all = troublesOf(draft, {});
    for (const FormPart part : {FormPart::Url, FormPart::Name, FormPart::Tenant, FormPart::ClientId, FormPart::Secret})
        QVERIFY(all.value(part).endsWith(u'.'));
    draft = draftOf(whole());
    draft.name = u" Another "_s;
    draft.tenant = u"contoso com"_s;
    draft.authority = u"http://login.example.com"_s;
    draft.clientId = u"<client>"_s;
    draft.proxyAddress = u"proxy"_s;
    const auto some = troublesOf(draft, {u"Another"_s});
    QCOMPARE(some.keys(), (QList{FormPart::Name, FormPart::Tenant, FormPart::Authority, FormPart::ClientId,
                                 FormPart::ProxyAddress}));
}

void FormDraftTest::asksOnlyForWhatTheGrantNeeds()
{
    FormDraft draft = draftOf(whole());
    draft.hasSecret = false;
    QCOMPARE(troublesOf(draft, {}).keys(), QList{FormPart::Secret});
    draft.grant = Grant::Certificate;
    QCOMPARE(troublesOf(draft, {}).keys(), QList{FormPart::Certificate});
    draft.certificate = QCoreApplication::applicationFilePath();
    QVERIFY(troublesOf(draft, {}).isEmpty());
    draft.grant = Grant::DeviceCode;
    QVERIFY(troublesOf(draft, {}).isEmpty());
    QVERIFY(draft.environment().certificate.isEmpty());
}

void FormDraftTest::takesAnAdfsWithoutATenant()
{
    FormDraft draft = draftOf(whole());
    draft.authority = u"https://sts.contoso.com/adfs"_s;
    draft.tenant.clear();
    QVERIFY(troublesOf(draft, {}).isEmpty());
    QVERIFY(check(draft.environment()));
}

QTEST_MAIN(FormDraftTest)
#include "FormDraftTest.moc"
