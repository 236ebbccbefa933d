#include "app/practice/data/entities/BuiltInEntities.h"
#include "app/practice/traffic/FileMaker.h"
#include "tests/app/practice/ImporterFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using practice::Cause;
using practice::SourceFormat;

Q_DECLARE_METATYPE(practice::Cause)
Q_DECLARE_METATYPE(practice::SourceFormat)

/// Files made on purpose become what they were made for.
class TrafficTest : public QObject
{
    Q_OBJECT
private slots:
    void makesSoundFilesOfEveryEntityInEveryFormat_data();
    void makesSoundFilesOfEveryEntityInEveryFormat();
    void spoilsRecordsForEveryCause_data();
    void spoilsRecordsForEveryCause();
    void spoilsFilesForEveryCause_data();
    void spoilsFilesForEveryCause();
    void makesTheSameFileAgain();
    void writesTheFailingRecordsDown();
    void saysWhatItCannotMake();

private:
    static QByteArray made(const practice::FileOrder &order)
    {
        const practice::MadeFile file = practice::makeFile(order);
        if (!file.problem.isEmpty())
            qFatal("%s", qPrintable(file.problem));
        return file.bytes;
    }
};

void TrafficTest::makesSoundFilesOfEveryEntityInEveryFormat_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<SourceFormat>("format");
    for (const practice::Entity &entity : practice::builtInEntities())
        for (const auto format :
             {SourceFormat::Csv, SourceFormat::CsvUnicode, SourceFormat::XmlElement, SourceFormat::XmlAttribute})
            QTest::addRow("%s %s", qPrintable(entity.label), qPrintable(practice::nameOf(format)))
                << entity.label << format;
}

void TrafficTest::makesSoundFilesOfEveryEntityInEveryFormat()
{
    QFETCH(QString, entity);
    QFETCH(SourceFormat, format);
    ImporterFixture fixture;
    const auto outcome = fixture.import(made({entity, 1501, {}, 7, format}), entity.toUtf8(), "usmf", format);
    QCOMPARE(inWords(outcome).left(500), u"Processed, staging Finished 1501+0, target Finished 1501+0"_s);
}

void TrafficTest::spoilsRecordsForEveryCause_data()
{
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("words");
    QTest::newRow("number") << Cause::Number << u"ProcessedWithErrors, staging Error 36+4, target Finished 36+0"_s;
    QTest::newRow("date") << Cause::Date << u"ProcessedWithErrors, staging Error 36+4, target Finished 36+0"_s;
    QTest::newRow("enum") << Cause::Enum << u"ProcessedWithErrors, staging Error 36+4, target Finished 36+0"_s;
    QTest::newRow("length") << Cause::Length << u"ProcessedWithErrors, staging Error 36+4, target Finished 36+0"_s;
    QTest::newRow("mandatory") << Cause::Mandatory
                               << u"ProcessedWithErrors, staging Error 36+4, target Finished 36+0"_s;
    QTest::newRow("columns") << Cause::Columns << u"ProcessedWithErrors, staging Error 36+4, target Finished 36+0"_s;
    QTest::newRow("reference") << Cause::Reference
                               << u"ProcessedWithErrors, staging Finished 40+0, target Error 36+4"_s;
    QTest::newRow("duplicate") << Cause::Duplicate
                               << u"ProcessedWithErrors, staging Finished 40+0, target Error 36+4"_s;
    QTest::newRow("company") << Cause::Company << u"Processed, staging Finished 40+0, target Finished 36+0"_s;
}

void TrafficTest::spoilsRecordsForEveryCause()
{
    QFETCH(Cause, cause);
    QFETCH(QString, words);
    ImporterFixture fixture;
    const auto file = made({u"Demand forecast entries"_s, 40, {{cause, 4}}, 3, SourceFormat::Csv});
    QCOMPARE(inWords(fixture.import(file, "Demand forecast entries")).section(u'\n', 0, 0), words);
}

