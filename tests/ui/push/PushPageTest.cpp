#include "ui/push/PushPage.h"
#include "ui/push/PracticeSamples.h"

#include "tests/app/files/PackageFixture.h"
#include "tests/ui/push/PushPageCase.h"
#include "ui/style/Appearance.h"
#include "ui/widgets/JobDialog.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The page over a real journal and store. The desk is not the sender, so what is pushed stays *Queued*.
class PushPageTest : public PushPageCase
{
    Q_OBJECT

    QTableView *queue() const { return page->findChild<QTableView *>(u"queueTable"_s); }
    QString cell(int row, int column) const { return queue()->model()->index(row, column).data().toString(); }

private slots:
    void cleanup() { close(); }

    void namesAndButtonsAreThere()
    {
        open();
        QCOMPARE(queue()->accessibleName(), u"Queue"_s);
        QCOMPARE(button(u"sendButton"_s)->accessibleName(), u"Send"_s);
        QVERIFY(!button(u"sendButton"_s)->isEnabled());
        QVERIFY(!button(u"pushTheSampleButton"_s)->isVisible());
        auto *jobs = page->findChild<QComboBox *>(u"jobChooser"_s);
        QCOMPARE(jobs->count(), 3);
        const QAbstractItemModelTester tester(queue()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        page->addFiles({world->file(u"a.csv"_s, "A\r\n1\r\n")});
        queue()->selectRow(0);
        button(u"cancelButton"_s)->click();
        QCOMPARE(queue()->model()->rowCount(), 0);
    }

    void aPackageNamesItsEntitiesAndAMisfitIsSaidBeforeSending()
    {
        open();
        const QString zip = tests::samplePackage(world->folder.filePath(u"all.zip"_s));
        const QString csv = world->file(u"one.csv"_s, "A,B\r\n1,2\r\n");
        page->addFiles({zip}, u"Packages"_s);
        QTRY_COMPARE(cell(0, QueueModel::EntityColumn), u"Customers V3, Vendors V2"_s);
        QCOMPARE(cell(0, QueueModel::StatusColumn), u"Ready to send"_s);
        page->addFiles({csv}, u"Packages"_s);
        page->addFiles({zip}, u"Customer groups"_s);
        QTRY_COMPARE(cell(1, QueueModel::StatusColumn), u"Does it fit?"_s);
        QVERIFY(cell(1, QueueModel::ProgressColumn).contains(u"takes data packages"_s));
        QTRY_COMPARE(cell(2, QueueModel::StatusColumn), u"Does it fit?"_s);
        QVERIFY(cell(2, QueueModel::ProgressColumn).contains(u"takes single files"_s));
        button(u"sendButton"_s)->click();
        auto *question = page->findChild<QMessageBox *>();
        QVERIFY(question && question->isVisible());
        QVERIFY(question->informativeText().contains(u"one.csv"_s) &&
                question->informativeText().contains(u"all.zip"_s));
        // What is named like markup stays a name.
        QCOMPARE(question->findChild<QLabel *>(u"qt_msgbox_informativelabel"_s)->textFormat(), Qt::PlainText);
        question->reject();
        QVERIFY(world->messages().isEmpty());
        button(u"sendButton"_s)->click();
        page->findChild<QPushButton *>(u"sendAllTheSameButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 3);
        // A package goes without the label of an entity.
        QVERIFY(world->messages().last().entity.isEmpty());
    }

    void droppedFilesAreSentTogetherAndBadOnesNever()
    {
        open();
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(world->file(u"one.csv"_s, "A,B\r\n1,2\r\n")),
                       QUrl::fromLocalFile(world->file(u"two.csv"_s, "A,B\r\n3,4\r\n")),
                       QUrl::fromLocalFile(world->file(u"empty.csv"_s, "")),
                       QUrl::fromLocalFile(world->folder.path())});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page.get(), &drop);
        QCOMPARE(queue()->model()->rowCount(), 4);
        QCOMPARE(cell(0, 0), u"Ready to send"_s);
        QCOMPARE(cell(2, 0), u"Cannot be sent"_s);
        QCOMPARE(cell(3, 0), u"Cannot be sent"_s);
        button(u"sendButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 2);
        QCOMPARE(queue()->model()->rowCount(), 4);
        QTRY_COMPARE(cell(0, 0), u"Waiting here"_s);
        QTRY_VERIFY(told(u"Another program"_s));
        QVERIFY(!button(u"sendButton"_s)->isEnabled());
        button(u"clearFinishedButton"_s)->click();
        QCOMPARE(queue()->model()->rowCount(), 2);
    }

