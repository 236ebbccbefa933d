#include "tests/app/messages/DeskFixture.h"

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Two programs on one profile: the sender takes over what the other appends.
class HandOverTest : public DeskTest
{
    Q_OBJECT

private slots:
    void init() { prepare(); }

    void sendsWhatAnotherProgramAppends()
    {
        Program sender(m_folder->path(), m_service->url());
        Program other(m_folder->path(), m_service->url());
        becomeSender(sender);
        const MessageKey before = append(other, "A\r\n1\r\n");
        QTRY_COMPARE(other.row(before).state, MessageState::InFlight);
        const MessageKey later = append(other, "A\r\n2\r\n");
        QTRY_COMPARE(other.row(later).state, MessageState::InFlight);
        QCOMPARE(m_enqueued, 2);
        QCOMPARE(other.history(later), QStringList({u"Queued"_s, u"Sending"_s, u"InFlight"_s}));
        QVERIFY(other.desk.place().owns(other.row(later)));
    }

    void sendsWhatWaitedBeforeItCame()
    {
        Program other(m_folder->path(), m_service->url());
        const MessageKey key = append(other, "A\r\n1\r\n");
        Program sender(m_folder->path(), m_service->url());
        const MessageKey own = append(sender, "A\r\n2\r\n");
        becomeSender(sender);
        QTRY_COMPARE(other.row(key).state, MessageState::InFlight);
        QTRY_COMPARE(sender.row(own).state, MessageState::InFlight);
        QCOMPARE(m_enqueued, 2);
    }

    void holdsWhatADyingProgramLeftWaiting()
    {
        Program sender(m_folder->path(), m_service->url());
        becomeSender(sender);
        sender.desk.queue().setPaused(true);
        MessageKey key{};
        {
            Program other(m_folder->path(), m_service->url());
            key = append(other, "A\r\n1\r\n");
            QTRY_VERIFY(sender.desk.queue().isForOther(key));
        }
        QTRY_COMPARE(sender.row(key).state, MessageState::Held);
        QVERIFY(sender.desk.queue().waiting().isEmpty());
        QCOMPARE(m_enqueued, 0);
    }

    void leavesWhatWaitsToItsOwnerWhenItEnds()
    {
        Program other(m_folder->path(), m_service->url());
        MessageKey key{}, own{};
        {
            Program sender(m_folder->path(), m_service->url());
            becomeSender(sender);
            sender.desk.queue().setPaused(true);
            own = sender.push(file("A\r\n0\r\n"));
            key = append(other, "A\r\n1\r\n");
            QTRY_VERIFY(sender.desk.queue().isForOther(key));
        }
        QCOMPARE(other.row(own).state, MessageState::Held);
        QCOMPARE(other.row(key).state, MessageState::Queued);
        becomeSender(other);
        QTRY_COMPARE(other.row(key).state, MessageState::InFlight);
        QCOMPARE(other.row(own).state, MessageState::Held);
    }

    void cutsNoUploadForAnotherWhenItEnds()
    {
        QTcpSocket *asked = nullptr;
        m_enqueue = [&asked](const RawRequest &, QTcpSocket *socket) { asked = socket; };
        Program other(m_folder->path(), m_service->url());
        Program sender(m_folder->path(), m_service->url());
        becomeSender(sender);
        const MessageKey key = append(other, "A\r\n1\r\n");
        QTRY_VERIFY(asked);
        const MessageKey second = append(other, "A\r\n2\r\n");
        QTRY_VERIFY(sender.desk.queue().isForOther(second));
        bool ended = false;
        auto ending = sender.desk.shutDown(Error{ErrorKind::Cancelled, u"It ends."_s});
        ending.then([&ended] { ended = true; });
        QVERIFY(!ended);
        asked->write(RawServer::ok('"' + messageId.toLatin1() + '"'));
        QTRY_VERIFY(ended);
        QCOMPARE(other.row(key).state, MessageState::InFlight);
        QCOMPARE(other.row(second).state, MessageState::Queued);
    }

