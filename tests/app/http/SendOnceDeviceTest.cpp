#include "app/http/SendOnceDevice.h"

#include <QBuffer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace waybill;

namespace {
/// Reads of it wait until they may: a disk that does not answer.
class SlowDisk final : public QBuffer
{
public:
    explicit SlowDisk(const QByteArray &bytes)
    {
        setData(bytes);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    QSemaphore may;
    std::atomic<int> reads = 0;

protected:
    qint64 readData(char *data, qint64 most) override
    {
        may.acquire();
        ++reads;
        return QBuffer::readData(data, most);
    }
};

/// So many pieces, each byte another than its neighbours and than those a piece further.
QByteArray bytesFor(int pieces)
{
    QByteArray bytes(pieces * SendOnceDevice::pieceBytes, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(i % 251);
    return bytes;
}
} // namespace

class SendOnceDeviceTest : public QObject
{
    Q_OBJECT
private slots:
    void handsOutNothingWhileTheDiskDoesNotAnswer()
    {
        const QByteArray bytes = bytesFor(1);
        const auto disk = std::make_shared<SlowDisk>(bytes);
        SendOnceDevice device(disk, bytes.size());
        QSignalSpy ready(&device, &QIODevice::readyRead);
        QCOMPARE(device.read(100), QByteArray());
        QVERIFY(!device.atEnd() && device.waitsForDisk());
        QCOMPARE(device.taken(), 0);
        disk->may.release(10);
        QTRY_COMPARE(ready.size(), 1);
        QVERIFY(!device.waitsForDisk());
        QCOMPARE(device.bytesAvailable(), bytes.size());
        QVERIFY(device.read(100) == bytes.first(100));
        QCOMPARE(device.taken(), 100);
        QVERIFY(device.readAll() == bytes.sliced(100));
        QVERIFY(device.atEnd());
        QVERIFY(!device.seek(0) && device.isSequential());
    }

    void readsSoFarAheadAndNoFurther()
    {
        const QByteArray bytes = bytesFor(9).chopped(1);
        const auto disk = std::make_shared<SlowDisk>(bytes);
        disk->may.release(1000);
        SendOnceDevice device(disk, bytes.size());
        QTRY_COMPARE(device.bytesAvailable(), SendOnceDevice::mostPieces * SendOnceDevice::pieceBytes);
        QTest::qWait(50);
        QCOMPARE(disk->reads, int(SendOnceDevice::mostPieces));
        QByteArray all;
        const auto take = [&] {
            while (device.bytesAvailable() > 0)
                all += device.read(16 << 10);
        };
        connect(&device, &QIODevice::readyRead, this, take);
        take();
        QTRY_VERIFY(device.atEnd());
        QVERIFY(all == bytes);
        QCOMPARE(device.taken(), bytes.size());
        QCOMPARE(device.read(1), QByteArray());
    }

    void handsOutNoMoreThanWasPromised()
    {
        const auto disk = std::make_shared<SlowDisk>(bytesFor(2)); // it has grown since it was measured
        disk->may.release(10);
        SendOnceDevice device(disk, 1000);
        QTRY_COMPARE(device.bytesAvailable(), 1000);
        QCOMPARE(device.read(1024).size(), 1000);
        QVERIFY(device.atEnd() && !device.waitsForDisk());
        QCOMPARE(device.read(1), QByteArray());
        QCOMPARE(device.taken(), 1000);
    }

    void endsWhereTheFileDoes()
    {
        const auto disk = std::make_shared<SlowDisk>(QByteArray());
        disk->may.release(10);
        SendOnceDevice device(disk, 10);
        QTRY_VERIFY(device.atEnd());
        QCOMPARE(device.read(1), QByteArray());
    }

    void mayBeForgottenWhileTheDiskDoesNotAnswer()
    {
        const auto disk = std::make_shared<SlowDisk>(bytesFor(1));
        {
            SendOnceDevice device(disk, 1);
        }
        disk->may.release(10);
        QTRY_COMPARE(disk.use_count(), 1);
    }
};

QTEST_GUILESS_MAIN(SendOnceDeviceTest)
#include "SendOnceDeviceTest.moc"
