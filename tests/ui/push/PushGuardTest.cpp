#include "tests/ui/push/PushPageCase.h"

#include "ui/push/PushPage.h"
#include "ui/widgets/ConfirmByName.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What the page asks before it sends to production, and what it does not send. The desk is not the sender, so what is
/// pushed stays *Queued*.
class PushGuardTest : public PushPageCase
{
    Q_OBJECT

private slots:
    void cleanup() { close(); }

    void productionAsksBeforeAnythingIsSent()
    {
        open(EnvironmentKind::Production);
        const auto push = [this](const QStringList &files) {
            for (const QString &file : files)
                page->addFiles({world->file(file, file.toUtf8() + "\r\n1\r\n")});
            button(u"sendButton"_s)->click();
        };
        const auto confirm = [this] {
            auto *dialog = page->findChild<ConfirmByName *>();
            dialog->findChild<QLineEdit *>(u"confirmNameField"_s)->setText(u"UAT Europe"_s);
            dialog->findChild<QPushButton *>(u"confirmButton"_s)->click();
        };
        QCOMPARE(button(u"sendButton"_s)->text(), u"Send to production…"_s);
        QCOMPARE(button(u"sendButton"_s)->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Return));
        push({u"a.csv"_s}); // the first of the session
        auto *first = page->findChild<ConfirmByName *>();
        QVERIFY(first);
        QVERIFY(first->findChild<QLabel *>(u"confirmQuestion"_s)
                    ->text()
                    .startsWith(u"Push one file to the production environment"_s));
        QVERIFY(world->messages().isEmpty());
        confirm();
        QTRY_COMPARE(world->messages().size(), 1);
        QTRY_VERIFY(!page->findChild<ConfirmByName *>());
        push({u"b.csv"_s}); // the second is asked about, without its name
        QTRY_VERIFY(page->findChild<ConfirmByName *>());
        auto *second = page->findChild<ConfirmByName *>();
        QVERIFY(second->findChild<QLabel *>(u"confirmQuestion"_s)
                    ->text()
                    .startsWith(u"Push one file to the production environment"_s));
        QVERIFY(!second->findChild<QLineEdit *>(u"confirmNameField"_s)->isVisible());
        QCOMPARE(world->messages().size(), 1);
        second->findChild<QPushButton *>(u"confirmButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 2);
        QTRY_VERIFY(!page->findChild<ConfirmByName *>());
        push({u"c.csv"_s, u"d.csv"_s}); // several again
        QTRY_VERIFY(page->findChild<ConfirmByName *>());
        QCOMPARE(world->messages().size(), 2);
        confirm();
        QTRY_COMPARE(world->messages().size(), 4);
    }

    void samplesAreForPractisingOnly()
    {
        open(EnvironmentKind::Practice);
        QVERIFY(button(u"pushTheSampleButton"_s)->isVisible());
        QSignalSpy wanted(page.get(), &PushPage::connectWanted);
        button(u"connectMyEnvironmentButton"_s)->click();
        QCOMPARE(wanted.size(), 1);
        Environment real = *world->environments.find(u"UAT Europe");
        real.kind = EnvironmentKind::Production;
        QVERIFY(world->environments.replace(u"UAT Europe"_s, real));
        QVERIFY(!button(u"pushTheSampleButton"_s)->isVisible()); // they ask nothing
    }

    void readOnlySaysSoAndSendsNothing()
    {
        open();
        page->addFiles({world->file(u"a.csv"_s, "A\r\n1\r\n")});
        QVERIFY(button(u"sendButton"_s)->isEnabled());
        Environment locked = *world->environments.find(u"UAT Europe");
        locked.readOnly = true;
        QVERIFY(world->environments.replace(u"UAT Europe"_s, locked));
        QVERIFY(!button(u"sendButton"_s)->isEnabled());
        QVERIFY(button(u"sendButton"_s)->toolTip().contains(u"read-only"_s));
        QVERIFY(told(u"is set to read-only"_s));
        locked.readOnly = false;
        QVERIFY(world->environments.replace(u"UAT Europe"_s, locked));
        QVERIFY(button(u"sendButton"_s)->isEnabled());
        QVERIFY(!told(u"is set to read-only"_s));
    }
};

QTEST_MAIN(PushGuardTest)
#include "PushGuardTest.moc"
