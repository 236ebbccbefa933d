#include "app/practice/traffic/ManifestText.h"
#include "app/practice/traffic/PackageMaker.h"
#include "app/practice/traffic/ZipWriter.h"
#include "tests/app/practice/ImporterFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using practice::Cause;
using practice::SourceFormat;

/// Data packages: sound ones, ones that go wrong without a word, and hostile ones.
class PackageImportTest : public QObject
{
    Q_OBJECT
private slots:
    void importsEntitiesInTheirOrder();
    void countsEveryEntityByItself();
    void keepsTheFailingRecordsOfEachEntity();
    void passesSilentlyWhatHasNoMap();
    void readsEveryFormatOfAManifest_data();
    void readsEveryFormatOfAManifest();
    void saysWhatIsWrongWithAPackage_data();
    void saysWhatIsWrongWithAPackage();
    void refusesHostileZips_data();
    void refusesHostileZips();
    void stopsAUnitThatFailed();
    void mapsColumnsAsTheManifestSays();

private:
    static QByteArray made(const practice::FileOrder &order)
    {
        const practice::MadeFile file = practice::makePackage(order);
        if (!file.problem.isEmpty())
            qFatal("%s", qPrintable(file.problem));
        return file.bytes;
    }
    /// A package of one entity's file, its manifest changed.
    static QByteArray changed(const QByteArray &before, const QByteArray &after)
    {
        practice::ZipWriter zip;
        zip.add(u"Manifest.xml"_s,
                practice::manifestText({{u"Customer groups"_s, u"groups.csv"_s, u"CSV"_s}}).replace(before, after));
        zip.add(u"PackageHeader.xml"_s, practice::packageHeaderText());
        zip.add(u"groups.csv"_s, "CUSTOMERGROUPID,DESCRIPTION\r\n71,Good\r\n");
        return zip.finish();
    }
    static QString firstLine(const practice::ImportOutcome &outcome) { return inWords(outcome).section(u'\n', 0, 0); }
};

void PackageImportTest::importsEntitiesInTheirOrder()
{
    ImporterFixture fixture;
    // The customers refer to the groups that the same package brings.
    const auto outcome = fixture.import(made({u"package"_s, 40}), {});
    QCOMPARE(inWords(outcome), u"Processed, staging Finished 10+0, target Finished 10+0, "
                               "staging Finished 40+0, target Finished 40+0"_s);
    QCOMPARE(outcome.entities.front().entity, u"Customer groups"_s);
    QVERIFY(outcome.executionLog.contains(u"Data project 'Practice import'"_s));
}

void PackageImportTest::countsEveryEntityByItself()
{
    ImporterFixture fixture;
    const auto bytes = made({u"package:Vendor groups,Vendors V2"_s, 30, {{Cause::Reference, 3}, {Cause::Enum, 2}}, 4});
    const auto outcome = fixture.import(bytes, {});
    QCOMPARE(firstLine(outcome), u"ProcessedWithErrors, staging Finished 10+0, target Finished 10+0, "
                                 "staging Error 28+2, target Error 25+3"_s);
    QCOMPARE(outcome.errors.size(), std::size_t(5));
}

void PackageImportTest::keepsTheFailingRecordsOfEachEntity()
{
    ImporterFixture fixture;
    fixture.import(made({u"package"_s, 30, {{Cause::Reference, 3}, {Cause::Enum, 2}}, 4}), {});
    QVERIFY(fixture.errorFile(u"staging"_s, 0).isEmpty() && fixture.errorFile(u"keys"_s, 0).isEmpty());
    QCOMPARE(fixture.errorFile(u"staging"_s, 1).count('\n'), 3);
    QCOMPARE(fixture.errorFile(u"keys"_s, 1).count('\n'), 4);
}

