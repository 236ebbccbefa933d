#include "ui/packages/DownloadPill.h"
#include "ui/packages/DownloadStages.h"
#include "ui/packages/DownloadTable.h"
#include "ui/packages/DownloadTableModel.h"
#include "ui/packages/ExportJobsModel.h"
#include "ui/packages/HexText.h"
#include "ui/packages/PackagesHeadline.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

class SetClock final : public Clock
{
public:
    QDateTime utcNow() const override { return now; }
    QDateTime now = QDateTime(QDate(2026, 11, 27), QTime(8, 0), Qt::UTC);
};

} // namespace

/// What the Packages page shows of downloads, as models and words.
class DownloadModelsTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<SetClock> clock = std::make_shared<SetClock>();

    Download made(qint64 key, DownloadState state) const
    {
        Download download;
        download.key = DownloadKey(key);
        download.environment = u"UAT"_s;
        download.job = u"Customers export"_s;
        download.activityId = ActivityId(u"6f1e0a52-3d4b-4c0f-8a6e-90b1c2d3e4f5"_s);
        download.correlationId = u"00000000-0000-0000-0000-0000000000%1"_s.arg(key, 2, 10, QLatin1Char('0'));
        download.state = state;
        download.createdUtc = download.dequeuedUtc = clock->now.addSecs(-120);
        download.leaseUntilUtc = clock->now.addSecs(1680);
        return download;
    }

