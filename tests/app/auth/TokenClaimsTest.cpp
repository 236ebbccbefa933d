#include "app/auth/TokenClaims.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
QByteArray jwt(const QByteArray &claims)
{
    const auto part = [](const QByteArray &text) {
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part(R"({"typ":"JWT","alg":"RS256"})") + '.' + part(claims) + '.' + part("signature");
}
} // namespace

class TokenClaimsTest : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatATokenSays();
    void readsOtherNamesOfTheSame();
    void passesOverWhatIsNoTime();
    void isSilentAboutWhatIsNoToken_data();
    void isSilentAboutWhatIsNoToken();
};

void TokenClaimsTest::readsWhatATokenSays()
{
    const auto claims = readClaims(jwt(R"({"aud":"https://contoso.operations.dynamics.com/","tid":"t","appid":"a",)"
                                       R"("nbf":1772347320,"exp":1772350920})"));
    QVERIFY(claims);
    QCOMPARE(claims->audience, u"https://contoso.operations.dynamics.com/"_s);
    QCOMPARE(claims->tenant, u"t"_s);
    QCOMPARE(claims->application, u"a"_s);
    QCOMPARE(claims->user, QString());
    QCOMPARE(claims->fromUtc, QDateTime(QDate(2026, 3, 1), QTime(6, 42), Qt::UTC));
    QCOMPARE(claims->untilUtc, QDateTime(QDate(2026, 3, 1), QTime(7, 42), Qt::UTC));
}

void TokenClaimsTest::readsOtherNamesOfTheSame()
{
    const auto claims = readClaims(jwt(R"({"aud":["one","two"],"azp":"b","preferred_username":"op@contoso.com"})"));
    QVERIFY(claims);
    QCOMPARE(claims->audience, u"one"_s);
    QCOMPARE(claims->application, u"b"_s);
    QCOMPARE(claims->user, u"op@contoso.com"_s);
    QVERIFY(!claims->untilUtc.isValid());
}

void TokenClaimsTest::passesOverWhatIsNoTime()
{
    for (const QByteArray &time : QByteArrayList{"-1", "\"soon\"", "1e300", "null", "{}"}) {
        const auto claims = readClaims(jwt("{\"exp\":" + time + '}'));
        QVERIFY2(claims && !claims->untilUtc.isValid(), time.constData());
    }
}

void TokenClaimsTest::isSilentAboutWhatIsNoToken_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an opaque word") << QByteArray("EwBgA8l6BAAU");
    QTest::newRow("two parts") << QByteArray("e30.e30");
    QTest::newRow("no base64") << QByteArray("e30.?!*.e30");
    QTest::newRow("no JSON") << QByteArray("e30.aGVsbG8.e30");
    QTest::newRow("a list") << QByteArray("e30.W10.e30");
    QTest::newRow("twenty thousand bytes") << "e30." + QByteArray(20'000, 'A') + ".e30";
}

void TokenClaimsTest::isSilentAboutWhatIsNoToken()
{
    QFETCH(const QByteArray, token);
    QVERIFY(!readClaims(token));
}

QTEST_GUILESS_MAIN(TokenClaimsTest)
#include "TokenClaimsTest.moc"
