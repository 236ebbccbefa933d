#include "app/http/FileAddress.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Which addresses of files are called, and how.
class FileAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("called"); // empty: refused
        const auto row = [](const char *name, const QString &origin, const QString &address, const QString &called) {
            QTest::newRow(name) << origin << address << called;
        };
        const QString erp = u"https://erp.example"_s, here = u"http://127.0.0.1:8080"_s;
        row("own", erp, u"https://erp.example/f?x=1"_s, u"https://erp.example/f?x=1"_s);
        row("own behind a balancer", erp, u"http://erp.example/f"_s, u"https://erp.example/f"_s);
        row("own with its port", erp, u"http://erp.example:80/f"_s, u"https://erp.example/f"_s);
        row("own on another port", u"https://erp.example:8443"_s, u"http://erp.example/f"_s,
            u"https://erp.example:8443/f"_s);
        row("own on this computer", here, u"http://127.0.0.1:8080/f"_s, u"http://127.0.0.1:8080/f"_s);
        row("signed elsewhere", erp, u"https://x.blob.example/f?sv=1&sig=a%2Bb"_s,
            u"https://x.blob.example/f?sv=1&sig=a%2Bb"_s);
        row("signed elsewhere without TLS", erp, u"http://x.blob.example/f?sig=a"_s,
            u"https://x.blob.example/f?sig=a"_s);
        row("signed on this computer", here, u"http://127.0.0.1:9/f?sig=a"_s, u"http://127.0.0.1:9/f?sig=a"_s);
        row("unsigned elsewhere", erp, u"https://x.blob.example/f"_s, {});
        row("empty signature", erp, u"https://x.blob.example/f?sig="_s, {});
        row("unsigned on this computer", here, u"http://127.0.0.1:9/f"_s, {});
        row("file", erp, u"file:///etc/passwd"_s, {});
        row("user", erp, u"https://u:p@erp.example/f"_s, {});
        row("relative", erp, u"/f?sig=a"_s, {});
        row("nothing", erp, {}, {});
    }
    void judges()
    {
        QFETCH(QString, origin);
        QFETCH(QString, address);
        QFETCH(QString, called);
        const auto url = fileAddress(QUrl(origin), QUrl(address));
        QCOMPARE(url ? url->toString(QUrl::FullyEncoded) : QString(), called);
        if (!url) {
            QCOMPARE(url.error().kind, ErrorKind::Refused);
            QVERIFY(!url.error().message.contains(u"://"_s));
        }
    }
};

QTEST_GUILESS_MAIN(FileAddressTest)
#include "FileAddressTest.moc"
