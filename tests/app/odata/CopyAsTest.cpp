#include "app/odata/CopyAs.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Requests as text for other programs, and back.
class CopyAsTest : public QObject
{
    Q_OBJECT
private slots:
    void quotesForEachLanguage();
    void holdsNoSecret();
    void findsAddresses_data();
    void findsAddresses();

private:
    static QUrl sample()
    {
        return QUrl(u"https://me:pw@c.dynamics.com/data/CustomersV3?$filter=Name%20eq%20'O''Neill'&sig=hush"_s);
    }
};

void CopyAsTest::quotesForEachLanguage()
{
    const QUrl url(u"https://c.dynamics.com/data/CustomersV3?$filter=Name eq 'O''Neill ä'"_s);
    const QString plain = u"https://c.dynamics.com/data/CustomersV3?$filter=Name%20eq%20'O''Neill%20%C3%A4'"_s;
    QCOMPARE(copiedAs(CopyFormat::Url, url), plain);
    const auto holds = [&url](CopyFormat format, QString quote, const QString &around) {
        QString wanted = u"https://c.dynamics.com/data/CustomersV3?$filter=Name%20eq%20'O''Neill%20%C3%A4'"_s;
        wanted = around + wanted.replace(u"'"_s, quote) + around;
        return copiedAs(format, url).contains(wanted);
    };
    QVERIFY(holds(CopyFormat::Curl, uR"('\'')"_s, u"'"_s));
    QVERIFY(holds(CopyFormat::PowerShell, u"''"_s, u"'"_s));
    QVERIFY(holds(CopyFormat::Python, uR"(\')"_s, u"'"_s));
    QVERIFY(holds(CopyFormat::PowerQuery, u"'"_s, u"\""_s));
    QVERIFY(copiedAs(CopyFormat::PowerQuery, url).startsWith("let\n"_L1));
}

void CopyAsTest::holdsNoSecret()
{
    for (const auto format :
         {CopyFormat::Url, CopyFormat::Curl, CopyFormat::PowerShell, CopyFormat::Python, CopyFormat::PowerQuery}) {
        const QString text = copiedAs(format, sample());
        QVERIFY2(!text.contains("pw@"_L1) && !text.contains("hush"_L1), qPrintable(text));
        QVERIFY2(text.contains("CustomersV3"_L1), qPrintable(text));
    }
}

void CopyAsTest::findsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::newRow("address") << u" https://a.b/data/X?$top=1 "_s << u"https://a.b/data/X?$top=1"_s;
    QTest::newRow("sign in the query") << u"https://u:p@a.b/data/X?$filter=M eq 'c@d.e'"_s
                                       << u"https://a.b/data/X?$filter=M eq 'c@d.e'"_s;
    QTest::newRow("curl")
        << uR"(curl -H 'Authorization: Bearer abc' 'https://a.b/X?$filter=N%20eq%20'\''q'\''' --fail)"_s
        << u"https://a.b/X?$filter=N%20eq%20'q'"_s;
    QTest::newRow("curl, other quotes") << u"curl \"https://a.b/X?$filter=N eq 'q'\""_s
                                        << u"https://a.b/X?$filter=N eq 'q'"_s;
    QTest::newRow("curl, bare") << u"curl --location https://a.b/X -H 'A: https'"_s << u"https://a.b/X"_s;
    QTest::newRow("our own") << copiedAs(CopyFormat::Curl, QUrl(u"https://a.b/X?$filter=N eq 'q'"_s))
                             << u"https://a.b/X?$filter=N%20eq%20'q'"_s;
    QTest::newRow("nothing") << u"curl --help"_s << QString();
    QTest::newRow("a word") << u"CustomersV3"_s << QString();
}

void CopyAsTest::findsAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    QCOMPARE(addressIn(text), address);
}

QTEST_GUILESS_MAIN(CopyAsTest)
#include "CopyAsTest.moc"
