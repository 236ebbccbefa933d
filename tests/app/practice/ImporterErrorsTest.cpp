#include "tests/app/practice/ImporterFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// What the importer says about each kind of fault. Every case has one sound record besides, so
/// that the counts show what a fault does not touch.
class ImporterErrorsTest : public QObject
{
    Q_OBJECT
private slots:
    void namesTheFault_data();
    void namesTheFault();
    void tellsSeveralFaultsOfOneRecord();
    void acceptsBlankNumbersDatesAndChoices();
    void acceptsWhatIsWrittenDifferently_data();
    void acceptsWhatIsWrittenDifferently();
    void refusesColumnsThatAreNotMapped_data();
    void refusesColumnsThatAreNotMapped();
    void failsInPreProcessingWhenNothingReachesStaging();
    void keepsTheFirstErrorsOnly();
};

static const QByteArray kGroups = "Customer groups";
static const QByteArray kCustomers = "Customers V3";
static const QByteArray kForecast = "Demand forecast entries";
static const QByteArray kLines = "Sales order lines V2";

static const QByteArray kForecastHeader =
    "FORECASTMODELID,ITEMNUMBER,INVENTORYSITEID,DEMANDFORECASTDATE,QUANTITY,QUANTITYUNITSYMBOL,EXPANDMETHOD\n"
    "CurrentF,D0001,1,2026-11-23,5,ea,\n";
static const QByteArray kCustomersHeader = "CUSTOMERACCOUNT,ORGANIZATIONNAME,NAME,CUSTOMERGROUPID,PARTYTYPE,"
                                           "SALESCURRENCYCODE\nC-1,Kiosk,,10,Organization,EUR\n";
static const QByteArray kGroupsHeader = "CUSTOMERGROUPID,DESCRIPTION,PAYMENTTERMID\n61,Shops,Net30\n";
static const QByteArray kLinesHeader = "SALESORDERNUMBER,LINENUMBER,ITEMNUMBER,DELIVERYDAYS\n000001,1,D0001,3\n";

