#include "ui/shell/JournalNotice.h"

#include "app/journal/JournalRescue.h"
#include "tests/app/journal/JournalFixture.h"

#include <QFile>
#include <QLabel>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What the window says of its journal.
class JournalNoticeTest : public QObject
{
    Q_OBJECT

private slots:
    void saysNothingOfASoundJournal()
    {
        JournalFixture f;
        const auto journal = f.open();
        JournalCare care(journal.get(), f.folder.path(), f.clock);
        QWidget window;
        JournalNotice notice(journal.get(), &care, &window);
        QVERIFY(notice.isHidden());
        emit care.damaged(u"The journal is damaged."_s);
        QVERIFY(!notice.isHidden());
        QCOMPARE(notice.text(), u"The journal is damaged."_s);
    }

    void saysOnceThatTheJournalStaysTooLarge()
    {
        JournalFixture f;
        const auto journal = f.open();
        appendOne(*journal);
        QVERIFY(await(journal->keepRetention({{}, 1})));
        JournalCare care(journal.get(), f.folder.path(), f.clock);
        QSignalSpy ended(&care, &JournalCare::roundEnded);
        QWidget window;
        JournalNotice notice(journal.get(), &care, &window);
        care.look();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!notice.isHidden());
        QCOMPARE(notice.text(), whyTooLarge());
        QVERIFY(notice.text().contains(u"last 7 days"_s));
        emit notice.closed();
        care.look();
        QTRY_COMPARE(ended.size(), 2);
        QVERIFY(notice.isHidden());
    }

    void saysWhatHappenedFirstAndTheRestBelow()
    {
        JournalFixture f;
        f.open();
        QFile file(f.folder.filePath(u"journal.sqlite"_s));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.size() > 8192);
        file.seek(4096); // its first page still says that it is one
        file.write(QByteArray(file.size() - 4096, 'x'));
        file.close();
        const auto journal = f.open();
        QVERIFY(journal->rescue());
        JournalCare care(journal.get(), f.folder.path(), f.clock);
        QWidget window;
        JournalNotice notice(journal.get(), &care, &window);
        QVERIFY(!notice.isHidden());
        QCOMPARE(notice.text(), u"The journal was damaged."_s);
        QVERIFY(notice.accessibleDescription().startsWith(u"The damaged file is kept as "_s));
        QCOMPARE(notice.text() + u' ' + notice.accessibleDescription(), journal->rescue()->text());
    }
};

QTEST_MAIN(JournalNoticeTest)
#include "JournalNoticeTest.moc"