private slots:
    void everyStateHasItsOwnWordAnIconAndAMeaning()
    {
        QSet<QString> words;
        for (const DownloadStateRow &row : downloadStates()) {
            const Download download = made(1, row.state);
            const Pill pill = downloadPill(download);
            QVERIFY(!pill.text.isEmpty());
            QVERIFY(pill.icon != Icon::None);
            QVERIFY(stateMeaning(download).endsWith(u'.'));
            words.insert(pill.text);
            // What a person has to look at never looks done.
            QVERIFY(!row.needsAttention || (pill.role != StatusRole::Green && pill.role != StatusRole::Quiet));
        }
        QCOMPARE(words.size(), qsizetype(downloadStates().size()));
    }

    void theModelAnswersForEveryCell()
    {
        DownloadTableModel model(clock);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Download stored = made(1, DownloadState::Acknowledged);
        stored.file = u"Customers export/2026-11-27.zip"_s;
        stored.bytes = 8'400'000;
        stored.entities = QStringList{u"Customers V3"_s, u"Vendors V2"_s};
        stored.ackedUtc = clock->now.addSecs(-60);
        stored.attempts = 2;
        model.setDownloads({stored});
        model.setRecords(stored.key, 38'112);
        const auto cell = [&model](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(cell(DownloadTableModel::StatusColumn), u"Acknowledged"_s);
        QCOMPARE(cell(DownloadTableModel::PackageColumn), u"2026-11-27.zip"_s);
        QCOMPARE(cell(DownloadTableModel::SizeColumn), u"8.4 MB"_s);
        QCOMPARE(cell(DownloadTableModel::EntitiesColumn), u"Customers V3 +1"_s);
        QCOMPARE(cell(DownloadTableModel::RowsColumn), u"38,112"_s);
        QCOMPARE(cell(DownloadTableModel::LeaseColumn), u"–"_s); // nobody waits for it any more
        QCOMPARE(cell(DownloadTableModel::AckedColumn), u"1 min"_s);
        QCOMPARE(cell(DownloadTableModel::AttemptsColumn), u"2"_s);
        model.take(made(2, DownloadState::Downloading)); // comes in on top
        QCOMPARE(model.rowCount(), 2);
        model.setReceived(DownloadKey(2), 0.62);
        QCOMPARE(cell(DownloadTableModel::StatusColumn), u"Fetching 62 %"_s);
        QCOMPARE(model.index(0, 0).data(PillToneRole).toInt(), int(StatusRole::Running));
        model.take(made(2, DownloadState::AckPending)); // changes in its place
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(DownloadTableModel::StatusColumn), u"Ack pending"_s);
    }

    void theLeaseCountsDown()
    {
        const Download download = made(1, DownloadState::AckPending);
        QCOMPARE(leaseText(download, clock->now), u"28 min"_s);
        QCOMPARE(leaseText(download, clock->now.addSecs(1650)), u"30 s"_s);
        QCOMPARE(leaseText(download, clock->now.addSecs(1680)), u"over"_s);
    }

    void whatIsNotHereCanBeFetchedAgainWhileItIsOurs()
    {
        QVERIFY(canBeFetchedAgain(made(1, DownloadState::Announced), clock->now));
        QVERIFY(canBeFetchedAgain(made(1, DownloadState::Damaged), clock->now));
        QVERIFY(!canBeFetchedAgain(made(1, DownloadState::Announced), clock->now.addSecs(1680)));
        QVERIFY(!canBeFetchedAgain(made(1, DownloadState::Acknowledged), clock->now));
        Download exported = made(1, DownloadState::Exporting);
        exported.kind = DownloadKind::Exported;
        QVERIFY(!canBeFetchedAgain(exported, clock->now)); // nobody knows its execution
        exported.executionId = ExecutionId(u"DF-1"_s);
        QVERIFY(canBeFetchedAgain(exported, clock->now));
    }

    void theLifecycleTellsWhereItStands()
    {
        const QDateTime begin = clock->now.addSecs(-120);
        QList<DownloadEvent> events{{begin, DownloadState::Announced, {}},
                                    {begin.addSecs(1), DownloadState::Downloading, {}},
                                    {begin.addSecs(31), DownloadState::AckPending, {}}};
        Download download = made(1, DownloadState::AckPending);
        auto stages = stagesOf(download, events, clock->now);
        QCOMPARE(stages.size(), 4);
        QCOMPARE(stages[1].name, u"Fetched"_s);
        QCOMPARE(stages[1].time, u"30 s"_s);
        QCOMPARE(stages[2].state, StageState::Warned);
        QCOMPARE(stages[3].name, u"Acked"_s);
        QCOMPARE(stages[3].state, StageState::Ahead);
        events << DownloadEvent{begin.addSecs(40), DownloadState::Acknowledged, {}};
        download.state = DownloadState::Acknowledged;
        stages = stagesOf(download, events, clock->now);
        QCOMPARE(stages.last().state, StageState::Done);
        download.state = DownloadState::Damaged;
        events.last().state = DownloadState::Damaged;
        QCOMPARE(stagesOf(download, events, clock->now).last().state, StageState::Broken);
        // A long story keeps its beginning and its end.
        for (int i = 0; i < 20; ++i)
            events << DownloadEvent{
                begin.addSecs(50 + i), i % 2 ? DownloadState::Downloading : DownloadState::Announced, {}};
        download.state = DownloadState::Downloading;
        stages = stagesOf(download, events, clock->now);
        QVERIFY(stages.size() <= 6);
        QCOMPARE(stages.first().name, u"Taken"_s);
        QCOMPARE(stages[1].name, u"…"_s);
    }

    void chipsJobsAndSearchChooseRows()
    {
        DownloadTableModel model(clock);
        Download other = made(3, DownloadState::Acknowledged);
        other.job = u"Vendors export"_s;
        other.entities = QStringList{u"Vendors V2"_s};
        model.setDownloads({other, made(2, DownloadState::Damaged), made(1, DownloadState::AckPending)});
        DownloadTable table(&model);
        DownloadChoice *choice = table.choice();
        QCOMPARE(choice->rowCount(), 3);
        choice->setChip(DownloadChip::NeedsAttention);
        QCOMPARE(choice->rowCount(), int(choice->count(DownloadChip::NeedsAttention)));
        QVERIFY(choice->count(DownloadChip::NeedsAttention) >= 1);
        choice->setChip(DownloadChip::NotAcknowledged);
        QCOMPARE(choice->rowCount(), 2);
        choice->setChip(DownloadChip::All);
        choice->setJob(u"Vendors export"_s);
        QCOMPARE(choice->rowCount(), 1);
        QCOMPARE(choice->count(DownloadChip::All), 1);
        choice->setJob({});
        choice->setSearch(u"vendors v2"_s);
        QCOMPARE(choice->rowCount(), 1);
        choice->setSearch(u"0000000002"_s);
        QCOMPARE(choice->rowCount(), 1);
        QVERIFY(table.choose(DownloadKey(2)));
        QCOMPARE(table.current(), DownloadKey(2));
        QVERIFY(!table.choose(DownloadKey(1)));
    }

    void jobsSayWhenTheyWereAskedAndWhatTheyAnswered()
    {
        ExportJobsModel model(clock);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ExportJobsModel::Row one, two;
        one.job.name = u"Customers export"_s;
        one.waiting = 2;
        one.look = JobLook{u"UAT"_s, {}, one.job.name, clock->now.addSecs(-240), true, {}};
        two.job.name = u"Vendors export"_s;
        model.setJobs({one});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.jobAt(0), u"Customers export"_s);
        model.setJobs({one, two});
        QCOMPARE(model.rowCount(), 3); // all of them first
        QCOMPARE(model.jobAt(0), QString());
        QCOMPARE(model.rowOf(u"Vendors export"_s), 2);
        const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, ExportJobsModel::WaitingColumn), u"2"_s);
        QCOMPARE(cell(1, ExportJobsModel::LookedColumn), u"4 min"_s);
        QCOMPARE(cell(1, ExportJobsModel::SaidColumn), u"Nothing waits"_s);
        QCOMPARE(cell(2, ExportJobsModel::SaidColumn), u"Not asked yet"_s);
    }

    void theFirstLineSaysWhatMatters()
    {
        Download stored = made(1, DownloadState::AckPending);
        stored.file = u"a.zip"_s;
        stored.bytes = 214'000'000;
        stored.storedUtc = clock->now.addSecs(-600);
        const auto figures = figuresOf({made(2, DownloadState::Damaged), stored}, {});
        QVERIFY(figures.needYou >= 1);
        QCOMPARE(figures.unacked, 1);
        const QString html = headlineHtml(figures, clock->now, paletteOf(Theme::Light));
        QVERIFY2(html.contains(u"1 to acknowledge"_s), qPrintable(html));
        QVERIFY2(html.contains(u"last package 10 minutes ago"_s), qPrintable(html));
        QVERIFY(diskHtml(figures, paletteOf(Theme::Light)).contains(u"214.0 MB"_s));
    }

    void bytesAreWrittenToBeRead()
    {
        QCOMPARE(hexText(QByteArray("PK\x03\x04 and more than sixteen"), 0x10),
                 u"00000010  50 4B 03 04 20 61 6E 64  20 6D 6F 72 65 20 74 68  PK.. and more th\n"
                 "00000020  61 6E 20 73 69 78 74 65  65 6E                    an sixteen"_s);
        QCOMPARE(hexText({}, 0), QString());
    }
};

QTEST_MAIN(DownloadModelsTest)
#include "DownloadModelsTest.moc"
