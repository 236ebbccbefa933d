#include "tests/app/files/PackageFixture.h"
#include "ui/packages/CompareDialog.h"
#include "ui/packages/ContentsPane.h"
#include "ui/packages/DiffModels.h"
#include "ui/packages/FileView.h"
#include "ui/packages/PackageTreeModel.h"
#include "ui/packages/PackageViewer.h"
#include "ui/packages/UnpackDialog.h"
#include "ui/packages/ViewerModels.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridPane.h"
#include "ui/widgets/grid/GridView.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Looking into packages, comparing two of them, and unpacking one, with real zips.
class PackageViewerTest : public QObject
{
    Q_OBJECT

    QTemporaryDir folder;

    QString mixed() const
    {
        const QString inner = folder.filePath(u"inner.zip"_s);
        tests::writeZip(inner, {{u"deep.txt"_s, "deep inside"}});
        QFile nested(inner);
        if (!nested.open(QIODevice::ReadOnly))
            qFatal("cannot read the zip");
        const QString path = folder.filePath(u"mixed.zip"_s);
        tests::writeZip(path, {{u"rows.csv"_s, "A,B\r\n1,one\r\n2,two\r\n"},
                               {u"words.txt"_s, "first line\r\nthe needle is here\r\n"},
                               {u"bytes.bin"_s, QByteArray("\x00\x01\x02PK", 5)},
                               {u"inner.zip"_s, nested.readAll()}});
        return path;
    }
    static int shownRows(const PackageViewer &viewer) { return viewer.file()->grid()->view()->model()->rowCount(); }

private slots:
    void thePackageIsShownAsATree()
    {
        PackageViewer viewer(tests::samplePackage(folder.filePath(u"all.zip"_s)));
        viewer.show();
        PackageTreeModel *model = viewer.contents()->model();
        QTRY_COMPARE(model->rowCount(), 2);
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex entities = model->index(0, 0);
        QCOMPARE(entities.data().toString(), u"Entities"_s);
        const QModelIndex group = model->index(0, 0, entities);
        QCOMPARE(group.data().toString(), u"Unit 0, level 0"_s);
        QCOMPARE(model->index(0, 0, group).data().toString(), u"Customers V3"_s);
        QCOMPARE(model->index(0, 1, group).data().toString(), u"CSV"_s);
        QCOMPARE(model->rowCount(model->index(1, 0)), 4); // files
        // The first entity is chosen: its rows, and its mapping.
        QTRY_COMPARE(shownRows(viewer), 4);
        auto *tabs = viewer.findChild<QTabWidget *>(u"viewerTabs"_s);
        QVERIFY(tabs->isTabEnabled(1));
        QCOMPARE(viewer.findChild<QTableView *>(u"mapsTable"_s)->model()->rowCount(), 1);
        QVERIFY(viewer.findChild<QLabel *>(u"packageAbout"_s)->text().startsWith(u"2 entities · 4 files"_s));
        viewer.contents()->choose(1); // the header is text
        QTRY_VERIFY(viewer.findChild<QPlainTextEdit *>(u"fileText"_s)->toPlainText().contains(u"DefinitionGroup"_s));
    }

