#include "app/messages/MessageDesk.h"
#include "tests/app/journal/JournalFixture.h"
#include "tests/app/practice/PracticeClient.h"
#include "tests/app/support/FaultyDisk.h"
#include "tests/app/support/FaultyFiles.h"

#include <cerrno>

// The send path as a whole on a disk that breaks at one of its operations, against a service that really stores: what
// the journal says afterwards is compared with what the service has.

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
using Fault = FaultyDisk::Fault;

// Each kind of fault meets every third operation, beginning with another one: together they meet all. Where the disk is
// mended, each meets every sixth.
constexpr qint64 every = 3;
const QString job = u"Customer groups"_s;

Environment environmentOf(const QJsonObject &offer)
{
    Environment environment;
    environment.name = u"Practice"_s;
    environment.kind = EnvironmentKind::Practice;
    environment.url = QUrl(offer[u"url"_s].toString());
    environment.authority = QUrl(offer[u"authority"_s].toString());
    environment.tenant = offer[u"tenant"_s].toString();
    environment.clientId = offer[u"clientId"_s].toString();
    environment.requestsPerSecond = 1000;
    for (const QJsonValue &row : offer[u"jobs"_s].toArray()) {
        if (row[u"name"_s] == job)
            environment.jobs.append({job, ActivityId(row[u"activityId"_s].toString()), JobDirection::Import,
                                     row[u"entity"_s].toString(), row[u"company"_s].toString(), false});
    }
    return environment;
}

/// One program on a profile, as long as it lives.
struct Program {
    Program(const QString &profile, const QJsonObject &offer)
        : environments(profile), secrets(profile), connections(&environments, &secrets, &log, clock),
          journal(std::move(*Journal::open(profile, clock, Journal::Access::ReadWrite))),
          desk(profile, journal.get(), &environments, &connections, clock)
    {
        secrets.keepForSession(u"Practice"_s, offer[u"secret"_s].toString());
        environments.setTransient(environmentOf(offer));
        desk.queue().setPacing({});
    }
    ~Program() { QCoro::waitFor(desk.shutDown({ErrorKind::Cancelled, u"The program ended."_s})); }

    Result<QList<MessageKey>> append(const QString &path)
    {
        return await(desk.append(u"Practice"_s, {{path, job, {}, {}}}, {}, {}));
    }
    bool isIdle() { return desk.queue().waiting().isEmpty() && desk.queue().underWay().isEmpty(); }

    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    HttpLog log;
    EnvironmentStore environments;
    SecretStore secrets;
    Connections connections;
    std::unique_ptr<Journal> journal;
    MessageDesk desk;
};
} // namespace

class SendPathFaultTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        FaultyDisk::get();
        m_empty.open(); // a profile with an empty journal, without the work of making one
        m_offer = m_practice.ready();
        init();
        FaultyDisk::get().breakAfter(0, Fault::None);
        Program program(profile(), m_offer);
        const auto keys = program.append(m_file);
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().message));
        program.desk.queue().add(*keys);
        QTRY_VERIFY(program.isIdle());
        QCOMPARE(row(*program.journal, keys->first()).state, MessageState::InFlight);
        m_operations = FaultyDisk::get().operations();
        QVERIFY(m_operations > 10);
    }

    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        QVERIFY(QFile::copy(m_empty.path(), m_profile->filePath(u"journal.sqlite"_s)));
        m_name = u"groups-%1.csv"_s.arg(++m_made);
        m_file = m_files.filePath(m_name);
        QFile file(m_file);
        const QByteArray content = goodGroups();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }

    void theProgramEndsOnABrokenDisk_data() { faults(); }
    void theProgramEndsOnABrokenDisk()
    {
        QFETCH(Fault, fault);
        QFETCH(quint32, seed);
        for (qint64 at = (static_cast<qint64>(fault) + seed) % every; at < m_operations; at += every) {
            init();
            std::optional<MessageKey> accepted;
            {
                Program program(profile(), m_offer);
                FaultyDisk::get().breakAfter(at, fault);
                bool told = false;
                connect(&program.desk.queue(), &PushQueue::journalFailed, this, [&told] { told = true; });
                if (const auto keys = program.append(m_file)) {
                    accepted = keys->first();
                    program.desk.queue().add(*keys);
                    QTRY_VERIFY(told || program.isIdle());
                }
            }
            FaultyDisk::get().restore(seed + static_cast<quint32>(at));
            checkAndGoOn(accepted);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"at operation %1 of %2"_s.arg(at).arg(m_operations)));
        }
    }

    void theDiskIsMendedWhileTheProgramRuns_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("EIO") << Fault::Io;
        QTest::newRow("ENOSPC") << Fault::Full;
        QTest::newRow("EROFS") << Fault::ReadOnly;
        QTest::newRow("short write") << Fault::ShortWrite;
        QTest::newRow("fsync fails") << Fault::Sync;
    }
    void theDiskIsMendedWhileTheProgramRuns()
    {
        QFETCH(Fault, fault);
        // Each try costs this program a second or two of patience: fewer of them.
        for (qint64 at = static_cast<qint64>(fault); at < m_operations; at += 2 * every) {
            init();
            Program program(profile(), m_offer);
            FaultyDisk::get().breakAfter(at, fault);
            connect(&program.desk.queue(), &PushQueue::journalFailed, this, [] { FaultyDisk::get().restore(); });
            auto keys = program.append(m_file);
            if (!keys) {
                FaultyDisk::get().restore();
                QCOMPARE(stored(), QStringList());
                keys = program.append(m_file);
            }
            QVERIFY(keys);
            program.desk.queue().add(*keys);
            QTRY_VERIFY_WITH_TIMEOUT(program.isIdle(), 30000);
            FaultyDisk::get().restore();
            const Message message = row(*program.journal, keys->first());
            QCOMPARE(message.state, MessageState::InFlight);
            QCOMPARE(stored(), QStringList(message.messageId.text()));
        }
    }

    /// The copy of the file, the first thing that is written: without it there is no row, and nothing leaves.
    void nothingIsAcceptedWithoutItsCopy_data()
    {
        QTest::addColumn<int>("error");
        QTest::newRow("EIO") << EIO;
        QTest::newRow("ENOSPC") << ENOSPC;
        QTest::newRow("EROFS") << EROFS;
    }
    void nothingIsAcceptedWithoutItsCopy()
    {
        QFETCH(int, error);
        for (int at = 0;; ++at) {
            init();
            Program program(profile(), m_offer);
            FaultyFiles::breakAfter(profile() + u"/payloads"_s, at, error);
            const auto refused = program.append(m_file);
            const int calls = FaultyFiles::restore();
            if (refused) {
                QVERIFY2(at > 2, "a copy has a write, an fsync and a name");
                QVERIFY(calls <= at);
                break;
            }
            QCOMPARE(refused.error().kind, ErrorKind::Storage);
            QVERIFY(program.journal->messages({})->isEmpty());
            const auto keys = program.append(m_file);
            QVERIFY(keys);
            program.desk.queue().add(*keys);
            QTRY_VERIFY(program.isIdle());
            QCOMPARE(stored(), QStringList(row(*program.journal, keys->first()).messageId.text()));
        }
    }

