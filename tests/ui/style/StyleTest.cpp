#include "ui/style/Appearance.h"
#include "ui/style/Icons.h"
#include "ui/style/ProxyStyle.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleOptionSlider>
#include <QtTest>

using namespace waybill;

class StyleTest : public QObject
{
    Q_OBJECT

private slots:
    void everyIconDrawsSomethingInItsColour()
    {
        for (int i = int(Icon::Messages); i <= int(Icon::ChevronRight); ++i) {
            const QImage image = iconPixmap(Icon(i), 16, QColor(0x2458C5), 2).toImage();
            QCOMPARE(image.size(), QSize(32, 32));
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() < 250)
                        continue;
                    ++inked;
                    QVERIFY(qAbs(pixel.red() - 0x24) <= 2 && qAbs(pixel.blue() - 0xC5) <= 2);
                }
            }
            QVERIFY2(inked > 15, qPrintable(QString::number(i)));
        }
        QVERIFY(iconPixmap(Icon::None, 16, Qt::red, 1).isNull());
        QVERIFY(!applicationIcon().pixmap(64).isNull());
    }

    void iconsFollowTheTheme()
    {
        Appearance appearance(*qApp, ThemeChoice::Light);
        const QIcon icon = themedIcon(Icon::Play);
        const auto ink = [&icon] {
            const QImage image = icon.pixmap(QSize(16, 16)).toImage();
            for (int x = 0; x < 16; ++x) {
                if (image.pixelColor(x, 8).alpha() > 250)
                    return image.pixelColor(x, 8).lightness();
            }
            return -1;
        };
        const int light = ink();
        QVERIFY(light >= 0 && light < 100);
        appearance.choose(ThemeChoice::Dark);
        QVERIFY(ink() > 150);
        QCOMPARE(icon.pixmap(QSize(16, 16), 2.0).toImage().size(), QSize(32, 32));
    }

    void questionsShowOurOwnIcons()
    {
        Appearance appearance(*qApp, ThemeChoice::Light);
        const QSize size(24, 24);
        for (const auto &[standard, own] : {std::pair(QStyle::SP_MessageBoxQuestion, Icon::QuestionCircle),
                                            {QStyle::SP_MessageBoxInformation, Icon::InfoCircle},
                                            {QStyle::SP_MessageBoxWarning, Icon::Warning},
                                            {QStyle::SP_MessageBoxCritical, Icon::Warning}})
            QCOMPARE(qApp->style()->standardIcon(standard).pixmap(size).toImage(),
                     themedIconInAccent(own).pixmap(size).toImage());
    }

    void aChoiceOfThemeReachesEveryWidget()
    {
        Appearance appearance(*qApp, ThemeChoice::Light);
        QSignalSpy changes(&appearance, &Appearance::themeChanged);
        QCOMPARE(paletteOf(QApplication::palette()).theme, Theme::Light);
        appearance.choose(ThemeChoice::Dark);
        const QWidget widget;
        QCOMPARE(paletteOf(&widget).theme, Theme::Dark);
        QCOMPARE(changes.count(), 1);
        appearance.choose(ThemeChoice::System);
        QCOMPARE(themeOf(QApplication::palette()), appearance.theme());
        QCOMPARE(themeChoiceFrom(u"dark"), ThemeChoice::Dark);
        QVERIFY(!themeChoiceFrom(u"pink"));
    }

    void thePrimaryButtonIsFilled()
    {
        Appearance appearance(*qApp, ThemeChoice::Light);
        QPushButton button(QStringLiteral("Send"));
        setButtonKind(&button, ButtonKind::Primary);
        button.resize(button.sizeHint());
        QCOMPARE(button.grab().toImage().pixelColor(6, button.height() / 2), paletteOf(Theme::Light).accent);
        setButtonKind(&button, ButtonKind::Plain);
        QCOMPARE(button.grab().toImage().pixelColor(6, button.height() / 2), paletteOf(Theme::Light).raised);
        QVERIFY(button.sizeHint().height() >= 30);
    }

    void aFieldOfNumbersLooksLikeOneOfText()
    {
        Appearance appearance(*qApp, ThemeChoice::Light);
        QLineEdit text;
        QSpinBox number;
        text.setEnabled(false);
        number.setEnabled(false);
        for (QWidget *field : {static_cast<QWidget *>(&text), static_cast<QWidget *>(&number)})
            field->resize(160, 32);
        const QImage one = text.grab().toImage(), other = number.grab().toImage();
        for (const QPoint at : {QPoint(80, 0), QPoint(0, 16), QPoint(159, 16), QPoint(80, 31), QPoint(100, 4)})
            QCOMPARE(other.pixelColor(at), one.pixelColor(at));
        int inked = 0; // the arrows
        for (int y = 2; y < 30; ++y)
            inked += other.pixelColor(159 - 11, y) != one.pixelColor(80, 4) ? 1 : 0;
        QVERIFY(inked >= 2);
    }

    void theThumbOfAScrollBarCoversItsShare()
    {
        ProxyStyle style;
        QStyleOptionSlider option;
        option.rect = QRect(0, 0, 10, 400);
        option.orientation = Qt::Vertical;
        option.maximum = 300;
        option.pageStep = 100;
        option.sliderPosition = 300;
        const QRect end = style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider);
        QCOMPARE(end, QRect(0, 300, 10, 100));
        option.sliderPosition = 0;
        option.maximum = 1'000'000'000;
        const QRect tiny = style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider);
        QCOMPARE(tiny.top(), 0);
        QVERIFY(tiny.height() >= 20);
        QCOMPARE(style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarAddLine), QRect());
    }
};

QTEST_MAIN(StyleTest)
#include "StyleTest.moc"
