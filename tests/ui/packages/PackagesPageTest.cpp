#include "tests/ui/packages/PackagesPageFixture.h"

#include "ui/packages/CompareDialog.h"
#include "ui/packages/ContentsPane.h"
#include "ui/packages/ExportQuestion.h"
#include "ui/packages/PackageTreeModel.h"
#include "ui/packages/PackageViewer.h"
#include "ui/packages/UnpackDialog.h"
#include "ui/widgets/ConfirmByName.h"
#include "ui/widgets/JobDialog.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QPromise>
#include <QPushButton>
#include <QtTest>
#include <qcorofuture.h>
#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The page over a real book of downloads, with a service that hands out what the test says.
class PackagesPageTest : public PackagesPageFixture
{
    Q_OBJECT

    void open(EnvironmentKind kind = EnvironmentKind::Sandbox, bool readOnly = false, bool jobs = true)
    {
        world = std::make_unique<PackagesWorld>(kind, readOnly, jobs);
        show();
    }
    QPushButton *button(const QString &name) const { return page->findChild<QPushButton *>(name); }
    QString text(const QString &label) const { return page->findChild<QLabel *>(label)->text(); }
    bool tells(const QString &detail) const
    {
        for (const QLabel *label : page->findChild<Banner *>(u"packagesTold"_s)->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(detail))
                return true;
        }
        return false;
    }
    static QCoro::Task<Result<Download>> late(QFuture<void> answer, decltype(PackagesServices::acknowledge) acknowledge,
                                              DownloadKey key, std::stop_token stop)
    {
        co_await answer;
        auto row = co_await acknowledge(key, stop);
        co_return row;
    }
    void chooseJob(int row) { page->findChild<QTableView *>(u"exportJobsTable"_s)->selectRow(row); }

