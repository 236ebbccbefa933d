#include "tests/app/practice/ImporterFixture.h"

#include <QElapsedTimer>
#include <QTest>

#include <stop_token>
#include <thread>

using namespace Qt::StringLiterals;

/// What the importer does with whole files: verdicts, counts, kept keys.
class ImporterTest : public QObject
{
    Q_OBJECT
private slots:
    void knowsItsEntitiesAndCompanies();
    void importsWhatIsSound();
    void importsAgainAsUpdates();
    void keepsKeysAcrossRestarts();
    void dropsAnUnfinishedLineOfTheKeptKeys();
    void keepsKeysPerCompany();
    void referenceDataDifferByCompany();
    void leavesNothingBehindOfARefusedFile();
    void passesOverRecordsOfOtherCompanies();
    void processesFilesOfNothing_data();
    void processesFilesOfNothing();
    void refusesAnUnknownEntityCompanyAndFile();
    void stopsAndIsWholeWhenAskedAgain();
};

static const QByteArray kGroups = "CUSTOMERGROUPID,DESCRIPTION,PAYMENTTERMID\r\n"
                                  "510,Online shops,Net30\r\n"
                                  "520,Hospitals,Net45\r\n";

void ImporterTest::knowsItsEntitiesAndCompanies()
{
    ImporterFixture fixture;
    QVERIFY(fixture.importer().knowsEntity(u"Customer groups"_s));
    QVERIFY(fixture.importer().knowsEntity(u"customers v3"_s));
    QVERIFY(!fixture.importer().knowsEntity(u"CustomerGroups"_s));
    QVERIFY(!fixture.importer().knowsEntity(QString()));
    QCOMPARE(fixture.importer().entityLabels().size(), 9);
    QVERIFY(fixture.importer().knowsCompany(u"USMF"_s));
    QVERIFY(!fixture.importer().knowsCompany(u"nowhere"_s));
    QCOMPARE(fixture.importer().companies().constFirst(), u"usmf"_s);
}

void ImporterTest::importsWhatIsSound()
{
    ImporterFixture fixture;
    const auto outcome = fixture.import(kGroups, "Customer groups");
    QCOMPARE(inWords(outcome), u"Processed, staging Finished 2+0, target Finished 2+0"_s);
    QCOMPARE(outcome.entities.front().entity, u"Customer groups"_s);
    QVERIFY(outcome.executionLog.contains(u"2 records created, 0 updated"_s));
}

void ImporterTest::importsAgainAsUpdates()
{
    ImporterFixture fixture;
    fixture.import(kGroups, "Customer groups");
    const auto again = fixture.import(kGroups, "Customer groups");
    QCOMPARE(inWords(again), u"Processed, staging Finished 2+0, target Finished 2+0"_s);
    QVERIFY(again.executionLog.contains(u"0 records created, 2 updated"_s));
}

static const QByteArray kCustomer = "CUSTOMERACCOUNT,NAME,CUSTOMERGROUPID\nC-1,Kiosk,510\n";

void ImporterTest::keepsKeysAcrossRestarts()
{
    ImporterFixture fixture;
    QCOMPARE(fixture.import(kCustomer, "Customers V3").verdict, practice::Verdict::ProcessedWithErrors);
    fixture.import(kGroups, "Customer groups");
    QCOMPARE(fixture.import(kCustomer, "Customers V3").verdict, practice::Verdict::Processed);
    fixture.restart();
    QCOMPARE(fixture.import(kCustomer, "Customers V3").verdict, practice::Verdict::Processed);
    QVERIFY(fixture.import(kGroups, "Customer groups").executionLog.contains(u"2 updated"_s));
}

