#include "ui/shell/HeldNotice.h"

#include "tests/ui/messages/PageWorld.h"

#include <QLineEdit>
#include <QPushButton>
#include <QtTest>
#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What becomes of files that a program left behind.
class HeldNoticeTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<PageWorld> world;
    std::unique_ptr<QWidget> window;
    HeldNotice *notice = nullptr;
    MessageKey key{};

    void open(EnvironmentKind kind, bool readOnly)
    {
        world = std::make_unique<PageWorld>(kind);
        Environment environment = *world->environments.find(u"UAT Europe");
        environment.readOnly = readOnly;
        world->environments.setTransient(environment);
        key = world->add(u"a.csv"_s, u"Customer groups"_s, 1, 60s, {});
        MessageChange held;
        held.key = key;
        held.event = {world->clock->now, EventSource::Local, word(MessageState::Held), {}};
        held.state = MessageState::Held;
        held.error = Error{ErrorKind::Cancelled, u"The window was closed before it was sent."_s, {}, 0, {}};
        world->journal->record(held);
        QVERIFY(QCoro::waitFor(world->journal->settled()));
        window = std::make_unique<QWidget>();
        notice =
            new HeldNotice(world->desk.get(), &world->environments, std::make_shared<ProductionGuard>(), window.get());
        window->show();
        notice->ask();
        QTRY_VERIFY(notice->isVisible());
        for (const QString &name : {u"sendHeldButton"_s, u"leaveHeldButton"_s})
            QVERIFY(!notice->findChild<QPushButton *>(name)->toolTip().isEmpty());
        notice->findChild<QPushButton *>(u"sendHeldButton"_s)->click();
    }
    /// Whether it was let go; nobody answers at its address, so it may be held again by now, for that reason.
    bool wentOff() const
    {
        const Message message = world->message(key);
        return message.state != MessageState::Held || !message.error || message.error->kind != ErrorKind::Cancelled;
    }

private slots:
    void cleanup()
    {
        window.reset();
        world.reset();
    }

    void sendsAtOnceWhereNothingIsToBeAsked()
    {
        open(EnvironmentKind::Sandbox, false);
        QVERIFY(!window->findChild<ConfirmByName *>());
        QTRY_VERIFY(wentOff());
    }

    void productionWantsItsName()
    {
        open(EnvironmentKind::Production, false);
        auto *dialog = window->findChild<ConfirmByName *>();
        QVERIFY(dialog);
        QVERIFY(QCoro::waitFor(world->journal->settled())); // what was begun has reached it
        QVERIFY(!wentOff());
        dialog->findChild<QLineEdit *>(u"confirmNameField"_s)->setText(u"UAT Europe"_s);
        dialog->findChild<QPushButton *>(u"confirmButton"_s)->click();
        QTRY_VERIFY(wentOff());
    }

    void whatIsReadOnlyKeepsItsFiles()
    {
        open(EnvironmentKind::Sandbox, true);
        QVERIFY(notice->isVisible());
        QVERIFY(notice->text().contains(u"read-only"_s));
        QVERIFY(QCoro::waitFor(world->journal->settled())); // what was begun has reached it
        QVERIFY(!wentOff());
    }
};

QTEST_MAIN(HeldNoticeTest)
#include "HeldNoticeTest.moc"
