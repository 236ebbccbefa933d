#include "JournalFixture.h"
#include "tests/app/support/FaultyFiles.h"

#include "app/journal/JournalCare.h"
#include "app/journal/JournalReader.h"
#include "app/journal/PayloadStore.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <limits>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The files of messages that retire: removed by others than the thread that asks for it, which may end the journal
/// meanwhile.
class RetiringFilesTest : public QObject
{
    Q_OBJECT

    JournalFixture f;
    std::unique_ptr<Journal> journal;
    MessageKey m_key{};
    QString m_file;

    auto retire()
    {
        const Retention month{std::chrono::days(30), {}};
        return applyRetention(journal.get(), f.folder.path(), month, QDateTime::currentDateTimeUtc().addDays(400), {});
    }
    /// Retires everything by size that did not just change, at once or so many days later.
    qint64 retireBySize(int days = 0)
    {
        const QDateTime now = QDateTime::currentDateTimeUtc().addDays(days);
        const auto retired = await(applyRetention(journal.get(), f.folder.path(), {{}, 1}, now, {}));
        return retired ? retired->messages : -1;
    }

private slots:
    void init()
    {
        f = JournalFixture();
        f.clock->now = QDateTime::currentDateTimeUtc().addDays(-8);
        journal = f.open();
        const PayloadStore store(f.folder.path());
        QFile source(f.folder.filePath(u"source"_s));
        QVERIFY(source.open(QIODevice::WriteOnly) && source.write("content") > 0);
        source.close();
        NewMessage message = newMessage(u"a.csv"_s);
        message.sha256 = store.add(source.fileName(), {}, {})->sha256;
        m_file = store.path(message.sha256);
        m_key = await(journal->append({message}, u"me"_s))->first();
        QVERIFY(await(journal->commit(changeTo(m_key, MessageState::Succeeded))));
        appendOne(*journal); // what has the newest event stays
    }

    void cleanup() { journal.reset(); }

    void removesThemElsewhere()
    {
        FaultyFiles::breakAfter(f.folder.filePath(u"payloads"_s), std::numeric_limits<int>::max(), 0);
        const auto retired = await(retire());
        const int here = FaultyFiles::callsOfThisThread();
        QVERIFY(FaultyFiles::restore() > 0); // so it counts
        QCOMPARE(here, 0);
        QVERIFY(retired);
        QCOMPARE(retired->messages, 1);
        QVERIFY(!QFile::exists(m_file));
    }

    void whatIsTooYoungGoesALaterDay()
    {
        QSignalSpy changed(journal.get(), &Journal::changed);
        QCOMPARE(retireBySize(), 1);
        QCOMPARE(changed.last().first().value<QList<MessageKey>>(), QList{m_key}); // a table takes its row away
        QVERIFY(QFile::exists(m_file));
        QCOMPARE(retireBySize(), 0);
        QVERIFY(QFile::exists(m_file));
        journal.reset();
        journal = f.open();
        QCOMPARE(retireBySize(2), 0);
        QVERIFY(!QFile::exists(m_file));
        QVERIFY(QtConcurrent::run([this] { return JournalReader(f.path(), true).contentsToDiscard(); })
                    .result()
                    ->isEmpty());
    }

    void whatIsPushedAgainStays()
    {
        QCOMPARE(retireBySize(), 1);
        NewMessage again = newMessage(u"again.csv"_s);
        again.sha256 = QFileInfo(m_file).fileName();
        QVERIFY(await(journal->append({again}, u"me"_s)));
        QCOMPARE(retireBySize(2), 0);
        QVERIFY(QFile::exists(m_file));
    }

    void endsWhereTheJournalDoes()
    {
        QThreadPool *pool = QThreadPool::globalInstance();
        const int threads = pool->maxThreadCount();
        pool->setMaxThreadCount(1);
        QSemaphore goes;
        auto busy = QtConcurrent::run([&goes] { goes.acquire(); });
        auto retiring = retire();
        QVERIFY(await(journal->settled())); // the rows are gone, and the file's turn has not come
        QVERIFY(!*journal->message(m_key) && QFile::exists(m_file));
        journal.reset();
        goes.release();
        const auto retired = await(std::move(retiring));
        pool->setMaxThreadCount(threads);
        QVERIFY(!retired && retired.error().kind == ErrorKind::Cancelled);
        QVERIFY(!QFile::exists(m_file));
    }
};

QTEST_GUILESS_MAIN(RetiringFilesTest)
#include "RetiringFilesTest.moc"