void PackageImportTest::passesSilentlyWhatHasNoMap()
{
    ImporterFixture fixture;
    const auto outcome = fixture.import(made({u"package"_s, 30, {{Cause::NoMap, 1}}}), {});
    QCOMPARE(inWords(outcome), u"Processed, staging Finished 10+0, target Finished 10+0, "
                               "staging Finished 0+0, target Finished 0+0"_s);
}

void PackageImportTest::readsEveryFormatOfAManifest_data()
{
    QTest::addColumn<SourceFormat>("format");
    for (const auto format :
         {SourceFormat::Csv, SourceFormat::CsvUnicode, SourceFormat::XmlElement, SourceFormat::XmlAttribute})
        QTest::newRow(qPrintable(practice::nameOf(format))) << format;
}

void PackageImportTest::readsEveryFormatOfAManifest()
{
    QFETCH(SourceFormat, format);
    ImporterFixture fixture;
    QCOMPARE(fixture.import(made({u"package"_s, 20, {}, 1, format}), {}).entities.back().targetRecords, 20);
}

void PackageImportTest::saysWhatIsWrongWithAPackage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("log");
    const QString refused = u"PreProcessingError, staging Error 0+0, target NotRun 0+0"_s;
    const QString half =
        u"ProcessedWithErrors, staging Finished 10+0, target Finished 10+0, staging Error 0+0, target NotRun 0+0"_s;
    QTest::newRow("file missing") << made({u"package"_s, 9, {{Cause::MissingFile, 1}}}) << half
                                  << u"The input file 'Customers V3.csv' of entity 'Customers V3' is not in"_s;
    QTest::newRow("line ends") << made({u"package"_s, 9, {{Cause::LineEnds, 1}}}) << half << u"field {"_s;
    QTest::newRow("byte order") << made({u"package"_s, 9, {{Cause::ByteOrder, 1}}, 1, SourceFormat::CsvUnicode})
                                << half << u"wants UTF-16 LE"_s;
    QTest::newRow("name instead of label") << changed("Customer groups", "CustomerGroups") << refused
                                           << u"has to give the entity's label"_s;
    QTest::newRow("format") << changed("<SourceFormat>CSV", "<SourceFormat>PDF") << refused << u"'PDF'"_s;
    QTest::newRow("Excel") << changed("<SourceFormat>CSV", "<SourceFormat>EXCEL") << refused
                           << u"does not read Excel yet"_s;
    QTest::newRow("disabled") << changed("<Disable>No", "<Disable>Yes") << u"Processed"_s << u"Data project"_s;
    QTest::newRow("manifest broken") << changed("</DataManagementPackageManifest>", "")
                                     << u"PreProcessingError, no execution"_s << u"Manifest.xml"_s;
    QTest::newRow("other root") << changed("DataManagementPackageManifest", "Manifest")
                                << u"PreProcessingError, no execution"_s << u"its root is 'Manifest'"_s;
}

void PackageImportTest::saysWhatIsWrongWithAPackage()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    QFETCH(QString, log);
    ImporterFixture fixture;
    const auto outcome = fixture.import(bytes, {});
    QCOMPARE(firstLine(outcome), words);
    QVERIFY2(outcome.executionLog.contains(log), qPrintable(outcome.executionLog));
}

