#include "ui/environments/EnvironmentForm.h"

#include "tests/app/auth/RawServer.h"
#include "tests/ui/NamedWidget.h"
#include "tests/ui/environments/EnvironmentsWorld.h"
#include "ui/widgets/FormField.h"
#include "ui/widgets/JobDialog.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The form as a person fills it.
class EnvironmentFormTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void connectsInThreeActionsAfterPasting();
    void savesAsSoonAsTheTenantIsFound();
    void keepsATenantThatIsTypedMeanwhile();
    void findsTheTenantThroughItsProxy();
    void showsAKeptPasswordToNoOtherProxy();
    void saysBesideTheFieldWhatIsWrong();
    void showsOnlyWhatTheGrantNeeds();
    void keepsWhatIsKeptWhileItIsEdited();
    void renamesWithItsSecrets();
    void showsItsSecretToNoOtherTenant();
    void unfoldsForAFieldThatIsWrong();
    void showsWhatPackagesWillBeCalled();
    void opensAJobByEnterAndSavesNothing();
    void productionIsRed();
    void refusesWhatTheFileRefuses();
    void everyControlHasAName();

private:
    void open(const Environment &environment = {}, const QString &before = {});
    template <class T>
    T *named(const QString &name) const
    {
        return tests::namedWidget<T>(m_form.get(), name);
    }
    QLineEdit *field(const QString &name) const { return named<QLineEdit>(name); }
    void press(const QString &name) { QTest::mouseClick(named<QPushButton>(name), Qt::LeftButton); }
    /// What is wrong with a field, as a screen reader hears it.
    QString troubleOf(const QString &name) const
    {
        for (const FormField *found : m_form->findChildren<FormField *>()) {
            if (found->control()->objectName() == name)
                return found->trouble();
        }
        return {};
    }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<EnvironmentsWorld> m_world;
    std::unique_ptr<EnvironmentForm> m_form;
};

void EnvironmentFormTest::init()
{
    m_server = std::make_unique<RawServer>();
    m_server->answer = [this](int) {
        return RawServer::http(
            302, {}, "Location: " + m_server->url().toEncoded() + "/contoso.example/oauth2/v2.0/authorize\r\n");
    };
    m_world = std::make_unique<EnvironmentsWorld>();
}

void EnvironmentFormTest::cleanup()
{
    m_form.reset();
    m_world.reset();
}

void EnvironmentFormTest::open(const Environment &environment, const QString &before)
{
    m_form = std::make_unique<EnvironmentForm>(m_world->services(), environment, before);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void EnvironmentFormTest::connectsInThreeActionsAfterPasting()
{
    open();
    QSignalSpy saved(m_form.get(), &EnvironmentForm::saved);
    QSignalSpy checks(m_form.get(), &EnvironmentForm::checkWanted);
    field(u"urlField"_s)->setText(m_server->url().toString() + u"/?cmp=usmf&mi=DataManagementWorkspace"_s);
    QTRY_COMPARE(field(u"tenantField"_s)->text(), u"contoso.example"_s);
    field(u"clientIdField"_s)->setText(u"client-1"_s); // 1
    field(u"secretField"_s)->setText(u"a secret"_s);   // 2
    press(u"saveAndCheckButton"_s);                    // 3
    QTRY_COMPARE(checks.size(), 1);
    QVERIFY(saved.value(0).value(1).toString().contains(u"kept until Waybill is closed"_s)); // there is no keychain
    const QString name = checks.value(0).value(0).toString();
    const Environment *made = m_world->environments.find(name);
    QVERIFY(made);
    QCOMPARE(made->url, m_server->url());
    QCOMPARE(made->authority, m_server->url());
    QCOMPARE(made->company, u"usmf"_s);
    QCOMPARE(made->kind, EnvironmentKind::Practice);
    QCOMPARE(*QCoro::waitFor(m_world->secrets.secret(name)), u"a secret"_s);
}

void EnvironmentFormTest::savesAsSoonAsTheTenantIsFound()
{
    const auto answer = std::exchange(m_server->answer, [](int) { return QByteArray(); });
    open();
    QSignalSpy saved(m_form.get(), &EnvironmentForm::saved);
    field(u"urlField"_s)->setText(m_server->url().toString());
    QTRY_COMPARE(m_server->requests.size(), 1);
    field(u"clientIdField"_s)->setText(u"client-1"_s);
    field(u"secretField"_s)->setText(u"a secret"_s);
    press(u"saveEnvironmentButton"_s);
    QCOMPARE(saved.size(), 0);
    for (QTcpSocket *socket : m_server->findChildren<QTcpSocket *>())
        socket->write(answer(0));
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_world->environments.environments().value(0).tenant, u"contoso.example"_s);
}

