#include "ODataFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// The dialect of $filter, over real sockets.
class ODataFilterTest : public QObject
{
    Q_OBJECT
private slots:
    void takesRows_data();
    void takesRows();
    void refuses_data();
    void refuses();
    void knowsEnumerations();
    void knowsDates();
    void filtersPageAfterPage();

private:
    int count(const QString &set, const QString &filter);

    ODataPractice m_practice;
};

int ODataFilterTest::count(const QString &set, const QString &filter)
{
    const Reply reply = m_practice.ask(u"/data/%1/$count?$filter=%2"_s.arg(set, filter));
    return reply.status == 200 ? reply.body.toInt() : -reply.status;
}

void ODataFilterTest::takesRows_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("expected"); // of the 60 customers US-001 to US-060

    QTest::newRow("eq") << u"CustomerAccount eq 'US-007'"_s << 1;
    QTest::newRow("without regard to case") << u"CustomerAccount eq 'us-007'"_s << 1;
    QTest::newRow("ne") << u"CustomerAccount ne 'US-007'"_s << 59;
    QTest::newRow("order of texts") << u"CustomerAccount gt 'US-050' and CustomerAccount le 'US-055'"_s << 5;
    QTest::newRow("and before or")
        << u"CustomerAccount eq 'US-001' or CustomerAccount eq 'US-002' and CustomerAccount eq 'US-003'"_s << 1;
    QTest::newRow("brackets")
        << u"(CustomerAccount eq 'US-001' or CustomerAccount eq 'US-002') and CustomerAccount ne 'US-001'"_s << 1;
    QTest::newRow("not") << u"not (CustomerAccount lt 'US-058')"_s << 3;
    QTest::newRow("begins") << u"CustomerAccount eq 'US-00*'"_s << 9;
    QTest::newRow("ends") << u"CustomerAccount eq '*9'"_s << 6;
    QTest::newRow("contains") << u"CustomerAccount eq '*-05*'"_s << 10;
    QTest::newRow("star within") << u"CustomerAccount eq 'us*1'"_s << 6;
    QTest::newRow("does not contain") << u"CustomerAccount ne '*-05*'"_s << 50;
    QTest::newRow("doubled quote") << u"CustomerAccount ne 'it''s'"_s << 60;
    QTest::newRow("number") << u"CreditLimit ge 0"_s << 60;
    QTest::newRow("sum") << u"CreditLimit add 1 gt CreditLimit"_s << 60;
    QTest::newRow("product before sum") << u"CreditLimit add 2 mul 3 eq CreditLimit add 6"_s << 60;
    QTest::newRow("sub, div, mod") << u"(7 sub 1) div 4 eq 1 and 7 mod 4 eq 3"_s << 60;
    QTest::newRow("negative") << u"CreditLimit gt -1"_s << 60;
    QTest::newRow("no value") << u"CustomerAccount ne null"_s << 60;
    QTest::newRow("literal first") << u"'US-007' eq CustomerAccount"_s << 1;
}

void ODataFilterTest::takesRows()
{
    QFETCH(QString, filter);
    QTEST(count(u"CustomersV3"_s, filter), "expected");
}

void ODataFilterTest::refuses_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("wrong property") << u"customerAccount eq 'x'"_s
                                    << u"Could not find a property named 'customerAccount' on type "
                                       "'Microsoft.Dynamics.DataEntities.CustomerV3'."_s;
    QTest::newRow("in") << u"CustomerAccount in ('a','b')"_s << u"Syntax error at position 16"_s;
    QTest::newRow("has") << u"PersonGender has Microsoft.Dynamics.DataEntities.Gender'Male'"_s
                         << u"Syntax error at position 13"_s;
    QTest::newRow("contains") << u"contains(CustomerAccount,'a')"_s << u"unknown function with name 'contains'"_s;
    QTest::newRow("startswith") << u"startswith(CustomerAccount,'a')"_s << u"unknown function with name 'startswith'"_s;
    QTest::newRow("types") << u"CustomerAccount eq 5"_s << u"'Edm.String' and 'Edm.Int32' for operator kind 'Equal'"_s;
    QTest::newRow("enumeration as text") << u"PersonGender eq 'Male'"_s
                                         << u"'Microsoft.Dynamics.DataEntities.Gender' and 'Edm.String'"_s;
    QTest::newRow("enumeration in order")
        << u"PersonGender gt Microsoft.Dynamics.DataEntities.Gender'Male'"_s << u"operator kind 'GreaterThan'"_s;
    QTest::newRow("unknown symbol") << u"PersonGender eq Microsoft.Dynamics.DataEntities.Gender'Other'"_s
                                    << u"not a valid enumeration type constant"_s;
    QTest::newRow("no namespace") << u"PersonGender eq Gender'Male'"_s << u"not a valid enumeration type constant"_s;
    QTest::newRow("quote without end") << u"CustomerAccount eq 'US"_s << u"unterminated string literal"_s;
    QTest::newRow("nothing to compare with") << u"CustomerAccount eq"_s << u"Syntax error"_s;
    QTest::newRow("no condition") << u"CreditLimit add 1"_s << u"single boolean value"_s;
    QTest::newRow("bracket") << u"(CreditLimit gt 1"_s << u"Syntax error"_s;
    QTest::newRow("depth") << QString(300, u'(') + "CreditLimit gt 1"_L1 << u"limit"_s;
}

