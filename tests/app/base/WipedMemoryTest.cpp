#include <QFile>
#include <QtTest>

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace Qt::StringLiterals;

namespace {
/// Reads as another program would: what it asks for is no longer ours.
QByteArray memoryAt(std::uintptr_t address, qsizetype size)
{
    QFile memory(u"/proc/self/mem"_s);
    if (!memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !memory.seek(qint64(address)))
        return {};
    return memory.read(size);
}

constexpr char mark = 0x5a;

char *filled(size_t size)
{
    auto *const made = static_cast<char *>(std::malloc(size));
    std::memset(made, mark, size);
    return made;
}
} // namespace

/// Memory that was given back holds nothing of what was in it.
class WipedMemoryTest : public QObject
{
    Q_OBJECT
private slots:
    void overwritesWhatIsGivenBack_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {40, 600, 5000, 200'000})
            QTest::addRow("%lld bytes", qint64(size)) << size;
    }
    void overwritesWhatIsGivenBack()
    {
        QFETCH(qsizetype, size);
        char *const block = filled(size_t(size));
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        QVERIFY(memoryAt(address, size).contains(QByteArray(16, mark)));
        std::free(block);
        QVERIFY(!memoryAt(address, size).contains(QByteArray(16, mark)));
    }

    void overwritesWhatATextLeavesWhenItGrows()
    {
        QByteArray text(700, mark);
        const auto address = reinterpret_cast<std::uintptr_t>(text.constData());
        text.reserve(60'000);
        QVERIFY(reinterpret_cast<std::uintptr_t>(text.constData()) != address);
        QCOMPARE(text, QByteArray(700, mark));
        QVERIFY(!memoryAt(address, 700).contains(QByteArray(16, mark)));
    }

    void overwritesTheEndOfWhatShrinks()
    {
        char *block = filled(4000);
        block = static_cast<char *>(std::realloc(block, 1000));
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        QCOMPARE(QByteArray(block, 1000), QByteArray(1000, mark));
        QVERIFY(!memoryAt(address + 1008, 2900).contains(QByteArray(16, mark)));
        std::free(block);
    }
};

QTEST_GUILESS_MAIN(WipedMemoryTest)
#include "WipedMemoryTest.moc"