void EnvironmentFormTest::keepsATenantThatIsTypedMeanwhile()
{
    const auto answer = std::exchange(m_server->answer, [](int) { return QByteArray(); });
    open();
    field(u"urlField"_s)->setText(m_server->url().toString());
    QTRY_COMPARE(m_server->requests.size(), 1);
    auto *tenant = field(u"tenantField"_s);
    QVERIFY(tenant->accessibleDescription().startsWith(u"Asking"_s));
    tenant->setText(u"fabrikam.example"_s);
    for (QTcpSocket *socket : m_server->findChildren<QTcpSocket *>())
        socket->write(answer(0));
    QTRY_COMPARE(tenant->accessibleDescription(), QString());
    QCOMPARE(tenant->text(), u"fabrikam.example"_s);
}

void EnvironmentFormTest::findsTheTenantThroughItsProxy()
{
    open();
    auto *proxy = named<QComboBox>(u"proxyField"_s);
    proxy->setCurrentIndex(proxy->findData(int(ProxyChoice::Kind::Own)));
    field(u"proxyAddressField"_s)->setText(m_server->url().toString());
    field(u"urlField"_s)->setText(u"http://127.0.0.2:9"_s); // nobody is there but for who asks the proxy
    QTRY_COMPARE(field(u"tenantField"_s)->text(), u"contoso.example"_s);
    QVERIFY(m_server->requests.value(0).head.startsWith("GET http://127.0.0.2:9/data "));
}

void EnvironmentFormTest::showsAKeptPasswordToNoOtherProxy()
{
    Environment environment = EnvironmentsWorld::named(u"Test"_s);
    environment.proxy = *proxyChoiceFrom(u"http://ann@proxy.example:8080"_s);
    m_world->add(environment);
    m_world->secrets.keepForSession(u"Test"_s, u"the kept one"_s, SecretKind::ProxyPassword);
    open(environment, u"Test"_s);
    field(u"proxyAddressField"_s)->setText(m_server->url().toString());
    field(u"tenantField"_s)->clear();
    field(u"urlField"_s)->setText(u"http://127.0.0.2:9/?cmp=usmf&mi=CustGroupListPage"_s);
    QTRY_VERIFY(field(u"tenantField"_s)->accessibleDescription().contains(u"wants a password"_s));
    QVERIFY(m_server->requests.isEmpty());
}

void EnvironmentFormTest::saysBesideTheFieldWhatIsWrong()
{
    m_server->answer = [](int) { return RawServer::http(401, "{}"); };
    open();
    QVERIFY(troubleOf(u"clientIdField"_s).isEmpty()); // nobody was there yet
    field(u"urlField"_s)->setText(u"http://contoso.operations.dynamics.com"_s);
    field(u"clientIdField"_s)->setFocus();
    QTRY_VERIFY(troubleOf(u"urlField"_s).contains(u"http://"_s));
    QVERIFY(field(u"urlField"_s)->accessibleDescription().contains(u"http://"_s));
    QTest::keyClicks(field(u"clientIdField"_s), u"<x>"_s);
    field(u"nameField"_s)->setFocus();
    QTRY_VERIFY(!troubleOf(u"clientIdField"_s).isEmpty());
    field(u"clientIdField"_s)->setText(u"client-1"_s);
    QVERIFY(troubleOf(u"clientIdField"_s).isEmpty()); // right at once
    press(u"saveEnvironmentButton"_s);
    QCOMPARE(named<QLabel>(u"formTrouble"_s)->text(), u"4 fields are not right yet."_s);
    QTRY_VERIFY(field(u"urlField"_s)->hasFocus());
    QVERIFY(m_world->names().isEmpty());
    field(u"urlField"_s)->setText(m_server->url().toString());
    QTRY_VERIFY(field(u"tenantField"_s)->accessibleDescription().contains(u"tenant"_s));
}

void EnvironmentFormTest::showsOnlyWhatTheGrantNeeds()
{
    open();
    auto *grant = named<QComboBox>(u"grantField"_s);
    const auto choose = [&](Grant which) { grant->setCurrentIndex(grant->findData(int(which))); };
    QVERIFY(field(u"secretField"_s)->isVisible() && !field(u"certificateField"_s)->isVisible());
    choose(Grant::Certificate);
    QVERIFY(!field(u"secretField"_s)->isVisible() && field(u"certificateField"_s)->isVisible());
    QVERIFY(field(u"passphraseField"_s)->isVisible());
    m_world->file = u"/nowhere/app.pfx"_s;
    press(u"chooseCertificateButton"_s);
    QCOMPARE(field(u"certificateField"_s)->text(), m_world->file);
    choose(Grant::Interactive);
    QVERIFY(!field(u"secretField"_s)->isVisible() && !field(u"certificateField"_s)->isVisible());
}

