#include "JournalFixture.h"

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

private:
    JournalFixture f;
};

QTEST_GUILESS_MAIN(FailureRecordTest)
#include "FailureRecordTest.moc"