private slots:
    void cleanup() { end(); }

    void everythingHasANameATooltipAndIsReached()
    {
        open();
        for (const QString &name :
             {u"fetchOneButton"_s, u"fetchAllButton"_s, u"lookWithoutAckButton"_s, u"openPackageButton"_s,
              u"acknowledgeButton"_s, u"lookInsideButton"_s, u"unpackButton"_s, u"compareButton"_s,
              u"showInFolderButton"_s, u"saveCopyButton"_s, u"fetchAgainButton"_s, u"stopFetchButton"_s}) {
            QVERIFY2(button(name), qPrintable(name));
            QVERIFY2(!button(name)->accessibleName().isEmpty(), qPrintable(name));
            QVERIFY2(!button(name)->toolTip().isEmpty(), qPrintable(name));
            QVERIFY2(button(name)->focusPolicy() & Qt::TabFocus, qPrintable(name));
        }
        QCOMPARE(table()->accessibleName(), u"Packages"_s);
        QVERIFY(!button(u"exportNowButton"_s)->isVisible()); // this service exports nothing on demand
        QVERIFY(emptySays(u"No package was fetched here yet"_s));
    }

    void withoutAJobOneCanBeMade()
    {
        open(EnvironmentKind::Sandbox, false, false);
        QVERIFY(emptySays(u"No job to fetch from yet"_s));
        QVERIFY(!button(u"fetchOneButton"_s)->isEnabled());
        button(u"newExportJobButton"_s)->click();
        auto *dialog = page->findChild<JobDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(u"jobNameField"_s)->setText(u"Customers export"_s);
        dialog->findChild<QLineEdit *>(u"activityIdField"_s)->setText(u"00000000-0000-0000-0000-000000000003"_s);
        dialog->findChild<QPushButton *>(u"saveTheJobButton"_s)->click();
        const Environment *environment = world->environments.find(u"UAT Europe"_s);
        QCOMPARE(environment->jobs.size(), 1);
        QCOMPARE(environment->jobs.first().direction, JobDirection::Export);
        QVERIFY(button(u"fetchOneButton"_s)->isEnabled());
        QVERIFY(emptySays(u"No package was fetched here yet"_s));
    }

    void oneIsFetchedShownAndAcknowledged()
    {
        open();
        world->waiting = 2;
        chooseJob(1);
        button(u"fetchOneButton"_s)->click();
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(world->asked, (QList<std::pair<QString, FetchMode>>{{u"Customers export"_s, FetchMode::One}}));
        QTRY_VERIFY(told(u"One package came."_s));
        QCOMPARE(cell(0, 0), u"Ack pending"_s);
        auto *contents = page->findChild<ContentsPane *>();
        QTRY_VERIFY(contents->model()->firstOfInterest().isValid()); // looked into by itself
        QCOMPARE(contents->model()->firstOfInterest().data().toString(), u"Customers V3"_s);
        QTRY_COMPARE(cell(0, 5), u"7"_s); // rows, counted behind the scenes
        QVERIFY(button(u"acknowledgeButton"_s)->isVisible());
        button(u"acknowledgeButton"_s)->click();
        QTRY_COMPARE(cell(0, 0), u"Acknowledged"_s);
        QTRY_VERIFY(!button(u"acknowledgeButton"_s)->isVisible());
        QVERIFY(told(u"Acknowledged"_s));
    }

    void allJobsAreDrainedOneAfterTheOther()
    {
        open();
        world->waiting = 3;
        chooseJob(0);
        QSignalSpy over(page->run(), &FetchRun::over);
        button(u"fetchAllButton"_s)->click();
        QTRY_COMPARE(over.size(), 1);
        QTRY_VERIFY(!page->isReading());
        QCOMPARE(world->asked, (QList<std::pair<QString, FetchMode>>{{u"Customers export"_s, FetchMode::All},
                                                                     {u"Vendors export"_s, FetchMode::All}}));
        QCOMPARE(table()->model()->rowCount(), 3);
        QVERIFY(told(u"3 packages came."_s));
    }

    void aJobThatFailsHoldsNoOtherUp()
    {
        open();
        world->waiting = 2;
        world->failing = {u"Customers export"_s};
        chooseJob(0);
        QSignalSpy over(page->run(), &FetchRun::over);
        button(u"fetchAllButton"_s)->click();
        QTRY_COMPARE(over.size(), 1);
        QTRY_VERIFY(!page->isReading());
        QCOMPARE(world->asked.size(), 2);
        QCOMPARE(table()->model()->rowCount(), 2);
        QVERIFY(told(u"2 packages came."_s));
        QVERIFY(tells(u"Customers export: Customers export is not known to the service."_s));
        world->failing += u"Vendors export"_s;
        button(u"fetchAllButton"_s)->click();
        QTRY_COMPARE(over.size(), 2);
        QTRY_VERIFY(!page->isReading());
        QVERIFY(told(u"Customers export is not known"_s)); // nothing came, and it is not said that nothing waited
    }

    void theOnlyJobLeavesNothingOut()
    {
        world = std::make_unique<PackagesWorld>(EnvironmentKind::Sandbox, false, false);
        DataJob job;
        job.name = u"Customers export"_s;
        job.activityId = ActivityId(u"00000000-0000-0000-0000-000000000003"_s);
        job.direction = JobDirection::Export;
        job.package = true;
        QVERIFY(world->environments.addJob(u"UAT Europe"_s, job));
        Download exported;
        exported.environment = u"UAT Europe"_s;
        exported.kind = DownloadKind::Exported;
        exported.dataProject = u"Master data"_s;
        exported.state = DownloadState::Exporting;
        QVERIFY(QCoro::waitFor(world->book->append(exported, u"Asked for"_s)));
        show();
        QCOMPARE(table()->model()->rowCount(), 1); // no job handed it out
        QCOMPARE(cell(0, 1), u"Export of Master data"_s);
        world->waiting = 1;
        button(u"fetchOneButton"_s)->click();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }

    void watchingEndsWhereNothingMayBeFetched()
    {
        open();
        button(u"watchButton"_s)->click();
        QTRY_VERIFY(!page->run()->isRunning());
        QVERIFY(button(u"watchButton"_s)->isChecked());
        Environment locked = *world->environments.find(u"UAT Europe"_s);
        locked.readOnly = true;
        QVERIFY(world->environments.replace(locked.name, locked));
        QVERIFY(!button(u"watchButton"_s)->isChecked());
    }

    void theEndWaitsForAnAcknowledgement()
    {
        world = std::make_unique<PackagesWorld>();
        const auto row = QCoro::waitFor(world->stored(u"Customers export"_s, u"a.zip"_s, DownloadState::Stored));
        QVERIFY(row);
        PackagesServices services = world->services();
        QPromise<void> answer;
        answer.start();
        services.acknowledge = [acknowledge = services.acknowledge, &answer](DownloadKey key,
                                                                             const std::stop_token &stop) {
            return late(answer.future(), acknowledge, key, stop);
        };
        page = std::make_unique<PackagesPage>(services);
        page->setEnvironment(u"UAT Europe"_s);
        page->show();
        QVERIFY(QTest::qWaitFor([this] { return !page->isReading(); }, 30'000));
        button(u"acknowledgeButton"_s)->click();
        bool ended = false;
        endOf(page.get(), &ended);
        QVERIFY(!ended);
        answer.finish();
        QTRY_VERIFY(ended);
        QCOMPARE(world->book->download(row->key).value()->state, DownloadState::Acknowledged);
    }

    void aSmallWindowCutsNothing()
    {
        open();
        Download lost;
        lost.environment = u"UAT Europe"_s;
        lost.job = u"Customers export"_s;
        lost.state = DownloadState::Leased;
        lost.leaseUntilUtc = world->clock->utcNow().addSecs(1800);
        const QString why = u"The connection ended before a whole answer came. "_s.repeated(6);
        lost.error = Error{ErrorKind::AnswerLost, why, u"Unknown error"_s, 0, {}};
        QVERIFY(QCoro::waitFor(world->book->append(lost, u"No answer"_s)));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        page->resize(840, 608);
        auto *jobs = page->findChild<QTableView *>(u"exportJobsTable"_s);
        const QString name = jobs->model()->index(1, 0).data().toString();
        QTRY_VERIFY(jobs->columnWidth(0) > jobs->fontMetrics().horizontalAdvance(name) + 20);
        const auto *state = page->findChild<ContentsPane *>()->findChild<EmptyState *>();
        QTRY_VERIFY(state->isVisible());
        QTRY_VERIFY(state->height() >= state->layout()->minimumHeightForWidth(state->width()));
        page->resize(1280, 760);
        QTRY_VERIFY(!jobs->isColumnHidden(2));
    }

    void nothingWaitingIsExplained()
    {
        open();
        chooseJob(2);
        button(u"lookWithoutAckButton"_s)->click();
        QTRY_VERIFY(told(u"Nothing waited."_s));
        QCOMPARE(world->asked, (QList<std::pair<QString, FetchMode>>{{u"Vendors export"_s, FetchMode::Look}}));
        QVERIFY(emptySays(u"No package was fetched here yet"_s));
    }

    void readOnlyTakesNothing()
    {
        open(EnvironmentKind::Sandbox, true);
        world->waiting = 1;
        for (const QString &name : {u"fetchOneButton"_s, u"fetchAllButton"_s, u"lookWithoutAckButton"_s}) {
            QVERIFY(!button(name)->isEnabled());
            QVERIFY(button(name)->toolTip().contains(u"read-only"_s));
        }
        QVERIFY(told(u"Nothing is fetched here"_s));
    }

    void productionIsAskedAbout()
    {
        open(EnvironmentKind::Production);
        world->waiting = 1;
        button(u"fetchOneButton"_s)->click();
        auto *question = page->findChild<ConfirmByName *>();
        QVERIFY(question);
        QVERIFY(world->asked.isEmpty());
        question->findChild<QLineEdit *>(u"confirmNameField"_s)->setText(u"UAT Europe"_s);
        question->findChild<QPushButton *>(u"confirmButton"_s)->click();
        QTRY_VERIFY(!world->asked.isEmpty());
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QTRY_VERIFY(button(u"fetchOneButton"_s)->isEnabled());
    }

    void whatNeverCameIsNotToBeAcknowledged()
    {
        world = std::make_unique<PackagesWorld>();
        const auto row = QCoro::waitFor(world->stored(u"Customers export"_s, u"a.zip"_s, DownloadState::Stored));
        QVERIFY(QCoro::waitFor(world->book->commit(row->key, [](Download &one) {
            one.state = DownloadState::Leased;
            return Result<void>();
        })));
        show();
        QVERIFY2(text(u"leaseOutlook"_s).contains(u"lost answer"_s), qPrintable(text(u"leaseOutlook"_s)));
    }

    void whatIsKnownIsThereAtOnceAndLivesOn()
    {
        world = std::make_unique<PackagesWorld>();
        const auto row = QCoro::waitFor(world->stored(u"Customers export"_s, u"a.zip"_s, DownloadState::Stored));
        QVERIFY(row);
        show();
        QCOMPARE(table()->model()->rowCount(), 1);
        QVERIFY(page->findChild<DownloadPane *>()->wanted() == row->key); // the newest is chosen
        QCOMPARE(cell(0, 0), u"Stored, not acked"_s);
        QVERIFY(text(u"packagesHeadline"_s).contains(u"1 to acknowledge"_s));
        QVERIFY(text(u"leaseOutlook"_s).startsWith(u"Leased until"_s));
        QVERIFY(text(u"leaseOutlook"_s).contains(u"acknowledged before"_s));
        QVERIFY(text(u"packagesDisk"_s).startsWith(u"1 package"_s));
        // Another program acknowledges it.
        const auto acked = QCoro::waitFor(world->book->commit(row->key, [](Download &one) {
            one.state = DownloadState::Acknowledged;
            return Result<void>();
        }));
        QVERIFY(acked);
        QTRY_COMPARE(cell(0, 0), u"Acknowledged"_s);
        QTRY_VERIFY(!page->findChild<QLabel *>(u"leaseOutlook"_s)->isVisible());
        button(u"showInFolderButton"_s)->click();
        QCOMPARE(world->opened, QList<QUrl>{QUrl::fromLocalFile(world->store())});
    }

    void toolsOpenOverThePage()
    {
        world = std::make_unique<PackagesWorld>();
        QVERIFY(QCoro::waitFor(world->stored(u"Customers export"_s, u"a.zip"_s, DownloadState::Acknowledged)));
        QVERIFY(QCoro::waitFor(world->stored(u"Customers export"_s, u"b.zip"_s, DownloadState::Acknowledged)));
        show();
        QCOMPARE(cell(0, 1), u"b.zip"_s);
        button(u"lookInsideButton"_s)->click();
        auto *viewer = page->findChild<PackageViewer *>();
        QVERIFY(viewer);
        QVERIFY(viewer->path().endsWith(u"b.zip"_s));
        button(u"unpackButton"_s)->click();
        QVERIFY(page->findChild<UnpackDialog *>());
        page->findChild<UnpackDialog *>()->close();
        button(u"compareButton"_s)->click(); // with the one of the same job before it
        auto *compare = page->findChild<CompareDialog *>();
        QVERIFY(compare);
        QTRY_VERIFY(compare->outcome());
        QVERIFY(compare->outcome()->isSame());
        world->chosen = world->folder.filePath(u"copy.zip"_s);
        button(u"saveCopyButton"_s)->click();
        QTRY_VERIFY(QFileInfo::exists(world->chosen));
    }

    void aDroppedZipIsLookedInto()
    {
        open();
        const QString zip = tests::samplePackage(world->folder.filePath(u"dropped.zip"_s));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(zip)});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(page.get(), &drop);
        QVERIFY(page->findChild<PackageViewer *>());
        QMimeData text;
        text.setUrls({QUrl::fromLocalFile(world->folder.filePath(u"a.csv"_s))});
        QDragEnterEvent other(QPoint(20, 20), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
        other.setAccepted(false);
        QCoreApplication::sendEvent(page.get(), &other);
        QVERIFY(!other.isAccepted()); // that goes to the queue of Push
    }
};

QTEST_MAIN(PackagesPageTest)
#include "PackagesPageTest.moc"
