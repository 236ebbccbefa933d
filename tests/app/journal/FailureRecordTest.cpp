#include "JournalFixture.h"

#include "app/journal/FailureParts.h"
#include "app/journal/FailureRecord.h"

using namespace waybill;
using namespace Qt::StringLiterals;

/// How a failure is kept: the summary apart from its long parts, which are compressed.
class FailureRecordTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = JournalFixture(); }

    void keepsLogAndFilesOfAFailure()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        Failure failure;
        failure.collectedUtc = f.clock->now;
        failure.log = u"Line 1\nŁódź \x1b[31m"_s + QString(300'000, u'x');
        failure.errors = {{u"V-1"_s, {}, QString(1 << 20, u'm'), 3, 4, u"Vendors V2"_s}};
        failure.files = {{FailureFile::Kind::StagingErrors, u"Vendors V2"_s, u"errors.csv"_s, 3 << 20, true, {}},
                         {FailureFile::Kind::TargetErrorKeys, u"Vendors V2"_s, {}, 0, false, u"Refused."_s}};
        QByteArray content(3 << 20, 'a');
        content[2 << 20] = '\0';
        QVERIFY(await(journal->keepPackedFailure(key, packFailure(failure, {content}))));
        QCOMPARE(**journal->failure(key), failure);
        QCOMPARE(*Journal::readFailureFile(journal->path(), key, 0), content);
        QCOMPARE(*Journal::readFailureFile(journal->path(), key, 1), QByteArray());
        // What is found anew leaves nothing of the old behind.
        failure.files.clear();
        failure.log.clear();
        QVERIFY(await(journal->keepFailure(key, failure)));
        QCOMPARE(**journal->failure(key), failure);
        QCOMPARE(*Journal::readFailureFile(journal->path(), key, 0), QByteArray());
    }

    void aPieceThatIsNotWhatItSaysIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("packed");
        const QByteArray spaces(1 << 20, ' ');
        const auto saying = [](const char (&size)[5], const QByteArray &content) {
            return QByteArray(size, 4) + qCompress(content).mid(4);
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no stream") << QByteArray("\0\0\0\2nonsense", 12);
        QTest::newRow("holds more than it says") << saying("\0\0\0\x64", spaces + "[]");
        QTest::newRow("holds less than it says") << saying("\0\0\0\x64", "[]");
        QTest::newRow("says more than is ever unpacked") << saying("\x10\0\0\1", "[]");
        QTest::newRow("ends early") << qCompress("[]").chopped(1);
    }

    void aPieceThatIsNotWhatItSaysIsDamaged()
    {
        QFETCH(QByteArray, packed);
        const auto bytes = unpackBytes(packed);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, ErrorKind::Storage);
        QList<RecordError> errors;
        QVERIFY(!unpackErrors(packed, errors));
    }

private:
    JournalFixture f;
};

QTEST_GUILESS_MAIN(FailureRecordTest)
#include "FailureRecordTest.moc"
