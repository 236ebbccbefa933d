#include "ui/environments/ManagerDialog.h"

#include "tests/ui/NamedWidget.h"
#include "tests/ui/environments/EnvironmentsWorld.h"
#include "app/environments/SecretEntries.h"
#include "ui/environments/EnvironmentForm.h"
#include "ui/environments/EnvironmentSwitcher.h"
#include "ui/environments/EnvironmentTable.h"
#include "ui/widgets/Banner.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <qcorosignal.h>
#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
/// A keychain that answers when its gate lets it, with what it held when it was asked.
class SlowEntries final : public SecretEntries
{
public:
    bool isPossible() const override { return true; }
    QCoro::Task<Result<std::optional<QString>>> read(QString) override
    {
        ++asked;
        const std::optional<QString> held = secret;
        co_await qCoro(&gate, &QTimer::timeout);
        co_return held;
    }
    QCoro::Task<Result<void>> write(QString, QString) override { co_return Result<void>(); }
    QCoro::Task<Result<void>> remove(QString) override { co_return Result<void>(); }

    QTimer gate;
    std::optional<QString> secret;
    int asked = 0;
};
} // namespace

/// The list of environments, and the one that drops down.
class ManagerDialogTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void listsWhatThereIs();
    void saysWhatIsMissing();
    void believesNoAnswerOfBefore();
    void searches();
    void putsThemInOrder();
    void leavesThatOfTheProgramAlone();
    void duplicates();
    void removesAfterSayingWhatBecomesOfIt();
    void asksTheKeychainOnlyForWhatIsSeen();
    void importsAndSaysWhatItCouldNotTake();
    void exportsWithoutSecrets();
    void switches();
    void switchesByKeysAmongMany();

private:
    void open();
    template <class T>
    T *named(const QString &name) const
    {
        return tests::namedWidget<T>(m_dialog.get(), name);
    }
    QPushButton *button(const QString &name) const { return named<QPushButton>(name); }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    EnvironmentTable *table() const { return m_dialog->findChild<EnvironmentTable *>(); }

    std::unique_ptr<EnvironmentsWorld> m_world;
    std::unique_ptr<ManagerDialog> m_dialog;
};

void ManagerDialogTest::init()
{
    m_world = std::make_unique<EnvironmentsWorld>();
    for (const QString &name : {u"One"_s, u"Two"_s, u"Three"_s})
        m_world->add(EnvironmentsWorld::named(name, QUrl(u"https://%1.example.com"_s.arg(name.toLower()))));
}

void ManagerDialogTest::cleanup()
{
    m_dialog.reset();
    m_world.reset();
}

void ManagerDialogTest::open()
{
    m_dialog = std::make_unique<ManagerDialog>(m_world->services(), &m_world->states);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void ManagerDialogTest::listsWhatThereIs()
{
    Environment locked = EnvironmentsWorld::named(u"Live"_s);
    locked.kind = EnvironmentKind::Production;
    locked.readOnly = true;
    m_world->add(locked);
    open();
    const QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table()->model()->rowCount(), 4);
    QCOMPARE(cell(0, EnvironmentListModel::NameColumn), u"One"_s);
    QCOMPARE(cell(0, EnvironmentListModel::HostColumn), u"one.example.com"_s);
    QCOMPARE(cell(3, EnvironmentListModel::KindColumn), u"Production, read-only"_s);
    QCOMPARE(table()->accessibleName(), u"Environments"_s);
    QVERIFY(m_world->environments.remove(u"One"_s)); // by whomever: the list follows
    QCOMPARE(cell(0, EnvironmentListModel::NameColumn), u"Two"_s);
}

void ManagerDialogTest::saysWhatIsMissing()
{
    m_world->secrets.keepForSession(u"Two"_s, u"a secret"_s);
    Environment certificate = EnvironmentsWorld::named(u"Four"_s);
    certificate.grant = Grant::Certificate;
    certificate.certificate = u"/nowhere/app.pfx"_s;
    m_world->add(certificate);
    open();
    QTRY_COMPARE(cell(0, EnvironmentListModel::StateColumn), u"Secret missing on this computer"_s);
    QTRY_COMPARE(cell(1, EnvironmentListModel::StateColumn), u"Secret in the keychain"_s);
    QTRY_COMPARE(cell(3, EnvironmentListModel::StateColumn), u"Certificate file missing on this computer"_s);
    m_world->secrets.keepForSession(u"One"_s, u"a secret"_s);
    m_world->states.forget(u"One"_s);
    QTRY_COMPARE(cell(0, EnvironmentListModel::StateColumn), u"Secret in the keychain"_s);
}

void ManagerDialogTest::believesNoAnswerOfBefore()
{
    const auto keychain = std::make_shared<SlowEntries>();
    SecretStore secrets(m_world->folder.path(), {}, keychain);
    EnvironmentStates states(&secrets, &m_world->connections, m_world->clock);
    const Environment one = *m_world->environments.find(u"One");
    QCOMPARE(states.of(one).kind, EnvironmentStates::State::Kind::Asking);
    QTRY_COMPARE(keychain->asked, 1);
    keychain->secret = u"a secret"_s; // entered meanwhile
    states.forget(one.name);
    keychain->gate.start(0);
    QTRY_VERIFY(states.of(one).kind != EnvironmentStates::State::Kind::Asking);
    QCOMPARE(states.of(one).words, u"Secret in the keychain"_s);
}

