#include "app/odata/Query.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Queries as addresses and back, and what somebody types.
class QueryTest : public QObject
{
    Q_OBJECT
private slots:
    void makesAddresses();
    void goesThereAndBack_data();
    void goesThereAndBack();
    void keepsWhatItCannotExpress();
    void putsAnotherSetInPlace();
    void tellsAddressesOfOneRecord();
    void tellsTheColumns();
    void readsWhatIsTyped_data();
    void readsWhatIsTyped();
    void refusesOtherAddresses_data();
    void refusesOtherAddresses();

private:
    const QUrl m_root{u"https://c.dynamics.com/data"_s};
    const QUrl m_base{u"https://c.dynamics.com"_s};
};

void QueryTest::makesAddresses()
{
    Query query;
    query.set = u"CustomersV3"_s;
    query.select = {u"A"_s, u"B"_s};
    query.filter = u"A eq 'x+y & z' or B eq 'ä'"_s;
    query.company = u"us'mf"_s;
    query.orderBy = {{u"A"_s, true}, {u"B"_s, false}};
    query.top = 5;
    query.count = true;
    QCOMPARE(urlOf(query, m_root).toEncoded(),
             QByteArray("https://c.dynamics.com/data/CustomersV3?cross-company=true&$filter=dataAreaId%20eq%20'us''mf'"
                        "%20and%20(A%20eq%20'x%2By%20%26%20z'%20or%20B%20eq%20'%C3%A4')&$select=A,B"
                        "&$orderby=A%20desc,B&$top=5&$count=true"));
    QCOMPARE(queryFrom(urlOf(query, m_root), m_root)->company, u"us'mf"_s);
    Query record;
    record.set = u"CustomersV3"_s;
    record.key = u"dataAreaId='usmf',CustomerAccount='A/B (c)'"_s;
    record.path = u"/Addresses"_s;
    QCOMPARE(urlOf(record, m_root).toEncoded(),
             QByteArray("https://c.dynamics.com/data/"
                        "CustomersV3(dataAreaId='usmf',CustomerAccount='A%2FB%20(c)')/Addresses"));
    auto back = queryFrom(urlOf(record, m_root), m_root);
    QVERIFY(back);
    QCOMPARE(*back, record);
}

void QueryTest::goesThereAndBack_data()
{
    QTest::addColumn<QByteArray>("options");
    for (const char *options :
         {"", "?cross-company=true", "?cross-company=true&$filter=dataAreaId%20eq%20'usmf'",
          "?cross-company=true&$filter=dataAreaId%20eq%20'usmf'%20and%20A%20eq%201",
          "?cross-company=true&$filter=dataAreaId%20eq%20'a'%20or%20A%20eq%201", "?$filter=dataAreaId%20eq%20'usmf'",
          "?$filter=contains(Name,'x')&$select=A&$expand=Lines($select=A,B)&$skip=5",
          "?$orderby=A%20desc&$apply=groupby((A))", "?$top=0&other=1"})
        QTest::newRow(options) << QByteArray(options);
}

void QueryTest::goesThereAndBack()
{
    QFETCH(QByteArray, options);
    const QUrl url = QUrl::fromEncoded("https://c.dynamics.com/data/CustomersV3" + options, QUrl::StrictMode);
    const auto query = queryFrom(url, m_root);
    QVERIFY(query);
    QCOMPARE(urlOf(*query, m_root).toEncoded(), url.toEncoded());
    QCOMPARE(queryFrom(urlOf(*query, m_root), m_root), query);
}

void QueryTest::keepsWhatItCannotExpress()
{
    for (const char *text : {"https://c.dynamics.com/data/X?$filter=A&$filter=B", "https://c.dynamics.com/metadata/X",
                             "https://c.dynamics.com/data/X?$top=many", "https://c.dynamics.com/data/X?$orderby=A%20up",
                             "https://c.dynamics.com/data/X?bare", "https://c.dynamics.com/data/X(1"})
        QVERIFY2(!queryFrom(QUrl::fromEncoded(text), m_root), text);
}

void QueryTest::putsAnotherSetInPlace()
{
    const QUrl url =
        QUrl::fromEncoded("https://c.dynamics.com/data/Customer%20groups(K='a%2Fb')/L?$filter=A%20eq%20'('");
    QCOMPARE(setOf(url, m_root), u"Customer groups"_s);
    QCOMPARE(withSet(url, m_root, u"CustomerGroups"_s).toEncoded(),
             QByteArray("https://c.dynamics.com/data/CustomerGroups(K='a%2Fb')/L?$filter=A%20eq%20'('"));
    const QUrl other(u"https://c.dynamics.com/metadata/DataEntities"_s);
    QCOMPARE(setOf(other, m_root), QString());
    QCOMPARE(withSet(other, m_root, u"X"_s), other);
}

