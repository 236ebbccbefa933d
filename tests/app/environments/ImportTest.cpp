#include "app/environments/exchange/ExportedEnvironments.h"
#include "tests/app/support/Certificate.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

using Source = ImportedEnvironments::Source;

namespace {
const QByteArray postmanEnvironment = R"({
  "id": "5c1e7f1c-0000-4d0e-9c1a-000000000001", "name": "Contoso UAT",
  "values": [
    {"key": "tenant_id", "value": "contoso.com", "type": "default", "enabled": true},
    {"key": "client_id", "value": "11111111-2222-3333-4444-555555555555", "enabled": true},
    {"key": "client_secret", "value": "s3cr3t~of.postman", "type": "secret", "enabled": true},
    {"key": "resource", "value": "https://Contoso-UAT.sandbox.operations.dynamics.com/", "enabled": true},
    {"key": "base", "value": "{{resource}}/data", "enabled": true},
    {"key": "old_secret", "value": "never-shown", "enabled": true},
    {"key": "url", "value": "https://elsewhere.operations.dynamics.com", "enabled": false},
    {"key": "access_token", "value": "eyJ0.never-shown", "enabled": true},
    {"key": "activity-id", "value": "{8F3C0000-1111-2222-3333-444455556666}", "enabled": true},
    {"key": "legalEntity", "value": "usmf", "enabled": true}],
  "_postman_variable_scope": "environment"})";

const QByteArray postmanCollection = R"({
  "info": {"name": "F&O integrations", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
  "auth": {"type": "oauth2", "oauth2": [
    {"key": "accessTokenUrl", "value": "https://login.microsoftonline.com/{{tenant}}/oauth2/v2.0/token"},
    {"key": "clientId", "value": "{{clientId}}"}, {"key": "clientSecret", "value": "of-the-collection"},
    {"key": "scope", "value": "{{d365}}/.default"}, {"key": "grant_type", "value": "client_credentials"}]},
  "variable": [{"key": "tenant", "value": "contoso.com"}, {"key": "clientId", "value": "app-7"},
               {"key": "d365", "value": "https://contoso.operations.dynamics.com"}],
  "item": [{"name": "Recurring", "item": [
    {"name": "Send groups", "request": {"method": "POST", "url": {"raw":
      "{{d365}}/api/connector/enqueue/8f3c0000-1111-2222-3333-444455556666?entity=Customer%20groups&company=usmf"}}},
    {"name": "Fetch", "request": "{{d365}}/api/connector/dequeue/8f3c0000-1111-2222-3333-444455556667"},
    {"name": "Other", "request": {"url": {"raw": "{{missing}}/data/Customers"}}}]}]})";

QByteArray risJob(const QByteArray &name, const QByteArray &type, const QByteArray &entries)
{
    return "<job><name>" + name + "</name><group>G</group><job-type>RecurringIntegrationsScheduler.Job." + type +
           ", RecurringIntegrationsScheduler.Job." + type + "</job-type><durable>true</durable><job-data-map>" +
           entries + "</job-data-map></job>";
}
QByteArray entry(const QByteArray &key, const QByteArray &value)
{
    return "<entry><key>" + key + "</key><value>" + value + "</value></entry>";
}
const QByteArray risAccess =
    entry("AosUri", "https://contoso-test.sandbox.operations.dynamics.com/") +
    entry("AzureAuthEndpoint", "https://login.microsoftonline.com") + entry("AadTenant", "contoso.com") +
    entry("AadClientId", "11111111-2222-3333-4444-555555555555") + entry("AadClientSecret", "AQAAANCMnd8BFdERjHoAwE") +
    entry("UseServiceAuthentication", "True");
QByteArray risFile(const QByteArray &jobs)
{
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<job-scheduling-data "
           "xmlns=\"http://quartznet.sourceforge.net/JobSchedulingData\" version=\"2.0\"><processing-directives>"
           "<overwrite-existing-data>true</overwrite-existing-data></processing-directives><schedule>" +
           jobs + "<trigger><cron><name>T</name></cron></trigger></schedule></job-scheduling-data>";
}

Environment sample(const QString &name)
{
    Environment environment;
    environment.name = name;
    environment.url = QUrl(u"https://contoso.operations.dynamics.com"_s);
    environment.tenant = u"contoso.com"_s;
    environment.clientId = u"app"_s;
    environment.authority = publicAuthority();
    return environment;
}
} // namespace

