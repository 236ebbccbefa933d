#include "tests/app/cli/CliProcess.h"

#include "app/journal/DownloadBook.h"
#include "app/journal/Journal.h"

#include <QDir>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What is kept of fetched packages, from the command line.
class PackageKeepTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void setsAndShowsWhatIsKept();
    void removesFilesThatNothingHangsOn();
    void removesAFileThatAProgramThatDiedWasAt();
    void showsAllOfOneDownload();

private:
    std::unique_ptr<CliProcess> m_cli;
};

void PackageKeepTest::init()
{
    m_cli = std::make_unique<CliProcess>();
    const auto clock = std::make_shared<SystemClock>();
    const auto journal = Journal::open(m_cli->profile(), clock, Journal::Access::ReadWrite);
    QVERIFY(journal);
    DownloadBook book(**journal, clock);
    for (const DownloadState state : {DownloadState::Acknowledged, DownloadState::AckPending}) {
        Download row;
        row.environment = u"Test"_s;
        row.job = u"Out"_s;
        row.state = state;
        row.file = u"Out/%1.zip"_s.arg(word(state));
        row.bytes = 3;
        row.storedUtc = clock->utcNow().addDays(-100);
        QVERIFY(QCoro::waitFor(book.append(row)));
        QVERIFY(QDir(m_cli->profile()).mkpath(u"downloads/Out"_s));
        QFile file(m_cli->profile() + u"/downloads/"_s + row.file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("zip") == 3);
    }
}

void PackageKeepTest::setsAndShowsWhatIsKept()
{
    const QStringList verb{u"package"_s, u"retention"_s, u"--json"_s};
    const QJsonObject none{{u"maxAgeDays"_s, QJsonValue()}, {u"maxBytes"_s, QJsonValue()}, {u"removed"_s, 0}};
    QCOMPARE(m_cli->run(verb).object(), none);
    const QJsonObject set = m_cli->run(verb + QStringList{u"--max-age"_s, u"90"_s}).object();
    QCOMPARE(set[u"maxAgeDays"_s].toInt(), 90);
    QCOMPARE(set[u"removed"_s].toInt(), 1); // what is not acknowledged stays
    QCOMPARE(m_cli->run(verb).object()[u"maxAgeDays"_s].toInt(), 90);
    QCOMPARE(m_cli->run(verb + QStringList{u"--max-age"_s, u"soon"_s}).exitCode, 2);
    QCOMPARE(m_cli->run(verb + QStringList{u"--max-age"_s, u"none"_s}).object(), none);
    const QJsonArray rows = m_cli->run({u"downloads"_s, u"--json"_s}).array();
    QCOMPARE(rows.size(), 2);
    for (const QJsonValue &row : rows)
        QCOMPARE(row[u"fileRemovedUtc"_s].isNull(), row[u"state"_s] == u"AckPending"_s);
}

void PackageKeepTest::removesFilesThatNothingHangsOn()
{
    const auto refused = m_cli->run({u"package"_s, u"remove"_s, u"1"_s, u"2"_s, u"--json"_s});
    QCOMPARE(refused.errorKind(), u"conflict"_s);
    QVERIFY(QFile::exists(m_cli->profile() + u"/downloads/Out/Acknowledged.zip"_s));
    const auto removed = m_cli->run({u"package"_s, u"remove"_s, u"1"_s, u"--json"_s});
    QCOMPARE(removed.exitCode, 0);
    QCOMPARE(removed.object(), (QJsonObject{{u"removed"_s, 1}, {u"bytes"_s, 3}}));
    QVERIFY(!QFile::exists(m_cli->profile() + u"/downloads/Out/Acknowledged.zip"_s));
    QCOMPARE(m_cli->run({u"package"_s, u"remove"_s, u"1"_s}).exitCode, refused.exitCode); // it has no file any more
}

void PackageKeepTest::removesAFileThatAProgramThatDiedWasAt()
{
    {
        const auto clock = std::make_shared<SystemClock>();
        const auto journal = Journal::open(m_cli->profile(), clock, Journal::Access::ReadWrite);
        DownloadBook book(**journal, clock);
        QVERIFY(QCoro::waitFor(book.commit(DownloadKey(1), [](Download &row) -> Result<void> {
            row.followUp = FollowUp::Begun;
            return {};
        })));
    }
    const auto removed = m_cli->run({u"package"_s, u"remove"_s, u"1"_s, u"--json"_s});
    QVERIFY2(removed.exitCode == 0, removed.err.constData());
    QCOMPARE(removed.object()[u"removed"_s].toInt(), 1);
    const QJsonObject row = m_cli->run({u"downloads"_s, u"1"_s, u"--json"_s}).object();
    QCOMPARE(row[u"followUp"_s].toString(), u"Failed"_s);
    QCOMPARE(row[u"file"_s], QJsonValue());
}

void PackageKeepTest::showsAllOfOneDownload()
{
    const QJsonObject one = m_cli->run({u"downloads"_s, u"1"_s, u"--json"_s}).object();
    QCOMPARE(one[u"key"_s].toInt(), 1);
    QCOMPARE(one[u"events"_s].toArray().size(), 1);
    QVERIFY(one[u"followUps"_s].isArray());
    QVERIFY(one[u"followUp"_s].isNull());
    QVERIFY(one[u"file"_s].toString().endsWith(u"Acknowledged.zip"_s));
}

QTEST_GUILESS_MAIN(PackageKeepTest)
#include "PackageKeepTest.moc"
