#include "tests/ui/messages/MessagesPageFixture.h"

#include "ui/widgets/ConfirmByName.h"

#include <QLineEdit>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What the page asks before it sends to production again, and what it does not send.
class MessagesGuardTest : public MessagesPageFixture
{
    Q_OBJECT

    qsizetype attemptsOf(const QString &file) const
    {
        MessageFilter filter;
        filter.search = file;
        return world->journal->messages(filter)->size();
    }
    void confirm()
    {
        auto *dialog = page->findChild<ConfirmByName *>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(u"confirmNameField"_s)->setText(u"UAT Europe"_s);
        dialog->findChild<QPushButton *>(u"confirmButton"_s)->click();
    }

private slots:
    void cleanup()
    {
        delete page;
        delete world;
        page = nullptr;
        world = nullptr;
    }

    void theFirstSendingToProductionWantsItsName()
    {
        open(EnvironmentKind::Production);
        world->fillMorning();
        begin();
        choose(u"orders-0642.xml"_s);
        press(u"itDidNotSendAgainButton"_s);
        QVERIFY(page->findChild<ConfirmByName *>());
        QCOMPARE(attemptsOf(u"orders-0642"_s), 1);
        confirm();
        QTRY_COMPARE(attemptsOf(u"orders-0642"_s), 2);
        QTRY_VERIFY(!page->findChild<ConfirmByName *>());
        QTRY_VERIFY(!named<QPushButton>(u"itDidNotSendAgainButton"_s)->isVisible()); // the new attempt is shown
        // Known for the rest of the session: a button does.
        choose(u"demand-forecast-W48.csv"_s);
        press(u"pushAgainButton"_s);
        auto *asked = page->findChild<ConfirmByName *>();
        QVERIFY(asked && !asked->findChild<QLineEdit *>(u"confirmNameField"_s)->isVisible());
        QCOMPARE(attemptsOf(u"demand-forecast-W48"_s), 1);
        asked->findChild<QPushButton *>(u"confirmButton"_s)->click();
        QTRY_COMPARE(attemptsOf(u"demand-forecast-W48"_s), 2);
    }

    void pushingAgainWantsTheNameToo()
    {
        open(EnvironmentKind::Production);
        world->fillMorning();
        begin();
        choose(u"demand-forecast-W48.csv"_s);
        press(u"pushAgainButton"_s);
        QCOMPARE(attemptsOf(u"demand-forecast-W48"_s), 1);
        confirm();
        QTRY_COMPARE(attemptsOf(u"demand-forecast-W48"_s), 2);
    }

    void readOnlyTakesTheButtonsAwayAndSaysWhy()
    {
        open();
        world->fillMorning();
        Environment locked = *world->environments.find(u"UAT Europe");
        locked.readOnly = true;
        QVERIFY(world->environments.replace(u"UAT Europe"_s, locked));
        begin();
        choose(u"demand-forecast-W48.csv"_s);
        auto *again = named<QPushButton>(u"pushAgainButton"_s);
        QVERIFY(again->isVisible() && !again->isEnabled());
        QVERIFY(again->toolTip().contains(u"read-only"_s));
        locked.readOnly = false;
        QVERIFY(world->environments.replace(u"UAT Europe"_s, locked));
        QVERIFY(again->isEnabled());
        QVERIFY(!again->toolTip().contains(u"read-only"_s));
    }
};

QTEST_MAIN(MessagesGuardTest)
#include "MessagesGuardTest.moc"
