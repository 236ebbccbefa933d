#include "app/journal/Connection.h"
#include "tests/app/support/FaultyDisk.h"
#include "tests/ui/push/PushPageCase.h"
#include "ui/style/Appearance.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPixmap>
#include <QTableView>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The page while the profile lies on a disk that does not answer, or cannot be read.
class StalledQueueTest : public PushPageCase
{
    Q_OBJECT

    QAbstractItemModel *rows() const { return page->findChild<QTableView *>(u"queueTable"_s)->model(); }
    bool says(const QString &text) const
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    MessageKey add(const QString &name)
    {
        const QString path = world->file(name, name.toUtf8());
        const auto keys =
            QCoro::waitFor(world->desk->append(u"UAT Europe"_s, {{path, u"Customer groups"_s, {}, {}}}, {}, {}));
        return keys ? keys->first() : MessageKey();
    }

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void cleanup()
    {
        FaultyDisk::get().letGo();
        close();
    }

    void saysThatItReadsAndTheWindowGoesOn()
    {
        open();
        QTRY_VERIFY(says(u"The queue is empty"_s));
        QVERIFY(!button(u"readQueueAgainButton"_s)->isVisible());
        add(u"a.csv"_s);
        add(u"b.csv"_s);
        FaultyDisk::get().stall();
        page->setEnvironment(u"UAT Europe"_s);
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        QVERIFY(says(u"Reading…"_s));
        QVERIFY(!says(u"The queue is empty"_s));
        // What is chosen meanwhile can be worked with.
        page->addFiles({world->file(u"c.csv"_s, "A\r\n")});
        QCOMPARE(rows()->rowCount(), 1);
        QVERIFY(button(u"sendButton"_s)->isEnabled());
        FaultyDisk::get().letGo();
        QTRY_COMPARE(rows()->rowCount(), 3);
        QCOMPARE(FaultyDisk::get().readsOfThisThread(), 0);
        QCOMPARE(rows()->index(1, QueueModel::FileColumn).data().toString(), u"a.csv"_s);
        QCOMPARE(rows()->index(2, QueueModel::FileColumn).data().toString(), u"b.csv"_s);
    }

    void onlyTheNewestEnvironmentIsTold()
    {
        open();
        add(u"a.csv"_s);
        FaultyDisk::get().stall();
        page->setEnvironment(u"UAT Europe"_s);
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        page->setEnvironment(u"Elsewhere"_s);
        FaultyDisk::get().letGo();
        QTRY_VERIFY(says(u"The queue is empty"_s));
        QCOMPARE(rows()->rowCount(), 0);
    }

    void whatCannotBeReadIsNotTakenForNothing()
    {
        open();
        QTRY_VERIFY(says(u"The queue is empty"_s));
        add(u"a.csv"_s);
        const auto other = Connection::open(world->journal->path(), Connection::Mode::ReadWrite);
        QVERIFY(other && (*other)->run(u"ALTER TABLE messages RENAME TO away"_s));
        page->setEnvironment(u"UAT Europe"_s);
        QTRY_VERIFY(says(u"The files that wait here cannot be shown"_s));
        QVERIFY(!says(u"The queue is empty"_s));
        QVERIFY((*other)->run(u"ALTER TABLE away RENAME TO messages"_s));
        QVERIFY(button(u"readQueueAgainButton"_s)->isVisible());
        button(u"readQueueAgainButton"_s)->click();
        QTRY_COMPARE(rows()->rowCount(), 1);
    }

    void drawsItselfInBothThemes()
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            Appearance appearance(*qApp, choice);
            open();
            QTRY_VERIFY(says(u"The queue is empty"_s));
            const QString theme = choice == ThemeChoice::Light ? u"light"_s : u"dark"_s;
            const auto picture = [&](const QString &name) {
                const QPixmap drawn = page->grab();
                QVERIFY(!drawn.isNull());
                if (const QString folder = qEnvironmentVariable("WAYBILL_GALLERY"); !folder.isEmpty())
                    QVERIFY(drawn.save(QDir(folder).filePath(u"push-%1-%2.png"_s.arg(name, theme))));
            };
            picture(u"empty"_s);
            FaultyDisk::get().stall();
            page->setEnvironment(u"UAT Europe"_s);
            picture(u"reading"_s);
            FaultyDisk::get().letGo();
            QTRY_VERIFY(says(u"The queue is empty"_s));
            const auto other = Connection::open(world->journal->path(), Connection::Mode::ReadWrite);
            QVERIFY(other && (*other)->run(u"ALTER TABLE messages RENAME TO away"_s));
            page->setEnvironment(u"UAT Europe"_s);
            QTRY_VERIFY(button(u"readQueueAgainButton"_s)->isVisible());
            picture(u"failed"_s);
            page->resize(692, 610);
            picture(u"failed-narrow"_s);
            QVERIFY((*other)->run(u"ALTER TABLE away RENAME TO messages"_s));
            close();
        }
    }

    void sendingReadsNothingHere()
    {
        open();
        FaultyDisk::get().countReads();
        page->addFiles({world->file(u"a.csv"_s, "A\r\n1\r\n"), world->file(u"b.csv"_s, "A\r\n1\r\n")});
        button(u"sendButton"_s)->click();
        QTRY_VERIFY(told(u"same content"_s));
        QCOMPARE(rows()->rowCount(), 2);
        QCOMPARE(FaultyDisk::get().readsOfThisThread(), 0);
    }
};

QTEST_MAIN(StalledQueueTest)
#include "StalledQueueTest.moc"
