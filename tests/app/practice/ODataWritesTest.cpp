#include "ODataFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Adding, changing and deleting records, over real sockets.
class ODataWritesTest : public QObject
{
    Q_OBJECT

    Reply write(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                const QByteArray &headers = {})
    {
        return m_practice->call(method, "/data/" + target, body,
                                "Authorization: Bearer " + m_practice->token() + "\r\n" + headers);
    }
    static QString sentence(const Reply &reply)
    {
        return reply.json()["error"_L1]["innererror"_L1]["message"_L1].toString();
    }
    QJsonObject group(const QString &id)
    {
        return m_practice->ask(groups + u"(dataAreaId='usmf',CustomerGroupId='%1')"_s.arg(id)).json();
    }

    const QString groups = u"/data/CustomerGroups"_s;
    std::unique_ptr<ODataPractice> m_practice;

private slots:
    void init() { m_practice = std::make_unique<ODataPractice>(); }

    void addsChangesAndDeletes()
    {
        const qsizetype before = m_practice->rows(groups).size();
        const Reply added = write("POST", "CustomerGroups", R"({"CustomerGroupId":"NEW","Description":"„Neu“"})");
        QCOMPARE(added.status, 201);
        QCOMPARE(added.json()["dataAreaId"_L1].toString(), u"usmf"_s);
        QCOMPARE(added.json()["Description"_L1].toString(), u"„Neu“"_s);
        QCOMPARE(m_practice->rows(groups).size(), before + 1);
        const QString etag = group(u"NEW"_s)["@odata.etag"_L1].toString();
        QVERIFY(!etag.isEmpty());
        QCOMPARE(QString::fromLatin1(added.headers.value("etag")), etag);
        QCOMPARE(m_practice->column(groups + u"?$filter=Description eq '„Neu“'"_s, u"CustomerGroupId"_s),
                 QStringList(u"NEW"_s));
        const Reply again = write("POST", "CustomerGroups", R"({"CustomerGroupId":"NEW","Description":"x"})");
        QCOMPARE(again.status, 400);
        QVERIFY2(sentence(again).contains(u"already exists"_s), qPrintable(sentence(again)));

        QCOMPARE(write("PATCH", "CustomerGroups(dataAreaId='usmf',CustomerGroupId='NEW')", R"({"Description":"Other"})")
                     .status,
                 204);
        QCOMPARE(group(u"NEW"_s)["Description"_L1].toString(), u"Other"_s);
        QVERIFY(group(u"NEW"_s)["@odata.etag"_L1].toString() != etag);

        QCOMPARE(write("DELETE", "CustomerGroups(dataAreaId='usmf',CustomerGroupId='NEW')").status, 204);
        QCOMPARE(m_practice->rows(groups).size(), before);
        QCOMPARE(m_practice->ask(groups + u"(dataAreaId='usmf',CustomerGroupId='NEW')"_s).status, 404);
    }

    void deletesWhatIsMade()
    {
        const QStringList before = m_practice->column(groups, u"CustomerGroupId"_s);
        const QString gone = before[1];
        QCOMPARE(write("DELETE", "CustomerGroups(dataAreaId='usmf',CustomerGroupId='" + gone.toLatin1() + "')").status,
                 204);
        QStringList left = before;
        left.removeAt(1);
        QCOMPARE(m_practice->column(groups, u"CustomerGroupId"_s), left);
        QCOMPARE(m_practice->column(groups + u"?$orderby=CustomerGroupId"_s, u"CustomerGroupId"_s).size(), left.size());
        QCOMPARE(m_practice->ask(groups + u"/$count"_s).body, QByteArray::number(left.size()));
        // The same key again is a record like the others.
        QCOMPARE(
            write("POST", "CustomerGroups", "{\"Description\":\"x\",\"CustomerGroupId\":\"" + gone.toLatin1() + "\"}")
                .status,
            201);
        QCOMPARE(group(gone)["Description"_L1].toString(), u"x"_s);
    }