void ImporterErrorsTest::namesTheFault_data()
{
    QTest::addColumn<QByteArray>("entity");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("inStaging");
    QTest::addColumn<QString>("error");

    const auto staging = [](const char *name, const QByteArray &entity, const QByteArray &header, const char *row,
                            const char *error) {
        QTest::newRow(name) << entity << header + row << true << QString::fromUtf8(error);
    };
    const auto target = [](const char *name, const QByteArray &entity, const QByteArray &header, const char *row,
                           const char *error) {
        QTest::newRow(name) << entity << header + row << false << QString::fromUtf8(error);
    };
    staging("number with a comma", kForecast, kForecastHeader, "CurrentF,D0002,1,2026-11-23,\"1,5\",ea,\n",
            "2|QUANTITY|Field 'QUANTITY': the value '1,5' is not a valid number.");
    staging("number in words", kForecast, kForecastHeader, "CurrentF,D0002,1,2026-11-23,five,ea,\n",
            "2|QUANTITY|Field 'QUANTITY': the value 'five' is not a valid number.");
    staging("German date", kForecast, kForecastHeader, "CurrentF,D0002,1,23.11.2026,5,ea,\n",
            "2|DEMANDFORECASTDATE|Field 'DEMANDFORECASTDATE': the value '23.11.2026' is not a valid date.");
    staging("date that does not exist", kForecast, kForecastHeader, "CurrentF,D0002,1,2026-02-30,5,ea,\n",
            "2|DEMANDFORECASTDATE|Field 'DEMANDFORECASTDATE': the value '2026-02-30' is not a valid date.");
    staging("unknown symbol", kForecast, kForecastHeader, "CurrentF,D0002,1,2026-11-23,5,ea,Monthly\n",
            "2|EXPANDMETHOD|Field 'EXPANDMETHOD': the value 'Monthly' is not a symbol of the enumeration "
            "'ForecastAllocationMethod' (None, Period, Key).");
    staging("not an integer", kLines, kLinesHeader, "000001,2,D0001,1.5\n",
            "2|DELIVERYDAYS|Field 'DELIVERYDAYS': the value '1.5' is not a valid integer.");
    staging("missing key", kForecast, kForecastHeader, "CurrentF,,1,2026-11-23,5,ea,\n",
            "2|ITEMNUMBER|Field 'Item number' must be filled in.");
    staging("missing only key", kGroups, kGroupsHeader, ",Hotels,Net30\n",
            "2|CUSTOMERGROUPID|Field 'Customer group' must be filled in.");
    staging("missing mandatory value", kGroups, kGroupsHeader, "62,  ,Net30\n",
            "62|DESCRIPTION|Field 'Description' must be filled in.");
    staging("neither of two names", kCustomers, kCustomersHeader, "C-2,,,10,Person,EUR\n",
            "C-2|ORGANIZATIONNAME|Field 'Organization name' must be filled in.");
    staging("too long", kGroups, kGroupsHeader, "WHOLESALE-NORTH,Hotels,Net30\n",
            "WHOLESALE-NORTH|CUSTOMERGROUPID|Field 'CUSTOMERGROUPID': the value 'WHOLESALE-NORTH' is too long: it has "
            "15 characters, the field takes 10.");
    staging("too few values", kGroups, kGroupsHeader, "62,Hotels\n",
            "62||The record has 2 values, but the header names 3 columns.");
    staging("too many values", kForecast, kForecastHeader, "CurrentF,D0002,1,2026-11-23,1,5,ea,\n",
            "2||The record has 8 values, but the header names 7 columns.");
    target("unknown item", kForecast, kForecastHeader, "CurrentF,D0177-X,1,2026-11-23,5,ea,\n",
           "2||The value 'D0177-X' in field 'Item number' is not found in the related table 'Released products'.");
    target("unknown customer group", kCustomers, kCustomersHeader, "C-2,Shop,,99,Organization,EUR\n",
           "C-2||The value '99' in field 'Customer group' is not found in the related table 'Customer groups'.");
    target("unknown currency, with its field", kCustomers, kCustomersHeader, "C-2,Shop,,10,Organization,XXX\n",
           "C-2|SALESCURRENCYCODE|The value 'XXX' in field 'Currency' is not found in the related table 'Currencies'.");
    target("unknown terms of payment", kGroups, kGroupsHeader, "62,Hotels,Net99\n",
           "62||The value 'Net99' in field 'Terms of payment' is not found in the related table 'Terms of payment'.");
    target("unknown sales order", kLines, kLinesHeader, "SO-1,1,D0001,\n",
           "2||The value 'SO-1' in field 'Sales order' is not found in the related table 'Sales orders'.");
    target("duplicate", kGroups, kGroupsHeader, "61,Shops again,\n",
           "61||Cannot create a record in Customer groups (CustGroup). Customer group: 61. The record already exists.");
    target("duplicate written differently", kLines, kLinesHeader, "000001,1.00,D0003,\n",
           "2||Cannot create a record in Sales order lines V2 (SalesLine). Sales order: 000001, Line number: 1.00. The "
           "record already exists.");
}

void ImporterErrorsTest::namesTheFault()
{
    QFETCH(QByteArray, entity);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, inStaging);
    QFETCH(QString, error);
    ImporterFixture fixture;
    const QString counts = inStaging ? u"ProcessedWithErrors, staging Error 1+1, target Finished 1+0\n"_s
                                     : u"ProcessedWithErrors, staging Finished 2+0, target Error 1+1\n"_s;
    QCOMPARE(inWords(fixture.import(bytes, entity)), counts + error);
}

void ImporterErrorsTest::tellsSeveralFaultsOfOneRecord()
{
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import(kForecastHeader + "CurrentF,D0002,1,soon,\"1,5\",ea,\n"
                                                      "Nothing,D9999,1,2026-11-23,5,ea,\n",
                                    kForecast)),
             u"ProcessedWithErrors, staging Error 2+1, target Error 1+1\n"
             "2|DEMANDFORECASTDATE|Field 'DEMANDFORECASTDATE': the value 'soon' is not a valid date.\n"
             "2|QUANTITY|Field 'QUANTITY': the value '1,5' is not a valid number.\n"
             "3||The value 'Nothing' in field 'Forecast model' is not found in the related table 'Forecast models'.\n"
             "3||The value 'D9999' in field 'Item number' is not found in the related table 'Released products'."_s);
}

