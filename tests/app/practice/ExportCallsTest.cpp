#include "ExportFixture.h"
#include "tests/app/practice/ImporterFixture.h"

#include <QCryptographicHash>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

/// The queue of an export job: what is handed out, how often, and what an acknowledgement does.
class ExportCallsTest : public QObject
{
    Q_OBJECT
private slots:
    void handsOutWhatWasOrdered();
    void makesAPackageThatImportsAgain_data();
    void makesAPackageThatImportsAgain();
    void makesRunsThatDiffer();
    void handsOutAgainWhenALeaseIsOver();
    void takesOnlyTheNewestAcknowledgement();
    void takesAnyFile();
    void remembersOverARestart();
    void exportsByItself();
    void refusesOthers();
};

void ExportCallsTest::handsOutWhatWasOrdered()
{
    Practice practice;
    Exports exports(practice);
    QCOMPARE(exports.dequeue().status, 204);
    const QJsonObject made = exports.make({{u"rows"_s, 7}});
    QCOMPARE(made["records"_L1].toInt(), 7);
    QCOMPARE(made["state"_L1].toString(), u"Waiting"_s);

    const Reply dequeued = exports.dequeue();
    QCOMPARE(dequeued.status, 200);
    const QJsonObject answer = dequeued.json();
    QCOMPARE(answer.keys(), (QStringList{u"CorrelationId"_s, u"DownloadLocation"_s, u"FileDownLoadErrorMessage"_s,
                                         u"IsDownLoadFileExist"_s, u"LastDequeueDateTime"_s, u"PopReceipt"_s}));
    QCOMPARE(answer["CorrelationId"_L1], made["correlationId"_L1]);
    QCOMPARE(answer["IsDownLoadFileExist"_L1], QJsonValue(true));
    QVERIFY(answer["LastDequeueDateTime"_L1].isNull() && answer["FileDownLoadErrorMessage"_L1].isNull());
    QCOMPARE(exports.dequeue().status, 204);
    QCOMPARE(exports.find(made["correlationId"_L1])["state"_L1].toString(), u"Leased"_s);

    const Reply file = exports.fetchWithToken(answer["DownloadLocation"_L1]);
    QCOMPARE(file.status, 200);
    QVERIFY(file.whole && !file.headers.contains("content-disposition"));
    QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(file.body, QCryptographicHash::Sha256).toHex()),
             made["sha256"_L1].toString());
    QCOMPARE(exports.ack(dequeued.body).status, 200);
    const QJsonObject acked = exports.find(made["correlationId"_L1]);
    QCOMPARE(acked["state"_L1].toString(), u"Acked"_s);
    QCOMPARE(acked["bytesServed"_L1], made["bytes"_L1]);
    QCOMPARE(acked["dequeued"_L1].toInt(), 1);
    QCOMPARE(exports.fetchWithToken(answer["DownloadLocation"_L1]).status, 404);
}

void ExportCallsTest::makesAPackageThatImportsAgain_data()
{
    QTest::addColumn<QString>("job");
    QTest::addColumn<QString>("words");
    QTest::newRow("CSV") << u"Customers export"_s << u"Processed, staging Finished 5+0, target Finished 5+0"_s;
    QTest::newRow("UTF-16") << u"Released products export"_s
                            << u"Processed, staging Finished 5+0, target Finished 5+0"_s;
    QTest::newRow("attributes") << u"Vendors export"_s << u"Processed, staging Finished 5+0, target Finished 5+0"_s;
    QTest::newRow("elements") << u"Sales order headers export"_s
                              << u"Processed, staging Finished 5+0, target Finished 5+0"_s;
    QTest::newRow("several") << u"Master data export"_s
                             << u"Processed, staging Finished 5+0, target Finished 5+0, "
                                "staging Finished 5+0, target Finished 5+0, staging Finished 5+0, "
                                "target Finished 5+0, staging Finished 5+0, target Finished 5+0"_s;
}

void ExportCallsTest::makesAPackageThatImportsAgain()
{
    QFETCH(QString, job);
    QFETCH(QString, words);
    static Practice practice;
    Exports exports(practice);
    exports.job = job;
    exports.make({{u"rows"_s, 5}});
    ImporterFixture importer;
    const Reply file = exports.fetchWithToken(exports.dequeue().json()["DownloadLocation"_L1]);
    const auto outcome = importer.import(file.body, {});
    QCOMPARE(inWords(outcome), words);
    QVERIFY2(outcome.executionLog.contains(u"Data project '%1'"_s.arg(job)), qPrintable(outcome.executionLog));
}

void ExportCallsTest::makesRunsThatDiffer()
{
    Practice practice;
    Exports exports(practice);
    const QJsonObject first = exports.make();
    const QJsonObject same = exports.make();
    QCOMPARE(same["sha256"_L1], first["sha256"_L1]);
    QVERIFY(first["records"_L1].toInt() > 20);
    const QJsonObject other = exports.make({{u"changed"_s, 2}});
    QCOMPARE(other["records"_L1], first["records"_L1]);
    QVERIFY(other["sha256"_L1] != first["sha256"_L1]);
    QCOMPARE(exports.make({{u"missing"_s, 3}})["records"_L1].toInt(), first["records"_L1].toInt() - 3);
}