void TrafficTest::spoilsFilesForEveryCause_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<SourceFormat>("format");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("log");
    const QString vendors = u"Vendors V2"_s;
    const QString refused = u"PreProcessingError, staging Error 0+0, target NotRun 0+0"_s;
    const QString silent = u"Processed, staging Finished 0+0, target Finished 0+0"_s;
    QTest::newRow("header") << vendors << Cause::Header << SourceFormat::Csv << refused << u"column 'NOSUCHFIELD'"_s;
    QTest::newRow("element") << vendors << Cause::Header << SourceFormat::XmlElement << refused
                             << u"element 'NOSUCHFIELD'"_s;
    QTest::newRow("attribute") << vendors << Cause::Header << SourceFormat::XmlAttribute << refused
                               << u"attribute 'NOSUCHFIELD'"_s;
    QTest::newRow("encoding") << vendors << Cause::Encoding << SourceFormat::Csv << refused << u"not encoded as"_s;
    QTest::newRow("quote") << vendors << Cause::Quote << SourceFormat::Csv << refused << u"never closed"_s;
    QTest::newRow("malformed") << vendors << Cause::Malformed << SourceFormat::XmlAttribute
                               << u"PreProcessingError, no execution"_s << u"not well-formed"_s;
    QTest::newRow("empty") << vendors << Cause::Empty << SourceFormat::Csv << silent << u"0 records created"_s;
    QTest::newRow("line ends") << vendors << Cause::LineEnds << SourceFormat::Csv << refused
                               << u"The mapping is incorrect between source and staging of entity 'Vendors V2': field {"_s;
    QTest::newRow("byte order") << vendors << Cause::ByteOrder << SourceFormat::CsvUnicode << refused
                                << u"wants UTF-16 LE"_s;
    QTest::newRow("balance") << u"General journals"_s << Cause::Balance << SourceFormat::XmlElement
                             << u"PostProcessingFailed, staging Finished 40+0, target Finished 40+0"_s
                             << u"does not balance"_s;
}

void TrafficTest::spoilsFilesForEveryCause()
{
    QFETCH(QString, entity);
    QFETCH(Cause, cause);
    QFETCH(SourceFormat, format);
    QFETCH(QString, words);
    QFETCH(QString, log);
    ImporterFixture fixture;
    const auto outcome =
        fixture.import(made({entity, 40, {{cause, 1}}, 3, format}), entity.toUtf8(), "usmf", format);
    QCOMPARE(inWords(outcome).section(u'\n', 0, 0), words);
    QVERIFY2(outcome.executionLog.contains(log), qPrintable(outcome.executionLog));
}

void TrafficTest::makesTheSameFileAgain()
{
    const practice::FileOrder order{u"Customers V3"_s, 200, {{Cause::Date, 0}, {Cause::Reference, 9}}, 5};
    QCOMPARE(made(order), made(order));
    practice::FileOrder other = order;
    other.seed = 6;
    QVERIFY(made(order) != made(other));
}

void TrafficTest::writesTheFailingRecordsDown()
{
    ImporterFixture fixture;
    const auto file = made({u"Vendor groups"_s, 20, {{Cause::Mandatory, 2}, {Cause::Reference, 3}}, 2});
    const auto outcome = fixture.import(file, "Vendor groups");
    QCOMPARE(outcome.entities.front().stagingErrors, 2);
    QCOMPARE(outcome.entities.front().targetErrors, 3);
    const QList<QByteArray> records = file.split('\n');
    const QList<QByteArray> staging = fixture.errorFile(u"staging"_s).split('\n');
    QCOMPARE(staging.size(), 4); // header, two records, nothing after the last line end
    QCOMPARE(staging.constFirst(), records.constFirst());
    QVERIFY(records.contains(staging.at(1)) && records.contains(staging.at(2)));
    const QList<QByteArray> keys = fixture.errorFile(u"keys"_s).split('\n');
    QCOMPARE(keys.size(), 5);
    QCOMPARE(keys.constFirst(), QByteArray("VENDORGROUPID\r"));
    QVERIFY(file.contains('\n' + keys.at(1).trimmed() + ','));

    // A file of the failing records, mended, arrives.
    const auto again = fixture.import(fixture.errorFile(u"staging"_s).replace(",,", ",Mended,"), "Vendor groups");
    QCOMPARE(again.verdict, practice::Verdict::Processed);
}

void TrafficTest::saysWhatItCannotMake()
{
    QVERIFY(practice::makeFile({u"Unicorns"_s}).problem.contains(u"Unicorns"_s));
    QVERIFY(practice::makeFile({u"Vendors V2"_s, 3, {{Cause::Enum, 3}}}).problem.contains(u"not more than 2"_s));
    QVERIFY(practice::makeFile({u"Vendors V2"_s, 3, {{Cause::Balance, 1}}}).problem.contains(u"no balance"_s));
    QVERIFY(practice::makeFile({u"Vendor groups"_s, 9, {{Cause::Number, 1}}}).problem.contains(u"\"number\""_s));
    QVERIFY(!practice::causeFrom(u"nonsense:3"_s) && !practice::causeFrom(u"date:0"_s));
}

QTEST_GUILESS_MAIN(TrafficTest)
#include "TrafficTest.moc"
