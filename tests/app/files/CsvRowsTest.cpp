#include "app/files/CsvRows.h"
#include "app/files/RecordReader.h"
#include "tests/app/packages/TableFixture.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::RowsAsText;

namespace {

/// A text that comes in small pieces: `filler` many times, then `rest`.
class Drops final : public ByteStream
{
public:
    Drops(QByteArray begin, char filler, qint64 times, QByteArray rest)
        : m_begin(std::move(begin)), m_filler(filler), m_times(times), m_rest(std::move(rest))
    {
    }

    Result<qint64> read(char *to, qint64 most) override
    {
        const qint64 all = m_begin.size() + m_times + m_rest.size();
        const qint64 now = std::min({most, dropBytes, all - m_given});
        for (qint64 i = 0; i < now; ++i, ++m_given) {
            const qint64 behind = m_given - m_begin.size() - m_times;
            to[i] = m_given < m_begin.size() ? m_begin[m_given] : behind < 0 ? m_filler : m_rest[behind];
        }
        return now;
    }
    qint64 given() const { return m_given; }

private:
    static constexpr qint64 dropBytes = 500;

    QByteArray m_begin;
    char m_filler;
    qint64 m_times;
    QByteArray m_rest;
    qint64 m_given = 0;
};

constexpr qint64 many = 30 << 20;

} // namespace

/// CSV that comes as a stream; what it makes of the cells is DataFileReadingTest's.
class CsvRowsTest : public QObject
{
    Q_OBJECT

private slots:
    // Looking through a line from its begin with each piece would take hours.
    void readsALongHeader()
    {
        Drops text("", 'x', many, ";B\r\n1;2\r\n");
        RowsAsText rows;
        TableFacts facts;
        const auto done = readCsvRows(text, rows, 10, facts);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
        QCOMPARE(facts.columns.count(), 2);
        QCOMPARE(qint64(facts.columns.name(0).size()), many);
        QCOMPARE(facts.rows, 1);
        QVERIFY(facts.isWhole);
    }

    void readsALongRecord_data()
    {
        QTest::addColumn<QByteArray>("quote");
        QTest::newRow("plain") << QByteArray();
        QTest::newRow("quoted") << QByteArray("\"");
    }
    void readsALongRecord()
    {
        QFETCH(QByteArray, quote);
        Drops text("A,B\r\n1,2\r\n" + quote, 'x', many, quote + ",2\r\n3,4\r\n");
        RowsAsText rows;
        TableFacts facts;
        const auto done = readCsvRows(text, rows, 10, facts);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
        QCOMPARE(rows.rows.size(), 3);
        QCOMPARE(rows.rows[0], u"nA=1|nB=2"_s);
        QCOMPARE(rows.rows[1].size(), many + 8);
        QCOMPARE(rows.rows[2], u"nA=3|nB=4"_s);
    }

    void refusesARecordWithoutEnd_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<int>("line");
        QTest::newRow("header") << QByteArray() << 1;
        QTest::newRow("row") << QByteArray("A\n\n1\n") << 4;
        QTest::newRow("quote") << QByteArray("A\n\"") << 2;
    }
    void refusesARecordWithoutEnd()
    {
        QFETCH(QByteArray, begin);
        QFETCH(int, line);
        constexpr qint64 longest = RecordReader::kLongestRecord;
        Drops text(begin, 'x', 4 * longest, "\n");
        RowsAsText rows;
        TableFacts facts;
        const auto done = readCsvRows(text, rows, 10, facts);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::BadInput);
        QVERIFY2(
            done.error().message.startsWith(u"Line %1: the record that begins here is longer than 64 MB"_s.arg(line)),
            qPrintable(done.error().message));
        QVERIFY2(text.given() < longest + (10 << 20), "More was read than could be a record.");
    }

    void countsBlankLinesBeforeTheHeader_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<char>("blank");
        QTest::addColumn<qint64>("line");
        QTest::newRow("LF") << QByteArray() << '\n' << many + 2;
        QTest::newRow("CR") << QByteArray() << '\r' << many + 2;
        QTest::newRow("CRLF, then LF") << QByteArray("\r\n").repeated(700) << '\n' << many + 702;
    }
    void countsBlankLinesBeforeTheHeader()
    {
        QFETCH(QByteArray, begin);
        QFETCH(char, blank);
        QFETCH(qint64, line);
        Drops text(begin, blank, many, "A;B\r\n1;\"2");
        RowsAsText rows;
        TableFacts facts;
        const auto done = readCsvRows(text, rows, 10, facts);
        QCOMPARE(facts.columns.names(), (QStringList{u"A"_s, u"B"_s}));
        QVERIFY(!done);
        QVERIFY2(done.error().message.startsWith(u"Line %1: a quoted value"_s.arg(line)),
                 qPrintable(done.error().message));
    }
};

QTEST_GUILESS_MAIN(CsvRowsTest)
#include "CsvRowsTest.moc"
