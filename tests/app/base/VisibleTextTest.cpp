#include "app/base/VisibleText.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class VisibleTextTest : public QObject
{
    Q_OBJECT
private slots:
    void showsWhatWouldBeObeyed()
    {
        QCOMPARE(visibleText(u"a\x1b[2Jb"), u"a␛[2Jb"_s);
        QCOMPARE(visibleText(u"a\x7f"), u"a␡"_s);
        QCOMPARE(visibleText(QString(QChar(0x9b)) + u"31m"_s), u"\uFFFD31m"_s);
        QCOMPARE(visibleText(u"gpj."_s + QChar(0x202e) + u"exe"_s), u"gpj.[U+202E]exe"_s);
        QCOMPARE(visibleText(QString(QChar(0xd800)) + u'x'), u"\uFFFDx"_s);
        QCOMPARE(visibleText(QStringView()), QString());
    }
    void leavesOrdinaryTextAlone()
    {
        for (const QString &text : {u"Łódź „Zürich“"_s, u"שלום עולם"_s, u"<b>&amp;</b>"_s, u"日本 😀"_s, u"a\tb\nc"_s})
            QCOMPARE(visibleText(text), text);
    }
    void makesOneLineWhereOneIsWanted()
    {
        QCOMPARE(visibleText(u"a\r\nb\rc\td\u2028e", LineEnds::AsSpaces), u"a b c d e"_s);
        QCOMPARE(visibleText(u"a\r\nb\u2029c"), u"a\nb\nc"_s);
    }
    void cutsWhatIsTooLong()
    {
        QCOMPARE(visibleText(QString(1 << 20, u'x'), LineEnds::Keep, 5), u"xxxxx…"_s);
        QCOMPARE(visibleText(u"12345", LineEnds::Keep, 5), u"12345"_s);
        QCOMPARE(visibleText(u"ab😀", LineEnds::Keep, 3), u"ab\uFFFD…"_s);
    }
};

QTEST_GUILESS_MAIN(VisibleTextTest)
#include "VisibleTextTest.moc"
