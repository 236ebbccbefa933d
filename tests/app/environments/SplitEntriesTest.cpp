#include "app/environments/SplitEntries.h"

#include "tests/app/environments/FakeEntries.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class SplitEntriesTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void keepsEveryLength_data();
    void keepsEveryLength();
    void leavesNothingBehind();
    void keepsTheOneBeforeWhenItIsInterrupted();
    void saysThatAPartIsMissing();
    void passesOnThatItIsLocked();

private:
    std::optional<QString> read() { return *QCoro::waitFor(m_split->read(u"key"_s)); }
    bool write(const QString &text) { return bool(QCoro::waitFor(m_split->write(u"key"_s, text))); }

    std::shared_ptr<test::FakeEntries> m_entries;
    std::unique_ptr<SplitEntries> m_split;
};

void SplitEntriesTest::init()
{
    m_entries = std::make_shared<test::FakeEntries>();
    m_split = std::make_unique<SplitEntries>(m_entries);
}

void SplitEntriesTest::keepsEveryLength_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("entries");
    QTest::newRow("short") << u"s3cret"_s << 1;
    QTest::newRow("as long as one may be") << QString(1800, u'x') << 1;
    QTest::newRow("one more") << QString(1801, u'x') << 3;
    QTest::newRow("a large refresh token") << QString(20'000, u'x') << 13;
    QTest::newRow("letters of two bytes") << QString(1800, u'ü') << 3;
    QTest::newRow("characters of two units") << u"x"_s + u"😀"_s.repeated(900) << 4;
    QTest::newRow("what looks like a split one") << u"\u0001parts 3 abc"_s << 2;
}

void SplitEntriesTest::keepsEveryLength()
{
    QFETCH(QString, text);
    QFETCH(int, entries);
    QVERIFY(!read());
    QVERIFY(write(text));
    QCOMPARE(*read(), text);
    QCOMPARE(m_entries->entries.size(), entries);
    for (const QString &entry : std::as_const(m_entries->entries))
        QVERIFY(!entry.isEmpty() && entry.toUtf8().size() <= SplitEntries::longestEntry);
}

void SplitEntriesTest::leavesNothingBehind()
{
    QVERIFY(write(QString(5000, u'x')) && write(QString(3000, u'y')));
    QCOMPARE(*read(), QString(3000, u'y'));
    QCOMPARE(m_entries->entries.size(), 3);
    QVERIFY(write(u"short"_s));
    QCOMPARE(m_entries->entries.size(), 1);
    QVERIFY(write(QString(5000, u'x')));
    QVERIFY(QCoro::waitFor(m_split->remove(u"key"_s)));
    QVERIFY(m_entries->entries.isEmpty());
    QVERIFY(QCoro::waitFor(m_split->remove(u"key"_s)));
}

void SplitEntriesTest::keepsTheOneBeforeWhenItIsInterrupted()
{
    QVERIFY(write(QString(5000, u'x')));
    const auto before = m_entries->entries;
    for (int writes = 0; writes < 4; ++writes) {
        m_entries->writesLeft = writes;
        QVERIFY(!write(QString(5000, u'y')));
        QCOMPARE(*read(), QString(5000, u'x'));
        QCOMPARE(m_entries->entries, before);
    }
}

void SplitEntriesTest::saysThatAPartIsMissing()
{
    QVERIFY(write(QString(5000, u'x')));
    m_entries->entries.remove(m_entries->entries.lastKey());
    const auto result = QCoro::waitFor(m_split->read(u"key"_s));
    QCOMPARE(result.error().kind, ErrorKind::Secret);
}

void SplitEntriesTest::passesOnThatItIsLocked()
{
    m_entries->locked = true;
    QCOMPARE(QCoro::waitFor(m_split->read(u"key"_s)).error().kind, ErrorKind::Secret);
    QVERIFY(!write(u"x"_s));
    QCOMPARE(QCoro::waitFor(m_split->remove(u"key"_s)).error().kind, ErrorKind::Secret);
}

QTEST_GUILESS_MAIN(SplitEntriesTest)
#include "SplitEntriesTest.moc"
