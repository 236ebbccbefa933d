#include "app/base/Counted.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class CountedTest : public QObject
{
    Q_OBJECT
private slots:
    void agreesWithItsNumber()
    {
        QCOMPARE(counted(0, u"message"_s), u"0 messages"_s);
        QCOMPARE(counted(1, u"message"_s), u"1 message"_s);
        QCOMPARE(counted(21, u"message"_s), u"21 messages"_s);
    }
};

QTEST_GUILESS_MAIN(CountedTest)
#include "CountedTest.moc"
