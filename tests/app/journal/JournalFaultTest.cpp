#include "FaultyDisk.h"
#include "JournalFixture.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalRescue.h"

#include <QDir>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
using Fault = FaultyDisk::Fault;

// Each kind of fault meets every third operation, beginning with another one: together they meet all.
constexpr qint64 every = 3;

/// Which steps the journal acknowledged, by message.
using Acknowledged = QMap<qint64, QStringList>;

/// The send path of two messages as PushQueue writes it; ends at the first step that fails.
Acknowledged send(Journal &journal)
{
    Acknowledged done;
    const auto keys = QCoro::waitFor(journal.append({newMessage(u"a.csv"_s), newMessage(u"b.csv"_s)}, u"me"_s));
    if (!keys)
        return done;
    for (const MessageKey key : *keys)
        done[number(key)] = QStringList{u"Queued"_s};
    for (const MessageKey key : *keys) {
        for (const MessageState state : {MessageState::Sending, MessageState::InFlight, MessageState::Succeeded}) {
            MessageChange change = changeTo(key, state);
            if (state == MessageState::InFlight)
                change.messageId = MessageId(u"8f3c0000-0000-0000-0000-00000000000%1"_s.arg(number(key)));
            Result<void> written;
            if (state == MessageState::Succeeded) {
                journal.record(change); // a status: in a group
                written = QCoro::waitFor(journal.settled());
            } else {
                written = QCoro::waitFor(journal.commit(change));
            }
            if (!written)
                return done;
            done[number(key)].append(word(state));
        }
    }
    return done;
}

/// Everything acknowledged is there, at most one step more, and the row says what its last event says.
void check(const Journal &journal, const Acknowledged &acknowledged)
{
    const auto all = journal.messages({});
    QVERIFY2(all, all ? "" : qPrintable(all.error().message));
    qsizetype steps = 0, promised = 0;
    for (const QStringList &words : acknowledged)
        promised += words.size();
    for (const Message &message : *all) {
        QStringList words;
        const auto events = journal.events(message.key);
        QVERIFY(events);
        for (const Event &event : *events)
            words.append(event.what);
        const QStringList wanted = acknowledged.value(number(message.key));
        QCOMPARE(words.first(std::min(words.size(), wanted.size())), wanted);
        QCOMPARE(word(message.state), words.last());
        steps += words.size();
    }
    QVERIFY2(steps >= promised, "something acknowledged is lost");
    QVERIFY2(steps - promised <= 2, "something is claimed that nobody did"); // the append makes two rows
    QCOMPARE(journal.counts(u"test"_s, {})->all, all->size());
}
} // namespace

class JournalFaultTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        FaultyDisk::get();
        f.open();
        FaultyDisk::get().breakAfter(0, Fault::None);
        const JournalFixture trial = fresh();
        QCOMPARE(send(*trial.open()).size(), 2);
        m_operations = FaultyDisk::get().operations();
        QVERIFY(m_operations > 10);
    }

    void nothingIsLostWhenTheDiskFails_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("EIO") << Fault::Io;
        QTest::newRow("ENOSPC") << Fault::Full;
        QTest::newRow("EROFS") << Fault::ReadOnly;
        QTest::newRow("short write") << Fault::ShortWrite;
        QTest::newRow("fsync fails") << Fault::Sync;
    }

    void nothingIsLostWhenTheDiskFails()
    {
        QFETCH(Fault, fault);
        for (qint64 at = static_cast<qint64>(fault) % every; at < m_operations; at += every) {
            const JournalFixture one = fresh();
            Acknowledged done;
            {
                const auto journal = one.open();
                FaultyDisk::get().breakAfter(at, fault);
                done = send(*journal);
            }
            FaultyDisk::get().restore();
            check(*one.open(), done);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void nothingIsLostWhenThePowerIsCut_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 3; ++seed)
            QTest::newRow(qPrintable(u"seed %1"_s.arg(seed))) << seed;
    }

    void nothingIsLostWhenThePowerIsCut()
    {
        QFETCH(quint32, seed);
        for (qint64 at = seed % every; at < m_operations; at += every) {
            const JournalFixture one = fresh();
            Acknowledged done;
            {
                const auto journal = one.open();
                FaultyDisk::get().breakAfter(at, Fault::Power);
                done = send(*journal);
            }
            FaultyDisk::get().restore(seed + static_cast<quint32>(at));
            check(*one.open(), done);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void saysPlainlyThatTheDiskIsFullAndGoesOnWhenThereIsRoom()
    {
        const JournalFixture one = fresh();
        const auto journal = one.open();
        FaultyDisk::get().breakAfter(0, Fault::Full);
        const auto refused = await(journal->append({newMessage()}, u"me"_s));
        FaultyDisk::get().restore();
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"full"_s), qPrintable(refused.error().message));
        QVERIFY(journal->messages({})->isEmpty());
        appendOne(*journal);
    }

    void aRescueThatFindsNoRoomLeavesTheJournalAsItIs()
    {
        const JournalFixture sample = fresh();
        const QList<NewMessage> messages(20, newMessage());
        QVERIFY(await(sample.open()->append(messages, u"me"_s)));
        const JournalFixture trial = copyOf(sample);
        FaultyDisk::get().breakAfter(0, Fault::None);
        QVERIFY(rescueJournal(trial.path(), {}, trial.clock->now));
        const qint64 operations = FaultyDisk::get().operations();
        int refused = 0;
        for (qint64 at = 0; at < operations; at += every) {
            const JournalFixture one = copyOf(sample);
            FaultyDisk::get().breakAfter(at, Fault::Full);
            const auto rescued = rescueJournal(one.path(), {}, one.clock->now);
            FaultyDisk::get().restore();
            if (!rescued) {
                ++refused;
                QVERIFY2(rescued.error().message.contains(u"full"_s), qPrintable(rescued.error().message));
                QVERIFY(bytesOf(one.path()) == bytesOf(sample.path()));
                QVERIFY(QDir(one.folder.path()).entryList({u"journal-*"_s}, QDir::Files).isEmpty());
            }
            // Also where only the last of it failed: whichever file stands there has every row.
            QCOMPARE(one.open()->messages({})->size(), messages.size());
        }
        QVERIFY(refused > 0);
    }

    void readsAProfileOnAWriteProtectedDisk()
    {
        const JournalFixture one = fresh();
        appendOne(*one.open());
        FaultyDisk::get().breakAfter(0, Fault::ReadOnly);
        const auto reader = one.tryOpen(Journal::Access::ReadOnly);
        const auto messages = reader ? (*reader)->messages({}) : fail(reader.error());
        const auto writer = one.tryOpen();
        FaultyDisk::get().restore();
        QVERIFY2(messages, messages ? "" : qPrintable(messages.error().message));
        QCOMPARE(messages->size(), 1);
        QVERIFY(!writer);
        QCOMPARE(writer.error().kind, ErrorKind::Storage);
        QVERIFY2(writer.error().message.contains(u"written"_s), qPrintable(writer.error().message));
    }

    void readsBesideTheOwnerOfAProfileThatOnlyHeMayWriteTo()
    {
        const JournalFixture one = fresh();
        appendOne(*one.open());
        FaultyDisk::get().breakAfter(0, Fault::ReadOnly);
        const auto guest = Connection::open(one.path(), Connection::Mode::ReadOnly);
        const auto journal = one.tryOpen(Journal::Access::ReadOnly);
        const auto before = journal ? (*journal)->messages({}) : fail(journal.error());
        FaultyDisk::get().restore();
        QVERIFY(guest && before);
        QCOMPARE(before->size(), 1);
        const QString count = u"SELECT count(*) FROM messages"_s;
        QCOMPARE((*guest)->integer(count).value_or(-1), 1);
        {
            const auto owner = one.open();
            appendOne(*owner);
            const auto during = (*guest)->integer(count); // what he wrote stands in his log
            QVERIFY(!during);
            QCOMPARE(during.error().kind, ErrorKind::Busy);
        }
        const auto after = (*guest)->integer(count);
        QVERIFY(!after);
        QCOMPARE(after.error().kind, ErrorKind::Busy);
        QVERIFY2(after.error().message.contains(u"try again"_s), qPrintable(after.error().message));
        QCOMPARE((*journal)->messages({})->size(), 2); // tried again
    }

    void whatChangedWhileItWasReadIsNotCalledDamaged()
    {
        const JournalFixture one = fresh();
        appendOne(*one.open());
        FaultyDisk::get().breakAfter(0, Fault::ReadOnly);
        const auto guest = Connection::open(one.path(), Connection::Mode::ReadOnly);
        FaultyDisk::get().restore();
        QVERIFY(guest);
        const QByteArray sound = bytesOf(one.path());
        QFile file(one.path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(100)); // as half of a page that is being written
        file.write(QByteArray(sound.size() - 100, '\x5a'));
        file.close();
        const auto faults = faultsOf(**guest);
        QVERIFY(!faults);
        QCOMPARE(faults.error().kind, ErrorKind::Busy);
        const auto read = (*guest)->integer(u"SELECT count(*) FROM messages"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Busy);
    }

private:
    /// A profile with an empty journal, without the work of making one.
    JournalFixture fresh() const { return copyOf(f); }
    static JournalFixture copyOf(const JournalFixture &other)
    {
        JournalFixture made;
        QFile::copy(other.path(), made.path());
        return made;
    }

    JournalFixture f;
    qint64 m_operations = 0;
};

QTEST_GUILESS_MAIN(JournalFaultTest)
#include "JournalFaultTest.moc"