void ImporterErrorsTest::acceptsBlankNumbersDatesAndChoices()
{
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import("SALESORDERNUMBER,LINENUMBER,ITEMNUMBER,SALESPRICE,REQUESTEDSHIPPINGDATE,"
                                    "SALESORDERLINESTATUS,DELIVERYDAYS\n000002,1,D0001,,,,\n",
                                    kLines)),
             u"Processed, staging Finished 1+0, target Finished 1+0"_s);
}

void ImporterErrorsTest::acceptsWhatIsWrittenDifferently_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::newRow("lower case") << QByteArray("currentf,d0002,1,2026-11-23,5,EA,period\n");
    QTest::newRow("blanks around") << QByteArray(" CurrentF ,D0002, 1,2026-11-23 , 5 ,ea,\n");
    QTest::newRow("date with time") << QByteArray("CurrentF,D0002,1,2026-11-23T00:00:00Z,5,ea,\n");
    QTest::newRow("American date") << QByteArray("CurrentF,D0002,1,11/23/2026,5,ea,\n");
    QTest::newRow("negative number") << QByteArray("CurrentF,D0002,1,2026-11-23,-5.25,ea,\n");
    QTest::newRow("number with exponent") << QByteArray("CurrentF,D0002,1,2026-11-23,1.5E3,ea,\n");
    QTest::newRow("number of a symbol") << QByteArray("CurrentF,D0002,1,2026-11-23,5,ea,2\n");
}

void ImporterErrorsTest::acceptsWhatIsWrittenDifferently()
{
    QFETCH(QByteArray, row);
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import(kForecastHeader + row, kForecast)),
             u"Processed, staging Finished 2+0, target Finished 2+0"_s);
}

void ImporterErrorsTest::refusesColumnsThatAreNotMapped_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    QTest::newRow("unknown column") << QByteArray("CUSTOMERGROUPID,FOO\n1,2\n")
                                    << u"\n|FOO|The mapping is incorrect: column 'FOO' of the source file has no field "
                                       u"in the staging table of entity "
                                       "'Customer groups'."_s;
    QTest::newRow("column twice")
        << QByteArray("CUSTOMERGROUPID,DESCRIPTION,Description\n1,2,3\n")
        << u"\n|Description|The mapping is incorrect: column 'Description' stands in the header "
           "of the source file more than once."_s;
    QTest::newRow("no header") << QByteArray("61,Shops,Net30\n")
                               << u"\n|61|The mapping is incorrect: column '61' of the source file has no field in the "
                                  "staging table of entity 'Customer groups'."_s;
    // As on the real service, an element that is not mapped leaves the list of errors empty.
    QTest::newRow("unknown element") << QByteArray("<D><R><CUSTOMERGROUPID>1</CUSTOMERGROUPID><FOO>2</FOO></R></D>")
                                     << QString();
}

void ImporterErrorsTest::refusesColumnsThatAreNotMapped()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    ImporterFixture fixture;
    const auto outcome = fixture.import(bytes, kGroups);
    QCOMPARE(inWords(outcome), u"PreProcessingError, staging Error 0+0, target NotRun 0+0"_s + error);
    QVERIFY(outcome.executionLog.contains(u"The mapping is incorrect"_s));
}

void ImporterErrorsTest::failsInPreProcessingWhenNothingReachesStaging()
{
    ImporterFixture fixture;
    const auto outcome = fixture.import("CUSTOMERGROUPID,DESCRIPTION\n61,\n62,\n", kGroups);
    QCOMPARE(inWords(outcome), u"PreProcessingError, staging Error 0+2, target NotRun 0+0\n"
                               "61|DESCRIPTION|Field 'Description' must be filled in.\n"
                               "62|DESCRIPTION|Field 'Description' must be filled in."_s);
}

void ImporterErrorsTest::keepsTheFirstErrorsOnly()
{
    QByteArray bytes = "CUSTOMERGROUPID,DESCRIPTION,PAYMENTTERMID\n";
    for (int row = 0; row < 201'000; ++row)
        bytes += QByteArray::number(row) + ",Group,Never\n";
    ImporterFixture fixture;
    const auto outcome = fixture.import(bytes, kGroups);
    QCOMPARE(outcome.entities.front().targetErrors, 201'000);
    QCOMPARE(outcome.errors.size(), std::size_t(200'000));
    QVERIFY(outcome.executionLog.contains(u"Only the first 200000 errors are kept"_s));
}

QTEST_GUILESS_MAIN(ImporterErrorsTest)
#include "ImporterErrorsTest.moc"