    void whatIsBeingHandedOverIsNotCancelledAsIfItWereNot()
    {
        open();
        page->addFiles({world->file(u"a.csv"_s, "A\r\n1\r\n"), world->file(u"empty.csv"_s, "")});
        button(u"sendButton"_s)->click();
        QCOMPARE(cell(0, 0), u"Being taken in"_s);
        queue()->selectRow(0);
        QVERIFY(!button(u"cancelButton"_s)->isEnabled());
        queue()->selectAll();
        QVERIFY(button(u"cancelButton"_s)->isEnabled());
        button(u"cancelButton"_s)->click();
        QCOMPARE(queue()->model()->rowCount(), 1);
        QCOMPARE(cell(0, QueueModel::FileColumn), u"a.csv"_s);
        QTRY_COMPARE(cell(0, 0), u"Waiting here"_s);
    }

    void chosenFilesGoThroughTheChosenJob()
    {
        open();
        page->findChild<QComboBox *>(u"jobChooser"_s)->setCurrentText(u"Demand forecast"_s);
        world->chosen = {world->file(u"f.csv"_s, "A\r\n1\r\n")};
        button(u"chooseFilesButton"_s)->click();
        QCOMPARE(cell(0, QueueModel::EntityColumn), u"Demand forecast entries"_s);
        button(u"sendButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 1);
        QCOMPARE(world->messages().first().job, u"Demand forecast"_s);
        QCOMPARE(world->messages().first().state, MessageState::Queued);
    }

    void aWaitingFileCanBeCancelled()
    {
        open();
        page->addFiles({world->file(u"a.csv"_s, "A\r\n1\r\n")});
        button(u"sendButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 1);
        QTRY_COMPARE(cell(0, 0), u"Waiting here"_s);
        queue()->selectRow(0);
        QTRY_VERIFY(button(u"cancelButton"_s)->isEnabled());
        button(u"cancelButton"_s)->click();
        QTRY_COMPARE(world->messages().first().state, MessageState::Cancelled);
        QTRY_COMPARE(cell(0, 0), u"Cancelled before sending"_s);
    }

    void whatWasLeftBehindIsAskedAbout()
    {
        open();
        page->addFiles({world->file(u"a.csv"_s, "A\r\n1\r\n")});
        button(u"sendButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 1);
        const MessageKey key = world->messages().first().key;
        QVERIFY(QCoro::waitFor(world->desk->withdraw({key}, Error{ErrorKind::Busy, u"Its program ended before."_s})));
        QTRY_VERIFY(told(u"One file was not sent"_s));
        button(u"chooseHeldButton"_s)->click();
        QVERIFY(button(u"sendButton"_s)->isEnabled());
        button(u"sendButton"_s)->click();
        QTRY_COMPARE(world->messages().first().state, MessageState::Queued);
    }

    void theSameContentIsSentAndSaid()
    {
        open();
        page->addFiles({world->file(u"a.csv"_s, "A\r\n1\r\n")});
        button(u"sendButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 1);
        page->addFiles({world->file(u"b.csv"_s, "A\r\n1\r\n")});
        button(u"sendButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 2);
        QTRY_VERIFY(told(u"same content"_s));
    }

    void theSampleIsPushedWithOneClick()
    {
        open(EnvironmentKind::Practice);
        QVERIFY(button(u"pushTheSampleButton"_s)->isVisible());
        QCOMPARE(button(u"pushTheFailingSampleButton"_s)->accessibleName(), u"Push the failing sample"_s);
        button(u"pushTheSampleButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 1);
        QCOMPARE(world->messages().first().file, u"customer-groups.csv"_s);
        button(u"pushTheFailingSampleButton"_s)->click();
        QTRY_COMPARE(world->messages().size(), 2);
        QCOMPARE(world->messages().first().job, u"Demand forecast"_s);
        QTRY_COMPARE(queue()->model()->rowCount(), 2);
    }

    void moreSamplesAreInAMenu()
    {
        open(EnvironmentKind::Practice);
        QPushButton *more = button(u"moreSamplesButton"_s);
        QVERIFY(more->isVisible());
        QCOMPARE(more->accessibleName(), u"More samples"_s);
        more->setFocus();
        QTest::keyClick(more, Qt::Key_Space);
        auto *menu = more->findChild<QMenu *>(u"moreSamplesMenu"_s);
        QTRY_VERIFY(menu->isVisible());
        QStringList files;
        for (const PracticeSample &sample : practiceSamples()) {
            files << sample.file;
            const auto path = practiceSampleFile(sample, world->folder.filePath(u"samples"_s));
            QVERIFY(path && QFileInfo(*path).size() > 0);
        }
        QCOMPARE(QSet<QString>(files.cbegin(), files.cend()).size(), 9);
        QCOMPARE(menu->actions().size(), 7);
        QVERIFY(menu->actions().last()->text().startsWith(u"customers-package.zip – "_s));
        QTest::keyClick(menu, Qt::Key_Up); // the last one
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(world->messages().size(), 1);
        QCOMPARE(world->messages().first().job, u"Packages"_s);
        menu->actions().first()->trigger();
        QVERIFY(told(u"No job of this environment takes “Customers V3”"_s));
    }

    void aWorkbookIsExplainedBeforeItGoes()
    {
        open();
        page->addFiles({world->file(u"forecast.xls"_s, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest")}, u"Demand forecast"_s);
        QTRY_VERIFY(told(u"“forecast.xls” is an Excel workbook"_s));
        QCOMPARE(cell(0, QueueModel::StatusColumn), u"Ready to send"_s);
        QVERIFY(cell(0, QueueModel::ProgressColumn).contains(u"save the sheet as CSV"_s));
    }

    void theQueueFitsANarrowWindow()
    {
        open();
        page->addFiles({world->file(QString(60, u'n') + u".csv"_s, "A\r\n1\r\n")});
        for (const int width : {1072, 844, 700}) {
            page->resize(width, 600);
            QTRY_COMPARE(queue()->horizontalHeader()->length(), queue()->viewport()->width());
            QVERIFY(queue()->columnWidth(QueueModel::FileColumn) > 100);
            QVERIFY(!queue()->isColumnHidden(QueueModel::SizeColumn));
            QVERIFY(!queue()->isColumnHidden(QueueModel::ProgressColumn));
            QCOMPARE(queue()->isColumnHidden(QueueModel::CompanyColumn), width < 1000);
        }
    }

    void theJobEditorTakesOnlyWhatIsRight()
    {
        open();
        button(u"newJobButton"_s)->click();
        auto *dialog = page->findChild<JobDialog *>();
        QVERIFY(dialog);
        const auto type = [&](const QString &field, const QString &text) {
            dialog->findChild<QLineEdit *>(field)->setText(text);
        };
        const auto save = [&] { dialog->findChild<QPushButton *>(u"saveTheJobButton"_s)->click(); };
        QSignalSpy saved(dialog, &JobDialog::saveWanted);
        save();
        type(u"jobNameField"_s, u"Customer groups"_s);
        type(u"activityIdField"_s, u"{6F1E0A52-3D4B-4C0F-8A6E-90B1C2D3E4F5}"_s);
        type(u"entityField"_s, u"Vendors V2"_s);
        save();
        QCOMPARE(saved.count(), 0);
        type(u"jobNameField"_s, u"Vendors"_s);
        type(u"activityIdField"_s, u"nonsense"_s);
        save();
        QCOMPARE(saved.count(), 0);
        type(u"activityIdField"_s, u"{6F1E0A52-3D4B-4C0F-8A6E-90B1C2D3E4F5}"_s);
        save();
        QCOMPARE(saved.count(), 1);
        const DataJob *job = world->environments.find(u"UAT Europe"_s)->job(u"Vendors"_s);
        QVERIFY(job);
        QCOMPARE(job->activityId.text(), u"6f1e0a52-3d4b-4c0f-8a6e-90b1c2d3e4f5"_s);
        QCOMPARE(page->findChild<QComboBox *>(u"jobChooser"_s)->currentText(), u"Vendors"_s);
    }

    /// WAYBILL_GALLERY=folder keeps pictures of the page for a look.
    void drawsItselfInBothThemes()
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            Appearance appearance(*qApp, choice);
            const auto picture = [&](const QString &name) {
                const QPixmap drawn = page->grab();
                QVERIFY(!drawn.isNull());
                const QString theme = choice == ThemeChoice::Light ? u"light"_s : u"dark"_s;
                if (const QString folder = qEnvironmentVariable("WAYBILL_GALLERY"); !folder.isEmpty())
                    QVERIFY(drawn.save(QDir(folder).filePath(u"push-%1-%2.png"_s.arg(name, theme))));
            };
            open(EnvironmentKind::Practice);
            picture(u"empty"_s);
            button(u"pushTheSampleButton"_s)->click();
            QTRY_COMPARE(world->messages().size(), 1);
            const MessageKey key = world->messages().first().key;
            button(u"pushTheFailingSampleButton"_s)->click();
            QTRY_COMPARE(world->messages().size(), 2);
            const Error nobody{ErrorKind::Unreachable, u"Nobody was reached."_s};
            QVERIFY(QCoro::waitFor(world->desk->withdraw({world->messages().first().key}, nobody)));
            MessageChange sending;
            sending.key = key;
            sending.event = {world->clock->utcNow(), EventSource::Local, u"Sending"_s, {}};
            sending.state = MessageState::Sending;
            QVERIFY(QCoro::waitFor(world->journal->commit(sending)));
            QTRY_COMPARE(cell(0, 0), u"Uploading"_s);
            emit world->desk->queue().progress(key, 62, 100);
            page->addFiles({world->file(u"orders.csv"_s, "A\r\n1\r\n"), world->file(u"empty.csv"_s, "")});
            queue()->selectRow(1);
            picture(u"full"_s);
            cleanup();
        }
    }
};

QTEST_MAIN(PushPageTest)
#include "PushPageTest.moc"