void QueryTest::tellsAddressesOfOneRecord()
{
    for (const QString &one : {u"/data/X(1)"_s, u"/data/X%28A='a'%29"_s, u"/data/X(A='a%2Fb')/Lines?$top=1"_s,
                               u"/data/X/Lines"_s, u"/data/Now()"_s, u"/metadata/PublicEntities('X')"_s}) {
        QVERIFY2(mayBeOneRow(m_base.resolved(QUrl(one)), m_base), qPrintable(one));
        const QUrl within(u"https://ax.contoso.com/namespaces/AXSF"_s);
        QVERIFY2(mayBeOneRow(QUrl(within.toString() + one), within), qPrintable(one));
        const QString set = one.first(one.indexOf(u'/', 1)) + u"/X?$filter=A eq f(1)"_s;
        QVERIFY2(!mayBeOneRow(m_base.resolved(QUrl(set)), m_base), qPrintable(set));
        QVERIFY2(!mayBeOneRow(QUrl(within.toString() + set), within), qPrintable(set));
    }
}

void QueryTest::tellsTheColumns()
{
    Query query;
    QVERIFY(columnsOf(query).isEmpty());
    query.expand = {u"Lines($select=A)"_s};
    QVERIFY(columnsOf(query).isEmpty());
    query.select = {u"B"_s, u"A"_s, u"Customer/Name"_s, u"B"_s};
    QCOMPARE(columnsOf(query), (QStringList{u"B"_s, u"A"_s, u"Customer"_s, u"Lines"_s}));
    query.select.append(u"*"_s);
    QVERIFY(columnsOf(query).isEmpty());
}

void QueryTest::readsWhatIsTyped_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("address");
    const QString base = u"https://c.dynamics.com"_s;
    const QString deep = u"https://onprem/namespaces/AXSF"_s;
    const auto row = [](const QString &of, const char *typed, const char *address) {
        QTest::newRow(typed) << of << QString::fromUtf8(typed) << QByteArray(address);
    };
    row(base, "CustomersV3", "https://c.dynamics.com/data/CustomersV3");
    row(base, "/data/CustomersV3?$top=1", "https://c.dynamics.com/data/CustomersV3?$top=1");
    row(base, "data/CustomersV3", "https://c.dynamics.com/data/CustomersV3");
    row(base, "CustomersV3/", "https://c.dynamics.com/data/CustomersV3");
    row(base, "/data/CustomersV3/?$top=1", "https://c.dynamics.com/data/CustomersV3?$top=1");
    row(base, "/metadata/DataEntities", "https://c.dynamics.com/metadata/DataEntities");
    row(base, "HTTPS://C.dynamics.com:443/data/X?$filter=A+eq+'b%26c'#part",
        "https://c.dynamics.com/data/X?$filter=A%20eq%20'b%26c'");
    row(base, "X?$filter=A eq 'b&c+d#e?f'&$top=1",
        "https://c.dynamics.com/data/X?$filter=A%20eq%20'b%26c%2Bd%23e%3Ff'&$top=1");
    row(base, "X?$filter=A eq '50%25' and B%20eq%202",
        "https://c.dynamics.com/data/X?$filter=A%20eq%20'50%25'%20and%20B%20eq%202");
    row(base, "X?$filter=A eq '50%'", "https://c.dynamics.com/data/X?$filter=A%20eq%20'50%25'");
    row(base, "X?$filter=A%20eq%20'ä'", "https://c.dynamics.com/data/X?$filter=A%20eq%20'%C3%A4'");
    row(base, "X(K='a/b',L='c?d')?$top=1", "https://c.dynamics.com/data/X(K='a%2Fb',L='c%3Fd')?$top=1");
    row(deep, "X", "https://onprem/namespaces/AXSF/data/X");
    row(deep, "/data/X", "https://onprem/namespaces/AXSF/data/X");
    row(deep, "/namespaces/AXSF/data/X?$top=1", "https://onprem/namespaces/AXSF/data/X?$top=1");
}

void QueryTest::readsWhatIsTyped()
{
    QFETCH(QString, base);
    QFETCH(QString, typed);
    QFETCH(QByteArray, address);
    const auto url = readingAddress(typed, QUrl(base));
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    QCOMPARE(url->toEncoded(), address);
}

void QueryTest::refusesOtherAddresses_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed :
         {"", "/", "/data/", "https://c.dynamics.com", "http://c.dynamics.com/data/X", "https://d.dynamics.com/data/X",
          "https://c.dynamics.com:8443/data/X", "https://c.dynamics.com@evil/data/X", "/api/connector/dequeue/X",
          "/data/../api/connector/dequeue/X", "/data/%2e%2e/api/connector/dequeue/X",
          "/data/..%2Fapi/connector/dequeue/X", "//evil/data/X", "ftp://c.dynamics.com/data/X"})
        QTest::newRow(typed) << QString::fromLatin1(typed);
}

void QueryTest::refusesOtherAddresses()
{
    QFETCH(QString, typed);
    const auto url = readingAddress(typed, m_base);
    QVERIFY2(!url, url ? url->toEncoded().constData() : "");
    QCOMPARE(url.error().kind, ErrorKind::Usage);
}

QTEST_GUILESS_MAIN(QueryTest)
#include "QueryTest.moc"
