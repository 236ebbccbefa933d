#include "ui/environments/SignInDialog.h"

#include "tests/app/auth/RawServer.h"
#include "tests/ui/environments/EnvironmentsWorld.h"
#include "ui/widgets/Banner.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
/// Remembers what it was asked to open.
class NotedBrowser final : public BrowserOpener
{
public:
    bool open(const QUrl &address) override
    {
        opened << address;
        return works;
    }
    QList<QUrl> opened;
    bool works = true;
};
} // namespace

/// A person signs in, by code or by browser.
class SignInDialogTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void showsTheCodeUntilSomebodyIsSignedIn();
    void saysWhyNobodyIsAndTriesAgain();
    void opensTheBrowserAndCanBeCancelled();
    void saysWhenThereIsNoBrowser();

private:
    void open(Grant grant);
    QPushButton *button(const QString &name) const { return m_dialog->findChild<QPushButton *>(name); }
    QString label(const QString &name) const { return m_dialog->findChild<QLabel *>(name)->text(); }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<EnvironmentsWorld> m_world;
    std::shared_ptr<NotedBrowser> m_browser;
    std::unique_ptr<SignInDialog> m_dialog;
    bool m_declines = false;
};

void SignInDialogTest::init()
{
    m_declines = false;
    m_server = std::make_unique<RawServer>();
    m_server->answer = [this](int number) {
        if (m_server->requests[number].head.contains("devicecode"))
            return RawServer::http(200, R"({"user_code":"ABCD-EFGH","device_code":"c","interval":1,"expires_in":900,)"
                                        R"("verification_uri":"https://microsoft.com/devicelogin","message":"m"})");
        if (m_declines)
            return RawServer::http(400, R"({"error":"authorization_declined","error_description":"No."})");
        return RawServer::http(200, R"({"access_token":"abc","expires_in":3600,"refresh_token":"r1"})");
    };
    m_world = std::make_unique<EnvironmentsWorld>();
    m_browser = std::make_shared<NotedBrowser>();
}

void SignInDialogTest::cleanup()
{
    m_dialog.reset();
    m_world.reset();
    m_server.reset();
}

void SignInDialogTest::open(Grant grant)
{
    Environment environment = EnvironmentsWorld::named(u"Contoso"_s, m_server->url());
    environment.authority = m_server->url();
    environment.grant = grant;
    m_world->add(environment);
    m_dialog = std::make_unique<SignInDialog>(environment, &m_world->connections, m_browser, m_world->clock);
    m_dialog->show();
}

void SignInDialogTest::showsTheCodeUntilSomebodyIsSignedIn()
{
    open(Grant::DeviceCode);
    QSignalSpy signedIn(m_dialog.get(), &SignInDialog::signedIn);
    QTRY_COMPARE(label(u"deviceCode"_s), u"ABCD-EFGH"_s);
    QVERIFY(m_dialog->findChild<QLabel *>(u"deviceCode"_s)->accessibleName().contains(u"ABCD-EFGH"_s));
    QVERIFY(label(u"signInTold"_s).contains(u"https://microsoft.com/devicelogin"_s));
    QVERIFY(label(u"deviceCodeLeft"_s).contains(u"14:5"_s) || label(u"deviceCodeLeft"_s).contains(u"15:00"_s));
    button(u"copyCodeButton"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), u"ABCD-EFGH"_s);
    button(u"openPageButton"_s)->click();
    QCOMPARE(m_browser->opened.value(0), QUrl(u"https://microsoft.com/devicelogin"_s));
    QTRY_COMPARE(signedIn.size(), 1);
    QVERIFY(!m_dialog->isVisible());
}

void SignInDialogTest::saysWhyNobodyIsAndTriesAgain()
{
    m_declines = true;
    open(Grant::DeviceCode);
    QSignalSpy failed(m_dialog.get(), &SignInDialog::failed);
    QSignalSpy signedIn(m_dialog.get(), &SignInDialog::signedIn);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(m_dialog->findChild<Banner *>(u"signInTrouble"_s)->isVisible());
    QVERIFY(m_dialog->isVisible() && !button(u"openPageButton"_s)->isVisible());
    m_declines = false;
    button(u"tryAgainButton"_s)->click();
    QVERIFY(!m_dialog->findChild<Banner *>(u"signInTrouble"_s)->isVisible());
    QTRY_COMPARE(signedIn.size(), 1);
}

void SignInDialogTest::opensTheBrowserAndCanBeCancelled()
{
    open(Grant::Interactive);
    QSignalSpy failed(m_dialog.get(), &SignInDialog::failed);
    QTRY_COMPARE(m_browser->opened.size(), 1);
    QVERIFY(m_browser->opened.first().path().endsWith(u"/authorize"_s));
    QVERIFY(!button(u"copyCodeButton"_s)->isVisible());
    button(u"copyAddressButton"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), m_browser->opened.first().toString(QUrl::FullyEncoded));
    button(u"openPageButton"_s)->click();
    QCOMPARE(m_browser->opened.size(), 2);
    button(u"cancelSignInButton"_s)->click();
    QVERIFY(!m_dialog->isVisible());
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.value(0).value(0).value<Error>().kind, ErrorKind::Cancelled);
}

void SignInDialogTest::saysWhenThereIsNoBrowser()
{
    m_browser->works = false;
    open(Grant::Interactive);
    QTRY_VERIFY(label(u"signInTold"_s).startsWith(u"No browser could be started"_s));
    QVERIFY(button(u"copyAddressButton"_s)->isEnabled());
}

QTEST_MAIN(SignInDialogTest)
#include "SignInDialogTest.moc"