void EnvironmentFormTest::keepsWhatIsKeptWhileItIsEdited()
{
    m_world->add(EnvironmentsWorld::named(u"Test"_s));
    m_world->secrets.keepForSession(u"Test"_s, u"the old one"_s);
    open(m_world->environments.environments().first(), u"Test"_s);
    auto *secret = field(u"secretField"_s);
    QTRY_COMPARE(secret->placeholderText(), u"kept in the keychain"_s);
    QCOMPARE(secret->text(), QString()); // never shown
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    auto *show = named<QToolButton>(u"secretFieldShow"_s);
    QVERIFY(!show->isEnabled());
    QSignalSpy saved(m_form.get(), &EnvironmentForm::saved);
    press(u"saveEnvironmentButton"_s);
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(saved.value(0).value(1).toString(), QString());
    QCOMPARE(*QCoro::waitFor(m_world->secrets.secret(u"Test"_s)), u"the old one"_s);
}

void EnvironmentFormTest::renamesWithItsSecrets()
{
    m_world->add(EnvironmentsWorld::named(u"Test"_s));
    m_world->secrets.keepForSession(u"Test"_s, u"the old one"_s);
    open(m_world->environments.environments().first(), u"Test"_s);
    field(u"nameField"_s)->setText(u"UAT"_s);
    QVERIFY(field(u"nameField"_s)->accessibleDescription().contains(u"“Test”"_s));
    QSignalSpy saved(m_form.get(), &EnvironmentForm::saved);
    press(u"saveEnvironmentButton"_s);
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_world->names(), QStringList{u"UAT"_s});
    QCOMPARE(*QCoro::waitFor(m_world->secrets.secret(u"UAT"_s)), u"the old one"_s);
    QVERIFY(!QCoro::waitFor(m_world->secrets.has(u"Test"_s)));
}

void EnvironmentFormTest::showsItsSecretToNoOtherTenant()
{
    m_world->add(EnvironmentsWorld::named(u"Test"_s));
    m_world->secrets.keepForSession(u"Test"_s, u"the old one"_s);
    open(m_world->environments.environments().first(), u"Test"_s);
    field(u"nameField"_s)->setText(u"UAT"_s);
    field(u"tenantField"_s)->setText(u"other.example"_s);
    QSignalSpy saved(m_form.get(), &EnvironmentForm::saved);
    press(u"saveEnvironmentButton"_s);
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(saved.value(0).value(1).toString().contains(u"client secret"_s));
    QVERIFY(!QCoro::waitFor(m_world->secrets.has(u"UAT"_s)) && !QCoro::waitFor(m_world->secrets.has(u"Test"_s)));
}

void EnvironmentFormTest::unfoldsForAFieldThatIsWrong()
{
    m_world->add(EnvironmentsWorld::named(u"Test"_s));
    open(m_world->environments.environments().first(), u"Test"_s);
    auto *proxy = named<QComboBox>(u"proxyField"_s);
    QVERIFY(!proxy->isVisible());
    proxy->setCurrentIndex(proxy->findData(int(ProxyChoice::Kind::Own)));
    press(u"saveEnvironmentButton"_s);
    QTRY_VERIFY(field(u"proxyAddressField"_s)->isVisible());
    QVERIFY(!troubleOf(u"proxyAddressField"_s).isEmpty());
}