void ImporterTest::dropsAnUnfinishedLineOfTheKeptKeys()
{
    QTemporaryDir folder;
    {
        QFile file(folder.filePath(u"CustGroup-usmf.keys"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("510\n52");
    }
    ImporterFixture files;
    practice::Importer importer(folder.path());
    const auto outcome = importer.import({files.write(kGroups), u"Customer groups"_s, u"usmf"_s, QString()});
    QVERIFY2(outcome.executionLog.contains(u"1 records created, 1 updated"_s), qPrintable(outcome.executionLog));
    QFile file(folder.filePath(u"CustGroup-usmf.keys"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("510\n520\n"));
}

void ImporterTest::keepsKeysPerCompany()
{
    ImporterFixture fixture;
    fixture.import(kGroups, "Customer groups", "usmf");
    QCOMPARE(fixture.import(kCustomer, "Customers V3", "USMF").verdict, practice::Verdict::Processed);
    QCOMPARE(fixture.import(kCustomer, "Customers V3", "demf").verdict, practice::Verdict::ProcessedWithErrors);
}

void ImporterTest::referenceDataDifferByCompany()
{
    ImporterFixture fixture;
    const QByteArray line = "SALESORDERNUMBER,LINENUMBER,ITEMNUMBER\n000001,1,D0018\n";
    QCOMPARE(fixture.import(line, "Sales order lines V2", "usmf").verdict, practice::Verdict::Processed);
    QCOMPARE(fixture.import(line, "Sales order lines V2", "usrt").verdict, practice::Verdict::ProcessedWithErrors);
}

void ImporterTest::leavesNothingBehindOfARefusedFile()
{
    ImporterFixture fixture;
    const auto refused = fixture.import(kGroups + "530,\"never closed\r\n540,x\r\n", "Customer groups");
    QCOMPARE(refused.verdict, practice::Verdict::PreProcessingError);
    QVERIFY(refused.executionLog.contains(u"opened in line 4"_s));
    QCOMPARE(fixture.import(kCustomer, "Customers V3").verdict, practice::Verdict::ProcessedWithErrors);
}

void ImporterTest::passesOverRecordsOfOtherCompanies()
{
    ImporterFixture fixture;
    const auto outcome = fixture.import("CUSTOMERGROUPID;DESCRIPTION;DATAAREAID\n"
                                        "61;One;usmf\n62;Two;demf\n63;Three;\n64;Four;DEMF\n",
                                        "Customer groups");
    QCOMPARE(inWords(outcome), u"Processed, staging Finished 4+0, target Finished 2+0"_s);
}

void ImporterTest::processesFilesOfNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("header only") << QByteArray("CUSTOMERGROUPID,DESCRIPTION\r\n");
    QTest::newRow("header without a line end") << QByteArray("CUSTOMERGROUPID,DESCRIPTION");
    QTest::newRow("blank rows") << QByteArray("CUSTOMERGROUPID,DESCRIPTION\r\n,\r\n\r\n , \r\n");
    QTest::newRow("empty document") << QByteArray("<Document/>");
    QTest::newRow("records of another name")
        << QByteArray("<Document><Customer><Id>1</Id></Customer><Customer/></Document>");
    QTest::newRow("records too deep") << QByteArray(
        "<Envelope><Body><CUSTCUSTOMERGROUPENTITY><CUSTOMERGROUPID>1</CUSTOMERGROUPID></CUSTCUSTOMERGROUPENTITY>"
        "</Body></Envelope>");
}

void ImporterTest::processesFilesOfNothing()
{
    QFETCH(QByteArray, bytes);
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import(bytes, "Customer groups")),
             u"Processed, staging Finished 0+0, target Finished 0+0"_s);
}

void ImporterTest::refusesAnUnknownEntityCompanyAndFile()
{
    ImporterFixture fixture;
    const auto entity = fixture.import(kGroups, "Vendors");
    QVERIFY(inWords(entity).contains(u"The entity 'Vendors' does not exist"_s));
    const auto company = fixture.import(kGroups, "Customer groups", "nowhere");
    QVERIFY(inWords(company).contains(u"The company 'nowhere' does not exist"_s));
    const auto file = fixture.importFile(u"/nonexistent/file.csv"_s, "Customer groups");
    QCOMPARE(inWords(file), u"PreProcessingError, no execution"_s);
    const auto package = fixture.import(kGroups, "");
    QVERIFY(inWords(package).contains(u"takes data packages"_s));
}

void ImporterTest::stopsAndIsWholeWhenAskedAgain()
{
    ImporterFixture fixture;
    QByteArray bytes = "CUSTOMERGROUPID,DESCRIPTION\n";
    for (int row = 0; row < 400'000; ++row)
        bytes += QByteArray::number(row) + ",Group\n";
    const QString path = fixture.write(bytes);
    const auto label = u"Customer groups"_s;

    std::stop_source stop;
    QElapsedTimer timer;
    timer.start();
    qint64 stoppedAfter = 0;
    {
        std::jthread import([&] {
            fixture.importer().import({path, label, u"usmf"_s, QString()}, stop.get_token());
            stoppedAfter = timer.elapsed();
        });
        stop.request_stop();
    }
    timer.restart();
    const auto outcome = fixture.importer().import({path, label, u"usmf"_s, QString()});
    QVERIFY2(stoppedAfter < timer.elapsed(), "a stopped import took as long as a whole one");
    QCOMPARE(inWords(outcome), u"Processed, staging Finished 400000+0, target Finished 400000+0"_s);
}

QTEST_GUILESS_MAIN(ImporterTest)
#include "ImporterTest.moc"
