#include "ODataFixture.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

/// Sets, pages, keys, companies and relations, over real sockets.
class ODataSetsTest : public QObject
{
    Q_OBJECT
private slots:
    void listsItsSets();
    void readsPageAfterPage();
    void countsBesidesAndByItself();
    void keepsTopAndSkipApartFromPages();
    void answersForOneCompanyOrAll();
    void findsOneRecordByItsWholeKey();
    void servesValuesAsFinanceDoes();
    void choosesAndOrders();
    void expandsToTheFirstLevel();
    void showsWhatWasImported();
    void isTheSameAgain();
    void hasAMillionRows();
    void refusesInItsOwnWords_data();
    void refusesInItsOwnWords();
    void replacesNothing();
    void wantsAToken();

private:
    ODataPractice m_practice;
};

void ODataSetsTest::listsItsSets()
{
    const QJsonArray sets = m_practice.rows(u"/data"_s);
    QVERIFY(sets.size() > 325);
    QSet<QString> names;
    for (const auto &set : sets)
        names.insert(set["name"_L1].toString());
    QCOMPARE(names.size(), sets.size());
    int withRows = 0;
    for (const auto *name : {"CustomersV3",
                             "CustomerGroups",
                             "VendorsV2",
                             "ReleasedProductsV2",
                             "SalesOrderHeadersV2",
                             "SalesOrderLines",
                             "LedgerJournalHeaders",
                             "LegalEntities",
                             "Currencies",
                             "MainAccounts",
                             "VendorGroups",
                             "PaymentTerms",
                             "Warehouses",
                             "OperationalSites",
                             "UnitsOfMeasure",
                             "TaxGroups",
                             "DeliveryModes",
                             "DeliveryTerms",
                             "PurchaseOrderHeadersV2",
                             "PurchaseOrderLinesV2",
                             "WarehousesOnHandV2",
                             "DemandForecastEntries",
                             "JournalNames",
                             "Workers",
                             "BankAccounts",
                             "FixedAssetsV2",
                             "ExchangeRates",
                             "ContactsV3"}) {
        const QString set = QLatin1StringView(name);
        QVERIFY2(names.contains(set), name);
        withRows += m_practice.ask(u"/data/%1/$count"_s.arg(set)).body.toInt() > 0 ? 1 : 0;
    }
    QCOMPARE(withRows, 28);
}

void ODataSetsTest::readsPageAfterPage()
{
    QStringList accounts;
    QList<qsizetype> sizes;
    QString target = u"/data/CustomersV3?$select=CustomerAccount&$filter=dataAreaId eq 'usmf'"_s;
    while (!target.isEmpty()) {
        const QJsonObject page = m_practice.ask(target).json();
        sizes << page["value"_L1].toArray().size();
        for (const auto &row : page["value"_L1].toArray())
            accounts << row["CustomerAccount"_L1].toString();
        const QString next = page["@odata.nextLink"_L1].toString();
        QVERIFY(next.isEmpty() || next.startsWith(m_practice.url() + "/data/CustomersV3?"_L1));
        target = m_practice.targetOf(next);
    }
    QCOMPARE(sizes, (QList<qsizetype>{25, 25, 10}));
    QCOMPARE(QSet<QString>(accounts.cbegin(), accounts.cend()).size(), 60);
    QCOMPARE(accounts.constFirst(), u"US-001"_s);
    QCOMPARE(accounts.constLast(), u"US-060"_s);
}

void ODataSetsTest::countsBesidesAndByItself()
{
    const QJsonObject page = m_practice.ask(u"/data/CustomersV3?$count=true&$top=2"_s).json();
    QCOMPARE(page["@odata.count"_L1].toInt(), 60);
    QCOMPARE(page["value"_L1].toArray().size(), 2);
    const Reply count = m_practice.ask(u"/data/CustomersV3/$count?$filter=CustomerAccount le 'US-007'"_s);
    QCOMPARE(count.body, QByteArray("7"));
    QCOMPARE(count.headers.value("content-type"), QByteArray("text/plain"));
}