private:
    static void faults()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<quint32>("seed");
        QTest::newRow("EIO") << Fault::Io << 0u;
        QTest::newRow("ENOSPC") << Fault::Full << 0u;
        QTest::newRow("EROFS") << Fault::ReadOnly << 0u;
        QTest::newRow("short write") << Fault::ShortWrite << 0u;
        QTest::newRow("fsync fails") << Fault::Sync << 0u;
        for (quint32 seed = 1; seed <= 3; ++seed)
            QTest::newRow(qPrintable(u"power cut, seed %1"_s.arg(seed))) << Fault::Power << seed;
    }

    QString profile() const { return m_profile->path(); }

    /// The ids under which the service holds the file of this turn.
    QStringList stored()
    {
        QStringList ids;
        for (const QJsonValue &delivery : m_practice.deliveries()) {
            const QString id = delivery[u"messageId"_s].toString();
            if (delivery[u"externalIdentifier"_s] == m_name && !id.isEmpty())
                ids.append(id);
        }
        return ids;
    }

    /// The next program finds what is true; what never left goes now, once.
    void checkAndGoOn(std::optional<MessageKey> accepted)
    {
        const QStringList before = stored();
        QVERIFY2(before.size() <= 1, "sent twice");
        Program next(profile(), m_offer);
        QVERIFY(await(next.desk.becomeSender({})));
        const QList<Message> rows = *next.journal->messages({});
        QVERIFY(rows.size() <= 1);
        if (accepted) {
            QVERIFY2(rows.size() == 1 && rows.first().key == *accepted, "an accepted file is lost");
            QCOMPARE(bytesOf(next.desk.payloads().path(rows.first().sha256)), goodGroups());
        }
        if (rows.isEmpty()) {
            QVERIFY2(before.isEmpty(), "the service has a file of which the journal knows nothing");
            return;
        }
        const Message message = rows.first();
        const bool waits = message.state == MessageState::Held || message.state == MessageState::Queued;
        QVERIFY2(waits || message.state == MessageState::InFlight || message.state == MessageState::Unconfirmed,
                 qPrintable(word(message.state)));
        if (message.state == MessageState::InFlight)
            QCOMPARE(before, QStringList(message.messageId.text()));
        if (!waits)
            return;
        QVERIFY2(before.isEmpty(), "the service has what is said to wait here");
        if (message.state == MessageState::Held)
            QVERIFY(await(next.desk.release({message.key})));
        next.desk.queue().add({message.key});
        QTRY_VERIFY(next.isIdle());
        const Message sent = row(*next.journal, message.key);
        QCOMPARE(sent.state, MessageState::InFlight);
        QCOMPARE(stored(), QStringList(sent.messageId.text()));
    }

    Practice m_practice;
    JournalFixture m_empty;
    QTemporaryDir m_files;
    std::unique_ptr<QTemporaryDir> m_profile;
    QJsonObject m_offer;
    QString m_name, m_file;
    int m_made = 0;
    qint64 m_operations = 0;
};

QTEST_GUILESS_MAIN(SendPathFaultTest)
#include "SendPathFaultTest.moc"
