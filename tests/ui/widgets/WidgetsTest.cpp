#include "tests/ui/widgets/Gallery.h"

#include "ui/style/Appearance.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterChip.h"
#include "ui/widgets/KeyValueList.h"
#include "ui/widgets/LifecycleStepper.h"
#include "ui/widgets/NavList.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/TonedLabel.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QPushButton>
#include <QStandardItemModel>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class WidgetsTest : public QObject
{
    Q_OBJECT

private slots:
    /// WAYBILL_GALLERY=folder keeps the pictures for a look; otherwise they only have to differ as they should.
    void drawsEveryPieceInBothThemes()
    {
        Appearance appearance(*qApp, ThemeChoice::Light);
        QList<QImage> pictures;
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            appearance.choose(choice);
            const std::unique_ptr<QWidget> gallery = makeGallery();
            gallery->resize(1280, 860);
            pictures << gallery->grab().toImage();
            QCOMPARE(pictures.last().pixelColor(1279, 859), paletteOf(appearance.theme()).ground);
            if (const QString folder = qEnvironmentVariable("WAYBILL_GALLERY"); !folder.isEmpty())
                QVERIFY(pictures.last().save(QDir(folder).filePath(
                    choice == ThemeChoice::Light ? u"gallery-light.png"_s : u"gallery-dark.png"_s)));
        }
        QVERIFY(pictures[0] != pictures[1]);
    }

    void thePagesAreAListOfTheirNames()
    {
        NavList list;
        list.addPage(Icon::Messages, u"Messages"_s);
        list.addPage(Icon::Push, u"Push"_s);
        list.setBadge(0, 3, u"3 need you"_s);
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&list);
        QCOMPARE(face->role(), QAccessible::List);
        QCOMPARE(face->child(0)->text(QAccessible::Name), u"Messages"_s);
        QCOMPARE(face->child(1)->text(QAccessible::Name), u"Push"_s);
    }

    void noWordOfALifeIsCutWhileAnotherHasRoom()
    {
        LifecycleStepper life;
        life.setStages({{u"Queued"_s, u"07:00:00"_s, {}, StageState::Done},
                        {u"…"_s, u"2 more"_s, {}, StageState::Done},
                        {u"Preprocessing"_s, u"4 s"_s, {}, StageState::Done},
                        {u"Errors"_s, u"07:00:40"_s, {}, StageState::Broken}});
        for (const int spare : {0, 9, 400}) {
            life.resize(life.sizeHint() + QSize(spare, 0));
            QVERIFY2(!life.isElided(), qPrintable(QString::number(spare)));
        }
        life.resize(life.sizeHint().width() / 2, life.height());
        QVERIFY(life.isElided());
    }

    void aTonedLabelKeepsItsToneInTheThemeThatIsOn()
    {
        QWidget window;
        window.setPalette(fusionPalette(Theme::Dark)); // as the application's reaches a window
        TonedLabel label(&window);
        label.setForegroundRole(QPalette::PlaceholderText);
        const auto ink = [&label] { return label.palette().color(label.foregroundRole()); };
        QCOMPARE(ink(), paletteOf(Theme::Dark).muted);
        label.setTone(StatusRole::Amber);
        QCOMPARE(ink(), paletteOf(Theme::Dark).tone(StatusRole::Amber).ink);
        window.setPalette(fusionPalette(Theme::Light));
        QCOMPARE(ink(), paletteOf(Theme::Light).tone(StatusRole::Amber).ink);
        QCOMPARE(label.palette().color(QPalette::Window), paletteOf(Theme::Light).ground);
        label.setTone(std::nullopt);
        QCOMPARE(ink(), paletteOf(Theme::Light).muted);
        window.setPalette(fusionPalette(Theme::Dark));
        QCOMPARE(ink(), paletteOf(Theme::Dark).muted);
    }

    void aChipIsACheckableButtonWithItsWordAsName()
    {
        FilterChip chip(u"In flight"_s);
        chip.setCount(12);
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&chip);
        QCOMPARE(face->text(QAccessible::Name), u"In flight"_s);
        QVERIFY(face->text(QAccessible::Description).contains(u"12"_s));
        QVERIFY(face->state().checkable);
        QTest::keyClick(&chip, Qt::Key_Space);
        QVERIFY(chip.isChecked());
        QTest::keyClick(&chip, Qt::Key_Return);
        QVERIFY(!chip.isChecked());
        const QSize before = chip.sizeHint();
        chip.setChecked(true);
        QCOMPARE(chip.sizeHint(), before);
    }

    void elidedTextIsWholeOnCopyAndToScreenReaders()
    {
        ElidedLabel label;
        label.setTexts(u"8f3c…a61e"_s, u"8f3c0000-0000-0000-0000-00000000a61e"_s);
        QTest::keySequence(&label, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"8f3c0000-0000-0000-0000-00000000a61e"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(&label)->text(QAccessible::Name), label.whole());
        label.setTexts(u"a file with a long name.csv"_s);
        label.resize(60, 20);
        QVERIFY(label.isElided());
        label.resize(600, 20);
        QVERIFY(!label.isElided());
    }

    void theStepperTellsItsStages()
    {
        LifecycleStepper life;
        life.setStages(
            {{u"Queued"_s, u"14:02"_s, {}, StageState::Done}, {u"Target"_s, u"2 s"_s, {}, StageState::Broken}});
        QCOMPARE(life.accessibleDescription(), u"Queued: done, 14:02; Target: failed here, 2 s"_s);
        QTest::keyClick(&life, Qt::Key_Right);
        QVERIFY(life.accessibleDescription().startsWith(u"Target: failed here"_s));
        QTest::keyClick(&life, Qt::Key_Right);
        QVERIFY(life.accessibleDescription().startsWith(u"Target"_s));
    }

    void factsWithoutValueAreLeftOut()
    {
        KeyValueList facts;
        facts.setRows({{u"Size"_s, u"8 MB"_s}, {u"Execution ID"_s, QString()}});
        QCOMPARE(facts.findChildren<ElidedLabel *>().size(), 1);
        facts.setRows({});
        QCOMPARE(facts.findChildren<ElidedLabel *>().size(), 0);
    }

    void anEmptyPlaceOffersItsOneAction()
    {
        EmptyState empty(Icon::Push, u"Nothing yet"_s, u"Drop files here."_s);
        QPushButton *button = empty.setAction(u"Choose files…"_s);
        QSignalSpy pressed(button, &QPushButton::clicked);
        QCOMPARE(empty.setAction(u"Choose"_s), button);
        button->click();
        QCOMPARE(pressed.count(), 1);
    }

    void anEmptyPlaceWithoutRoomKeepsItsWords()
    {
        EmptyState empty(Icon::Push, u"Nothing yet"_s, u"Drop files here."_s);
        const auto *picture = empty.findChild<QWidget *>(u"emptyPicture"_s);
        empty.resize(400, 300);
        empty.show();
        QVERIFY(picture->isVisible());
        empty.setMinimumHeight(0);
        empty.layout()->setSizeConstraint(QLayout::SetNoConstraint);
        empty.resize(400, 90);
        QTRY_VERIFY(!picture->isVisible());
        empty.resize(400, 300);
        QTRY_VERIFY(picture->isVisible());
    }

    void rowsCopyWithTheirHeaders()
    {
        QStandardItemModel model(0, 2);
        model.setHorizontalHeaderLabels({u"File"_s, u"Rows"_s});
        model.appendRow({new QStandardItem(u"a.csv"_s), new QStandardItem(u"12"_s)});
        model.appendRow({new QStandardItem(u"b.csv"_s), new QStandardItem(u"7"_s)});
        RowTable table;
        table.setModel(&model);
        QCOMPARE(table.selectedText(), QString());
        table.selectRow(1);
        QTest::keySequence(&table, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"File\tRows\nb.csv\t7\n"_s);
        QSignalSpy activated(&table, &QTableView::activated);
        table.setCurrentIndex(model.index(0, 0));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void escapeClearsTheSearch()
    {
        SearchField field(u"File"_s);
        QCOMPARE(field.accessibleName(), u"Search"_s);
        QTest::keyClicks(&field, u"abc"_s);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(field.text(), QString());
    }
};

QTEST_MAIN(WidgetsTest)
#include "WidgetsTest.moc"
