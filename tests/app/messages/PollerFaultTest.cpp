#include "tests/app/messages/DeskFixture.h"
#include "tests/app/support/FaultyDisk.h"

#include <QSignalSpy>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using Fault = FaultyDisk::Fault;

/// What the service says while the journal cannot be written is not lost: it is asked again.
class PollerFaultTest : public DeskTest
{
    Q_OBJECT

    /// A message in flight whose first word the journal has.
    MessageKey processing(Program &program)
    {
        m_values[u"GetMessageStatus"_s] = "\"Processing\"";
        const MessageKey key = program.push(file("ID\r\n1\r\n"));
        const auto heard = [&] { return program.row(key).status == u"Processing"_s; };
        if (!QTest::qWaitFor(heard, 60000))
            qFatal("the first word was never heard");
        return key;
    }

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void init() { prepare(); }
    void cleanup() { FaultyDisk::get().restore(); }

    void aWordThatCouldNotBeWrittenIsHeardAgain_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<MessageState>("state");
        QTest::newRow("the last word, disk full")
            << int(Fault::Full) << QByteArray("Processed") << MessageState::Succeeded;
        QTest::newRow("the last word, disk broken")
            << int(Fault::Io) << QByteArray("ProcessedWithErrors") << MessageState::Failed;
        QTest::newRow("a word between") << int(Fault::Full) << QByteArray("PostProcessing") << MessageState::InFlight;
    }
    void aWordThatCouldNotBeWrittenIsHeardAgain()
    {
        QFETCH(const int, fault);
        QFETCH(const QByteArray, word);
        Program program(m_folder->path(), m_service->url());
        QVERIFY(QCoro::waitFor(program.desk.becomeSender({})));
        program.desk.poller().start();
        const MessageKey key = processing(program);
        QSignalSpy failed(program.journal.get(), &Journal::writeFailed);
        FaultyDisk::get().breakAfter(1, Fault(fault));
        m_values[u"GetMessageStatus"_s] = '"' + word + '"';
        program.desk.poller().lookSoon(key);
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty(), 60000);
        QVERIFY(failed.first().at(1).value<QList<MessageKey>>().contains(key));
        QCOMPARE(program.row(key).status, u"Processing"_s);
        FaultyDisk::get().restore();
        QTRY_COMPARE_WITH_TIMEOUT(program.row(key).status, QString::fromLatin1(word), 60000);
        QTEST(program.row(key).state, "state");
        if (program.row(key).state == MessageState::Failed)
            QTRY_VERIFY_WITH_TIMEOUT(*program.journal->failure(key), 60000); // what vanishes is collected
    }
};

QTEST_GUILESS_MAIN(PollerFaultTest)
#include "PollerFaultTest.moc"