void ExportCallsTest::handsOutAgainWhenALeaseIsOver()
{
    Practice practice;
    practice.settings.lease = std::chrono::seconds(5);
    practice.restart(1000);
    Exports exports(practice);
    const QJsonValue id = exports.make()["correlationId"_L1];
    const QJsonObject first = exports.dequeue().json();
    QCOMPARE(exports.dequeue().status, 204);
    QTRY_COMPARE(exports.find(id)["state"_L1].toString(), u"Waiting"_s);
    const QJsonObject second = exports.dequeue().json();
    QCOMPARE(second["CorrelationId"_L1], first["CorrelationId"_L1]);
    QVERIFY(second["PopReceipt"_L1] != first["PopReceipt"_L1]);
    QVERIFY(!second["LastDequeueDateTime"_L1].toString().isEmpty());
    QCOMPARE(exports.find(id)["dequeued"_L1].toInt(), 2);
}

void ExportCallsTest::takesOnlyTheNewestAcknowledgement()
{
    Practice practice;
    Exports exports(practice);
    const QJsonValue id = exports.make()["correlationId"_L1];
    const Reply first = exports.dequeue();
    QCOMPARE(exports.post("/practice/exports/end-leases", {}).status, 200);
    const Reply second = exports.dequeue();
    QCOMPARE(exports.ack(first.body).status, 400);
    QJsonObject changed = second.json();
    changed.remove("LastDequeueDateTime"_L1);
    QCOMPARE(exports.ack(QJsonDocument(changed).toJson()).status, 400);
    QCOMPARE(exports.ack("{}").status, 404);
    QCOMPARE(exports.find(id)["state"_L1].toString(), u"Leased"_s);
    // One that comes after the lease is good as long as nobody else has the message.
    exports.post("/practice/exports/end-leases", {});
    QCOMPARE(exports.ack(second.body).status, 200);
    QCOMPARE(exports.ack(second.body).status, 200); // its answer may have been lost
    QCOMPARE(exports.find(id)["acks"_L1].toInt(), 4);
    QCOMPARE(exports.dequeue().status, 204);
}

void ExportCallsTest::takesAnyFile()
{
    Practice practice;
    Exports exports(practice);
    const QByteArray bytes = QByteArray("anything \0 at all", 17).repeated(20'000);
    QCOMPARE(exports.post("/practice/exports?job=Customers%20export", bytes).status, 200);
    QCOMPARE(exports.fetchWithToken(exports.dequeue().json()["DownloadLocation"_L1]).body, bytes);
    QCOMPARE(exports.post("/practice/exports?job=Customers", bytes).status, 400); // an import job
}

void ExportCallsTest::remembersOverARestart()
{
    Practice practice;
    Exports exports(practice);
    exports.make();
    exports.make();
    exports.ack(exports.dequeue().body);
    const Reply leased = exports.dequeue();
    practice.restart(1000);
    const QJsonArray all = exports.all();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0]["state"_L1].toString(), u"Acked"_s);
    QCOMPARE(all[1]["state"_L1].toString(), u"Leased"_s);
    QCOMPARE(exports.ack(leased.body).status, 200);
}

void ExportCallsTest::exportsByItself()
{
    Practice practice(1);
    practice.settings.exportEvery = std::chrono::seconds(3600);
    practice.restart(1);
    Exports exports(practice);
    QCOMPARE(exports.all().size(), 0);
    exports.post("/practice/clock", R"({"advanceSeconds":7300})");
    const QJsonArray all = exports.all();
    QCOMPARE(all.size(), 2 * 6); // of six export jobs
    QVERIFY(all[0]["scheduled"_L1].toBool() && all[0]["sha256"_L1] != all[1]["sha256"_L1]);
    QCOMPARE(exports.dequeue().status, 200);
    QCOMPARE(exports.all().size(), 12);
}

void ExportCallsTest::refusesOthers()
{
    Practice practice;
    Exports exports(practice);
    exports.make();
    const QByteArray id = practice.activityId(u"Customers export"_s).toUtf8();
    QCOMPARE(practice.call("POST", "/api/connector/ack/" + id, "{}").status, 302);
    const QJsonValue address = exports.dequeue().json()["DownloadLocation"_L1];
    QCOMPARE(exports.fetch(address, {}).status, 302);
    QCOMPARE(exports.fetch(address, "Authorization: Bearer nobody's\r\n").status, 401);
    exports.job = u"Customers"_s;
    QCOMPARE(exports.dequeue().status, 400);
    QCOMPARE(exports.fetches().size(), 2);
    QVERIFY(exports.fetches()[0]["correlationId"_L1].isNull() && !exports.fetches()[0]["hadToken"_L1].toBool());
}

QTEST_GUILESS_MAIN(ExportCallsTest)
#include "ExportCallsTest.moc"
