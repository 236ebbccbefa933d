#include "app/http/Trust.h"

#include "tests/app/support/Certificate.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class TrustTest : public QObject
{
    Q_OBJECT
private slots:
    void addsAnAuthorityOfOnesOwnAtItsPlacesOnly();
    void speaksNoOldTls();
};

void TrustTest::addsAnAuthorityOfOnesOwnAtItsPlacesOnly()
{
    const QList<QSslCertificate> own = QSslCertificate::fromData(nobodysRoot, QSsl::Pem);
    QCOMPARE(own.size(), 1);
    const QUrl here(u"https://ax.contoso.example"_s);
    const Trust trust{own, {here}};
    const QList<QSslCertificate> there =
        trust.configuration(QUrl(u"https://ax.contoso.example:443/data?x=1"_s)).caCertificates();
    QVERIFY(there.contains(own.first()));
    for (const QSslCertificate &known : QSslConfiguration::systemCaCertificates())
        QVERIFY(there.contains(known)); // what this computer trusts stays trusted
    for (const QUrl &elsewhere : {QUrl(u"https://ax.contoso.example:8443"_s), QUrl(u"https://contoso.example"_s),
                                  QUrl(u"https://ax.contoso.example.evil.example"_s)})
        QVERIFY(!trust.configuration(elsewhere).caCertificates().contains(own.first()));
    QVERIFY(!Trust().configuration(here).caCertificates().contains(own.first()));
}

void TrustTest::speaksNoOldTls()
{
    QCOMPARE(Trust().configuration(QUrl(u"https://contoso.example"_s)).protocol(), QSsl::TlsV1_2OrLater);
}

QTEST_GUILESS_MAIN(TrustTest)
#include "TrustTest.moc"
