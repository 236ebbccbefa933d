#include "PracticeClient.h"

#include <QJsonDocument>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

/// What the service tells about a failure besides the list of errors: job status and files of failing records.
class FailureMaterialTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsAMessagesWholeStory();
    void namesStatesByNumberOrName();
    void hasNoJobStatusWhereItIsSwitchedOff();
    void knowsOnlyTheJobsOwnMessages();
    void handsOutTheRecordsThatFailedInStaging();
    void makesTheKeysFileWhenItIsOrdered();
    void hasNoFileWhereNothingFailed();
    void servesSignedFilesWithoutATokenOnly();

private:
    /// Pushes a file of three records: one arrives, one fails in staging, one in the target.
    QString pushFailing(Practice &practice)
    {
        const QString message = Practice::guidIn(
            practice.enqueue("CUSTOMERGROUPID,DESCRIPTION\r\n71,Good\r\n72,\r\n71,Twice\r\n", "failing.csv").body);
        practice.statusesUntilFinal(message);
        return message;
    }
    QString executionId(Practice &practice, const QString &message)
    {
        return practice.action("GetExecutionIdByMessageId", "_messageId", message).json()["value"_L1].toString();
    }
    QJsonValue ask(Practice &practice, const QByteArray &action, const QString &execution,
                   const QByteArray &entity = "Customer groups")
    {
        return practice
            .call("POST", "/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities." + action,
                  R"({"executionId":")" + execution.toUtf8() + R"(","entityName":")" + entity + R"("})",
                  "Authorization: Bearer " + practice.token() + "\r\nContent-Type: application/json\r\n")
            .json()["value"_L1];
    }
    Reply jobStatus(Practice &practice, const QString &message, const QString &job = u"Customer groups"_s)
    {
        return practice.call("GET",
                             "/api/connector/jobstatus/" + practice.activityId(job).toLatin1() +
                                 "?jobId=" + message.toLatin1(),
                             {}, "Authorization: Bearer " + practice.token() + "\r\n");
    }
    Reply fetch(Practice &practice, const QString &url, bool withToken)
    {
        const QUrl address(url);
        RawConnection connection(quint16(address.port()));
        connection.send("GET " + address.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority) +
                        " HTTP/1.1\r\nHost: x\r\n" +
                        (withToken ? "Authorization: Bearer " + practice.token() + "\r\n" : QByteArray()) + "\r\n");
        return connection.receive();
    }
};

void FailureMaterialTest::tellsAMessagesWholeStory()
{
    Practice practice;
    const QString message = pushFailing(practice);
    const QJsonObject answer = jobStatus(practice, message).json();
    const QJsonObject status = answer["DataJobStatus"_L1].toObject();
    QCOMPARE(status["DataJobIdentifier"_L1].toString(), message);
    QCOMPARE(status["ExternalIdentifier"_L1].toString(), u"failing.csv"_s);
    QCOMPARE(status["ExecutionIdentifier"_L1].toString(), executionId(practice, message));
    QCOMPARE(status["DataJobState"_L1].toInt(-1), 6);
    QVERIFY(!status["DataJobStartedDateTime"_L1].toString().isEmpty());
    QVERIFY(status["DataJobCompletedDateTime"_L1].toString() > status["DataJobStartedDateTime"_L1].toString());
    QVERIFY(answer["ExecutionLog"_L1].toString().contains(u"Staging of 'Customer groups': 2 records created"_s));
    const QJsonObject detail = answer["ExecutionDetail"_L1][0].toObject();
    QCOMPARE(detail["EntityName"_L1].toString(), u"Customer groups"_s);
    QCOMPARE(detail["Company"_L1].toString(), u"usmf"_s);
    QCOMPARE(detail["StagingErrorCount"_L1].toInt(), 1);
    QCOMPARE(detail["TargetErrorCount"_L1].toInt(), 1);
    QCOMPARE(detail["StagingStatus"_L1].toString(), u"Error"_s);
}

void FailureMaterialTest::namesStatesByNumberOrName()
{
    Practice practice(0.001);
    const QString message = Practice::guidIn(practice.enqueue(goodGroups()).body);
    QCOMPARE(jobStatus(practice, message).json()["DataJobStatus"_L1]["DataJobState"_L1].toInt(-1), 0);
    practice.settings.jobStatus = practice::JobStatusForm::Name;
    practice.restart(0.001);
    const QJsonObject status = jobStatus(practice, message).json()["DataJobStatus"_L1].toObject();
    QCOMPARE(status["DataJobState"_L1].toString(), u"Enqueued"_s);
    QVERIFY(status["DataJobStartedDateTime"_L1].isNull());
    QCOMPARE(status["ExecutionIdentifier"_L1].toString(), u"00000000-0000-0000-0000-000000000000"_s);
}

