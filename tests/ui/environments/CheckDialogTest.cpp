#include "ui/environments/CheckDialog.h"

#include "tests/app/auth/RawServer.h"
#include "tests/ui/environments/EnvironmentsWorld.h"
#include "ui/environments/CheckStepRow.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class CheckDialogTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void saysThatAllIsWell();
    void saysWhatIsWorthALook();
    void showsWhatIsInTheWay();
    void goesAgainAndCopiesTheReport();
    void endsWithItsWindow();
    void letsAHaltedConnectionGoOn();

private:
    std::unique_ptr<CheckDialog> dialog(const Environment &environment);
    CheckStepRow *row(const CheckDialog &dialog, const QString &title);
    Environment environment() const;

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<SecretStore> m_secrets;
    HttpLog m_log;
};

void CheckDialogTest::init()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    m_server = std::make_unique<RawServer>();
    m_server->answer = [this](int number) {
        const QByteArray head = m_server->requests[number].head;
        const bool known = head.toLower().contains("authorization:");
        if (head.contains("openid-configuration"))
            return RawServer::http(200, R"({"issuer":"https://sts","token_endpoint":"https://sts/token"})");
        if (head.contains("/token "))
            return RawServer::http(200, R"({"token_type":"Bearer","expires_in":3599,"access_token":"opaque-token"})");
        if (head.contains("/dequeue/"))
            return RawServer::http(500, R"({"Message":"No such job."})");
        return known ? RawServer::http(200, R"({"value":[]})") : RawServer::http(401, "{}");
    };
    m_secrets = std::make_unique<SecretStore>(u"/profile"_s);
    m_secrets->keepForSession(u"Contoso"_s, u"a very secret word"_s);
}

Environment CheckDialogTest::environment() const
{
    Environment environment;
    environment.name = u"Contoso"_s;
    environment.url = environment.authority = m_server->url();
    environment.tenant = u"contoso.example"_s;
    environment.clientId = u"client-1"_s;
    return environment;
}

std::unique_ptr<CheckDialog> CheckDialogTest::dialog(const Environment &environment)
{
    return std::make_unique<CheckDialog>(environment,
                                         ConnectionCheck(m_secrets.get(), &m_log, std::make_shared<SystemClock>()));
}

CheckStepRow *CheckDialogTest::row(const CheckDialog &dialog, const QString &title)
{
    for (auto *row : dialog.findChildren<CheckStepRow *>()) {
        if (row->accessibleName().startsWith(title + u':'))
            return row;
    }
    return nullptr;
}

