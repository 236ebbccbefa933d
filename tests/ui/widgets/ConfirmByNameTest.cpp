#include "ui/widgets/ProductionGuard.h"

#include "ui/style/Icons.h"
#include "ui/style/Palette.h"
#include "ui/widgets/EnvironmentStripe.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What stands between a hand and a production environment.
class ConfirmByNameTest : public QObject
{
    Q_OBJECT

    static ConfirmByName::Question question()
    {
        return {u"Contoso Live"_s, u"Push to production"_s, u"Push 3 files?"_s, {}, u"Push them"_s};
    }

private slots:
    void takesOnlyTheExactName()
    {
        ConfirmByName dialog(question());
        QSignalSpy confirmed(&dialog, &ConfirmByName::confirmed);
        dialog.show();
        auto *field = dialog.findChild<QLineEdit *>(u"confirmNameField"_s);
        auto *yes = dialog.findChild<QPushButton *>(u"confirmButton"_s);
        QCOMPARE(field->accessibleName(), u"Name of the environment"_s);
        QVERIFY(field->accessibleDescription().contains(u"Contoso Live"_s));
        QVERIFY(!yes->isEnabled() && !yes->toolTip().isEmpty());
        for (const QString &wrong : {u"contoso live"_s, u"Contoso Live "_s, u"Contoso"_s}) {
            field->setText(wrong);
            QVERIFY2(!yes->isEnabled(), qPrintable(wrong));
            QTest::keyClick(field, Qt::Key_Return);
            QVERIFY(confirmed.isEmpty());
        }
        field->setText(u"Something"_s);
        QCOMPARE(field->accessibleDescription(), u"That is not the name of the environment."_s);
        field->setText(u"Contoso Live"_s);
        QVERIFY(yes->isEnabled() && yes->toolTip().contains(u"Contoso Live"_s));
        yes->click();
        QCOMPARE(confirmed.size(), 1);
        QVERIFY(!dialog.isVisible());
    }

    void asksWithAButtonAloneOnceItsNameIsKnown()
    {
        ConfirmByName::Question known = question();
        known.byName = false;
        ConfirmByName dialog(known);
        QSignalSpy confirmed(&dialog, &ConfirmByName::confirmed);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QVERIFY(!dialog.findChild<QLineEdit *>(u"confirmNameField"_s)->isVisible());
        QVERIFY(dialog.findChild<EnvironmentStripe *>()->isVisible());
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return); // without a thought
        QVERIFY(confirmed.isEmpty() && !dialog.isVisible());
        dialog.show();
        dialog.findChild<QPushButton *>(u"confirmButton"_s)->click();
        QCOMPARE(confirmed.size(), 1);
    }

    void asksForTheFirstAndForMany()
    {
        const auto guard = std::make_shared<ProductionGuard>();
        QWidget window;
        QVERIFY(guard->wantsName(u"Contoso Live"_s, 1));
        int done = 0;
        guard->ask(question(), &window, [&done] { ++done; });
        window.findChild<ConfirmByName *>()->reject();
        QVERIFY(guard->wantsName(u"Contoso Live"_s, 1)); // a no is no yes
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        guard->ask(question(), &window, [&done] { ++done; });
        auto *dialog = window.findChild<ConfirmByName *>();
        dialog->findChild<QLineEdit *>()->setText(u"Contoso Live"_s);
        dialog->findChild<QPushButton *>(u"confirmButton"_s)->click();
        QCOMPARE(done, 1);
        QVERIFY(!guard->wantsName(u"Contoso Live"_s, 1));
        QVERIFY(guard->wantsName(u"Contoso Live"_s, 2));
        QVERIFY(guard->wantsName(u"Fabrikam Live"_s, 1));
    }

    void locksAControlAndGivesItBack()
    {
        QPushButton button;
        button.setToolTip(u"Sends it"_s);
        setLocked(&button, readOnlyReason(u"Contoso Live"_s));
        QVERIFY(!button.isEnabled() && button.toolTip().contains(u"read-only"_s));
        setLocked(&button, readOnlyReason(u"Fabrikam Live"_s)); // from one to the next
        QVERIFY(!button.isEnabled() && button.toolTip().contains(u"“Fabrikam Live”"_s));
        QCOMPARE(button.accessibleDescription(), button.toolTip());
        setLocked(&button, {});
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), u"Sends it"_s);
    }

    void theStripeSaysItInWords()
    {
        EnvironmentStripe stripe;
        stripe.setEnvironment(u"sandbox"_s, u"#2f7d4f"_s, false);
        QVERIFY(stripe.accessibleName().isEmpty());
        QCOMPARE(stripe.colour(), QColor(0x2f7d4f));
        const int thin = stripe.height();
        stripe.setEnvironment(u"production"_s, u"#2f7d4f"_s, false);
        QCOMPARE(stripe.colour(), environmentColour(u"production", paletteOf(&stripe))); // red for everyone
        QVERIFY(stripe.accessibleName().startsWith(u"Production"_s));
        QVERIFY(stripe.height() > thin);
        stripe.setEnvironment(u"test"_s, {}, true);
        QVERIFY(stripe.accessibleName().startsWith(u"Read-only"_s));
        for (const auto kind : {u"development", u"test", u"sandbox", u"production", u"practice", u"on-premises"}) {
            for (const Theme theme : {Theme::Light, Theme::Dark}) {
                const QColor ground = environmentColour(kind, paletteOf(theme));
                QVERIFY(contrast(inkOn(ground), ground) >= 4.5);
            }
        }
    }

    void marksTheIconInItsCorner()
    {
        const QIcon plain = applicationIcon();
        const QIcon marked = markedIcon(plain, Qt::red);
        QCOMPARE(marked.availableSizes(), plain.availableSizes());
        QCOMPARE(marked.pixmap(64, 64).toImage().pixelColor(48, 48), QColor(Qt::red));
        QCOMPARE(marked.pixmap(64, 64).toImage().pixelColor(10, 10), plain.pixmap(64, 64).toImage().pixelColor(10, 10));
    }
};

QTEST_MAIN(ConfirmByNameTest)
#include "ConfirmByNameTest.moc"
