#include "ui/shell/StatusLine.h"

#include "tests/app/auth/RawServer.h"
#include "tests/ui/messages/PageWorld.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTimeZone>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The line at the bottom of the window.
class StatusLineTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "Asia/Tokyo"); }

    void keepsToTheThemeThatIsOn()
    {
        PageWorld world;
        QWidget window;
        window.setPalette(fusionPalette(Theme::Light)); // as the application's reaches a window
        StatusLine line(world.desk.get(), &world.connections, world.clock, &window);
        line.setEnvironment(u"UAT Europe"_s);
        line.setTrouble(u"The journal cannot be written."_s);
        const auto ink = [&line](const QString &name) {
            const auto *label = line.findChild<QLabel *>(name);
            return label->palette().color(label->foregroundRole());
        };
        for (const Theme theme : {Theme::Dark, Theme::Light, Theme::Dark}) {
            window.setPalette(fusionPalette(theme));
            // At once: what is right only at the next tick was drawn wrong before.
            const Palette &c = paletteOf(theme);
            QCOMPARE(ink(u"connectionState"_s), c.muted);
            QCOMPARE(ink(u"followedState"_s), c.muted);
            QCOMPARE(ink(u"whyWeWait"_s), c.tone(StatusRole::Red).ink);
        }
    }

    void tellsWhyNothingGoesOn()
    {
        PageWorld world;
        world.secrets.keepForSession(u"UAT Europe"_s, u"hush"_s);
        StatusLine line(world.desk.get(), &world.connections, world.clock);
        line.setEnvironment(u"UAT Europe"_s);
        const auto *why = line.findChild<QLabel *>(u"whyWeWait"_s);
        const auto *followed = line.findChild<QLabel *>(u"followedState"_s);
        QCOMPARE(followed->text(), u"Nothing in flight"_s);
        QVERIFY(why->text().isEmpty());
        world.add(u"a.csv"_s, u"Customer groups"_s, 3, std::chrono::hours(1), {u"Sending"_s, u"Enqueued"_s});
        world.desk->poller().start();
        // Nobody is there: said in words, and not as something being looked at.
        QTRY_VERIFY(!why->text().isEmpty());
        QCOMPARE(followed->text(), u"Following 1"_s);
        QCOMPARE(line.findChild<QLabel *>(u"connectionState"_s)->text(), u"✕ Not getting through"_s);
        const auto client = world.connections.client(u"UAT Europe"_s);
        QVERIFY(client);
        (*client)->gate().close("30", {}, u"429"_s);
        QTRY_COMPARE(why->text(), u"Throttled by the service: next call in 30 s"_s);
        QCOMPARE(why->accessibleDescription(), why->text());
        line.setTrouble(u"The disk is full."_s);
        QCOMPARE(why->text(), u"The disk is full."_s);
    }

    void switchesTimesOfTheWholeWindow()
    {
        PageWorld world;
        StatusLine line(world.desk.get(), &world.connections, world.clock);
        auto *button = line.findChild<QAbstractButton *>(u"timeSwitch"_s);
        QCOMPARE(button->text(), u"Local time"_s);
        const QDateTime time(QDate(2026, 3, 1), QTime(20, 30, 5), QTimeZone::utc());
        QCOMPARE(texts::clockTime(time, time.addSecs(60)), u"05:30:05"_s);
        QCOMPARE(texts::exactTime(time), u"2026-03-02 05:30:05 (JST)"_s);
        const auto local = qScopeGuard([] { TimeDisplay::ofWindow().setUtc(false); });
        button->click();
        QVERIFY(button->isChecked());
        QCOMPARE(button->text(), u"UTC"_s);
        QCOMPARE(texts::clockTime(time, time.addSecs(60)), u"20:30:05"_s);
        QCOMPARE(texts::exactTime(time), u"2026-03-01 20:30:05 UTC"_s);
        button->click();
        QCOMPARE(texts::clockTime(time, time.addSecs(60)), u"05:30:05"_s);
    }

    void tellsThatAnotherEnvironmentAnswers()
    {
        RawServer server;
        server.answer = [&server](int number) {
            if (server.requests[number].head.contains("/token "))
                return RawServer::http(200, R"({"token_type":"Bearer","expires_in":3599,"access_token":"opaque"})");
            return RawServer::http(302, {}, "Location: https://fabrikam.example/data\r\n");
        };
        PageWorld world;
        Environment here = *world.environments.find(u"UAT Europe"_s);
        here.url = here.authority = server.url();
        QVERIFY(world.environments.replace(here.name, here));
        world.secrets.keepForSession(here.name, u"hush"_s);
        StatusLine line(world.desk.get(), &world.connections, world.clock);
        line.setEnvironment(here.name);
        const auto client = *world.connections.client(here.name);
        HttpRequest request;
        request.url = client->at(u"/data"_s);
        (void)QCoro::waitFor(client->send(request, {}));
        QVERIFY(client->halted());
        const auto *why = line.findChild<QLabel *>(u"whyWeWait"_s);
        QTRY_COMPARE(why->accessibleDescription(), client->halted()->message);
        QCOMPARE(line.findChild<QLabel *>(u"connectionState"_s)->text(), u"✕ Not getting through"_s);
    }
};

QTEST_MAIN(StatusLineTest)
#include "StatusLineTest.moc"