void CheckDialogTest::saysThatAllIsWell()
{
    const auto usual = m_server->answer;
    m_server->answer = [this, usual](int number) {
        const QByteArray claims = "{\"aud\":\"" + m_server->url().toEncoded() + "\"}";
        QByteArray answer = usual(number);
        answer.replace("opaque-token", "e30." + claims.toBase64(QByteArray::Base64UrlEncoding) + ".e30");
        const QByteArray body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
        const QByteArray now =
            QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
        return RawServer::http(answer.split(' ').value(1).toInt(), body, "Date: " + now + "\r\n");
    };
    const auto dialog = this->dialog(environment());
    QSignalSpy checked(dialog.get(), &CheckDialog::checked);
    dialog->show();
    QVERIFY(checked.wait(30'000));
    for (const CheckStep &step : dialog->report()->steps)
        QVERIFY2(step.finding.state == StepState::Passed, qPrintable(step.id + step.finding.meaning));
    QCOMPARE(dialog->findChild<QLabel *>(u"checkSummary"_s)->text(),
             u"All is well: files can be pushed and followed."_s);
    // Every stop of the Tab key has a name.
    for (QWidget *widget : dialog->findChildren<QWidget *>()) {
        if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) && !qobject_cast<QPushButton *>(widget))
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

void CheckDialogTest::saysWhatIsWorthALook()
{
    const auto dialog = this->dialog(environment());
    QSignalSpy checked(dialog.get(), &CheckDialog::checked);
    dialog->show();
    QVERIFY(checked.wait(30'000));
    QVERIFY(dialog->report()->ok());
    // The token is opaque and the answers tell no time: both are said.
    QCOMPARE(dialog->findChild<QLabel *>(u"checkSummary"_s)->text(), u"It works; 2 things are worth a look."_s);
    QCOMPARE(row(*dialog, u"The application is let in"_s)->accessibleName(), u"The application is let in: passed"_s);
    QCOMPARE(row(*dialog, u"The clock is right"_s)->accessibleName(), u"The clock is right: worth a look"_s);
}

void CheckDialogTest::showsWhatIsInTheWay()
{
    Environment nobody = environment();
    m_server->close();
    const auto dialog = this->dialog(nobody);
    QSignalSpy checked(dialog.get(), &CheckDialog::checked);
    dialog->show();
    QVERIFY(checked.wait(30'000));
    QCOMPARE(dialog->findChild<QLabel *>(u"checkSummary"_s)->text(), u"2 things are in the way."_s);
    CheckStepRow *port = row(*dialog, u"Its port takes connections"_s);
    QVERIFY(port->accessibleName().endsWith(u": failed"_s));
    QVERIFY(port->accessibleDescription().contains(u"Check the address and its port."_s));
    QCOMPARE(row(*dialog, u"OData can be read"_s)->accessibleName(), u"OData can be read: skipped"_s);
}

void CheckDialogTest::goesAgainAndCopiesTheReport()
{
    const auto dialog = this->dialog(environment());
    QSignalSpy checked(dialog.get(), &CheckDialog::checked);
    dialog->show();
    auto *again = dialog->findChild<QPushButton *>(u"checkAgainButton"_s);
    QVERIFY(!again->isEnabled());
    QVERIFY(checked.wait(30'000));
    QTest::mouseClick(again, Qt::LeftButton);
    QVERIFY(checked.wait(30'000));
    QCOMPARE(checked.size(), 2);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"copyReportButton"_s), Qt::LeftButton);
    const QString report = QApplication::clipboard()->text();
    QVERIFY(report.startsWith(u"Connection check of “Contoso”"_s));
    QVERIFY(!report.contains(u"secret word"_s) && !report.contains(u"opaque-token"_s));
}

void CheckDialogTest::endsWithItsWindow()
{
    m_server->answer = [](int) { return QByteArray(); }; // nobody ever answers
    auto dialog = this->dialog(environment());
    QSignalSpy checked(dialog.get(), &CheckDialog::checked);
    dialog->show();
    QTRY_COMPARE(m_server->requests.size(), 1);
    dialog->reject();
    QVERIFY(checked.wait(30'000));
    QVERIFY(dialog->report()->stopped);
    dialog->show(); // deleted in the middle of another run
    dialog.reset();
}

void CheckDialogTest::letsAHaltedConnectionGoOn()
{
    EnvironmentsWorld world;
    world.add(environment());
    world.secrets.keepForSession(u"Contoso"_s, u"a very secret word"_s);
    const auto ask = [](const std::shared_ptr<HttpClient> &client) {
        HttpRequest request;
        request.url = client->at(u"/data"_s);
        (void)QCoro::waitFor(client->send(request, {}));
    };
    const auto check = [&world] {
        QWidget window;
        openCheck(world.services(), *world.environments.find(u"Contoso"_s), &window);
        auto *dialog = window.findChild<CheckDialog *>();
        QSignalSpy checked(dialog, &CheckDialog::checked);
        return checked.wait(30'000);
    };
    const auto healthy = *world.connections.client(u"Contoso"_s);
    ask(healthy);
    QVERIFY(!healthy->halted());
    QVERIFY(check());
    QCOMPARE(world.connections.openClient(u"Contoso"_s), healthy); // with its token

    const auto usual = m_server->answer;
    m_server->answer = [](int) { return RawServer::http(302, {}, "Location: https://fabrikam.example/data\r\n"); };
    ask(healthy);
    QVERIFY(healthy->halted());
    QVERIFY(check()); // which does not pass
    QCOMPARE(world.connections.openClient(u"Contoso"_s), healthy);
    m_server->answer = usual;
    QVERIFY(check());
    const auto anew = *world.connections.client(u"Contoso"_s);
    QVERIFY(anew != healthy && !anew->halted());
    ask(anew);
    QVERIFY(!anew->halted());
}

QTEST_MAIN(CheckDialogTest)
#include "CheckDialogTest.moc"