void EnvironmentFormTest::showsWhatPackagesWillBeCalled()
{
    m_world->add(EnvironmentsWorld::named(u"Test"_s));
    open(*m_world->environments.find(u"Test"_s), u"Test"_s);
    named<QToolButton>(u"moreSettingsButton"_s)->setChecked(true);
    QLineEdit *name = field(u"packageNameField"_s);
    name->setText(u"{environment}/{job} {key}"_s);
    QCOMPARE(name->accessibleDescription(), u"Such as "_s + QDir::toNativeSeparators(u"Test/Customers export 7.zip"_s));
    name->setText(u"{day}"_s);
    QVERIFY(!field(u"argumentsField"_s)->isEnabled());
    QVERIFY(field(u"argumentsField"_s)->accessibleDescription().contains(u"\"first one\" \"second one\""_s));
    m_world->file = QDir::tempPath();
    press(u"chooseCopyToButton"_s);
    QCOMPARE(field(u"copyToField"_s)->text(), QDir::toNativeSeparators(QDir::tempPath()));
    field(u"programField"_s)->setText(u"/not/there"_s);
    press(u"saveEnvironmentButton"_s);
    QVERIFY(troubleOf(u"packageNameField"_s).startsWith(u"{day} stands for nothing"_s));
    QVERIFY(troubleOf(u"programField"_s).contains(u"no program"_s));
    name->setText(u"{job}/{key}"_s);
    field(u"programField"_s)->setText(QCoreApplication::applicationFilePath());
    field(u"argumentsField"_s)->setText(u"{file}"_s);
    QCOMPARE(field(u"argumentsField"_s)->accessibleDescription(), u"One argument: ‹{file}›"_s);
    field(u"argumentsField"_s)->setText(u"{file} \"{job} x\""_s);
    QCOMPARE(field(u"argumentsField"_s)->accessibleDescription(), u"2 arguments: ‹{file}› ‹{job} x›"_s);
    QSignalSpy saved(m_form.get(), &EnvironmentForm::saved);
    press(u"saveEnvironmentButton"_s);
    QTRY_COMPARE(saved.size(), 1);
    const Environment *now = m_world->environments.find(u"Test"_s);
    QCOMPARE(now->packageName, u"{job}/{key}"_s);
    QCOMPARE(now->afterFetch.copyTo, QDir::tempPath());
    QCOMPARE(now->afterFetch.arguments, (QStringList{u"{file}"_s, u"{job} x"_s}));
}

void EnvironmentFormTest::opensAJobByEnterAndSavesNothing()
{
    Environment environment = EnvironmentsWorld::named(u"Test"_s);
    environment.jobs = {{u"Customer groups"_s, ActivityId(u"00000000-0000-0000-0000-000000000001"_s),
                         JobDirection::Import, u"Customer groups"_s, u"usmf"_s, false}};
    m_world->add(environment);
    open(environment, u"Test"_s);
    named<QToolButton>(u"moreSettingsButton"_s)->click();
    QSignalSpy saved(m_form.get(), &EnvironmentForm::saved);
    QTest::keyClick(named<QListWidget>(u"jobsOfEnvironment"_s), Qt::Key_Return);
    auto *job = m_form->findChild<JobDialog *>();
    QVERIFY(job && job->isVisible()); // nor is its own default button pressed
    QVERIFY(saved.isEmpty() && m_form->isVisible());
}

void EnvironmentFormTest::productionIsRed()
{
    open();
    auto *kind = named<QComboBox>(u"kindField"_s);
    auto *colour = named<QComboBox>(u"colourField"_s);
    QVERIFY(colour->isEnabled());
    kind->setCurrentIndex(kind->findData(int(EnvironmentKind::Production)));
    QVERIFY(!colour->isEnabled());
    QCOMPARE(colour->accessibleDescription(), u"Production is red for everyone."_s);
}

void EnvironmentFormTest::refusesWhatTheFileRefuses()
{
    m_world->add(EnvironmentsWorld::named(u"Test"_s));
    open(EnvironmentsWorld::named(u"UAT"_s));
    field(u"secretField"_s)->setText(u"a secret"_s);
    // Another program took the name meanwhile.
    EnvironmentStore other(m_world->folder.path());
    QVERIFY(other.load() && other.add(EnvironmentsWorld::named(u"UAT"_s)));
    press(u"saveEnvironmentButton"_s);
    QTRY_VERIFY(named<QLabel>(u"formTrouble"_s)->isVisible());
    QVERIFY(named<QLabel>(u"formTrouble"_s)->text().contains(u"UAT"_s));
    QVERIFY(m_form->isVisible());
}

void EnvironmentFormTest::everyControlHasAName()
{
    open();
    named<QToolButton>(u"moreSettingsButton"_s)->click();
    for (QWidget *widget : m_form->findChildren<QWidget *>()) {
        const bool inner = widget->objectName().startsWith("qt_"_L1);
        if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) && !inner)
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
    QSet<QString> spoken; // no two buttons have the same, also those that some ways to sign in hide
    for (const QAbstractButton *button : m_form->findChildren<QPushButton *>()) {
        QVERIFY2(!spoken.contains(button->accessibleName()), qPrintable(button->accessibleName()));
        spoken.insert(button->accessibleName());
    }
}

QTEST_MAIN(EnvironmentFormTest)
#include "EnvironmentFormTest.moc"