    void everyKindOfFileIsShown()
    {
        PackageViewer viewer(mixed());
        viewer.show();
        QTRY_COMPARE(shownRows(viewer), 2); // the first with rows
        QVERIFY(viewer.findChild<QLabel *>(u"packageAbout"_s)->text().endsWith(u"no data package"_s));
        auto *text = viewer.findChild<QPlainTextEdit *>(u"fileText"_s);
        viewer.contents()->choose(1);
        QTRY_VERIFY(text->toPlainText().contains(u"needle"_s));
        viewer.contents()->choose(2);
        QTRY_VERIFY(text->toPlainText().startsWith(u"00000000  00 01 02 50 4B"_s));
        // Any file may be shown as bytes.
        viewer.contents()->choose(0);
        auto *how = viewer.findChild<QComboBox *>(u"shownAsChooser"_s);
        how->setCurrentIndex(2);
        emit how->activated(2);
        QTRY_VERIFY(text->toPlainText().startsWith(u"00000000  41 2C 42"_s));
        viewer.contents()->choose(3);
        QPushButton *open = nullptr;
        for (QPushButton *button : viewer.findChildren<QPushButton *>()) {
            if (button->text() == u"Look inside this zip"_s)
                open = button;
        }
        QVERIFY(open && open->isVisible());
        open->click();
        const auto nested = [] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (widget->isVisible() && widget->windowTitle() == u"Inside inner.zip"_s)
                    return static_cast<PackageViewer *>(widget);
            }
            return static_cast<PackageViewer *>(nullptr);
        };
        QTRY_VERIFY(nested());
        QTRY_VERIFY(nested()->findChild<QPlainTextEdit *>(u"fileText"_s)->toPlainText().contains(u"deep inside"_s));
        QVERIFY(!nested()->findChild<QPushButton *>(u"viewerUnpackButton"_s)->isVisible());
        delete nested();
    }

    void aSearchLooksInAllFiles()
    {
        PackageViewer viewer(mixed());
        viewer.show();
        QTRY_COMPARE(shownRows(viewer), 2);
        viewer.searchField()->setText(u"NEEDLE"_s);
        viewer.search();
        auto *hits = viewer.findChild<QTableView *>(u"hitsTable"_s);
        QTRY_VERIFY(!viewer.isSearching());
        QCOMPARE(hits->model()->rowCount(), 1);
        QCOMPARE(hits->model()->index(0, HitsModel::FileColumn).data().toString(), u"words.txt"_s);
        QCOMPARE(hits->model()->index(0, HitsModel::PlaceColumn).data().toString(), u"line 2"_s);
        hits->selectRow(0);
        QTRY_VERIFY(viewer.findChild<QPlainTextEdit *>(u"fileText"_s)->toPlainText().contains(u"needle"_s));
        viewer.searchField()->clear();
        QVERIFY(!hits->isVisible());
    }

    void aSearchBeforeThePackageIsSeenNamesItsFilesToo()
    {
        PackageViewer viewer(mixed());
        viewer.searchField()->setText(u"needle"_s);
        viewer.search();
        viewer.show();
        const auto *hits = viewer.findChild<QTableView *>(u"hitsTable"_s)->model();
        const auto file = [hits] { return hits->index(0, HitsModel::FileColumn).data().toString(); };
        QTRY_COMPARE(shownRows(viewer), 2);
        QTRY_VERIFY(!viewer.isSearching());
        QCOMPARE(hits->rowCount(), 1);
        QCOMPARE(file(), u"words.txt"_s);
    }

    void whatIsNoZipIsSaid()
    {
        const QString path = folder.filePath(u"page.zip"_s);
        QFile page(path);
        QVERIFY(page.open(QIODevice::WriteOnly));
        page.write("<html>Sign in</html>");
        page.close();
        PackageViewer viewer(path);
        viewer.show();
        const auto says = [&viewer] {
            for (const EmptyState *state : viewer.findChildren<EmptyState *>()) {
                if (state->isVisible() && state->accessibleName() == u"It cannot be looked into"_s)
                    return !state->accessibleDescription().isEmpty();
            }
            return false;
        };
        QTRY_VERIFY(says());
        QCOMPARE(viewer.findChild<QLabel *>(u"packageAbout"_s)->text(), u"It cannot be looked into"_s);
    }

    void twoPackagesAreCompared()
    {
        const QString left = tests::samplePackage(folder.filePath(u"before.zip"_s));
        const QString right = folder.filePath(u"now.zip"_s);
        tests::writeZip(right,
                        {{u"Manifest.xml"_s,
                          tests::manifest({{"Customers V3", "Customers V3.csv"}, {"Vendors V2", "Vendors V2.csv"}})},
                         {u"PackageHeader.xml"_s, tests::header()},
                         {u"Customers V3.csv"_s, "ACCOUNT,NAME\r\nUS-1,a\r\nUS-2,changed\r\nK-9,c\r\nUS-5,new\r\n"},
                         {u"Vendors V2.csv"_s, "VENDOR,NAME\r\nV-1,a\r\nK-9,b\r\nV-3,c\r\n"}});
        DiffAsk ask;
        ask.left = left;
        ask.right = right;
        ask.keysOf = [](const QString &name, const QString &) {
            return name == u"Customers V3"_s ? QStringList{u"ACCOUNT"_s} : QStringList{u"VENDOR"_s};
        };
        CompareDialog dialog(ask);
        dialog.show();
        QTRY_VERIFY(dialog.outcome());
        const QString headline = dialog.findChild<QLabel *>(u"compareHeadline"_s)->text();
        QCOMPARE(headline, u"1 file differs · 1 row added · 1 removed · 1 changed"_s);
        auto *rows = dialog.findChild<QTableView *>(u"rowChangesTable"_s);
        QCOMPARE(rows->model()->rowCount(), 3);
        QStringList told;
        for (int row = 0; row < 3; ++row)
            told << rows->model()->index(row, RowChangesModel::KeyColumn).data().toString() + u' ' +
                        rows->model()->index(row, RowChangesModel::AfterColumn).data().toString();
        QVERIFY2(told.contains(u"US-2 changed"_s), qPrintable(told.join(u'|')));
        QVERIFY(dialog.findChild<QLabel *>(u"changesAbout"_s)->text().contains(u"ACCOUNT"_s));
        auto *files = dialog.findChild<QTableView *>(u"changedFilesTable"_s);
        const QAbstractItemModelTester tester(files->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        dialog.findChild<QPushButton *>(u"swapPackagesButton"_s)->click();
        QTRY_VERIFY(dialog.outcome());
        QVERIFY(dialog.findChild<QLabel *>(u"compareHeadline"_s)->text().startsWith(u"1 file differs"_s));
    }

    void aPackageIsUnpackedAndNothingIsOverwritten()
    {
        PackagesServices services;
        const QString package = tests::samplePackage(folder.filePath(u"unpack.zip"_s));
        UnpackDialog dialog(services, package);
        dialog.show();
        auto *field = dialog.findChild<QLineEdit *>(u"unpackFolderField"_s);
        auto *begin = dialog.findChild<QPushButton *>(u"beginUnpackButton"_s);
        field->setText(u"relative"_s);
        begin->click();
        QVERIFY(!dialog.isWorking());
        field->setText(folder.filePath(u"out"_s));
        begin->click();
        QTRY_VERIFY(!dialog.isWorking());
        auto *told = dialog.findChild<Banner *>(u"unpackTold"_s);
        QVERIFY2(told->text().startsWith(u"4 files"_s), qPrintable(told->text()));
        QVERIFY(QFileInfo::exists(folder.filePath(u"out/Customers V3.csv"_s)));
        begin->click(); // into the same folder: the files are there
        QTRY_VERIFY(!dialog.isWorking());
        QVERIFY(!told->text().startsWith(u"4 files"_s));
    }
};

QTEST_MAIN(PackageViewerTest)
#include "PackageViewerTest.moc"
