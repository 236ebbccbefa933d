#include "tests/ui/packages/PackagesPageFixture.h"

#include "ui/packages/KeepDialog.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPromise>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QtTest>
#include <qcorofuture.h>
#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What the page of packages shows of what followed a fetch and of files that were given up, and how they are.
class KeepingTest : public PackagesPageFixture
{
    Q_OBJECT

    static QCoro::Task<Result<RemovedFiles>> late(QFuture<void> answer)
    {
        co_await answer;
        co_return RemovedFiles();
    }

private slots:
    void init() { world = std::make_unique<PackagesWorld>(); }
    void cleanup() { end(); }

    void filesOfChosenOnesAreRemovedAndTheRowsStay()
    {
        const Download one = stored(u"one.zip"_s, DownloadState::Acknowledged);
        const Download needed = stored(u"needed.zip"_s, DownloadState::AckPending);
        show();
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get())); // else the key is nobody's
        table()->setFocus();
        table()->selectAll();
        QTest::keyClick(table(), Qt::Key_Delete);
        auto *question = page->findChild<QMessageBox *>(u"removeFilesQuestion"_s);
        QVERIFY(question);
        QVERIFY(question->text().contains(u"one package"_s));
        QVERIFY(question->informativeText().contains(u"Left alone is one"_s)); // it is still needed
        question->findChild<QPushButton *>(u"removeFilesNow"_s)->click();
        QTRY_VERIFY(told(u"One file was removed."_s));
        QVERIFY(!QFileInfo::exists(world->store() + u"/one.zip"_s));
        QVERIFY(QFileInfo::exists(world->store() + u"/needed.zip"_s));
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(table()->selectionModel()->selectedRows().size(), 2); // as they were chosen
        page->showDownload(one.key);
        QTRY_VERIFY(std::ranges::any_of(page->details()->findChildren<QLabel *>(), [](const QLabel *label) {
            return label->text().startsWith(u"Its file was removed by hand on"_s);
        }));
        QVERIFY(!named<QPushButton>(u"lookInsideButton"_s)->isVisible());
    }

    void theButtonRemovesToo()
    {
        const Download one = stored(u"one.zip"_s, DownloadState::Acknowledged);
        show();
        auto *button = named<QPushButton>(u"packagesRemoveButton"_s);
        QCOMPARE(button->accessibleName(), u"Remove files"_s);
        QVERIFY(!button->toolTip().isEmpty());
        table()->clearSelection();
        QVERIFY(!button->isEnabled());
        page->showDownload(one.key);
        QVERIFY(button->isEnabled());
        for (const int width : {1072, 840}) { // in windows of 1280 and 900
            page->resize(width, 608);
            const QLabel *disk = named<QLabel>(u"packagesDisk"_s);
            QTRY_VERIFY(button->visibleRegion().boundingRect() == button->rect());
            QVERIFY(button->width() >= button->minimumSizeHint().width());
            QVERIFY(disk->height() >= disk->heightForWidth(disk->width()));
            QVERIFY(disk->geometry().right() < button->geometry().left());
        }
        button->setFocus(Qt::TabFocusReason);
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        QTest::keyClick(button, Qt::Key_Space);
        auto *question = page->findChild<QMessageBox *>(u"removeFilesQuestion"_s);
        QVERIFY(question);
        question->findChild<QPushButton *>(u"removeFilesNow"_s)->click();
        QTRY_VERIFY(told(u"One file was removed."_s));
        QVERIFY(!QFileInfo::exists(world->store() + u"/one.zip"_s));
    }

    void theMenuSaysWhatIsNotRemoved()
    {
        stored(u"needed.zip"_s, DownloadState::Stored);
        show();
        table()->selectRow(0);
        emit table()->customContextMenuRequested(QPoint(5, 5));
        auto *menu = named<QMenu>(u"packagesMenu"_s);
        QCOMPARE(menu->actions().size(), 1);
        menu->actions().first()->trigger();
        QVERIFY(told(u"No file to remove."_s));
        QVERIFY(!page->findChild<QMessageBox *>());
        menu->close();
    }

    void whatIsKeptIsSaidInADialog()
    {
        show();
        named<QPushButton>(u"packagesKeepButton"_s)->click();
        auto *dialog = page->findChild<KeepDialog *>();
        QVERIFY(dialog);
        for (const QWidget *control : dialog->findChildren<QWidget *>()) {
            if (qobject_cast<const QAbstractButton *>(control) || qobject_cast<const QSpinBox *>(control))
                QVERIFY(!control->accessibleName().isEmpty() && !control->toolTip().isEmpty());
        }
        QVERIFY(!named<QSpinBox>(u"keepDays"_s)->isEnabled());
        named<QCheckBox>(u"keepByAge"_s)->setChecked(true);
        named<QSpinBox>(u"keepDays"_s)->setValue(30);
        named<QCheckBox>(u"keepBySize"_s)->setChecked(true);
        named<QSpinBox>(u"keepMegabytes"_s)->setValue(7);
        named<QPushButton>(u"keepSave"_s)->click();
        QTRY_VERIFY(told(u"No file was removed."_s));
        QCOMPARE(world->kept, (Retention{std::chrono::days(30), 7'000'000}));
    }

    void whatWasSaidMoreExactlyStaysSo_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addRow("less than a megabyte more") << qint64(7'500'000);
        QTest::addRow("terabytes") << qint64(5'000'000'000'000);
        QTest::addRow("more than a field can show") << qint64(4'000'000'000'000'000'000);
    }

    void whatWasSaidMoreExactlyStaysSo()
    {
        QFETCH(qint64, bytes);
        const Retention said{std::chrono::days(2'000'000'000), bytes};
        world->kept = said;
        show();
        named<QPushButton>(u"packagesKeepButton"_s)->click();
        QTest::keyClick(page->findChild<KeepDialog *>(), Qt::Key_Return);
        QTRY_VERIFY(told(u"No file was removed."_s));
        QCOMPARE(world->kept, said);
    }

    void escapeLeavesWhatIsKept()
    {
        show();
        named<QPushButton>(u"packagesKeepButton"_s)->click();
        auto *dialog = page->findChild<KeepDialog *>();
        QSignalSpy wanted(dialog, &KeepDialog::wanted);
        QSignalSpy finished(dialog, &QDialog::finished);
        named<QCheckBox>(u"keepByAge"_s)->setChecked(true);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(finished.size(), 1);
        QVERIFY(wanted.isEmpty());
        QVERIFY(world->kept.keepsAll());
    }

    void theEndWaitsForARemoval()
    {
        stored(u"one.zip"_s, DownloadState::Acknowledged);
        QPromise<void> answer;
        answer.start();
        PackagesServices services = world->services();
        services.keepRetention = [&answer](const Retention &, const std::shared_ptr<RemovalProgress> &,
                                           const std::stop_token &) { return late(answer.future()); };
        show(services);
        named<QPushButton>(u"packagesKeepButton"_s)->click();
        named<QPushButton>(u"keepSave"_s)->click();
        bool ended = false;
        endOf(page.get(), &ended);
        QVERIFY(!ended);
        answer.finish();
        QTRY_VERIFY(ended);
    }

    void aLongRemovalIsShownAndStopped_data()
    {
        QTest::addColumn<int>("through");
        QTest::addColumn<bool>("isCutShort");
        QTest::newRow("some stay") << 400 << true;
        QTest::newRow("it was at the last ones") << 2'000 << false;
    }

    void aLongRemovalIsShownAndStopped()
    {
        QFETCH(const int, through);
        QFETCH(const bool, isCutShort);
        const Download one = stored(u"one.zip"_s, DownloadState::Acknowledged);
        QPromise<void> answer;
        answer.start();
        std::stop_token stop;
        std::shared_ptr<RemovalProgress> known;
        PackagesServices services = world->services();
        services.removeFiles = [&](const QList<DownloadKey> &, const std::shared_ptr<RemovalProgress> &progress,
                                   const std::stop_token &given) {
            *progress = {350, 2'000};
            known = progress;
            stop = given;
            return late(answer.future());
        };
        show(services);
        page->showDownload(one.key);
        named<QPushButton>(u"packagesRemoveButton"_s)->click();
        const auto *question = page->findChild<QMessageBox *>(u"removeFilesQuestion"_s);
        question->findChild<QPushButton *>(u"removeFilesNow"_s)->click();
        auto *words = named<QLabel>(u"removalWords"_s);
        QTRY_VERIFY(words->isVisible());
        QCOMPARE(words->text(), u"Removing files · %1 of %2"_s.arg(texts::number(350), texts::number(2'000)));
        QVERIFY(!named<QPushButton>(u"packagesRemoveButton"_s)->isEnabled()); // one at a time
        QVERIFY(!named<QPushButton>(u"packagesKeepButton"_s)->isEnabled());
        auto *button = named<QPushButton>(u"stopRemovalButton"_s);
        QVERIFY(!button->accessibleName().isEmpty() && !button->toolTip().isEmpty());
        button->click();
        QVERIFY(stop.stop_requested());
        known->through = through;
        answer.finish();
        QTRY_VERIFY(!words->isVisible());
        QCOMPARE(told(u"Stopped before all had gone."_s), isCutShort);
        QVERIFY(named<QPushButton>(u"packagesKeepButton"_s)->isEnabled());
    }

    void manyThatOthersChangedAreTakenPieceByPiece()
    {
        const Download one = stored(u"one.zip"_s, DownloadState::Acknowledged);
        show();
        QList<DownloadKey> keys;
        for (int number = 0; number < 180; ++number) {
            const QSignalBlocker asAnotherProgram(world->book.get());
            keys.append(QCoro::waitFor(world->book->append(one, {}))->key);
        }
        QCOMPARE(table()->model()->rowCount(), 1);
        emit world->book->changed(keys);
        QVERIFY(table()->model()->rowCount() < 181);
        QTRY_COMPARE(table()->model()->rowCount(), 181);
    }

    void whatDidNotFollowIsShown()
    {
        const Download one = stored(u"one.zip"_s, DownloadState::Acknowledged);
        const FollowUpOutcome outcome{world->clock->utcNow(), u"run /usr/bin/load"_s, false, u"It ended with 3."_s,
                                      u"no such table"_s};
        QVERIFY(QCoro::waitFor(world->book->keepFollowUp(one.key, outcome)));
        QVERIFY(QCoro::waitFor(world->book->commit(one.key, [](Download &row) -> Result<void> {
            row.followUp = FollowUp::Failed;
            return {};
        })));
        show();
        QTRY_VERIFY(told(u"not all that should follow"_s));
        page->details()->findChild<QTabWidget *>(u"downloadTabs"_s)->setCurrentIndex(3);
        auto *output = named<QPlainTextEdit>(u"followUpOutput"_s);
        page->resize(840, 608); // in a low window it is what one sees first
        QTRY_VERIFY(!output->visibleRegion().isEmpty());
        const QString text = output->toPlainText();
        QVERIFY2(text.contains(u"run /usr/bin/load: It ended with 3."_s) && text.contains(u"no such table"_s),
                 qPrintable(text));
    }

    void theHistoryCutsNoTitleAndNoTime()
    {
        stored(u"one.zip"_s, DownloadState::Announced); // the longest of the states
        show();
        page->details()->findChild<QTabWidget *>(u"downloadTabs"_s)->setCurrentIndex(3);
        auto *events = named<QTableView>(u"downloadEventsTable"_s);
        for (const int width : {1072, 840}) { // in windows of 1280 and 900
            page->resize(width, 760);
            for (int column = 0; column < events->model()->columnCount(); ++column) {
                const QString title = events->model()->headerData(column, Qt::Horizontal).toString();
                QTRY_VERIFY(events->columnWidth(column) >=
                            events->horizontalHeader()->fontMetrics().horizontalAdvance(title));
            }
            for (const int column : {0, 1}) {
                const QString text = events->model()->index(0, column).data().toString();
                QVERIFY(events->columnWidth(column) > events->fontMetrics().horizontalAdvance(text));
            }
        }
    }

    void theHistoryFollowsTheSwitchOfTimes()
    {
        stored(u"one.zip"_s, DownloadState::Acknowledged);
        show();
        const auto *history = page->details()->findChild<QWidget *>(u"downloadHistoryPane"_s);
        const auto says = [history](const QString &words) {
            return std::ranges::any_of(history->findChildren<QLabel *>(),
                                       [&](const QLabel *label) { return label->text().endsWith(words); });
        };
        QTRY_VERIFY(says(u"one.zip"_s));
        QVERIFY(!says(u" UTC"_s));
        TimeDisplay::ofWindow().setUtc(true);
        const bool said = QTest::qWaitFor([&] { return says(u" UTC"_s); });
        TimeDisplay::ofWindow().setUtc(false);
        QVERIFY(said);
    }

    void watchingLeavesTheChoiceAlone()
    {
        const Download one = stored(u"one.zip"_s, DownloadState::Acknowledged);
        show();
        page->showDownload(one.key);
        world->waiting = 1;
        named<QPushButton>(u"watchButton"_s)->click();
        QTRY_VERIFY(told(u"One package came."_s));
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(*page->details()->wanted(), one.key);
    }
};

QTEST_MAIN(KeepingTest)
#include "KeepingTest.moc"