void FailureMaterialTest::hasNoJobStatusWhereItIsSwitchedOff()
{
    Practice practice;
    const QString message = Practice::guidIn(practice.enqueue(goodGroups()).body);
    practice.settings.jobStatus = practice::JobStatusForm::Off;
    practice.restart(1000);
    QCOMPARE(jobStatus(practice, message).status, 404);
}

void FailureMaterialTest::knowsOnlyTheJobsOwnMessages()
{
    Practice practice;
    const QString message = Practice::guidIn(practice.enqueue(goodGroups()).body);
    QCOMPARE(jobStatus(practice, message, u"Customers"_s).status, 404);
    QCOMPARE(jobStatus(practice, u"nonsense"_s).status, 404);
    QCOMPARE(practice.get("/api/connector/jobstatus/" + practice.activityId(u"Customers"_s).toLatin1()).status, 302);
}

void FailureMaterialTest::handsOutTheRecordsThatFailedInStaging()
{
    Practice practice;
    const QString execution = executionId(practice, pushFailing(practice));
    const QString url = ask(practice, "GetImportStagingErrorFileUrl", execution).toString();
    QVERIFY2(url.startsWith(practice.ready()["url"_L1].toString() + u'/'), qPrintable(url));
    QCOMPARE(fetch(practice, url, false).status, 302);
    const Reply file = fetch(practice, url, true);
    QCOMPARE(file.status, 200);
    QCOMPARE(file.body, "CUSTOMERGROUPID,DESCRIPTION\r\n72,\r\n");
    practice.restart(1000);
    QCOMPARE(fetch(practice, practice.ready()["url"_L1].toString() + QUrl(url).path(), true).body, file.body);
    practice.setFault(u"errorFile"_s, u"status404"_s);
    QCOMPARE(fetch(practice, practice.ready()["url"_L1].toString() + QUrl(url).path(), true).status, 404);
}

void FailureMaterialTest::makesTheKeysFileWhenItIsOrdered()
{
    Practice practice;
    const QString execution = executionId(practice, pushFailing(practice));
    practice.restart(0.001); // so that nothing is ready by itself
    QCOMPARE(ask(practice, "GetImportTargetErrorKeysFileUrl", execution).toString(), QString());
    QCOMPARE(ask(practice, "GenerateImportTargetErrorKeysFile", execution), QJsonValue(true));
    QCOMPARE(ask(practice, "GetImportTargetErrorKeysFileUrl", execution).toString(), QString());
    practice.call("POST", "/practice/clock", R"({"advanceSeconds":4})");
    const QString url = ask(practice, "GetImportTargetErrorKeysFileUrl", execution).toString();
    QCOMPARE(fetch(practice, url, true).body, "CUSTOMERGROUPID\r\n71\r\n");
}

void FailureMaterialTest::hasNoFileWhereNothingFailed()
{
    Practice practice;
    const QString message = Practice::guidIn(practice.enqueue(goodGroups()).body);
    practice.statusesUntilFinal(message);
    const QString execution = executionId(practice, message);
    QCOMPARE(ask(practice, "GetImportStagingErrorFileUrl", execution), QJsonValue(QString()));
    QCOMPARE(ask(practice, "GenerateImportTargetErrorKeysFile", execution), QJsonValue(false));
    QVERIFY(!ask(practice, "GetImportStagingErrorFileUrl", execution, "Unicorns").isString());
}

void FailureMaterialTest::servesSignedFilesWithoutATokenOnly()
{
    Practice practice;
    const QString execution = executionId(practice, pushFailing(practice));
    practice.settings.signedErrorFiles = true;
    practice.restart(1000);
    const QString url = ask(practice, "GetImportStagingErrorFileUrl", execution).toString();
    QVERIFY(QUrl(url).port() != practice.port() && url.contains(u"sig="_s));
    QCOMPARE(fetch(practice, url, false).body, "CUSTOMERGROUPID,DESCRIPTION\r\n72,\r\n");
    QCOMPARE(fetch(practice, url, true).status, 400);
    QCOMPARE(fetch(practice, url.chopped(3), false).status, 403);
    const QJsonArray fetches = QJsonDocument::fromJson(practice.get("/practice/errorfiles").body).array();
    QCOMPARE(fetches.size(), 3);
    QCOMPARE(fetches.at(1)["hadToken"_L1], QJsonValue(true));
    QCOMPARE(fetches.at(1)["secondOrigin"_L1], QJsonValue(true));
}

QTEST_GUILESS_MAIN(FailureMaterialTest)
#include "FailureMaterialTest.moc"
