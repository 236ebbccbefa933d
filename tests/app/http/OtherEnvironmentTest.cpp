#include "app/http/OtherEnvironment.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// An address behind which another environment stands than the one that was saved.
class OtherEnvironmentTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsAnother_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("tenant");
        QTest::addColumn<QString>("said");
        const QByteArray ours = "8f3c0000-1111-2222-3333-444455556666", theirs = "9a9a0000-1111-2222-3333-444455556666";
        const QString guid = QString::fromLatin1(ours), domain = u"contoso.com"_s;
        QTest::newRow("an answer") << 200 << QByteArray("Location: https://fabrikam.com/") << guid << QString();
        QTest::newRow("its own page") << 302 << QByteArray("Location: /signin") << guid << QString();
        QTest::newRow("its own host") << 302 << QByteArray("Location: https://CONTOSO.operations.dynamics.com/x")
                                      << guid << QString();
        QTest::newRow("its own tenant") << 302
                                        << "Location: https://login.microsoftonline.com/" + ours.toUpper() +
                                               "/oauth2/authorize"
                                        << guid << QString();
        QTest::newRow("any tenant") << 302 << QByteArray("Location: https://login.windows.net/common/oauth2/authorize")
                                    << guid << QString();
        QTest::newRow("not to be compared")
            << 302 << "Location: https://login.windows.net/" + theirs + "/oauth2/authorize" << domain << QString();
        QTest::newRow("another host") << 307 << QByteArray("Location: https://fabrikam.operations.dynamics.com/data")
                                      << guid << u"it sends on to fabrikam.operations.dynamics.com"_s;
        QTest::newRow("a host without scheme")
            << 302 << QByteArray("Location: //fabrikam.com/x") << guid << u"it sends on to fabrikam.com"_s;
        QTest::newRow("another tenant") << 302
                                        << "Location: https://login.microsoftonline.com/" + theirs + "/oauth2/authorize"
                                        << guid
                                        << u"it belongs to the tenant %1, and %2 is saved"_s.arg(
                                               QString::fromLatin1(theirs), guid);
        QTest::newRow("another domain") << 302 << QByteArray("Location: https://login.windows.net/fabrikam.com/x")
                                        << domain
                                        << u"it belongs to the tenant fabrikam.com, and contoso.com is saved"_s;
        QTest::newRow("at its own authority")
            << 302 << "Location: https://sts.contoso.com/behind/" + theirs + "/oauth2/v2.0/authorize" << guid
            << u"it belongs to the tenant %1, and %2 is saved"_s.arg(QString::fromLatin1(theirs), guid);
        QTest::newRow("a challenge")
            << 401
            << "WWW-Authenticate: Bearer realm=\"x\", authorization_uri=\"https://login.windows.net/" + theirs + "\""
            << guid << u"it belongs to the tenant %1, and %2 is saved"_s.arg(QString::fromLatin1(theirs), guid);
        QTest::newRow("its own challenge")
            << 401 << "WWW-Authenticate: Bearer authorization_uri=https://login.windows.net/" + ours + ",realm=x"
            << guid << QString();
        QTest::newRow("a challenge elsewhere")
            << 401 << QByteArray("WWW-Authenticate: Bearer authorization_uri=\"https://sts.fabrikam.com/x\"") << guid
            << QString();
        QTest::newRow("another tenant of an unknown sign-in")
            << 401 << "WWW-Authenticate: Bearer authorization_uri=\"https://sts.fabrikam.com/" + theirs + "\"" << guid
            << u"it belongs to the tenant %1, and %2 is saved"_s.arg(QString::fromLatin1(theirs), guid);
        QTest::newRow("a page of its own with a number")
            << 302 << "Location: /" + theirs + "/start" << guid << QString();
        QTest::newRow("nonsense") << 302 << QByteArray("Location: http://[") << guid << QString();
        QTest::newRow("nothing") << 302 << QByteArray("X: y") << guid << QString();
    }
    void knowsAnother()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        QFETCH(QString, tenant);
        QFETCH(QString, said);
        HttpAnswer answer;
        answer.status = status;
        const qsizetype colon = header.indexOf(':');
        answer.headers = {{header.first(colon), header.mid(colon + 2)}};
        const EnvironmentMarks marks{QUrl(u"https://contoso.operations.dynamics.com"_s),
                                     QUrl(u"https://sts.contoso.com/behind"_s), tenant};
        QCOMPARE(saysAnotherEnvironment(answer, marks).value_or(QString()), said);
    }
};

QTEST_GUILESS_MAIN(OtherEnvironmentTest)
#include "OtherEnvironmentTest.moc"