class ImportTest : public QObject
{
    Q_OBJECT
private slots:
    void givesBackWhatWasExported();
    void exportsNoPath();
    void importsNoPath();
    void leavesOutWhatCannotBeUsed();
    void readsAPostmanEnvironment();
    void readsAPostmanCollection();
    void readsTheSignInOfAnInstallationOnPremises();
    void neverTakesAPassword();
    void readsRisJobs();
    void readsRisJobsOfAdfs();
    void guessesTheKind_data();
    void guessesTheKind();
    void givesEachItsOwnName();
    void makesNamesThatCanBeShown();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void standsHostileFiles_data();
    void standsHostileFiles();

private:
    static bool tells(const ImportedEnvironments &imported, const QString &words)
    {
        return imported.notes.join(u'\n').contains(words);
    }
    static QByteArray postman(const QByteArray &values) { return R"({"name":"P","values":[)" + values + "]}"; }
};

void ImportTest::givesBackWhatWasExported()
{
    Environment all = sample(u"<A> & \"B\" 日本"_s);
    all.kind = EnvironmentKind::OnPremises;
    all.url = QUrl(u"https://ax.contoso.com/namespaces/AXSF"_s);
    all.ca = nobodysRoot;
    all.colour = u"#102030"_s;
    all.company = u"usmf"_s;
    all.readOnly = true;
    all.grant = Grant::DeviceCode;
    all.proxy = *proxyChoiceFrom(u"http://me@proxy.contoso.com:8080"_s);
    all.timeOuts.upload = std::chrono::seconds(7);
    all.jobs = {{u"Groups"_s, ActivityId(u"8f3c0000-1111-2222-3333-444455556666"_s), JobDirection::Import,
                 u"Customer groups"_s, u"usmf"_s, false},
                {u"Out"_s, ActivityId(u"8f3c0000-1111-2222-3333-444455556667"_s), JobDirection::Export, {}, {}, true}};
    const QList<Environment> given{all, sample(u"B"_s)};
    const auto imported = importedFrom(exportOf(given), {});
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->source, Source::Waybill);
    QCOMPARE(imported->environments, given);
    QVERIFY(imported->secrets.isEmpty());
    QVERIFY(tells(*imported, u"trusted for its addresses"_s));
    QVERIFY(tells(*imported, u"http://me@proxy.contoso.com:8080"_s));
}

void ImportTest::exportsNoPath()
{
    Environment signing = sample(u"A"_s);
    signing.grant = Grant::Certificate;
    signing.certificate = u"/home/anna/keys/client.pfx"_s;
    const QByteArray exported = exportOf({signing});
    QVERIFY(exported.contains("client.pfx"));
    QVERIFY(!exported.contains("anna"));
    const auto imported = importedFrom(exported, {});
    QCOMPARE(imported->environments.first().certificate, u"client.pfx"_s);
    QVERIFY(tells(*imported, u"client.pfx"_s));
}

void ImportTest::importsNoPath()
{
    Environment signing = sample(u"A"_s);
    signing.grant = Grant::Certificate;
    signing.certificate = u"x"_s;
    for (const QByteArray &path :
         {QByteArray("/etc/shadow"), QByteArray("..\\\\..\\\\shadow"), QByteArray("a/shadow")}) {
        const auto imported = importedFrom(exportOf({signing}).replace("\"x\"", '"' + path + '"'), {});
        QVERIFY(imported);
        QCOMPARE(imported->environments.first().certificate, u"shadow"_s);
    }
    QVERIFY(!importedFrom(exportOf({signing}).replace("\"x\"", "\"/etc/\""), {})
                 ->environments.first()
                 .certificate.contains(u'/'));
}

void ImportTest::leavesOutWhatCannotBeUsed()
{
    QByteArray bytes = exportOf({sample(u"A"_s), sample(u"B"_s)});
    bytes.replace(bytes.lastIndexOf("https://contoso"), 8, "ftp://");
    const auto imported = importedFrom(bytes, {});
    QCOMPARE(imported->environments.size(), 1);
    QVERIFY2(tells(*imported, u"Environment 2"_s), qPrintable(imported->notes.join(u'\n')));
}

