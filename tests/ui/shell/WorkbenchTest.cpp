#include "ui/shell/ProfileOpening.h"
#include "ui/shell/Workbench.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What the services of the window do by themselves.
class WorkbenchTest : public QObject
{
    Q_OBJECT

private slots:
    void blanksWhatIsOverAtTheStart();
};

void WorkbenchTest::blanksWhatIsOverAtTheStart()
{
    const QTemporaryDir profile;
    const auto clock = std::make_shared<SystemClock>();
    Download row;
    row.environment = u"UAT"_s;
    row.job = u"Out"_s;
    row.state = DownloadState::Stored;
    row.dequeueJson = R"({"PopReceipt":"r1","DownloadLocation":"https://blob.example/a?sig=secret"})";
    row.leaseUntilUtc = clock->utcNow().addSecs(-1);
    {
        auto journal = Journal::open(profile.path(), clock, Journal::Access::ReadWrite);
        QVERIFY(journal);
        DownloadBook book(**journal, clock);
        QVERIFY(QCoro::waitFor(book.append(row)));
    }
    std::unique_ptr<Workbench> bench;
    ProfileOpening opening(profile.path(), clock);
    connect(&opening, &ProfileOpening::opened, this, [&](OpenedJournal &journal) {
        if (auto made = Workbench::open(profile.path(), clock, std::move(journal), {}))
            bench = std::move(*made);
    });
    opening.start();
    QTRY_VERIFY(bench);
    QTRY_VERIFY(!bench->downloads.downloads({})->first().dequeueJson.contains("secret"));
    QVERIFY(!bench->downloads.downloads({})->first().dequeueJson.contains("r1"));
    QCOMPARE(bench->downloads.downloads({})->first().state, DownloadState::Stored);
}

QTEST_MAIN(WorkbenchTest)
#include "WorkbenchTest.moc"
