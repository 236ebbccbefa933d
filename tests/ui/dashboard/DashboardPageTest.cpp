#include "tests/app/journal/JournalFixture.h"

#include "ui/dashboard/BarsView.h"
#include "ui/dashboard/ChartCard.h"
#include "ui/dashboard/DashboardFeed.h"
#include "ui/dashboard/DashboardPage.h"
#include "ui/style/ProxyStyle.h"

#include <QAction>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The page over a real journal, used by mouse and keys.
class DashboardPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new ProxyStyle); }

    void init()
    {
        f = std::make_unique<JournalFixture>();
        journal = f->open();
        savePath.clear();
        opened.clear();
    }

    void cleanup()
    {
        page.reset();
        journal.reset();
        f.reset();
    }

    void saysWhatTheWeekWasLike()
    {
        fillWeek();
        begin();
        QCOMPARE(sentence(),
                 u"8 messages in the last 7 days: 50 % processed, 2 failed for “Item number does not exist”"_s);
        QCOMPARE(named<QPushButton>(u"inFlightFigure"_s)->accessibleDescription(), u"1"_s);
        QVERIFY(named<QPushButton>(u"oldestFigure"_s)->accessibleDescription().contains(u"waiting.csv"_s));
        QCOMPARE(named<QPushButton>(u"attentionFigure"_s)->accessibleDescription(), u"3"_s);
    }

    void everyMarkOpensExactlyTheMessagesItCounts()
    {
        fillWeek();
        begin();
        int marks = 0;
        for (BarsView *chart : page->findChildren<BarsView *>()) {
            const ChartFigures &figures = chart->figures();
            for (qsizetype category = 0; category < figures.categories.size(); ++category) {
                for (qsizetype series = 0; series < figures.series.size(); ++series) {
                    const QRectF area = chart->markArea(category, series);
                    if (area.isEmpty())
                        continue;
                    ++marks;
                    opened.clear();
                    chart->ensureVisible(area.toRect());
                    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, area.center().toPoint());
                    QCOMPARE(opened.size(), 1);
                    QCOMPARE(opened.first().second, figures.categories[category].marks[series].opening.label);
                    const auto found = journal->messages(opened.first().first);
                    QVERIFY(found && !found->isEmpty());
                    if (figures.series[series].measure == Measure::Messages)
                        QCOMPARE(found->size(), figures.categories[category].marks[series].value);
                }
            }
        }
        QVERIFY(marks >= 10);
    }

    void marksAreReachedAndOpenedWithTheKeyboard()
    {
        fillWeek();
        begin();
        auto *chart = named<BarsView>(u"outcomesChart"_s);
        chart->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(chart->hasFocus());
        QVERIFY(chart->currentCategory() >= 0);
        const QString first = chart->accessibleDescription();
        QTest::keyClick(chart, Qt::Key_Right);
        QVERIFY(chart->accessibleDescription() != first);
        QTest::keyClick(chart, Qt::Key_Right);
        QVERIFY2(chart->accessibleDescription().contains(u"With errors: 1"_s),
                 qPrintable(chart->accessibleDescription()));
        QTest::keyClick(chart, Qt::Key_Down);
        QVERIFY(chart->accessibleDescription().contains(u"Processed: 2"_s));
        QTest::keyClick(chart, Qt::Key_Up);
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first.outcomes, QList{Outcome::WithErrors});
        QTest::keyClick(chart, Qt::Key_Home);
        QCOMPARE(chart->accessibleDescription(), first);
        for (int i = 0; i < 20; ++i) // neither end is left
            QTest::keyClick(chart, Qt::Key_Right);
        QTest::keyClick(chart, Qt::Key_Space);
        QCOMPARE(opened.size(), 2);
    }

    void figuresOfThePresentAreButtons()
    {
        fillWeek();
        begin();
        for (const auto &[name, messages] :
             {std::pair{u"inFlightFigure"_s, 1}, {u"oldestFigure"_s, 1}, {u"attentionFigure"_s, 3}}) {
            opened.clear();
            QTest::keyClick(named<QPushButton>(name), Qt::Key_Return);
            QCOMPARE(opened.size(), 1);
            QCOMPARE(journal->messages(opened.first().first)->size(), messages);
        }
    }

    void aTableHoldsTheSameFiguresAndOpensThem()
    {
        fillWeek();
        begin();
        auto *table = named<QTableView>(u"causesTable"_s);
        QVERIFY(!table->isVisible());
        named<QToolButton>(u"causesAsTable"_s)->click();
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"Item number does not exist"_s);
        table->setCurrentIndex(table->model()->index(0, 1));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first.cause, u"Item number does not exist"_s);
    }

    void goesBackAndForthInTime()
    {
        fillWeek();
        begin();
        QTest::keyClick(page.get(), Qt::Key_PageUp, Qt::AltModifier);
        QTRY_COMPARE(sentence(), u"One message in 16–22 Feb 2026: all processed"_s);
        QTest::keyClick(page.get(), Qt::Key_PageUp, Qt::AltModifier);
        QTRY_COMPARE(sentence(), u"No messages in 9–15 Feb 2026"_s);
        QVERIFY(named<ChartCard>(u"outcomesCard"_s)->figures().isEmpty());
        named<QPushButton>(u"monthChip"_s)->click();
        QTRY_VERIFY(sentence().startsWith(u"9 messages in the last 30 days"_s));
        QVERIFY(!named<QToolButton>(u"laterButton"_s)->isEnabled());
    }

    void followsWhatHappens()
    {
        begin();
        QCOMPARE(sentence(), u"Nothing has been pushed here yet"_s);
        QSignalSpy push(page.get(), &DashboardPage::pushPageWanted);
        for (auto *button : page->findChildren<QPushButton *>()) {
            if (button->text() == u"Push a file"_s)
                button->click();
        }
        QCOMPARE(push.size(), 1);
        add(u"one.csv"_s, 0);
        QTRY_COMPARE(sentence(), u"One message in the last 7 days: still in flight"_s);
    }

    void doesNotWorkWhileNobodyLooks()
    {
        begin();
        page->hide();
        add(u"one.csv"_s, 0);
        QTest::qWait(0);
        QCOMPARE(sentence(), u"Nothing has been pushed here yet"_s);
        page->show();
        QTRY_COMPARE(sentence(), u"One message in the last 7 days: still in flight"_s);
    }

    void saysWhenTheFiguresCannotBeRead()
    {
        const QTemporaryDir damaged;
        QFile file(damaged.filePath(u"journal.sqlite"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        begin(damaged.path(), false);
        QTRY_COMPARE(sentence(), u"The figures could not be read"_s);
        QVERIFY(named<QWidget>(u"dashboardTrouble"_s)->isVisible());
        picture(u"error"_s);
    }

    void figuresOfAnotherEnvironmentAreNeverShown()
    {
        fillWeek();
        begin();
        QCOMPARE(named<QPushButton>(u"attentionFigure"_s)->accessibleDescription(), u"3"_s);
        page->setEnvironment(u"elsewhere"_s);
        // Not read yet.
        QVERIFY(sentence().startsWith(u"Counting the messages"_s));
        QCOMPARE(named<QPushButton>(u"attentionFigure"_s)->accessibleDescription(), u"–"_s);
        QVERIFY(!named<QPushButton>(u"attentionFigure"_s)->isEnabled());
        for (const QString &save : {u"pagePng"_s, u"pageCsv"_s})
            QVERIFY(!named<QAction>(save)->isEnabled());
        picture(u"counting"_s);
        QTRY_COMPARE(sentence(), u"Nothing has been pushed here yet"_s);
    }

    void anAnswerAboutAnotherEnvironmentIsDroppedWhileNobodyLooks()
    {
        fillWeek();
        DashboardFeed feed(journal.get(), f->folder.path(), f->clock);
        QSignalSpy answered(&feed, &DashboardFeed::answered);
        feed.setWatched(true);
        feed.setEnvironment(u"test"_s);
        feed.setWatched(false);
        feed.setEnvironment(u"elsewhere"_s);
        // As much is counted once more, so the first answer has come when this one has.
        JournalStatistics same(f->folder.path());
        QSignalSpy counted(&same, &JournalStatistics::answered);
        const DashboardView view = feed.view();
        same.ask({u"test"_s, borders(view.period, view.now, view.zone)});
        QTRY_COMPARE(counted.size(), 1);
        QCOMPARE(answered.size(), 0);
        feed.setWatched(true);
        QTRY_COMPARE(answered.size(), 1);
        QVERIFY(!answered.first().first().value<Statistics>().anything);
    }

    void savesPictureAndNumbers()
    {
        fillWeek();
        begin();
        const QTemporaryDir folder;
        auto *told = named<QWidget>(u"dashboardSaved"_s);
        const auto save = [&](const QString &action, const QString &file) {
            savePath = folder.filePath(file);
            named<QAction>(action)->trigger();
            return savePath;
        };
        const QString page = save(u"pagePng"_s, u"page.png"_s);
        QTRY_VERIFY(told->accessibleName().contains(u"page.png"_s));
        QVERIFY(QImage(page).width() >= 2 * (this->page->width() - 20));
        const QString chart = save(u"causesPng"_s, u"chart.png"_s);
        QTRY_VERIFY(told->accessibleName().contains(u"chart.png"_s));
        QCOMPARE(QImage(chart).width(), named<ChartCard>(u"causesCard"_s)->width() * 2);
        QVERIFY(QImage(chart).height() > named<ChartCard>(u"causesCard"_s)->height() * 2); // says where and when
        QFile csv(save(u"causesCsv"_s, u"causes.csv"_s));
        QTRY_VERIFY(told->accessibleName().contains(u"causes.csv"_s));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(), "Cause,Failed\r\nItem number does not exist,2\r\n");
        QCOMPARE(suggested, u"test failures by cause 2026-02-23.csv"_s);
        QFile whole(save(u"pageCsv"_s, u"page.csv"_s));
        QTRY_VERIFY(told->accessibleName().contains(u"page.csv"_s));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QVERIFY(whole.readAll().contains("\r\nNow,Needs attention,Messages,3,messages\r\n"));
        save(u"pageCsv"_s, u"missing/causes.csv"_s);
        QTRY_VERIFY(told->accessibleName().contains(u"could not be written"_s));
    }

    void standsInNarrowWindows()
    {
        fillWeek();
        begin();
        for (const auto &[width, columns] : {std::pair{1072, 3}, {692, 2}, {560, 1}}) {
            page->resize(width, 560);
            QTRY_COMPARE(named<ChartCard>(u"outcomesCard"_s)->width(),
                         named<ChartCard>(u"outcomesCard"_s)->parentWidget()->width());
            QTRY_VERIFY(page->findChild<QScrollArea *>()->widget()->width() <= width);
            QCOMPARE(page->width(), width);
            QTRY_COMPARE(columnsOfCards(), columns);
        }
    }

private:
    /// WAYBILL_GALLERY=folder keeps it for a look.
    void picture(const QString &name)
    {
        if (const QString folder = qEnvironmentVariable("WAYBILL_GALLERY"); !folder.isEmpty())
            QVERIFY(page->grab().save(QDir(folder).filePath(u"dashboard-%1.png"_s.arg(name))));
    }
    template <class T>
    T *named(const QString &name) const
    {
        T *found = page->findChild<T *>(name);
        if (!found)
            qFatal("nothing is called %s", qPrintable(name));
        return found;
    }
    int columnsOfCards() const
    {
        QSet<int> lefts;
        for (const ChartCard *card : page->findChildren<ChartCard *>())
            lefts.insert(card->x());
        return int(lefts.size());
    }
    QString sentence() const { return named<QLabel>(u"dashboardSentence"_s)->text(); }

    void begin(const QString &folder = {}, bool answers = true)
    {
        DashboardServices services;
        services.journal = journal.get();
        services.profileFolder = folder.isEmpty() ? f->folder.path() : folder;
        services.clock = f->clock;
        services.askSavePath = [this](QWidget *, const QString &suggestion, const std::function<void(QString)> &then) {
            suggested = suggestion;
            then(savePath);
        };
        page = std::make_unique<DashboardPage>(services);
        connect(page.get(), &DashboardPage::openMessages, this,
                [this](const MessageFilter &filter, const QString &label) {
                    opened.append({filter, label});
                });
        page->resize(1072, 760);
        page->setEnvironment(u"test"_s);
        page->show();
        page->activateWindow();
        if (answers)
            QTRY_VERIFY(page->isReady());
    }

    MessageKey add(const QString &file, int daysAgo, MessageState state = MessageState::Queued,
                   const QString &status = {})
    {
        const QDateTime now = f->clock->now;
        f->clock->now = now.addDays(-daysAgo);
        NewMessage message = newMessage(file);
        const MessageKey key = appendOne(*journal, message);
        if (state != MessageState::Queued) {
            MessageChange sending = changeTo(key, MessageState::Sending);
            sending.sentUtc = f->clock->now;
            MessageChange end = changeTo(key, state);
            end.event.atUtc = f->clock->now.addSecs(40);
            if (!status.isNull())
                end.status = status;
            const auto done = await(journal->commit({sending, end}));
            if (!done)
                qFatal("%s", qPrintable(done.error().message));
        }
        f->clock->now = now;
        return key;
    }

    /// Eight messages in the week before the 1st of March, a Sunday, and one before them.
    void fillWeek()
    {
        Failure failure;
        failure.causes = {{u"Item number does not exist"_s, 31, {}}};
        add(u"long ago.csv"_s, 8, MessageState::Succeeded, u"Processed"_s);
        for (const int day : {3, 1, 1, 0})
            add(u"good.csv"_s, day, MessageState::Succeeded, u"Processed"_s);
        for (const int day : {1, 0}) {
            const MessageKey key = add(u"bad.csv"_s, day, MessageState::Failed, u"ProcessedWithErrors"_s);
            if (!await(journal->keepFailure(key, failure)))
                qFatal("the failure was not kept");
        }
        add(u"lost.csv"_s, 2, MessageState::Unconfirmed);
        add(u"waiting.csv"_s, 0);
    }

    std::unique_ptr<JournalFixture> f;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<DashboardPage> page;
    QList<std::pair<MessageFilter, QString>> opened;
    QString savePath, suggested;
};

QTEST_MAIN(DashboardPageTest)
#include "DashboardPageTest.moc"