void ImportTest::readsAPostmanEnvironment()
{
    const auto imported = importedFrom("\xEF\xBB\xBF" + postmanEnvironment, u"file"_s);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->source, Source::PostmanEnvironment);
    QCOMPARE(imported->environments.size(), 1);
    Environment expected = sample(u"Contoso UAT"_s);
    expected.url = QUrl(u"https://contoso-uat.sandbox.operations.dynamics.com"_s);
    expected.clientId = u"11111111-2222-3333-4444-555555555555"_s;
    expected.kind = EnvironmentKind::Sandbox;
    expected.company = u"usmf"_s;
    expected.jobs = {
        {u"activity-id"_s, ActivityId(u"8f3c0000-1111-2222-3333-444455556666"_s), JobDirection::Import, {}, {}, false}};
    QCOMPARE(imported->environments.first(), expected);
    QCOMPARE(imported->secrets, (QHash<QString, QString>{{u"Contoso UAT"_s, u"s3cr3t~of.postman"_s}}));
    const QString notes = imported->notes.join(u'\n');
    QVERIFY2(notes.contains(u"token"_s) && notes.contains(u"“base”, “old_secret”"_s), qPrintable(notes));
    QVERIFY(!notes.contains(u"never-shown"_s) && !notes.contains(u"s3cr3t"_s));
    QVERIFY(!exportOf(imported->environments).contains("s3cr3t"));
}

void ImportTest::readsAPostmanCollection()
{
    const auto imported = importedFrom(postmanCollection, u"file"_s);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->source, Source::PostmanCollection);
    Environment expected = sample(u"F&O integrations"_s);
    expected.clientId = u"app-7"_s;
    expected.kind = EnvironmentKind::Production;
    expected.jobs = {
        {u"Send groups"_s, ActivityId(u"8f3c0000-1111-2222-3333-444455556666"_s), JobDirection::Import,
         u"Customer groups"_s, u"usmf"_s, false},
        {u"Fetch"_s, ActivityId(u"8f3c0000-1111-2222-3333-444455556667"_s), JobDirection::Export, {}, {}, false}};
    QCOMPARE(imported->environments, QList{expected});
    QCOMPARE(imported->secrets.value(u"F&O integrations"_s), u"of-the-collection"_s);
    QVERIFY(tells(*imported, u"“missing”"_s) && !tells(*imported, u"“d365”"_s)); // that one is used by others
}

void ImportTest::readsTheSignInOfAnInstallationOnPremises()
{
    const auto imported = importedFrom(
        postman(R"({"key":"url","value":"https://ax.contoso.com/namespaces/AXSF/"},{"key":"client_id","value":"app"},
        {"key":"tokenUrl","value":"https://sts.contoso.com/adfs/oauth2/token"})"),
        {});
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    const Environment &environment = imported->environments.first();
    QCOMPARE(environment.kind, EnvironmentKind::OnPremises);
    QVERIFY(environment.isAdfs());
    QCOMPARE(environment.tokenEndpoint().toString(), u"https://sts.contoso.com/adfs/oauth2/token"_s);
}

void ImportTest::neverTakesAPassword()
{
    const auto imported = importedFrom(
        postman(R"({"key":"url","value":"https://c.sandbox.operations.dynamics.com"},{"key":"client_id","value":"app"},
        {"key":"tenant","value":"contoso.com"},{"key":"username","value":"anna@contoso.com"},
        {"key":"password","value":"hunter2"},{"key":"grant_type","value":"password"})"),
        {});
    QVERIFY(imported);
    QCOMPARE(imported->environments.first().grant, Grant::Interactive);
    QVERIFY(imported->secrets.isEmpty());
    QVERIFY(tells(*imported, u"password"_s) && !tells(*imported, u"hunter2"_s) && !tells(*imported, u"anna"_s));
}