    void noticesThatSomebodyWasFaster()
    {
        const QByteArray record = "CustomersV3(dataAreaId='usmf',CustomerAccount='US-001')";
        const QByteArray etag =
            m_practice->ask(u"/data/"_s + QString::fromLatin1(record)).json()["@odata.etag"_L1].toString().toLatin1();
        QCOMPARE(write("PATCH", record, R"({"OrganizationName":"First"})", "If-Match: " + etag + "\r\n").status, 204);
        for (const QByteArray method : {"PATCH", "DELETE"}) {
            const Reply late = write(method, record, R"({"OrganizationName":"Second"})", "If-Match: " + etag + "\r\n");
            QCOMPARE(late.status, 412);
            QVERIFY2(sentence(late).contains(u"etag"_s), qPrintable(sentence(late)));
        }
        QCOMPARE(m_practice->ask(u"/data/"_s + QString::fromLatin1(record)).json()["OrganizationName"_L1].toString(),
                 u"First"_s);
        for (const QByteArray &odd : {etag.mid(2), etag.chopped(1), QByteArray("W/\"")})
            QCOMPARE(write("DELETE", record, {}, "If-Match: " + odd + "\r\n").status, 412);
        QCOMPARE(write("PATCH", record, R"({"OrganizationName":"Third"})", "If-Match: *\r\n").status, 204);
    }

    void refusesInItsOwnWords_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const QByteArray record = "CustomersV3(dataAreaId='usmf',CustomerAccount='US-001')";
        const auto row = [](const char *name, const QByteArray &method, const QByteArray &target,
                            const QByteArray &body, int status,
                            const QString &says) { QTest::newRow(name) << method << target << body << status << says; };
        row("a wrong property", "PATCH", record, R"({"Nome":"x"})", 400, u"'Nome'"_s);
        row("a value of another type", "PATCH", record, R"({"OrganizationName":5})", 400, u"'OrganizationName'"_s);
        row("no JSON", "PATCH", record, "[]", 400, u"JSON"_s);
        row("deep JSON", "PATCH", record, QByteArray("{\"a\":").repeated(100'000), 400, u"JSON"_s);
        row("a huge body", "PATCH", record, "{\"OrganizationName\":\"" + QByteArray(9 << 20, 'x') + "\"}", 413,
            u"8 MB"_s);
        row("a part of the key", "PATCH", "CustomersV3(CustomerAccount='US-001')", "{}", 400, u"number of keys"_s);
        row("no such record", "DELETE", "CustomersV3(dataAreaId='usmf',CustomerAccount='no')", "", 404, u"No record"_s);
        row("no such set", "POST", "customersv3", "{}", 404, u"No HTTP resource"_s);
        row("a whole set", "DELETE", "CustomersV3", "", 404, u"No HTTP resource"_s);
        row("a field is missing", "POST", "CustomerGroups", R"({"CustomerGroupId":"Q"})", 400, u"'Description'"_s);
        row("another company", "POST", "CustomerGroups",
            R"({"dataAreaId":"demf","CustomerGroupId":"Q","Description":"x"})", 404, u"demf"_s);
        row("a read-only set", "POST", "GeneralJournalAccountEntries", "{}", 405, u"read-only"_s);
    }
    void refusesInItsOwnWords()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        const Reply reply = write(method, target, body);
        QTEST(reply.status, "status");
        QVERIFY2(sentence(reply).contains(says), qPrintable(sentence(reply)));
        QCOMPARE(m_practice->call(method, "/data/" + target, body).status, 302); // without a token
    }

    void writesInOtherCompaniesWhenAllAreMeant()
    {
        const QString ofGermany = groups + u"?cross-company=true&$filter=dataAreaId eq 'demf'"_s;
        const QString id = m_practice->column(ofGermany, u"CustomerGroupId"_s).value(0);
        const QByteArray record = "CustomerGroups(dataAreaId='demf',CustomerGroupId='" + id.toLatin1() + "')";
        QCOMPARE(write("PATCH", record, R"({"Description":"Hier"})").status, 404);
        QCOMPARE(write("PATCH", record + "?cross-company=true", R"({"Description":"Hier"})").status, 204);
        QVERIFY(m_practice->column(ofGermany, u"Description"_s).contains(u"Hier"_s));
        QVERIFY(!m_practice->column(groups, u"Description"_s).contains(u"Hier"_s));
    }
};

QTEST_GUILESS_MAIN(ODataWritesTest)
#include "ODataWritesTest.moc"