void ManagerDialogTest::searches()
{
    open();
    table()->choose(u"Three"_s);
    named<QLineEdit>(u"environmentSearch"_s)->setText(u"THREE.example"_s);
    QCOMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(table()->chosen()->name, u"Three"_s);
    QVERIFY(!button(u"moveUpButton"_s)->isEnabled());
    QVERIFY(button(u"moveUpButton"_s)->toolTip().contains(u"search"_s));
    named<QLineEdit>(u"environmentSearch"_s)->setText(u"nowhere"_s);
    QVERIFY(!button(u"editEnvironmentButton"_s)->isEnabled());
    named<QLineEdit>(u"environmentSearch"_s)->clear();
    QCOMPARE(table()->model()->rowCount(), 3);
}

void ManagerDialogTest::putsThemInOrder()
{
    open();
    QVERIFY(!button(u"moveUpButton"_s)->isEnabled());
    QTest::keyClick(table(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(m_world->names(), (QStringList{u"Two"_s, u"One"_s, u"Three"_s}));
    QCOMPARE(table()->chosen()->name, u"One"_s); // goes along
    button(u"moveDownButton"_s)->click();
    QCOMPARE(m_world->names(), (QStringList{u"Two"_s, u"Three"_s, u"One"_s}));
    QVERIFY(!button(u"moveDownButton"_s)->isEnabled());
    QTest::keyClick(table(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(m_world->names(), (QStringList{u"Two"_s, u"One"_s, u"Three"_s}));
}

void ManagerDialogTest::leavesThatOfTheProgramAlone()
{
    m_world->environments.setTransient(EnvironmentsWorld::named(u"Practice"_s));
    open();
    table()->choose(u"Three"_s);
    QVERIFY(!button(u"moveDownButton"_s)->isEnabled()); // not below it
    table()->choose(u"Practice"_s);
    for (const QString &name : {u"editEnvironmentButton"_s, u"removeEnvironmentButton"_s, u"moveUpButton"_s})
        QVERIFY2(!button(name)->isEnabled(), qPrintable(name));
    QVERIFY(button(u"editEnvironmentButton"_s)->toolTip().contains(u"itself"_s));
}

void ManagerDialogTest::duplicates()
{
    open();
    table()->choose(u"Two"_s);
    QSignalSpy saved(m_dialog.get(), &ManagerDialog::saved);
    button(u"duplicateEnvironmentButton"_s)->click();
    auto *form = m_dialog->findChild<EnvironmentForm *>();
    QVERIFY(form);
    QCOMPARE(form->findChild<QLineEdit *>(u"nameField"_s)->text(), u"Two 2"_s);
    form->findChild<QLineEdit *>(u"secretField"_s)->setText(u"a secret"_s);
    form->findChild<QPushButton *>(u"saveEnvironmentButton"_s)->click();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_world->environments.find(u"Two 2")->url, QUrl(u"https://two.example.com"_s));
    QCOMPARE(table()->chosen()->name, u"Two 2"_s);
}

void ManagerDialogTest::removesAfterSayingWhatBecomesOfIt()
{
    m_world->messages = 1204;
    m_world->secrets.keepForSession(u"Two"_s, u"a secret"_s);
    open();
    table()->choose(u"Two"_s);
    QSignalSpy removed(m_dialog.get(), &ManagerDialog::removed);
    QTest::keyClick(table(), Qt::Key_Delete);
    auto *question = m_dialog->findChild<QMessageBox *>();
    QVERIFY(question);
    QVERIFY(question->informativeText().contains(u"1,204 messages stay in the journal"_s));
    QVERIFY(question->informativeText().contains(u"secrets are removed from the keychain"_s));
    QCOMPARE(m_world->names().size(), 3);
    question->findChild<QPushButton *>(u"removeTheEnvironmentButton"_s)->click();
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(m_world->names(), (QStringList{u"One"_s, u"Three"_s}));
    QVERIFY(!QCoro::waitFor(m_world->secrets.has(u"Two"_s)));
}

void ManagerDialogTest::asksTheKeychainOnlyForWhatIsSeen()
{
    for (int i = 0; i < 60; ++i)
        m_world->environments.setTransient(EnvironmentsWorld::named(u"Many %1"_s.arg(i)));
    QStringList told;
    connect(&m_world->states, &EnvironmentStates::changed, this, [&told](const QString &name) { told << name; });
    open();
    QTRY_VERIFY(told.contains(u"One"_s));
    QVERIFY(!told.contains(u"Many 59"_s));
    table()->scrollToBottom();
    QTRY_VERIFY(told.contains(u"Many 59"_s));
}

void ManagerDialogTest::importsAndSaysWhatItCouldNotTake()
{
    m_world->file = m_world->folder.filePath(u"shared.json"_s);
    QFile file(m_world->file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"name": "Contoso UAT", "_postman_variable_scope": "environment", "values": [
        {"key": "resource", "value": "https://contoso-uat.sandbox.operations.dynamics.com", "enabled": true},
        {"key": "tenant_id", "value": "contoso.com", "enabled": true},
        {"key": "client_id", "value": "6f1e0a52-3d4b-4c0f-8a6e-90b1c2d3e4f5", "enabled": true},
        {"key": "client_secret", "value": "open sesame", "enabled": true}]})");
    file.close();
    open();
    button(u"importEnvironmentsButton"_s)->click();
    QTRY_VERIFY(m_dialog->findChild<QDialog *>(u"importOutcome"_s));
    QCOMPARE(named<QLabel>(u"importSummary"_s)->text(), u"One environment was added."_s);
    QVERIFY(named<QLabel>(u"importedNames"_s)->text().contains(u"Contoso UAT"_s));
    const auto *notes = named<QListWidget>(u"importNotes"_s);
    QVERIFY(!notes->accessibleName().isEmpty());
    QStringList said;
    for (int row = 0; row < notes->count(); ++row)
        said.append(notes->item(row)->text());
    const QString all = said.join(u'\n');
    QVERIFY2(all.contains(u"kept until Waybill is closed"_s), qPrintable(all)); // there is no keychain
    QVERIFY(!all.contains(u"open sesame"_s));
    QCOMPARE(m_world->names().last(), u"Contoso UAT"_s);
    QCOMPARE(*QCoro::waitFor(m_world->secrets.secret(u"Contoso UAT"_s)), u"open sesame"_s);
    QCOMPARE(table()->chosen()->name, u"Contoso UAT"_s);
    delete m_dialog->findChild<QDialog *>(u"importOutcome"_s);

    button(u"importEnvironmentsButton"_s)->click(); // once more: it is there
    QTRY_VERIFY(m_dialog->findChild<QDialog *>(u"importOutcome"_s));
    QCOMPARE(named<QLabel>(u"importSummary"_s)->text(), u"Nothing was added."_s);
    QCOMPARE(m_world->names().count(u"Contoso UAT"_s), 1);
    m_world->file = m_world->folder.filePath(u"nothing.json"_s);
    button(u"importEnvironmentsButton"_s)->click();
    QTRY_VERIFY(m_dialog->findChild<Banner *>()->text().contains(u"nothing.json"_s));
}

void ManagerDialogTest::exportsWithoutSecrets()
{
    m_world->environments.setTransient(EnvironmentsWorld::named(u"Practice"_s));
    m_world->secrets.keepForSession(u"One"_s, u"open sesame"_s);
    m_world->file = m_world->folder.filePath(u"out.json"_s);
    open();
    button(u"exportEnvironmentsButton"_s)->click();
    QCOMPARE(m_dialog->findChild<Banner *>()->text(), u"3 environments were written without secrets."_s);
    QFile file(m_world->file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY(written.contains("\"One\"") && written.contains("\"Three\""));
    QVERIFY(!written.contains("open sesame") && !written.contains("\"Practice\""));
    m_world->file = m_world->folder.filePath(u"nowhere/out.json"_s);
    button(u"exportEnvironmentsButton"_s)->click();
    QVERIFY(m_dialog->findChild<Banner *>()->text().contains(u"cannot be written"_s));
}

void ManagerDialogTest::switches()
{
    auto *switcher = new EnvironmentSwitcher(&m_world->environments, &m_world->states, u"Two"_s);
    switcher->setAttribute(Qt::WA_DeleteOnClose);
    QSignalSpy chosen(switcher, &EnvironmentSwitcher::environmentChosen);
    switcher->popUpAt({0, 0});
    auto *table = switcher->findChild<EnvironmentTable *>();
    QVERIFY(!switcher->findChild<QLineEdit *>(u"switcherSearch"_s)->isVisible()); // few
    QCOMPARE(table->chosen()->name, u"Two"_s);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(2, 0)).center());
    QCOMPARE(chosen.value(0).value(0).toString(), u"Three"_s);
}

void ManagerDialogTest::switchesByKeysAmongMany()
{
    for (int i = 0; i < 500; ++i)
        m_world->environments.setTransient(EnvironmentsWorld::named(u"Many %1"_s.arg(i)));
    auto *switcher = new EnvironmentSwitcher(&m_world->environments, &m_world->states, u"Two"_s);
    switcher->setAttribute(Qt::WA_DeleteOnClose);
    QSignalSpy chosen(switcher, &EnvironmentSwitcher::environmentChosen);
    switcher->popUpAt({0, 0});
    auto *search = switcher->findChild<QLineEdit *>(u"switcherSearch"_s);
    QVERIFY(search->isVisible());
    QTest::keyClicks(search, u"many 41"_s); // 41, 410 … 419
    QCOMPARE(switcher->findChild<EnvironmentTable *>()->model()->rowCount(), 11);
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(chosen.value(0).value(0).toString(), u"Many 410"_s);
}

QTEST_MAIN(ManagerDialogTest)
#include "ManagerDialogTest.moc"