void ODataSetsTest::keepsTopAndSkipApartFromPages()
{
    QJsonObject page = m_practice.ask(u"/data/CustomersV3?$top=30&$skip=4&$select=CustomerAccount"_s).json();
    QCOMPARE(page["value"_L1].toArray().size(), 25);
    QCOMPARE(page["value"_L1][0]["CustomerAccount"_L1].toString(), u"US-005"_s);
    page = m_practice.ask(m_practice.targetOf(page["@odata.nextLink"_L1].toString())).json();
    QCOMPARE(page["value"_L1].toArray().size(), 5);
    QCOMPARE(page["value"_L1][4]["CustomerAccount"_L1].toString(), u"US-034"_s);
    QVERIFY(!page.contains("@odata.nextLink"_L1));
    QVERIFY(!m_practice.ask(u"/data/CustomersV3?$top=25"_s).json().contains("@odata.nextLink"_L1));
    QCOMPARE(m_practice.rows(u"/data/CustomersV3?$top=0"_s).size(), 0);
    QCOMPARE(m_practice.rows(u"/data/CustomersV3?$skip=1000"_s).size(), 0);
}

void ODataSetsTest::answersForOneCompanyOrAll()
{
    QCOMPARE(m_practice.ask(u"/data/CustomersV3/$count"_s).body, QByteArray("60"));
    QCOMPARE(m_practice.ask(u"/data/CustomersV3/$count?cross-company=true"_s).body, QByteArray("420"));
    QCOMPARE(m_practice.ask(u"/data/CustomersV3/$count?$filter=dataAreaId eq 'demf'"_s).body, QByteArray("0"));
    const QString german = u"/data/CustomersV3?$filter=dataAreaId eq 'demf'&cross-company=true&$top=3"_s;
    QCOMPARE(m_practice.column(german, u"CustomerAccount"_s), (QStringList{u"DE-001"_s, u"DE-002"_s, u"DE-003"_s}));
    QCOMPARE(m_practice.ask(u"/data/CustomersV3/$count?$filter=dataAreaId eq 'dat'&cross-company=true"_s).body,
             QByteArray("0"));
    QCOMPARE(m_practice.ask(u"/data/LegalEntities/$count?cross-company=true"_s).body, QByteArray("8"));
}