void ImportTest::readsRisJobs()
{
    const QByteArray activity = entry("ActivityId", "{8F3C0000-1111-2222-3333-444455556666}");
    const auto imported = importedFrom(
        risFile(risJob("Groups", "Upload",
                       risAccess + activity + entry("EntityName", "Customer groups") + entry("Company", "usmf") +
                           entry("IsDataPackage", "False") + entry("InputDir", "C:\\in")) +
                risJob("Packages", "Upload", risAccess + activity + entry("IsDataPackage", "True")) +
                risJob("Groups monitor", "ProcessingMonitor", risAccess + activity) +
                risJob("Fetch", "Download", risAccess + entry("ActivityId", "8f3c0000-1111-2222-3333-444455556667")) +
                risJob("By package", "Import", risAccess + entry("DataProject", "Vendors")) +
                risJob("Broken", "Upload", risAccess + entry("ActivityId", "none"))),
        u"Schedule"_s);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->source, Source::RisJobs);
    Environment expected = sample(u"contoso-test"_s);
    expected.url = QUrl(u"https://contoso-test.sandbox.operations.dynamics.com"_s);
    expected.clientId = u"11111111-2222-3333-4444-555555555555"_s;
    expected.kind = EnvironmentKind::Sandbox;
    const ActivityId first(u"8f3c0000-1111-2222-3333-444455556666"_s);
    expected.jobs = {
        {u"Groups"_s, first, JobDirection::Import, u"Customer groups"_s, u"usmf"_s, false},
        {u"Packages"_s, first, JobDirection::Import, {}, {}, true},
        {u"Fetch"_s, ActivityId(u"8f3c0000-1111-2222-3333-444455556667"_s), JobDirection::Export, {}, {}, false}};
    QCOMPARE(imported->environments, QList{expected});
    QVERIFY(imported->secrets.isEmpty()); // encrypted for another computer
    QVERIFY(tells(*imported, u"encrypted"_s) && tells(*imported, u"“By package”"_s));
    QVERIFY(tells(*imported, u"“Broken”"_s) && tells(*imported, u"“InputDir”"_s));
    QVERIFY(!tells(*imported, u"AQAAANC"_s));
}

void ImportTest::readsRisJobsOfAdfs()
{
    const auto imported = importedFrom(
        risFile(risJob("Up", "Upload",
                       entry("AosUri", "https://ax.contoso.com/namespaces/AXSF") +
                           entry("AzureAuthEndpoint", "https://sts.contoso.com/") + entry("AadTenant", "adfs") +
                           entry("AadClientId", "11111111-2222-3333-4444-555555555555") + entry("UserName", "anna") +
                           entry("UserPassword", "AQAAA") +
                           entry("ActivityId", "8f3c0000-1111-2222-3333-444455556666"))),
        {});
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    const Environment &environment = imported->environments.first();
    QCOMPARE(environment.authority.toString(), u"https://sts.contoso.com/adfs"_s);
    QVERIFY(environment.isAdfs());
    QCOMPARE(environment.grant, Grant::Interactive);
    QVERIFY(tells(*imported, u"never signs in with them"_s));
}

void ImportTest::guessesTheKind_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<EnvironmentKind>("kind");
    using Kind = EnvironmentKind;
    QTest::newRow("production") << QByteArray("https://contoso.operations.dynamics.com") << Kind::Production;
    QTest::newRow("a region's") << QByteArray("https://contoso.operations.eu.dynamics.com") << Kind::Production;
    QTest::newRow("sandbox") << QByteArray("https://c-uat.sandbox.operations.dynamics.com") << Kind::Sandbox;
    QTest::newRow("cloud-hosted") << QByteArray("https://c-dev12devaos.axcloud.dynamics.com") << Kind::Development;
    QTest::newRow("on premises") << QByteArray("https://ax.contoso.com/namespaces/AXSF") << Kind::OnPremises;
    QTest::newRow("this computer") << QByteArray("http://127.0.0.1:8080") << Kind::Development;
    QTest::newRow("another") << QByteArray("https://erp.contoso.com") << Kind::Test;
}

void ImportTest::guessesTheKind()
{
    QFETCH(QByteArray, url);
    QFETCH(EnvironmentKind, kind);
    const auto imported =
        importedFrom(postman(R"({"key":"url","value":")" + url +
                             R"("},{"key":"client_id","value":"app"},{"key":"tenant","value":"contoso.com"})"),
                     {});
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->environments.first().kind, kind);
    QVERIFY(tells(*imported, word(kind)));
}

void ImportTest::givesEachItsOwnName()
{
    QByteArray twice = exportOf({sample(u"A"_s), sample(u"B"_s), sample(u"C"_s)});
    twice.replace("\"B\"", "\"A\"").replace("\"C\"", "\"A\"");
    const auto imported = importedFrom(twice, {});
    QCOMPARE(imported->environments.size(), 3);
    QCOMPARE(imported->environments[1].name, u"A (2)"_s);
    QCOMPARE(imported->environments[2].name, u"A (3)"_s);
    const QString longest(100, u'x');
    QCOMPARE(freeName(longest, [&](const QString &name) { return name == longest; }).size(), 100);
}

