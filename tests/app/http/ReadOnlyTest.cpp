#include "app/http/HttpClient.h"
#include "app/http/ReadOnly.h"
#include "tests/app/support/RawServer.h"
#include "tests/app/support/SignedInClient.h"

#include <QTest>

#include <qcorotask.h>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// Which calls an environment that is only read may get.
class ReadOnlyTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatChangesSomething_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("changes");
        const auto row = [](const char *method, const char *path, bool changes) {
            QTest::addRow("%s %s", method, path) << QByteArray(method) << QString::fromLatin1(path) << changes;
        };
        const char *group = "/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities.";
        for (const char *name : {"GetMessageStatus", "GetExecutionErrors", "GenerateImportTargetErrorKeysFile"})
            row("POST", qPrintable(QString::fromLatin1(group) + QString::fromLatin1(name)), false);
        for (const char *name : {"ImportFromPackage", "ExportToPackage", "ImportFromPackageAsync", "ResetVersionToken",
                                 "GetX/../DeleteAll", "GetX%2F..%2FDeleteAll", "ToGet"})
            row("POST", qPrintable(QString::fromLatin1(group) + QString::fromLatin1(name)), true);
        row("GET", "/data/CustomersV3?$top=5", false);
        row("HEAD", "/data", false);
        row("GET", "/api/connector/jobstatus/8f3c?jobId=1", false);
        row("POST", "/data/CustomersV3", true);
        row("PATCH", "/data/CustomersV3(dataAreaId='usmf')", true);
        row("PUT", "/data/CustomersV3", true);
        row("DELETE", "/data/CustomersV3(dataAreaId='usmf')", true);
        row("POST", "/data/$batch", true);
        row("POST", "/api/connector/enqueue/8f3c?entity=Customers", true);
        row("POST", "/api/connector/ack/8f3c", true);
        row("POST", "/api/services/Group/Service/doIt", true);
        row("GET", "/api/connector/dequeue/8f3c0000-0000-0000-0000-000000000000", true);
        row("GET", "/api/connector/dequeue/00000000-0000-0000-0000-000000000000", false);
        row("GET", "/api/connector/dequeue/00000000-0000-0000-0000-000000000000/../8f3c", true);
        row("GET", "/API/Connector/%64equeue/8f3c", true);
        row("GET", "//api//connector/./dequeue/8f3c", true);
        row("GET", "/namespaces/AXSF/api/connector/dequeue/8f3c", true);
        row("GET", "/api/connector/ack/8f3c", true);
    }
    void tellsWhatChangesSomething()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        HttpRequest request;
        request.method = method;
        request.url = QUrl(u"https://contoso.operations.dynamics.com"_s + path);
        QTEST(changesSomething(request), "changes");
    }

    void letsNoWritingCallLeave()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{}")); });
        HttpLog log;
        const auto client = std::make_shared<HttpClient>(
            server.url(), std::make_shared<Transport>(u"Test"_s, &log), std::make_shared<FixedToken>(),
            std::make_shared<ThrottleGate>(std::make_shared<SystemClock>()),
            HttpClient::Rules{.environment = u"Test"_s, .requestsPerSecond = 1000, .readOnly = true});
        const QString record = u"/data/CustomersV3(dataAreaId='usmf',CustomerAccount='US-001')"_s;
        for (const auto &[method, path] : {std::pair("POST", u"/data/CustomersV3"_s),
                                           {"PATCH", record},
                                           {"PUT", record},
                                           {"DELETE", record},
                                           {"POST", u"/data/$batch"_s}}) {
            HttpRequest request;
            request.method = method;
            request.url = client->at(path);
            request.headers = {{"If-Match", "*"}, {"Prefer", "odata.continue-on-error"}};
            request.body = "{}";
            const auto outcome = QCoro::waitFor(client->send(request, {}));
            QVERIFY(!outcome.answer);
            QCOMPARE(outcome.error.kind, ErrorKind::Conflict);
        }
        QCOMPARE(server.connections, 0);
        HttpRequest read;
        read.url = client->at(record);
        QVERIFY(QCoro::waitFor(client->send(read, {})).answer);
        QCOMPARE(server.requests.size(), 1);
    }

    void believesNoMethodWithinAHeader()
    {
        HttpRequest request;
        request.url = QUrl(u"https://contoso.operations.dynamics.com/data/CustomersV3"_s);
        QVERIFY(!changesSomething(request));
        request.headers = {{"X-HTTP-Method", "DELETE"}};
        QVERIFY(changesSomething(request));
    }
};

QTEST_GUILESS_MAIN(ReadOnlyTest)
#include "ReadOnlyTest.moc"