void PackageImportTest::refusesHostileZips_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("log");
    const auto with = [](const QString &name, const QByteArray &bytes = "x") {
        practice::ZipWriter zip;
        zip.add(u"Manifest.xml"_s, practice::manifestText({{u"Customer groups"_s, name, u"CSV"_s}}));
        zip.add(u"PackageHeader.xml"_s, practice::packageHeaderText());
        zip.add(name, bytes);
        return zip.finish();
    };
    QTest::newRow("out of its folder") << with(u"../../groups.csv"_s) << u"leave its folder"_s;
    QTest::newRow("absolute") << with(u"/etc/passwd"_s) << u"leave its folder"_s;
    QTest::newRow("drive") << with(u"C:\\groups.csv"_s) << u"leave its folder"_s;
    QTest::newRow("twice") << with(u"manifest.XML"_s) << u"twice"_s;
    QTest::newRow("bomb") << with(u"groups.csv"_s, QByteArray(64 * 1024 * 1024, 'x')) << u"times its size"_s;
    QByteArray cut = with(u"groups.csv"_s);
    cut.remove(60, 40);
    QTest::newRow("damaged") << cut << u"not a sound zip"_s;
    QByteArray wrongSum = with(u"groups.csv"_s, "CUSTOMERGROUPID,DESCRIPTION\r\n71,Good\r\n");
    const qsizetype name = wrongSum.lastIndexOf("groups.csv", wrongSum.lastIndexOf("PK\x01\x02") - 1);
    wrongSum[name + 14] = char(wrongSum[name + 14] ^ 0x11);
    QTest::newRow("wrong contents") << wrongSum << u"damaged in the package"_s;
    practice::ZipWriter crowd;
    crowd.add(u"Manifest.xml"_s, practice::manifestText({}));
    for (int entry = 0; entry < 1000; ++entry)
        crowd.add(QString::number(entry), {});
    QTest::newRow("crowded") << crowd.finish() << u"1001 entries"_s;
    practice::ZipWriter headless;
    headless.add(u"Manifest.xml"_s, practice::manifestText({}));
    QTest::newRow("no header") << headless.finish() << u"no PackageHeader.xml"_s;
    practice::ZipWriter nested;
    nested.add(u"folder/Manifest.xml"_s, practice::manifestText({}));
    nested.add(u"PackageHeader.xml"_s, practice::packageHeaderText());
    QTest::newRow("manifest in a folder") << nested.finish() << u"no Manifest.xml"_s;
}

void PackageImportTest::refusesHostileZips()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, log);
    ImporterFixture fixture;
    const auto outcome = fixture.import(bytes, {});
    QCOMPARE(outcome.verdict, practice::Verdict::PreProcessingError);
    QVERIFY2(outcome.executionLog.contains(log), qPrintable(outcome.executionLog));
}

void PackageImportTest::stopsAUnitThatFailed()
{
    practice::ZipWriter zip;
    QByteArray manifest = practice::manifestText({{u"Customer groups"_s, u"groups.csv"_s, u"CSV"_s, 1},
                                                  {u"Customers V3"_s, u"customers.csv"_s, u"CSV"_s, 2}});
    zip.add(u"Manifest.xml"_s, manifest.replace("<FailExecutionUnitOnError>No", "<FailExecutionUnitOnError>Yes"));
    zip.add(u"PackageHeader.xml"_s, practice::packageHeaderText());
    zip.add(u"groups.csv"_s, "CUSTOMERGROUPID,DESCRIPTION\r\n71,\r\n");
    zip.add(u"customers.csv"_s, "CUSTOMERACCOUNT,NAME,CUSTOMERGROUPID\r\n1,A,10\r\n");
    ImporterFixture fixture;
    QCOMPARE(firstLine(fixture.import(zip.finish(), {})),
             u"ProcessedWithErrors, staging Error 0+1, target NotRun 0+0, staging NotRun 0+0, target NotRun 0+0"_s);
}

void PackageImportTest::mapsColumnsAsTheManifestSays()
{
    practice::ZipWriter zip;
    zip.add(u"Manifest.xml"_s, practice::manifestText({{u"Customer groups"_s, u"groups.csv"_s, u"CSV"_s}})
                                   .replace("<XMLField>DESCRIPTION", "<XMLField>BEZEICHNUNG"));
    zip.add(u"PackageHeader.xml"_s, practice::packageHeaderText());
    zip.add(u"groups.csv"_s, "CUSTOMERGROUPID,BEZEICHNUNG\r\n71,Gut\r\n");
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import(zip.finish(), {})),
             u"Processed, staging Finished 1+0, target Finished 1+0"_s);
}

QTEST_GUILESS_MAIN(PackageImportTest)
#include "PackageImportTest.moc"
