#include "app/messages/EntitySummaryList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;

class EntitySummaryListTest : public QObject
{
    Q_OBJECT

private slots:
    void addsUpOnlyWhatWasGiven()
    {
        EntityResult whole, unsaid;
        whole.stagingRecords = 5;
        whole.targetRecords = 5;
        unsaid.stagingRecords = 3;
        const auto both = recordTotals({whole, whole});
        QCOMPARE(both.staging, 10);
        QCOMPARE(both.target, 10);
        const auto partly = recordTotals({whole, unsaid});
        QCOMPARE(partly.staging, 8);
        QVERIFY(!partly.target);
        QVERIFY(!recordTotals({}).staging);
    }

    void readsJsonTextAndArrays()
    {
        const QByteArray text = R"([{"EntityName":"Customers V3","StagingStatus":"Finished","TargetStatus":"Error",
            "StagingRecords":100,"StagingErrorCount":0,"TargetRecords":"63","TargetErrorCount":37}])";
        const EntityResult expected{u"Customers V3"_s, u"Finished"_s, u"Error"_s, 100, 0, 63, 37};
        QCOMPARE(entitySummaryList(QString::fromUtf8(text)), QList<EntityResult>{expected});
        QCOMPARE(entitySummaryList(QJsonDocument::fromJson(text).array()), QList<EntityResult>{expected});
        QCOMPARE(entitySummaryList(QJsonObject{{u"value"_s, QJsonDocument::fromJson(text).array()}}),
                 QList<EntityResult>{expected});
    }
    void readsOtherSpellings()
    {
        const auto results =
            entitySummaryList(u"{\"entity_name\":\"E\",\"STAGINGSTATUS\":\"Finished\",\"targetStatus\":null,"
                              "\"StagingRecordsToBeProcessedCount\":9,\"StagingRecordsCreatedCount\":7,"
                              "\"TargetRecordsCreatedCount\":2,\"TargetRecordsUpdatedCount\":3,"
                              "\"TargetErrors\":1,\"TargetEntity\":\"X\",\"StagingStartDateTime\":5}"_s);
        QCOMPARE(results, (QList<EntityResult>{{u"E"_s, u"Finished"_s, u""_s, 7, std::nullopt, 5, 1}}));
    }
    void prefersATotalToItsParts()
    {
        const auto results = entitySummaryList(u"[{\"Name\":\"E\",\"TargetRecords\":5,\"TargetRecordsCreatedCount\":2,"
                                               "\"TargetRecordsUpdatedCount\":3}]"_s);
        QCOMPARE(results.value(0).targetRecords, std::optional<qint64>(5));
    }
    void leavesOutWhatIsNotThere()
    {
        const auto results =
            entitySummaryList(u"[{\"EntityName\":\"E\",\"TargetStatus\":\"Finished\",\"TargetRecords\":-1}]"_s);
        QCOMPARE(results.size(), 1);
        QVERIFY(!results[0].stagingRecords && !results[0].targetRecords && !results[0].targetErrors);
    }
    void takesNoNumberBeyondAllCountsForOne()
    {
        const auto results = entitySummaryList(u"[{\"EntityName\":\"E\",\"StagingRecords\":1.7e109,"
                                               "\"TargetCreated\":\"9223372036854775807\",\"TargetUpdated\":3}]"_s);
        QCOMPARE(results.size(), 1);
        QVERIFY(!results[0].stagingRecords);
        QCOMPARE(results[0].targetRecords, std::optional<qint64>(3));
    }
    void survivesAnythingElse()
    {
        for (const QJsonValue &value :
             {QJsonValue(), QJsonValue(5), QJsonValue(u"no JSON"_s), QJsonValue(u"[1,{}]"_s), QJsonValue(u"\"\""_s)})
            QVERIFY(entitySummaryList(value).isEmpty());
        QVERIFY(entitySummaryList(QString(u"[[[[[[{\"EntityName\":\"deep\"}]]]]]]"_s)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(EntitySummaryListTest)
#include "EntitySummaryListTest.moc"