void ODataFilterTest::refuses()
{
    QFETCH(QString, filter);
    QFETCH(QString, sentence);
    const Reply reply = m_practice.ask("/data/CustomersV3?$filter="_L1 + filter);
    QCOMPARE(reply.status, 400);
    const QJsonObject error = reply.json()["error"_L1].toObject();
    const QString inner = error["innererror"_L1]["message"_L1].toString();
    QVERIFY2(inner.contains(sentence), qPrintable(inner));
    QCOMPARE(error["message"_L1].toString(), "The query specified in the URI is not valid. "_L1 + inner);
}

void ODataFilterTest::knowsEnumerations()
{
    const QString literal = u"Gender %1 Microsoft.Dynamics.DataEntities.Gender'%2'"_s;
    int all = 0;
    for (const auto &symbol : {u"Unknown"_s, u"Male"_s, u"Female"_s, u"NonSpecific"_s}) {
        const int equal = count(u"Workers"_s, literal.arg(u"eq"_s, symbol));
        QVERIFY(equal > 0);
        QCOMPARE(count(u"Workers"_s, literal.arg(u"ne"_s, symbol)), 240 - equal);
        all += equal;
    }
    QCOMPARE(all, 240);
}

void ODataFilterTest::knowsDates()
{
    const QString set = u"GeneralJournalAccountEntries"_s;
    const int before = count(set, u"DueDate lt 1900-01-02T00:00:00Z"_s);
    QVERIFY(before > 0 && before < 1'000'000);
    QCOMPARE(count(set, u"DueDate eq 1900-01-01T12:00:00Z"_s), before);
    QCOMPARE(count(set, u"DueDate ge 1900-01-02"_s), 1'000'000 - before);
    QCOMPARE(count(set, u"DueDate eq 1900-01-01T13:00:00+01:00"_s), before);
}

void ODataFilterTest::filtersPageAfterPage()
{
    const QString filter = u"Quantity eq null and IsCredit eq Microsoft.Dynamics.DataEntities.NoYes'Yes'"_s;
    const QString target = "/data/GeneralJournalAccountEntries?$filter="_L1 + filter;
    const QJsonObject first = m_practice.ask(target + "&$top=40&$count=true"_L1).json();
    QCOMPARE(first["@odata.count"_L1].toInt(), count(u"GeneralJournalAccountEntries"_s, filter));
    const QJsonArray next = m_practice.rows(m_practice.targetOf(first["@odata.nextLink"_L1].toString()));
    QCOMPARE(next.size(), 15);
    QJsonArray rows = first["value"_L1].toArray();
    QCOMPARE(rows.size(), 25);
    for (const auto &row : next)
        rows.append(row);
    qint64 last = 0;
    for (const auto &row : rows) {
        QVERIFY(row["Quantity"_L1].isNull());
        QCOMPARE(row["IsCredit"_L1].toString(), u"Yes"_s);
        QVERIFY(row["GeneralJournalAccountEntryRecId"_L1].toInteger() > last);
        last = row["GeneralJournalAccountEntryRecId"_L1].toInteger();
    }
}

QTEST_GUILESS_MAIN(ODataFilterTest)
#include "ODataFilterTest.moc"
