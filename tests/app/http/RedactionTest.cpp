#include "app/http/Redaction.h"
#include "app/http/SecretScrubber.h"

#include <QTest>
#include <QUrl>

#include <algorithm>

using namespace waybill;
using namespace Qt::StringLiterals;

class RedactionTest : public QObject
{
    Q_OBJECT
private slots:
    void blanksAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("signature") << u"https://x.example/b?sv=1&sig=HUSH"_s;
        QTest::newRow("code") << u"https://x.example/cb?code=HUSH&state=HUSH"_s;
        QTest::newRow("behind the number sign") << u"https://x.example/cb#id_token=HUSH"_s;
        QTest::newRow("user info") << u"https://HUSH:HUSH@x.example/"_s;
        QTest::newRow("sign-in form") << u"https://x.example/?SAMLRequest=HUSH&client_info=HUSH"_s;
        QTest::newRow("bucket") << u"https://x.example/?X-Amz-Signature=HUSH&X-Amz-Security-Token=HUSH"_s;
        QTest::newRow("a token that is no parameter") << u"https://x.example/a/eyJhbGciOi.HUSH.x"_s;
    }
    void blanksAddresses()
    {
        QFETCH(QString, address);
        const QString shown = redactedUrl(QUrl(address));
        QVERIFY2(!shown.contains("HUSH"_L1), qPrintable(shown));
        QVERIFY2(shown.contains("x.example"_L1), qPrintable(shown));
    }

    void leavesUsersOutOfWhatWasTyped()
    {
        QCOMPARE(withoutUserInfo(u"https://x.example/a"_s), u"https://x.example/a"_s);
        QCOMPARE(withoutUserInfo(u"http://ann:HU/SH@HUSH@x.example"_s), u"http://x.example"_s);
        QCOMPARE(withoutUserInfo(u"ann:HUSH@x.example:8080"_s), u"x.example:8080"_s);
        QCOMPARE(withoutUserInfo(u"http://ann:HU SH@x.example"_s), u"http://x.example"_s);
    }

    void leavesWhatIsNoSecret()
    {
        const QString address = u"https://x.example/api/connector/enqueue/1?entity=Customer%20groups&company=usmf"_s;
        QCOMPARE(redactedUrl(QUrl(address)), address);
        QCOMPARE(redactedBody("{\"Message\":\"The key A1 is not there.\"}"),
                 u"{\"Message\":\"The key A1 is not there.\"}"_s);
    }

    void blanksBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("JSON") << QByteArray("{\"access_token\" : \"HUSH\",\"token\":\"HUSH\"}");
        QTest::newRow("JSON that was cut") << QByteArray("{\"access_token\":\"HUSH");
        QTest::newRow("JSON in JSON") << QByteArray("{\"message\":\"{\\\"access_token\\\":\\\"HUSH\\\"}\"}");
        QTest::newRow("form") << QByteArray("grant_type=x&client_secret=HUSH&scope=y");
        QTest::newRow("header") << QByteArray("Authorization: Bearer HUSHHUSHHUSH was refused");
        QTest::newRow("signed address in JSON") << QByteArray("{\"value\":\"https://b.example/?x=1\\u0026sig=HUSH\"}");
        QTest::newRow("signed address in a query") << QByteArray("https://a.example/?u=b.example%3Fx%3D1%26sig=HUSH");
        QTest::newRow("signed address in a page") << QByteArray("<a href='https://b.example/?x=1&amp;sig=HUSH'>");
    }
    void blanksBodies()
    {
        QFETCH(QByteArray, body);
        const QString shown = redactedBody(body);
        QVERIFY2(!shown.contains("HUSH"_L1), qPrintable(shown));
    }

    void scrubsEveryFormOfAKnownSecret()
    {
        const QByteArray secret = "a/b~\"c+\\d=ef";
        const SecretScrubber scrub({secret, "short"});
        QByteArray lower = secret.toPercentEncoding();
        lower.replace("%2F", "%2f")
            .replace("%22", "%22")
            .replace("%2B", "%2b")
            .replace("%5C", "%5c")
            .replace("%3D", "%3d");
        for (const QByteArray &form : {secret, secret.toPercentEncoding(), lower, QByteArray("a/b~\\\"c+\\\\d=ef"),
                                       QByteArray("a\\/b~\\\"c+\\\\d=ef")})
            QCOMPARE(scrub.bytes("<" + form + "> short"), "<(hidden)> short");
        const QByteArray tail(1 << 20, 'x');
        QCOMPARE(scrub.head(secret + tail), "(hidden)" + tail);
    }

    void keepsNothingBehindTheEnd()
    {
        const QByteArray secret(300, 'S');
        const auto holds = [](const auto &text) { // in all its room, not only in what it shows
            const auto *const end = text.constData() + text.capacity();
            return std::find(text.constData(), end, QLatin1Char('S')) != end;
        };
        QVERIFY(!holds(redactedBody("{\"access_token\":\"" + secret + "\",\"refresh_token\":\"" + secret + "\"}")));
        QVERIFY(!holds(redactedBody("beginning" + secret, 9)));
        QVERIFY(!holds(withoutUserInfo(u"https://ann:%1@contoso.com"_s.arg(QString::fromLatin1(secret)))));
        QVERIFY(!holds(SecretScrubber({secret}).bytes("the beginning of an answer, then " + secret + secret)));
    }
};

QTEST_GUILESS_MAIN(RedactionTest)
#include "RedactionTest.moc"