void ImportTest::makesNamesThatCanBeShown()
{
    for (const QByteArray &name : {QByteArray("A\\u001b[31m\\u202eB\\nC"), QByteArray("  "), QByteArray(500, 'x'),
                                   QByteArray("\b\xEF\xBB\xBF C"), QByteArray(99, 'y') + "\xF0\x9F\x98\x80"}) {
        const auto imported = importedFrom(QByteArray(postmanEnvironment).replace("Contoso UAT", name), u"title"_s);
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
        const QString made = imported->environments.first().name;
        QVERIFY(check(imported->environments.first()));
        QVERIFY(!made.contains(QChar(0x202e)) && !made.contains(QChar(0x1b)) && !made.back().isSurrogate());
        QCOMPARE(imported->secrets.keys(), QStringList{made});
        QVERIFY(importedFrom(exportOf(imported->environments), {}).value().environments == imported->environments);
    }
}

void ImportTest::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing") << QByteArray() << u"JSON"_s;
    QTest::newRow("text") << QByteArray("name,url\n") << u"Line 1"_s;
    QTest::newRow("cut in the middle") << postmanEnvironment.left(400) << u"cut"_s;
    QTest::newRow("an export cut in the middle") << exportOf({sample(u"A"_s)}).chopped(20) << u"cut"_s;
    QTest::newRow("other JSON") << QByteArray(R"({"a":1})") << u"neither"_s;
    QTest::newRow("a list") << QByteArray("[1,2]") << u"neither"_s;
    QTest::newRow("a newer version") << QByteArray(R"({"version":99,"environments":[]})") << u"newer"_s;
    QTest::newRow("no version") << QByteArray(R"({"environments":[]})") << u"version"_s;
    QTest::newRow("an empty Postman environment") << QByteArray(R"({"name":"x","values":[]})") << u"its tenant"_s;
    QTest::newRow("other XML") << QByteArray("<html><body>Sign in</body></html>") << u"job-scheduling-data"_s;
    QTest::newRow("XML cut in the middle") << risFile(risJob("a", "Upload", risAccess)).left(500) << u"Line"_s;
    QTest::newRow("no jobs") << risFile({}) << u"no environment"_s;
    QTest::newRow("too large") << QByteArray((16 << 20) + 1, ' ') << u"larger"_s;
}

void ImportTest::refusesOtherFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, said);
    const auto imported = importedFrom(bytes, u"title"_s);
    QVERIFY(!imported);
    QCOMPARE(imported.error().kind, ErrorKind::BadInput);
    QVERIFY2(imported.error().message.contains(said), qPrintable(imported.error().message));
}

void ImportTest::standsHostileFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("deep JSON") << QByteArray(100'000, '[');
    QTest::newRow("deep folders") << postmanCollection.chopped(1) + R"(,"item":[)" +
                                         QByteArray(R"({"item":[)").repeated(400) + QByteArray("]}").repeated(400) +
                                         "]}";
    QTest::newRow("variables in variables")
        << postman(R"({"key":"a","value":"{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}"},
                      {"key":"b","value":"{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}"},
                      {"key":"c","value":"{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}"},{"key":"url","value":"{{a}}"})");
    QTest::newRow("deep XML") << "<job-scheduling-data><schedule>" + QByteArray("<job>").repeated(100'000);
    QTest::newRow("entities in entities") << QByteArray(
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
        "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
        "<job-scheduling-data><schedule><job><name>&d;&d;&d;&d;</name></job></schedule></job-scheduling-data>");
    QTest::newRow("a file of this computer") << QByteArray(
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><job-scheduling-data><schedule><job><name>&a;</name>"
        "</job></schedule></job-scheduling-data>");
    QTest::newRow("numbers and lists where text belongs")
        << QByteArray(R"({"name":[1],"values":[1,null,{"key":2,"value":[3]},{"key":"url","value":{"a":1}}]})");
}

void ImportTest::standsHostileFiles()
{
    QFETCH(QByteArray, bytes);
    const auto imported = importedFrom(bytes, u"title"_s);
    if (imported)
        QVERIFY(check(imported->environments.first()));
    else
        QVERIFY(imported.error().message.size() < 2000 && !imported.error().message.contains("root:"_L1));
}

QTEST_GUILESS_MAIN(ImportTest)
#include "ImportTest.moc"
