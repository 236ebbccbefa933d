#include "ExportFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Packages that ExportToPackage orders, and what is asked about exports by the actions of data management.
class PackageCallsTest : public QObject
{
    Q_OBJECT
private slots:
    void exportsADataProject();
    void endsAsItIsTold_data();
    void endsAsItIsTold();
    void writesTheExecutionOddly();
    void refusesWhatDoesNotExist();
    void tellsTheStatusOfAMessage();
    void ordersOnceThoughItIsDenied();

private:
    static QJsonValue value(const Reply &reply) { return reply.json()["value"_L1]; }
    static Reply order(Practice &practice, const QString &project = u"Customers export"_s,
                       const QString &company = u"usmf"_s)
    {
        const QJsonObject body{{u"definitionGroupId"_s, project},
                               {u"packageName"_s, u"Customers"_s},
                               {u"executionId"_s, QString()},
                               {u"reExecute"_s, false},
                               {u"legalEntityId"_s, company}};
        return practice.call("POST",
                             "/data/DataManagementDefinitionGroups/"
                             "Microsoft.Dynamics.DataEntities.ExportToPackage",
                             QJsonDocument(body).toJson(), "Authorization: Bearer " + practice.token() + "\r\n");
    }
    static QString status(Practice &practice, const QString &execution)
    {
        return value(practice.action("GetExecutionSummaryStatus", "executionId", execution)).toString();
    }
    static QString address(Practice &practice, const QString &execution)
    {
        return value(practice.action("GetExportedPackageUrl", "executionId", execution)).toString();
    }
    static void advance(Practice &practice, const QByteArray &seconds)
    {
        practice.call("POST", "/practice/clock", "{\"advanceSeconds\":" + seconds + "}");
    }
};

void PackageCallsTest::exportsADataProject()
{
    Practice practice(0.001);
    Exports exports(practice);
    const QString execution = value(order(practice, u"customers EXPORT"_s)).toString();
    QCOMPARE(status(practice, execution), u"NotRun"_s);
    advance(practice, "2");
    QCOMPARE(status(practice, execution), u"Executing"_s);
    QCOMPARE(address(practice, execution), QString());
    advance(practice, "4");
    QCOMPARE(status(practice, execution), u"Succeeded"_s);
    const QString entities =
        value(practice.action("GetEntityExecutionSummaryStatusList", "executionId", execution)).toString();
    QVERIFY2(entities.contains(u"\"EntityName\":\"Customers V3\""_s), qPrintable(entities));
    const Reply file = exports.fetch(address(practice, execution), {});
    QCOMPARE(file.status, 200);
    QVERIFY(file.body.startsWith("PK"));
    QVERIFY(exports.fetches()[0]["secondOrigin"_L1].toBool());
    QCOMPARE(exports.dequeue().status, 204); // it is in nobody's queue
    QVERIFY(exports.all()[0]["job"_L1].isNull());
}

void PackageCallsTest::endsAsItIsTold_data()
{
    QTest::addColumn<bool>("hasPackage");
    QTest::newRow("Failed") << false;
    QTest::newRow("PartiallySucceeded") << true;
    QTest::newRow("Canceled") << false;
}

void PackageCallsTest::endsAsItIsTold()
{
    QFETCH(bool, hasPackage);
    Practice practice;
    const QString word = QString::fromLatin1(QTest::currentDataTag());
    practice.setFault(u"exportToPackage"_s, u"exportEnds"_s, {{u"word"_s, word}});
    const QString execution = value(order(practice)).toString();
    advance(practice, "10");
    QCOMPARE(status(practice, execution), word);
    QCOMPARE(!address(practice, execution).isEmpty(), hasPackage);
    const QString errors = value(practice.action("GetExecutionErrors", "executionId", execution)).toString();
    QCOMPARE(errors.contains(u"ErrorMessage"_s), word == u"Failed"_s);
}

void PackageCallsTest::writesTheExecutionOddly()
{
    Practice practice;
    practice.setFault(u"exportToPackage"_s, u"oddGuid"_s, {{u"shape"_s, u"value"_s}});
    const QJsonValue nested = value(order(practice));
    QCOMPARE(nested["value"_L1].toString().size(), 36);
    practice.setFault(u"exportToPackage"_s, u"oddGuid"_s, {{u"shape"_s, u"braces"_s}});
    QCOMPARE(value(order(practice)).toString().size(), 38);
}

void PackageCallsTest::refusesWhatDoesNotExist()
{
    Practice practice;
    QCOMPARE(order(practice, u"Nobody's"_s).status, 400);
    QCOMPARE(order(practice, u"Customers"_s).status, 400); // it imports
    QCOMPARE(order(practice, u"Customers export"_s, u"nowhere"_s).status, 400);
    const QString unknown = u"11111111-2222-3333-4444-555555555555"_s;
    QCOMPARE(practice.action("GetExportedPackageUrl", "executionId", unknown).status, 400);
    QCOMPARE(practice.action("GetExecutionSummaryStatus", "executionId", unknown).status, 400);
    QCOMPARE(Exports(practice).all().size(), 0);
}

void PackageCallsTest::tellsTheStatusOfAMessage()
{
    Practice practice;
    Exports exports(practice);
    const QJsonObject made = exports.make({{u"rows"_s, 2}});
    const QString id = made["correlationId"_L1].toString();
    const auto word = [&] { return value(practice.action("GetMessageStatus", "messageId", id)).toString(); };
    QCOMPARE(word(), u"Enqueued"_s);
    const Reply dequeued = exports.dequeue();
    QCOMPARE(word(), u"Dequeued"_s);
    exports.ack(dequeued.body);
    QCOMPARE(word(), u"Acked"_s);
    QCOMPARE(value(practice.action("GetExecutionIdByMessageId", "_messageId", id)), made["executionId"_L1]);
    QCOMPARE(status(practice, made["executionId"_L1].toString()), u"Succeeded"_s);
}

void PackageCallsTest::ordersOnceThoughItIsDenied()
{
    Practice practice;
    practice.setFault(u"exportToPackage"_s, u"storedThen504"_s);
    QCOMPARE(order(practice).status, 504);
    QCOMPARE(Exports(practice).all().size(), 1);
    practice.setFault(u"exportToPackage"_s, u"status503"_s);
    QCOMPARE(order(practice).status, 503);
    QCOMPARE(Exports(practice).all().size(), 1);
}

QTEST_GUILESS_MAIN(PackageCallsTest)
#include "PackageCallsTest.moc"
