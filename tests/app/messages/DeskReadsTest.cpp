#include "tests/app/messages/DeskFixture.h"
#include "tests/app/support/FaultyDisk.h"

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// A window's desk never reads the journal in the window's thread, whatever becomes of a message.
class DeskReadsTest : public DeskTest
{
    Q_OBJECT

    /// What the journal told of each message last.
    QHash<MessageKey, Message> m_told;

    void hear(Program &program)
    {
        m_told.clear();
        connect(program.journal.get(), &Journal::changed, this, [this, &program](const QList<MessageKey> &keys) {
            for (const MessageKey key : keys) {
                if (const auto row = program.journal->message(key); row && *row)
                    m_told.insert(key, **row);
            }
        });
    }
    MessageState stateOf(MessageKey key) const { return m_told.value(key).state; }
    /// As the window does: what is appended is sent while it is told.
    static QCoro::Task<MessageKey> pushed(Program &program, QString path)
    {
        const QList<PushFile> files(1, PushFile{path, u"Groups"_s, {}, {}});
        const auto keys = co_await program.desk.append(u"UAT"_s, files, {}, {});
        if (!keys)
            qFatal("%s", qPrintable(keys.error().message));
        program.desk.queue().add(*keys);
        co_return keys->first();
    }
    static int reads() { return FaultyDisk::get().readsOfThisThread(); }

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void init() { prepare(); }

    void fromQueuedToProcessed()
    {
        Program program(m_folder->path(), m_service->url());
        hear(program);
        FaultyDisk::get().countReads();
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        QCOMPARE(reads(), 0);
        QCoro::waitFor(program.desk.sendForOthers()); // where the news of others begin is read once
        FaultyDisk::get().countReads();
        const MessageKey key = QCoro::waitFor(pushed(program, file("CUSTOMERGROUPID\r\n10\r\n")));
        QTRY_VERIFY(m_told.value(key).countsKnown);
        QCOMPARE(stateOf(key), MessageState::Succeeded);
        QCOMPARE(reads(), 0);
        QVERIFY(program.row(key).countsKnown);
        QVERIFY(reads() > 0); // so it counts
        program.journal->disconnect(this);
    }

    void whyItFailed()
    {
        m_values[u"GetMessageStatus"_s] = "\"ProcessedWithErrors\"";
        m_values[u"GetExecutionErrors"_s] =
            json("\"[{^RecordId^:^1^,^Field^:^CustomerGroupId^,^ErrorMessage^:^It is not there.^}]\"");
        Program program(m_folder->path(), m_service->url());
        hear(program);
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        FaultyDisk::get().countReads();
        const MessageKey key = QCoro::waitFor(pushed(program, file("CUSTOMERGROUPID\r\n10\r\n")));
        QTRY_COMPARE(stateOf(key), MessageState::Failed);
        const auto failure = QCoro::waitFor(program.desk.analysis().whyInShort(key, {}));
        QVERIFY(failure && !failure->errors.isEmpty());
        QVERIFY(QCoro::waitFor(program.desk.analysis().whyInShort(key, {}))); // as it is kept
        QVERIFY(QCoro::waitFor(program.desk.decisions().handle(key, u"Seen."_s)));
        const auto again = QCoro::waitFor(program.desk.decisions().resend(key));
        QVERIFY(again);
        QVERIFY(QCoro::waitFor(program.desk.cancel({*again})));
        QCOMPARE(stateOf(*again), MessageState::Cancelled);
        QCOMPARE(reads(), 0);
        program.journal->disconnect(this);
    }

    void aLostAnswerAndWhatIsTracked()
    {
        m_enqueue = [](const RawRequest &, QTcpSocket *socket) { socket->abort(); };
        Program program(m_folder->path(), m_service->url());
        hear(program);
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        FaultyDisk::get().countReads();
        const MessageKey key = QCoro::waitFor(pushed(program, file("A\r\n1\r\n")));
        QTRY_COMPARE(stateOf(key), MessageState::Unconfirmed);
        QVERIFY(QCoro::waitFor(program.desk.decisions().arrived(key, MessageId(messageId))));
        const auto tracked = QCoro::waitFor(program.desk.tracking().track(
            {u"UAT"_s, u"Groups"_s, TrackedBy::MessageId, {messageId, u"1f8fad5b-d9cb-469f-a165-70867728950e"_s}}));
        QVERIFY(tracked);
        QCOMPARE(tracked->already, QList<MessageKey>{key});
        QVERIFY(QCoro::waitFor(program.desk.attach(tracked->keys.last(), file("A\r\n2\r\n", u"b.csv"_s), {})));
        QCOMPARE(reads(), 0);
        program.journal->disconnect(this);
    }
};

QTEST_GUILESS_MAIN(DeskReadsTest)
#include "DeskReadsTest.moc"
