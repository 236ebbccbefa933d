#include "app/auth/AadstsCodes.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class AadstsCodesTest : public QObject
{
    Q_OBJECT
private slots:
    void explainsEveryCommonCode();
    void takesMicrosoftsFirstSentence();
    void takesTheNumberFromTheListToo();
    void saysWhatItCanOfUnknownCodes();
    void readsAnythingElse_data();
    void readsAnythingElse();
};

void AadstsCodesTest::explainsEveryCommonCode()
{
    for (const int code :
         {7000215, 7000222, 700016, 90002, 500011, 65001, 50076, 7000218, 50011, 53003, 700082, 700027}) {
        const AadstsRow *row = aadstsRow(code);
        QVERIFY2(row, qPrintable(QString::number(code)));
        QVERIFY(row->meaning.endsWith(u'.'));
    }
    QVERIFY(!aadstsRow(0));
}

void AadstsCodesTest::takesMicrosoftsFirstSentence()
{
    const Error error = tokenRefusal(
        401,
        R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the )"
        R"(secret being sent in the request is the client secret value, not the client secret ID. Trace ID: 1 )"
        R"(Correlation ID: 2 Timestamp: 3","error_codes":[7000215]})");
    QCOMPARE(error.kind, ErrorKind::NotSignedIn);
    QCOMPARE(error.httpStatus, 401);
    QCOMPARE(error.serviceCode, u"AADSTS7000215"_s);
    QCOMPARE(error.detail, u"Invalid client secret provided."_s);
    QVERIFY(error.message.contains("client secret is wrong"_L1));
}

void AadstsCodesTest::takesTheNumberFromTheListToo()
{
    const Error error = tokenRefusal(
        400,
        R"({"error":"unauthorized_client","error_description":"Application 'x' was not found\r\nTrace ID: 1","error_codes":[700016]})");
    QCOMPARE(error.serviceCode, u"AADSTS700016"_s);
    QCOMPARE(error.detail, u"Application 'x' was not found"_s);
}

void AadstsCodesTest::saysWhatItCanOfUnknownCodes()
{
    const Error numbered = tokenRefusal(400, R"({"error":"x","error_description":"AADSTS999999: Something new."})");
    QCOMPARE(numbered.serviceCode, u"AADSTS999999"_s);
    QVERIFY(numbered.message.contains("AADSTS999999"_L1));
    const Error endless = tokenRefusal(400, R"({"error":")" + QByteArray(5000, 'x') + R"("})");
    QVERIFY2(endless.serviceCode.size() <= 101, qPrintable(endless.serviceCode));
    QVERIFY(endless.message.size() < 300);
    const Error adfs = tokenRefusal(400, R"({"error":"invalid_client"})");
    QCOMPARE(adfs.serviceCode, u"invalid_client"_s);
    QVERIFY(adfs.detail.isEmpty());
}

void AadstsCodesTest::readsAnythingElse_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QByteArray() << u"nothing else"_s;
    QTest::newRow("a page") << QByteArray("\n<!DOCTYPE html><html>") << u"web page"_s;
    QTest::newRow("cut JSON") << QByteArray(R"({"error":"inv)") << u"not a token"_s;
    QTest::newRow("another JSON") << QByteArray("[1]") << u"not a token"_s;
    QTest::newRow("bytes") << QByteArray("\x00\xff\xfe", 3) << u"not a token"_s;
}

void AadstsCodesTest::readsAnythingElse()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, says);
    const Error error = tokenRefusal(403, body);
    QCOMPARE(error.kind, ErrorKind::NotSignedIn);
    QCOMPARE(error.httpStatus, 403);
    QVERIFY(error.serviceCode.isEmpty());
    QVERIFY2(error.message.contains(says), qPrintable(error.message));
}

QTEST_GUILESS_MAIN(AadstsCodesTest)
#include "AadstsCodesTest.moc"
