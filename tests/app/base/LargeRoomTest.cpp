#include "app/base/LargeRoom.h"

#include <QFile>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

/// What the system knows of the memory at `place`: the flags of its mapping, such as "rd wr mr mw me ac hg".
QByteArrayList flagsOf(const char *place)
{
    QFile maps(u"/proc/self/smaps"_s);
    if (!maps.open(QIODevice::ReadOnly))
        return {};
    const auto address = quint64(reinterpret_cast<quintptr>(place));
    bool isHere = false;
    for (QByteArray line = maps.readLine(); !line.isEmpty(); line = maps.readLine()) {
        const QByteArray range = line.left(line.indexOf(' '));
        bool isBegin = false;
        bool isEnd = false;
        const quint64 begin = range.left(range.indexOf('-')).toULongLong(&isBegin, 16);
        const quint64 end = range.mid(range.indexOf('-') + 1).toULongLong(&isEnd, 16);
        if (isBegin && isEnd)
            isHere = begin <= address && address < end;
        else if (isHere && line.startsWith("VmFlags:"))
            return line.mid(8).simplified().split(' ');
    }
    return {};
}

} // namespace

class LargeRoomTest final : public QObject
{
    Q_OBJECT

private slots:
    void growsAndKeepsWhatIsThere()
    {
        QByteArray bytes;
        reserveLargeRoom(bytes, 5 << 20);
        QVERIFY(bytes.capacity() >= 5 << 20);
        const QByteArray piece(64 << 10, 'w');
        for (int i = 0; i < 400; ++i) {
            growLargeRoom(bytes, bytes.size() + piece.size());
            bytes.append(piece).back() = char('a' + i % 26);
        }
        QCOMPARE(bytes.size(), 400 * piece.size());
        for (int i = 0; i < 400; ++i) {
            QCOMPARE(bytes.at(i * piece.size()), 'w');
            QCOMPARE(bytes.at((i + 1) * piece.size() - 1), char('a' + i % 26));
        }
    }

    void growsByTwiceAtLeast()
    {
        QByteArray bytes;
        reserveLargeRoom(bytes, 1000);
        const qsizetype before = bytes.capacity();
        growLargeRoom(bytes, before);
        QCOMPARE(bytes.capacity(), before);
        growLargeRoom(bytes, before + 1);
        QVERIFY(bytes.capacity() >= 2 * before);
    }

    void asksForLargePagesOfAllOfIt()
    {
        if (!QFile::exists(u"/sys/kernel/mm/transparent_hugepage/enabled"_s))
            QSKIP("The system has no large pages to ask for.");
        QByteArray bytes;
        reserveLargeRoom(bytes, 96 << 20);
        QVERIFY(flagsOf(bytes.constData()).contains("hg"));
        QVERIFY(flagsOf(bytes.constData() + bytes.capacity() - 1).contains("hg"));
    }
};

QTEST_GUILESS_MAIN(LargeRoomTest)
#include "LargeRoomTest.moc"
