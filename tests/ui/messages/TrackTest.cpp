#include "tests/ui/NamedWidget.h"
#include "tests/ui/messages/PageWorld.h"

#include "ui/messages/MessagesPage.h"
#include "ui/messages/TrackDialog.h"
#include "ui/style/Appearance.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Tracking what other programs sent, on the page and in its dialog.
class TrackTest : public QObject
{
    Q_OBJECT

    const QString id = u"8f3c0000-1111-2222-3333-444455556666"_s;
    const QString other = u"8f3c0000-1111-2222-3333-444455557777"_s;
    std::unique_ptr<PageWorld> world;
    std::unique_ptr<MessagesPage> page;

    template <class T>
    T *named(const QString &name) const
    {
        return tests::namedWidget<T>(page.get(), name);
    }
    /// Of the message beside the table; the pane is made for the first one.
    QString title() const
    {
        const auto *label = page->findChild<QLabel *>(u"messageTitle"_s);
        return label ? label->text() : QString();
    }
    TrackDialog *dialog() const { return page->findChild<TrackDialog *>(); }
    QList<Message> rows() const
    {
        auto rows = world->journal->messages({});
        std::ranges::reverse(*rows);
        return *rows;
    }

private slots:
    void init()
    {
        world = std::make_unique<PageWorld>();
        page = std::make_unique<MessagesPage>(world->services());
        page->resize(1072, 770);
        page->setEnvironment(u"UAT Europe"_s);
        page->show();
    }
    void cleanup()
    {
        page.reset();
        world.reset();
    }

    void aPastedIdThatIsNotHereCanBeTracked()
    {
        auto *search = named<QLineEdit>(u"searchField"_s);
        auto *offer = named<QPushButton>(u"trackThisMessageButton"_s);
        QCOMPARE(offer->accessibleName(), u"Track this message"_s);
        search->setText(u"invoice"_s);
        QVERIFY(!offer->isVisible());
        search->setText(u" {%1} "_s.arg(id.toUpper()));
        QTRY_VERIFY(offer->isVisible());
        offer->click();
        QVERIFY(dialog());
        QCOMPARE(dialog()->request().ids, QStringList{id});
        const QString job = dialog()->request().job;
        QVERIFY(!job.isEmpty());
        named<QPushButton>(u"trackButton"_s)->click();
        QVERIFY(!named<QPushButton>(u"trackButton"_s)->isEnabled()); // once is enough
        QTRY_COMPARE(rows().size(), 1);
        QCOMPARE(rows().first().messageId.text(), id);
        QCOMPARE(rows().first().job, job);
        QTRY_VERIFY(!offer->isVisible());
        QTRY_COMPARE(title(), u"Tracked message"_s);
    }

    void aListIsTakenWholeAndWhatIsHereIsSaid()
    {
        named<QPushButton>(u"trackMessagesButton"_s)->click();
        const QString log = u"06:00 sent %1\n06:01 sent %2\n06:02 again %1"_s.arg(id, other);
        named<QPlainTextEdit>(u"trackIds"_s)->setPlainText(log);
        QCOMPARE(dialog()->request().ids, QStringList({id, other}));
        named<QPushButton>(u"trackButton"_s)->click();
        QTRY_COMPARE(rows().size(), 2);
        QTRY_VERIFY(!dialog() || !dialog()->isVisible());
        const auto said = [this](const QString &text) {
            const auto labels = page->findChildren<QLabel *>();
            return std::ranges::any_of(
                labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
        };
        QTRY_VERIFY(said(u"2 messages are followed"_s));
    }

    void anExecutionNeedsNoJob()
    {
        named<QPushButton>(u"trackMessagesButton"_s)->click();
        auto *track = named<QPushButton>(u"trackButton"_s);
        auto *ids = named<QPlainTextEdit>(u"trackIds"_s);
        auto *kind = named<QComboBox>(u"trackKind"_s);
        ids->setPlainText(u"CustGroup-2026-03-01"_s);
        QVERIFY(!track->isEnabled()); // no message id
        kind->setCurrentIndex(1);
        QVERIFY(track->isEnabled());
        QCOMPARE(dialog()->request().job, QString());
        kind->setCurrentIndex(0);
        QVERIFY(!dialog()->request().job.isEmpty());
        kind->setCurrentIndex(1);
        track->click();
        QTRY_COMPARE(rows().size(), 1);
        QCOMPARE(rows().first().executionId.text(), u"CustGroup-2026-03-01"_s);
    }

    void itsFileCanBeAttached()
    {
        named<QPushButton>(u"trackMessagesButton"_s)->click();
        named<QPlainTextEdit>(u"trackIds"_s)->setPlainText(id);
        named<QPushButton>(u"trackButton"_s)->click();
        QTRY_COMPARE(title(), u"Tracked message"_s);
        world->openPath = world->folder.filePath(u"sent.csv"_s);
        QFile file(world->openPath);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("A\r\n1\r\n") == 6);
        file.close();
        auto *attach = named<QPushButton>(u"attachTheFileButton"_s);
        QCOMPARE(attach->accessibleName(), u"Attach the file"_s);
        QVERIFY(!attach->isHidden());
        attach->click();
        QTRY_COMPARE(rows().first().file, u"sent.csv"_s);
        QTRY_COMPARE(title(), u"sent.csv"_s);
        QVERIFY(attach->isHidden());
    }

    /// WAYBILL_GALLERY=folder keeps pictures for a look.
    void drawsItselfInBothThemes()
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            const Appearance appearance(*qApp, choice);
            cleanup();
            init();
            const QString theme = choice == ThemeChoice::Light ? u"light"_s : u"dark"_s;
            const auto picture = [&theme](QWidget *what, const QString &name) {
                const QPixmap drawn = what->grab();
                QVERIFY(!drawn.isNull());
                if (const QString folder = qEnvironmentVariable("WAYBILL_GALLERY"); !folder.isEmpty())
                    QVERIFY(drawn.save(QDir(folder).filePath(u"track-%1-%2.png"_s.arg(name, theme))));
            };
            named<QLineEdit>(u"searchField"_s)->setText(id);
            picture(page.get(), u"offer"_s);
            named<QPushButton>(u"trackThisMessageButton"_s)->click();
            picture(dialog(), u"dialog"_s);
            named<QPushButton>(u"trackButton"_s)->click();
            QTRY_COMPARE(title(), u"Tracked message"_s);
            auto *tabs = named<QTabWidget>(u"detailTabs"_s);
            tabs->setCurrentIndex(1);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            picture(page.get(), u"file"_s);
        }
    }
};

QTEST_MAIN(TrackTest)
#include "TrackTest.moc"