void ODataSetsTest::findsOneRecordByItsWholeKey()
{
    const Reply found = m_practice.ask(u"/data/CustomersV3(dataAreaId='usmf',CustomerAccount='US-012')"_s);
    QCOMPARE(found.json()["CustomerAccount"_L1].toString(), u"US-012"_s);
    QVERIFY(found.json()["@odata.context"_L1].toString().endsWith("#CustomersV3/$entity"_L1));
    QCOMPARE(m_practice.ask(u"/data/Currencies('PLN')"_s).json()["CurrencyCode"_L1].toString(), u"PLN"_s);
    const QString german = u"/data/CustomersV3(CustomerAccount='DE-001',dataAreaId='demf')"_s;
    QCOMPARE(m_practice.ask(german).status, 404);
    QCOMPARE(m_practice.ask(german + "?cross-company=true"_L1).status, 200);
    QCOMPARE(m_practice.ask(u"/data/CustomersV3(dataAreaId='usmf',CustomerAccount='US-999')"_s).status, 404);
    QCOMPARE(m_practice.ask(u"/data/CustomersV3('US-012')"_s).status, 400);
    QCOMPARE(m_practice.ask(u"/data/CustomersV3(CustomerAccount='US-012')"_s).status, 400);
    const QString entry = u"/data/GeneralJournalAccountEntries(dataAreaId='usmf',GeneralJournalAccountEntryRecId=%1)"_s;
    QCOMPARE(m_practice.ask(entry.arg(5637144576LL + 999'999)).status, 200);
    QCOMPARE(m_practice.ask(entry.arg(5637144576LL + 1'000'000)).status, 404);
}

void ODataSetsTest::servesValuesAsFinanceDoes()
{
    const Reply reply = m_practice.ask(u"/data/GeneralJournalAccountEntries?$top=25"_s);
    for (const auto &item : reply.json()["value"_L1].toArray()) {
        const QJsonObject row = item.toObject();
        QCOMPARE(row.size(), 61);
        QVERIFY(row["@odata.etag"_L1].toString().startsWith("W/\""_L1));
        QVERIFY(row["IsCredit"_L1] == "Yes"_L1 || row["IsCredit"_L1] == "No"_L1);
        QVERIFY(row["AccountingDate"_L1].toString().endsWith("T12:00:00Z"_L1));
        QVERIFY(row["Quantity"_L1].isNull() || row["Quantity"_L1].isDouble());
        QVERIFY(row["SourceRecId"_L1].isDouble());
        QVERIFY(row["SourceRecId"_L1].toInteger() > 9007199254740992);
        QVERIFY(row["TransactionCurrencyAmount"_L1].isDouble());
    }
    QVERIFY(reply.body.contains("1900-01-01T12:00:00Z"));
    QVERIFY(reply.body.contains("\"Quantity\":null"));
    QCOMPARE(reply.headers.value("odata-version"), QByteArray("4.0"));
}

void ODataSetsTest::choosesAndOrders()
{
    const QString target = u"/data/CustomersV3?$select=CustomerAccount,CreditLimit&$orderby=CreditLimit desc,"
                           "CustomerAccount&$top=20"_s;
    double last = 1e9;
    for (const auto &row : m_practice.rows(target)) {
        QCOMPARE(row.toObject().keys(), (QStringList{u"@odata.etag"_s, u"CreditLimit"_s, u"CustomerAccount"_s}));
        QVERIFY(row["CreditLimit"_L1].toDouble() <= last);
        last = row["CreditLimit"_L1].toDouble();
    }
    // A sorted set keeps its order from page to page.
    const QString sorted =
        u"/data/SalesOrderLines?$orderby=ItemNumber,InventoryLotId&$select=ItemNumber,InventoryLotId"_s;
    const QStringList first = m_practice.column(sorted, u"ItemNumber"_s);
    const QStringList second = m_practice.column(sorted + "&$skip=25"_L1, u"ItemNumber"_s);
    QVERIFY(std::is_sorted(first.cbegin(), first.cend()));
    QVERIFY(first.constLast() <= second.constFirst());
}

void ODataSetsTest::expandsToTheFirstLevel()
{
    const QJsonArray rows = m_practice.rows(u"/data/SalesOrderHeadersV2?$top=5&$expand=Customer($select="
                                            "CustomerAccount,OrganizationName),SalesOrderLines"_s);
    QCOMPARE(rows.size(), 5);
    for (const auto &row : rows) {
        QCOMPARE(row["Customer"_L1]["CustomerAccount"_L1], row["OrderingCustomerAccountNumber"_L1]);
        QCOMPARE(row["Customer"_L1]["OrganizationName"_L1], row["SalesOrderName"_L1]);
        QVERIFY(row["Customer"_L1]["CustomerGroupId"_L1].isUndefined());
        QCOMPARE(row["SalesOrderLines"_L1].toArray().size(), 6);
        for (const auto &line : row["SalesOrderLines"_L1].toArray()) {
            QCOMPARE(line["SalesOrderNumber"_L1], row["SalesOrderNumber"_L1]);
            QCOMPARE(line["CurrencyCode"_L1], row["CurrencyCode"_L1]);
        }
    }
    QVERIFY(m_practice.sentence(u"/data/SalesOrderHeadersV2?$expand=Customer($expand=CustomerGroup)"_s)
                .contains("too deep"_L1));
}

void ODataSetsTest::showsWhatWasImported()
{
    const QString id = Practice::guidIn(m_practice.enqueue(goodGroups()).body);
    QCOMPARE(m_practice.statusesUntilFinal(id).constLast(), u"Processed"_s);
    const QString target = u"/data/CustomerGroups?$filter=CustomerGroupId ge '7' and CustomerGroupId lt '8'"_s;
    QCOMPARE(m_practice.column(target, u"CustomerGroupId"_s), (QStringList{u"71"_s, u"72"_s}));
    QCOMPARE(m_practice.ask(u"/data/CustomerGroups(dataAreaId='usmf',CustomerGroupId='71')"_s).status, 200);
}

void ODataSetsTest::isTheSameAgain()
{
    ODataPractice other;
    for (const QString &target : {u"/data/CustomersV3?$top=9"_s, u"/data/SalesOrderLines?$top=9&$skip=4000"_s})
        QCOMPARE(other.rows(target), m_practice.rows(target));
}

void ODataSetsTest::hasAMillionRows()
{
    QCOMPARE(m_practice.ask(u"/data/GeneralJournalAccountEntries/$count"_s).body, QByteArray("1000000"));
    const QJsonArray last = m_practice.rows(u"/data/GeneralJournalAccountEntries?$skip=999999"_s);
    QCOMPARE(last.size(), 1);
    QCOMPARE(last[0]["GeneralJournalAccountEntryRecId"_L1].toInteger(), 5637144576 + 999'999);
}

void ODataSetsTest::refusesInItsOwnWords_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("small letter") << u"/data/customersV3"_s << 404 << u"customersV3"_s;
    QTest::newRow("unknown set") << u"/data/Customers"_s << 404 << u"No HTTP resource"_s;
    QTest::newRow("unknown path") << u"/data/CustomersV3/Names"_s << 404 << u"No HTTP resource"_s;
    QTest::newRow("select") << u"/data/CustomersV3?$select=customerAccount"_s << 400
                            << u"'customerAccount' on type 'Microsoft.Dynamics.DataEntities.CustomerV3'"_s;
    QTest::newRow("order") << u"/data/CustomersV3?$orderby=Foo"_s << 400 << u"named 'Foo'"_s;
    QTest::newRow("expand") << u"/data/CustomersV3?$expand=Foo"_s << 400 << u"named 'Foo'"_s;
    QTest::newRow("top") << u"/data/CustomersV3?$top=x"_s << 400 << u"Invalid value 'x' for $top"_s;
    QTest::newRow("skip") << u"/data/CustomersV3?$skip=-1"_s << 400 << u"Invalid value '-1' for $skip"_s;
    QTest::newRow("unknown option") << u"/data/CustomersV3?$apply=x"_s << 400 << u"'$apply' is not supported"_s;
    QTest::newRow("twice") << u"/data/CustomersV3?$top=1&$top=2"_s << 400 << u"more than once"_s;
}

void ODataSetsTest::refusesInItsOwnWords()
{
    QFETCH(QString, target);
    QFETCH(int, status);
    QFETCH(QString, sentence);
    QCOMPARE(m_practice.ask(target).status, status);
    QVERIFY2(m_practice.sentence(target).contains(sentence), qPrintable(m_practice.sentence(target)));
}

void ODataSetsTest::replacesNothing()
{
    const QByteArray record = "/data/CustomersV3(dataAreaId='usmf',CustomerAccount='US-001')";
    const QByteArray headers = "Authorization: Bearer " + m_practice.token() + "\r\nIf-Match: *\r\n";
    const Reply reply = m_practice.call("PUT", record, R"({"CustomerAccount":"X"})", headers);
    QCOMPARE(reply.status, 501);
    const QString sentence = reply.json()["error"_L1]["innererror"_L1]["message"_L1].toString();
    QVERIFY2(sentence.contains("PATCH"_L1), qPrintable(sentence));
    QCOMPARE(m_practice.call("PUT", record, "{}").status, 302);
}

void ODataSetsTest::wantsAToken()
{
    QCOMPARE(m_practice.get("/data/CustomersV3").status, 302);
    QCOMPARE(m_practice.get("/metadata/DataEntities").status, 302);
}

QTEST_GUILESS_MAIN(ODataSetsTest)
#include "ODataSetsTest.moc"
