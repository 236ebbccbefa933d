#include "ui/style/Palette.h"

#include <QtTest>

using namespace waybill;

class PaletteTest : public QObject
{
    Q_OBJECT

private slots:
    void everyStatusReadsWellOnItsTint_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << int(Theme::Light);
        QTest::newRow("dark") << int(Theme::Dark);
    }
    void everyStatusReadsWellOnItsTint()
    {
        QFETCH(int, theme);
        const Palette &c = paletteOf(Theme(theme));
        for (const Tone &tone : c.tones)
            QVERIFY2(contrast(tone.ink, tone.tint) >= 5.4, qPrintable(tone.ink.name()));
        for (const QColor &ground : {c.ground, c.surface, c.raised}) {
            QVERIFY(contrast(c.text, ground) >= 7);
            QVERIFY(contrast(c.muted, ground) >= 4.5);
            QVERIFY(contrast(c.accent, ground) >= 4.5);
        }
        QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
        QVERIFY(contrast(c.text, c.selection) >= 7);
        // The focus ring must stand out from what it surrounds.
        QVERIFY(contrast(c.accent, c.raised) >= 3);
    }
    void knowsItsOwnThemeFromAPalette()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            QCOMPARE(themeOf(fusionPalette(theme)), theme);
            QCOMPARE(paletteOf(fusionPalette(theme)).theme, theme);
        }
        QPalette dim;
        dim.setColor(QPalette::Window, Qt::black);
        dim.setColor(QPalette::WindowText, Qt::lightGray);
        QCOMPARE(themeOf(dim), Theme::Dark);
    }
    void kindsOfEnvironmentsDiffer()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            QSet<QRgb> seen;
            for (const auto kind : {u"development", u"test", u"sandbox", u"production", u"practice", u"on-premises"})
                seen.insert(environmentColour(kind, paletteOf(theme)).rgb());
            QCOMPARE(seen.size(), 6);
        }
    }
    void contrastIsThatOfTheStandard()
    {
        QVERIFY(qFuzzyCompare(contrast(Qt::black, Qt::white), 21.0));
        QVERIFY(qFuzzyCompare(contrast(Qt::red, Qt::red), 1.0));
        QVERIFY(qAbs(contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    }
};

QTEST_GUILESS_MAIN(PaletteTest)
#include "PaletteTest.moc"