    void itsPatienceIsNotThatOfOthersAndItTellsWhyTheyWait()
    {
        m_service->close();
        Program sender(m_folder->path(), m_service->url());
        becomeSender(sender);
        sender.desk.queue().setPatience(50ms);
        const MessageKey own = sender.push(file("A\r\n1\r\n"));
        QTRY_COMPARE(sender.row(own).state, MessageState::Held);
        Program other(m_folder->path(), m_service->url());
        const MessageKey key = append(other, "A\r\n2\r\n");
        const ProgressNotes notes(m_folder->path());
        QTRY_VERIFY(notes.read(key) && notes.read(key)->trouble);
        QCOMPARE(notes.read(key)->trouble->kind, ErrorKind::Unreachable);
        QCOMPARE(other.row(key).state, MessageState::Queued);
        QVERIFY(QCoro::waitFor(other.desk.withdraw({key, own}, *notes.read(key)->trouble)));
        QCOMPARE(other.row(key).state, MessageState::Held);
        QCOMPARE(other.row(key).error->kind, ErrorKind::Unreachable);
        QTRY_VERIFY(!notes.read(key));
    }

    void takesBackOnlyWhatIsItsOwnStill()
    {
        Program one(m_folder->path(), m_service->url());
        Program two(m_folder->path(), m_service->url());
        const MessageKey adopted = append(one, "A\r\n1\r\n");
        const MessageKey kept = append(one, "A\r\n2\r\n");
        QVERIFY(QCoro::waitFor(two.desk.release({adopted})));
        QVERIFY(QCoro::waitFor(one.desk.withdraw({adopted, kept}, Error{ErrorKind::Cancelled, u"Stopped."_s})));
        QCOMPARE(one.row(adopted).state, MessageState::Queued);
        QVERIFY(two.desk.place().owns(one.row(adopted)));
        QCOMPARE(one.row(kept).state, MessageState::Held);
    }

    void judgesWhatADeadSenderLeftAndLetsGo()
    {
        MessageKey key{};
        {
            Program dead(m_folder->path(), m_service->url());
            key = append(dead, "A\r\n1\r\n");
            MessageChange change;
            change.key = key;
            change.state = MessageState::Sending;
            change.event = Event{dead.clock->utcNow(), EventSource::Local, u"Sending"_s, {}};
            QVERIFY(QCoro::waitFor(dead.journal->commit(change)));
        }
        Program next(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(next.desk.place().judge()));
        QCOMPARE(next.row(key).state, MessageState::Unconfirmed);
        QVERIFY(!next.desk.isSender());
        QVERIFY(!FileLock::isHeld(senderLockPath(m_folder->path())));
    }

    void takingThePlaceTwiceLeavesTheUploadAlone()
    {
        QTcpSocket *asked = nullptr;
        m_enqueue = [&asked](const RawRequest &, QTcpSocket *socket) { asked = socket; };
        Program sender(m_folder->path(), m_service->url());
        becomeSender(sender);
        const MessageKey key = sender.push(file("A\r\n1\r\n"));
        QTRY_VERIFY(asked);
        QVERIFY(QCoro::waitFor(sender.desk.becomeSender({})));
        QCOMPARE(sender.row(key).state, MessageState::Sending);
        asked->write(RawServer::ok('"' + messageId.toLatin1() + '"'));
        QTRY_COMPARE(sender.row(key).state, MessageState::InFlight);
    }

private:
    void becomeSender(Program &program)
    {
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.queue().setPacing(1ms);
        QCoro::waitFor(program.desk.sendForOthers());
    }
    /// As a program does that does not send itself.
    MessageKey append(Program &program, const QByteArray &content)
    {
        const auto keys =
            QCoro::waitFor(program.desk.append(u"UAT"_s, {{file(content), u"Groups"_s, {}, {}}}, {}, {}));
        if (!keys)
            qFatal("%s", qPrintable(keys.error().message));
        return keys->first();
    }
};

QTEST_GUILESS_MAIN(HandOverTest)
#include "HandOverTest.moc"
