#include "BatchFixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

/// What a batch runs and answers, over real sockets.
class ODataBatchTest : public QObject
{
    Q_OBJECT

    static QByteArray groupAt(const QByteArray &id)
    {
        return "CustomerGroups(dataAreaId='usmf',CustomerGroupId='" + id + "')";
    }

    std::unique_ptr<BatchPractice> m_practice;

private slots:
    void init() { m_practice = std::make_unique<BatchPractice>(); }

    void answersEachOperationAsItIsAnsweredAlone()
    {
        const QList<QByteArray> targets{"CustomerGroups",
                                        "CustomersV3?$top=3&$select=CustomerAccount&$count=true",
                                        "CustomersV3/$count",
                                        "CustomersV3(dataAreaId='usmf',CustomerAccount='US-001')",
                                        "CustomersV3?$filter=CustomerAccount%20eq%20'US-001'",
                                        "$metadata",
                                        "customersv3",
                                        "CustomersV3?$filter=Nome%20eq%20'x'"};
        QList<QByteArray> parts;
        for (const QByteArray &target : targets)
            parts << operation("GET", target);
        const Reply reply =
            m_practice->send(multipart(parts, "batch"), "multipart/mixed; boundary=batch", continueOnError);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("odata-version"), "4.0");
        QCOMPARE(reply.headers.value("preference-applied"), "odata.continue-on-error");
        const auto answers = answersIn(reply.headers.value("content-type"), reply.body);
        QCOMPARE(answers.size(), targets.size());
        for (qsizetype i = 0; i < targets.size(); ++i) {
            const Reply alone = m_practice->call("GET", "/data/" + targets[i], {},
                                                 "Authorization: Bearer " + m_practice->token() + "\r\n");
            QCOMPARE(answers[i].status, alone.status);
            QCOMPARE(answers[i].body, alone.body);
            for (const QByteArray name : {"content-type", "odata-version", "etag"})
                QCOMPARE(answers[i].headers.value(name), alone.headers.value(name));
        }
    }

    void findsTheSameAtEveryWayToWriteAnAddress()
    {
        const QByteArray url = m_practice->url().toLatin1();
        const QByteArray local = "http://localhost:" + QByteArray::number(m_practice->port());
        const auto answers = m_practice->run(
            {operation("GET", "CustomerGroups"), operation("GET", "/data/CustomerGroups"),
             operation("GET", url + "/data/CustomerGroups"), operation("GET", "/namespaces/AXSF/data/CustomerGroups"),
             operation("GET", url + "/namespaces/AXSF/data/CustomerGroups"), operation("GET", "%43ustomerGroups#there"),
             operation("GET", "http://x/data/CustomerGroups"), operation("GET", local + "/data/CustomerGroups"),
             operation("GET", "https://elsewhere.example/data/CustomerGroups"),
             operation("GET", "/metadata/DataEntities"), operation("GET", "/practice/messages"),
             operation("GET", "/database"), operation("GET", "http://")},
            continueOnError);
        QCOMPARE(answers.size(), 13);
        for (int i = 0; i < 7; ++i) { // the last of them by the Host header of the batch
            QCOMPARE(answers[i].status, 200);
            QCOMPARE(answers[i].body, answers[0].body);
        }
        for (int i = 7; i < 13; ++i)
            QCOMPARE(answers[i].status, 404);
    }

    void writesInTheOrderOfTheParts()
    {
        const qsizetype before = m_practice->groups().size();
        const auto answers = m_practice->run(
            {BatchPractice::addGroup("NEW", "first"), operation("PATCH", groupAt("NEW"), R"({"Description":"Other"})"),
             operation("GET", groupAt("NEW")), operation("DELETE", groupAt("NEW")), BatchPractice::addGroup("KEPT")});
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({201, 204, 200, 204, 201}));
        QCOMPARE(answers[0].contentId, "first");
        QCOMPARE(answers[0].headers.value("location"), m_practice->url().toLatin1() + "/data/" + groupAt("NEW"));
        QCOMPARE(answers[2].json()["Description"_L1].toString(), u"Other"_s);
        QVERIFY(answers[1].body.isEmpty());
        QCOMPARE(m_practice->groups().size(), before + 1);
        QVERIFY(m_practice->groups().contains(u"KEPT"_s));
    }

    void takesNoticeOfIfMatch()
    {
        const QByteArray id = m_practice->groups()[0].toLatin1();
        const auto answers =
            m_practice->run({operation("PATCH", groupAt(id), R"({"Description":"x"})", {}, "If-Match: W/\"other\"\r\n"),
                             operation("PATCH", groupAt(id), R"({"Description":"x"})", {}, "If-Match: *\r\n")},
                            continueOnError);
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({412, 204}));
    }

    void endsWithTheFirstThatFailed()
    {
        const QList<QByteArray> parts{BatchPractice::addGroup("ONE"), operation("GET", "NoSuchSet"),
                                      BatchPractice::addGroup("TWO")};
        QCOMPARE(BatchPractice::statuses(m_practice->run(parts)), QList<int>({201, 404}));
        QVERIFY(m_practice->groups().contains(u"ONE"_s));
        QVERIFY(!m_practice->groups().contains(u"TWO"_s));
        QCOMPARE(BatchPractice::statuses(m_practice->run(parts, "Prefer: odata.continue-on-error=false\r\n")),
                 QList<int>({400})); // ONE is there already
        const QByteArray among = "Prefer: respond-async\r\nPrefer: odata.maxpagesize=5, Odata.Continue-On-Error; x\r\n";
        QCOMPARE(BatchPractice::statuses(m_practice->run(parts, among)), QList<int>({400, 404, 201}));
        QVERIFY(m_practice->groups().contains(u"TWO"_s));
        QVERIFY(!m_practice->send(multipart(parts, "batch")).headers.contains("preference-applied"));
    }

    void doesAChangeSetWhole()
    {
        const auto answers = m_practice->run(
            {changeSet({BatchPractice::addGroup("A'B C", "1"),
                        operation("PATCH", "$1", R"({"Description":"by its number"})", "2"),
                        BatchPractice::addGroup("GONE", "3"), operation("DELETE", "$3?cross-company=true", {}, "4"),
                        operation("PATCH", "$2", R"({"Description":"by the other one"})", "5")}),
             operation("GET", "CustomerGroups?$filter=CustomerGroupId%20eq%20'A''B%20C'"), operation("GET", "$1")});
        QCOMPARE(answers.size(), 3);
        QCOMPARE(BatchPractice::statuses(answers[0].set), QList<int>({201, 204, 201, 204, 204}));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answers[0].set[i].contentId, QByteArray::number(i + 1));
        const QJsonArray found = answers[1].json()["value"_L1].toArray();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0]["Description"_L1].toString(), u"by the other one"_s);
        QCOMPARE(answers[2].status, 404); // names hold within their change set only
        QVERIFY(!m_practice->groups().contains(u"GONE"_s));
    }

    void undoesAChangeSetThatFails()
    {
        const QStringList before = m_practice->groups();
        const QByteArray old = before[0].toLatin1();
        const QByteArray made = m_practice->ask(u"/data/CustomerGroups"_s).body;
        // Every operation of a batch has a number of its own.
        const auto failing = [&](const QByteArray &set, const QByteArray &method, const QByteArray &target,
                                 const QByteArray &body = "{}") {
            return changeSet({BatchPractice::addGroup("ONE", set + "1"),
                              operation("PATCH", groupAt(old), R"({"Description":"x"})", set + "2"),
                              operation("DELETE", groupAt(before[1].toLatin1()), {}, set + "3"),
                              operation(method, target, body, set + "4"), BatchPractice::addGroup("TWO", set + "5")});
        };
        const QByteArray again = "{\"CustomerGroupId\":\"" + old + "\",\"Description\":\"x\"}";
        const auto answers =
            m_practice->run({failing("a", "POST", "CustomerGroups", again), failing("b", "PATCH", groupAt("NO")),
                             failing("c", "PUT", groupAt(old)), failing("d", "PATCH", "$9"),
                             failing("e", "POST", "GeneralJournalAccountEntries"), operation("GET", "CustomerGroups")},
                            continueOnError);
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({400, 404, 501, 404, 405, 200}));
        for (int i = 0; i < 5; ++i) {
            QVERIFY(answers[i].set.isEmpty());
            QCOMPARE(answers[i].contentId, QByteArray(1, char('a' + i)) + "4");
        }
        QVERIFY2(answers[0].sentence().contains(u"already exists"_s), qPrintable(answers[0].sentence()));
        QCOMPARE(answers[5].body, made); // etags and all
        QCOMPARE(m_practice->ask(u"/data/CustomerGroups"_s).body, made);
        QCOMPARE(
            m_practice->run({failing("a", "POST", "CustomerGroups", again), operation("GET", "CustomerGroups")}).size(),
            1);
    }

    void showsAChangeSetAtOnce()
    {
        const QByteArray add =
            multipart({changeSet({BatchPractice::addGroup("P"), BatchPractice::addGroup("Q")})}, "batch");
        const QByteArray remove =
            multipart({changeSet({operation("DELETE", groupAt("P")), operation("DELETE", groupAt("Q"))})}, "batch");
        const qsizetype before = m_practice->groups().size();
        std::atomic<bool> isDone = false;
        std::thread writer([&] {
            for (int i = 0; i < 40; ++i) {
                m_practice->send(add);
                m_practice->send(remove);
            }
            isDone = true;
        });
        qsizetype halves = 0;
        while (!isDone)
            halves += (m_practice->groups().size() - before) % 2 == 0 ? 0 : 1;
        writer.join();
        QCOMPARE(halves, 0);
        QCOMPARE(m_practice->groups().size(), before);
    }

    void runsActionsButNotInChangeSets()
    {
        const QByteArray name = "DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities.";
        const QString id = Practice::guidIn(m_practice->enqueue(goodGroups()).body);
        m_practice->statusesUntilFinal(id);
        const QByteArray body = "{\"messageId\":\"" + id.toLatin1() + "\"}";
        const auto answers = m_practice->run(
            {operation("POST", name + "GetMessageStatus", body), operation("POST", name + "GetWeather", "{}"),
             changeSet({BatchPractice::addGroup("NEW"), operation("POST", name + "GetMessageStatus", body)})},
            continueOnError);
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({200, 404, 501}));
        QCOMPARE(answers[0].body, m_practice->action("GetMessageStatus", "messageId", id).body);
        QCOMPARE(answers[0].json()["value"_L1].toString(), u"Processed"_s);
        QVERIFY(!m_practice->groups().contains(u"NEW"_s));
    }
};

QTEST_GUILESS_MAIN(ODataBatchTest)
#include "ODataBatchTest.moc"
