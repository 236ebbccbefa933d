#include "app/files/RecordJoin.h"
#include "tests/app/files/StoredFile.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::StoredFile;

class RecordJoinTest : public QObject
{
    Q_OBJECT

private slots:
    void joinsByAColumnOfKeys();
    void takesTheLastOfDuplicates();
    void givesOutAsManyDuplicatesAsAreNamed();
    void givesOutDuplicatesOfKeysOfSeveralColumns();
    void looksAtFewColumnsBeyondTheHeader();
    void joinsByKeysOfSeveralColumns_data();
    void joinsByKeysOfSeveralColumns();
    void findsRecordsBeforeItLearntTheColumns();
    void takesPlainNumbersForRecordNumbers();
    void prefersAKeyColumnOfNumbers();
    void findsRecordsWithoutAKeyByTheirNumber();
    void isNotFooledByNumbersInOtherColumns();
    void leavesOpenWhatIsNotInTheFile();
    void doesNotJoinByAColumnThatRepeats();
    void joinsXml();
    void joinsWhatStandsBeforeAFault();
    void aFewIdsAreEnoughAmongSeveralFiles();
    void joinsNothingToNothing();
    void failsForWhatHasNoRows();
    void stopsWhenAsked();
    void takesAFewTimesTheReading();
};

namespace {

QList<qint64> linesOf(const RecordJoin &join)
{
    QList<qint64> lines;
    for (const auto &place : join.places)
        lines.append(place ? place->line : 0);
    return lines;
}

RecordJoin joined(const StoredFile &file, const QStringList &ids)
{
    const auto join = joinRecords(file.path(), ids);
    if (!join)
        qFatal("%s", qPrintable(join.error().message));
    return *join;
}

// ITEM repeats, ITEM + SITE + DATE is the key; the third column is a number.
QByteArray forecast(int rows)
{
    QByteArray bytes("MODEL,DATE,ITEM,SITE,QUANTITY\r\n");
    for (int i = 0; i < rows; ++i)
        bytes += "Current,2026-0" + QByteArray::number(i % 9 + 1) + "-01,D" + QByteArray::number(1000 + i / 9) + "-X," +
                 QByteArray::number(i % 3 + 1) + "," + QByteArray::number(i % 7) + ".5\r\n";
    return bytes;
}

} // namespace

void RecordJoinTest::joinsByAColumnOfKeys()
{
    const StoredFile file("NAME,CUSTOMERACCOUNT\nA,US-001\n\"B\nC\",US-002\nD,US-003\n");
    const RecordJoin join = joined(file, {u"us-003"_s, u" US-002 "_s, u"US-003"_s, u""_s});
    QCOMPARE(join.by, RecordJoin::By::Column);
    QCOMPARE(join.keyColumns, QList<int>{1});
    QCOMPARE(linesOf(join), QList<qint64>({5, 3, 5, 0}));
    QCOMPARE(join.records, 3);
    QCOMPARE(join.columns, QStringList({u"NAME"_s, u"CUSTOMERACCOUNT"_s}));
}

void RecordJoinTest::takesTheLastOfDuplicates()
{
    const StoredFile file("ID,NAME\nA,1\nB,2\nA,3\nC,4\nA,5\n");
    QCOMPARE(linesOf(joined(file, {u"A"_s, u"C"_s})), QList<qint64>({6, 5}));
}

void RecordJoinTest::givesOutAsManyDuplicatesAsAreNamed()
{
    const StoredFile file("ID,NAME\nA,1\nDB,first\nC,4\ndb,second\nE,5\nDB,third\n");
    QCOMPARE(linesOf(joined(file, {u"DB"_s})), QList<qint64>({7}));
    QCOMPARE(linesOf(joined(file, {u"DB"_s, u"A"_s, u"Db"_s})), QList<qint64>({5, 2, 7}));
    QCOMPARE(linesOf(joined(file, {u"DB"_s, u"dB"_s, u"C"_s, u"db"_s})), QList<qint64>({3, 5, 4, 7}));
    // One record may have failed for several causes.
    QCOMPARE(linesOf(joined(file, {u"DB"_s, u"DB"_s, u"A"_s, u"A"_s, u"DB"_s, u"DB"_s})),
             QList<qint64>({3, 5, 2, 2, 7, 7}));
}

void RecordJoinTest::givesOutDuplicatesOfKeysOfSeveralColumns()
{
    // What an id is made of is learnt from every second one, all late in the file, and the records before are read
    // after those that follow. One key stands in records on both sides.
    QByteArray bytes("ITEM,SITE\r\n");
    for (int row = 0; row < 300; ++row)
        bytes += "K" + QByteArray::number(row % 100 == 7 ? 207 : row) + ",1\r\n";
    QStringList ids;
    for (int row = 299; row >= 110; --row)
        ids.append(u"K%1-1"_s.arg(row == 298 ? 207 : row));
    const StoredFile file(bytes);
    const RecordJoin twice = joined(file, ids);
    QCOMPARE(twice.by, RecordJoin::By::CompositeKey);
    QCOMPARE(linesOf(twice)[1], 109);
    QCOMPARE(linesOf(twice)[299 - 207], 209);
    ids.append({u"k207-1"_s, u"K207-1"_s});
    const QList<qint64> lines = linesOf(joined(file, ids));
    QCOMPARE(lines[1], 9);
    QCOMPARE(lines[299 - 207], 109);
    QCOMPARE(lines.last(2), QList<qint64>({209, 209}));
}

void RecordJoinTest::looksAtFewColumnsBeyondTheHeader()
{
    const auto with = [](int commas) { return "ID,NAME\nA,1\nB,2" + QByteArray(commas, ',') + "far\nC,3\n"; };
    const StoredFile near(with(200)), far(with(1'000'000));
    QCOMPARE(joined(near, {u"far"_s}).keyColumns, QList<int>{201});
    QCOMPARE(linesOf(joined(near, {u"far"_s})), QList<qint64>{3});
    QCOMPARE(joined(far, {u"far"_s}).by, RecordJoin::By::Nothing);
    QCOMPARE(linesOf(joined(far, {u"C"_s, u"b"_s})), QList<qint64>({4, 3}));
    // Nor beyond any number when the header itself is endless.
    const StoredFile wide("ID" + QByteArray(1'000'000, ',') + "LAST\nA" + QByteArray(1'000'000, ',') + "far\n");
    QCOMPARE(joined(wide, {u"far"_s}).by, RecordJoin::By::Nothing);
    QCOMPARE(linesOf(joined(wide, {u"a"_s})), QList<qint64>{2});
}

void RecordJoinTest::joinsByKeysOfSeveralColumns_data()
{
    QTest::addColumn<QString>("pattern"); // %1 item, %2 site, %3 date
    QTest::newRow("comma") << u"%1,%2,%3"_s;
    QTest::newRow("pipe, other order") << u"%3|%1|%2"_s;
    QTest::newRow("comma and space") << u"%2, %3, %1"_s;
    QTest::newRow("hyphen, as in the values") << u"%1-%2-%3"_s;
    QTest::newRow("colon") << u"%1:%3:%2"_s;
    QTest::newRow("underscore") << u"%1_%2_%3"_s;
    QTest::newRow("space") << u"%1 %2 %3"_s;
}

void RecordJoinTest::joinsByKeysOfSeveralColumns()
{
    QFETCH(QString, pattern);
    const StoredFile file(forecast(900));
    QStringList ids;
    QList<qint64> lines;
    for (const int row : {0, 17, 450, 899}) {
        ids.append(pattern.arg(u"D%1-X"_s.arg(1000 + row / 9), QString::number(row % 3 + 1),
                               u"2026-0%1-01"_s.arg(row % 9 + 1)));
        lines.append(row + 2);
    }
    const RecordJoin join = joined(file, ids);
    QCOMPARE(join.by, RecordJoin::By::CompositeKey);
    QCOMPARE(linesOf(join), lines);
    QList<int> columns = join.keyColumns;
    std::sort(columns.begin(), columns.end());
    QCOMPARE(columns, QList<int>({1, 2, 3}));
}

void RecordJoinTest::findsRecordsBeforeItLearntTheColumns()
{
    // What an id is made of is learnt from some of the ids: here from such as stand late in the file.
    constexpr int rows = 300, firstFailed = 100, again = 200;
    QByteArray bytes("ITEM,SITE\r\n");
    QStringList ids;
    QList<qint64> lines;
    for (int row = 0; row < rows; ++row) {
        const int named = row == 50 ? 100 : row == again ? 105 : row; // keys that stand in two records
        bytes += "K" + QByteArray::number(named) + "," + QByteArray::number(named % 3) + "\r\n";
    }
    for (int row = rows - 1; row >= firstFailed; --row) {
        if (row == again)
            continue;
        ids.append(u"k%1-%2"_s.arg(row).arg(row % 3));
        lines.append((row == 105 ? again : row) + 2);
    }
    const RecordJoin join = joined(StoredFile(bytes), ids);
    QCOMPARE(join.by, RecordJoin::By::CompositeKey);
    QCOMPARE(join.keyColumns, QList<int>({0, 1}));
    QCOMPARE(linesOf(join), lines);
}

void RecordJoinTest::takesPlainNumbersForRecordNumbers()
{
    const StoredFile file("ITEM,QUANTITY\nA,10\nB,3\n\nC,3\nD,3\n");
    const RecordJoin join = joined(file, {u"3"_s, u"1"_s, u"9"_s});
    QCOMPARE(join.by, RecordJoin::By::RecordNumber);
    QCOMPARE(linesOf(join), QList<qint64>({5, 2, 0}));
    QVERIFY(join.keyColumns.isEmpty());
}

void RecordJoinTest::prefersAKeyColumnOfNumbers()
{
    const StoredFile file("NAME,CUSTOMERGROUPID\nA,3\nB,1\nC,2\n");
    const RecordJoin join = joined(file, {u"3"_s, u"2"_s});
    QCOMPARE(join.by, RecordJoin::By::Column);
    QCOMPARE(linesOf(join), QList<qint64>({2, 4}));
    // As soon as one is not found there, they are record numbers.
    const StoredFile gap("NAME,CUSTOMERGROUPID\nA,3\nB,1\nC,20\n");
    QCOMPARE(linesOf(joined(gap, {u"3"_s, u"2"_s})), QList<qint64>({4, 3}));
}

void RecordJoinTest::findsRecordsWithoutAKeyByTheirNumber()
{
    const StoredFile words("CUSTOMERACCOUNT,NAME\nUS-1,a\n,b\nUS-3,c\nUS-4,d\n");
    QCOMPARE(linesOf(joined(words, {u"US-4"_s, u"US-1"_s, u"2"_s})), QList<qint64>({5, 2, 3}));
    const StoredFile numbers("CUSTOMERGROUPID,NAME\n4,a\n3,b\n,c\n1,d\n");
    const RecordJoin join = joined(numbers, {u"4"_s, u"1"_s, u"3"_s});
    QCOMPARE(linesOf(join), QList<qint64>({2, 5, 3}));
    const StoredFile gap("CUSTOMERGROUPID,NAME\n4,a\n5,b\n,c\n1,d\n");
    QCOMPARE(linesOf(joined(gap, {u"4"_s, u"1"_s, u"3"_s})), QList<qint64>({2, 5, 4}));
}

void RecordJoinTest::isNotFooledByNumbersInOtherColumns()
{
    const StoredFile file("ITEM,QUANTITY\nA,3\nB,1\nC,2\n");
    QCOMPARE(linesOf(joined(file, {u"3"_s})), QList<qint64>({4}));
}

void RecordJoinTest::leavesOpenWhatIsNotInTheFile()
{
    const StoredFile file("ID,NAME\nA1,x\nB2,y\nC3,z\nD4,u\n");
    QCOMPARE(linesOf(joined(file, {u"A1"_s, u"Z9"_s, u"C3"_s})), QList<qint64>({2, 0, 4}));
    const RecordJoin none = joined(file, {u"P"_s, u"Q"_s, u"R"_s, u"A1"_s});
    QCOMPARE(none.by, RecordJoin::By::Nothing);
    QCOMPARE(linesOf(none), QList<qint64>({0, 0, 0, 0}));
}

void RecordJoinTest::doesNotJoinByAColumnThatRepeats()
{
    const StoredFile file(forecast(900));
    QCOMPARE(joined(file, {u"D1000-X"_s, u"D1001-X"_s}).by, RecordJoin::By::Nothing);
}

void RecordJoinTest::joinsXml()
{
    const StoredFile file("<D>\n<R><NAME>a</NAME><ID>K1</ID></R>\n<R><ID>K2</ID><NOTE>n</NOTE></R>\n"
                          "<R><ID>K3</ID><NAME>c</NAME></R>\n</D>");
    const RecordJoin join = joined(file, {u"K3"_s, u"K2"_s});
    QCOMPARE(linesOf(join), QList<qint64>({4, 3}));
    QCOMPARE(join.columns, QStringList({u"NAME"_s, u"ID"_s, u"NOTE"_s}));
}

void RecordJoinTest::joinsWhatStandsBeforeAFault()
{
    const StoredFile file("ID,NAME\nA1,x\nB2,y\nC3,\"z\nD4,u\n");
    const RecordJoin join = joined(file, {u"B2"_s});
    QCOMPARE(linesOf(join), QList<qint64>({3}));
    QVERIFY(join.fault);
    QCOMPARE(join.fault->kind, ErrorKind::BadInput);
}

void RecordJoinTest::aFewIdsAreEnoughAmongSeveralFiles()
{
    const StoredFile file("ACCOUNT,NAME,QTY\nV-1,a,7\nV-2,b,8\nV-3,c,9\n");
    const QStringList ids{u"US-1"_s, u"US-2"_s, u"US-3"_s, u"US-4"_s, u"V-2"_s, u"9"_s, u"1"_s};
    QCOMPARE(joined(file, ids).by, RecordJoin::By::Nothing);
    const auto join = joinRecords(file.path(), ids, {}, {}, JoinIds::SomeOfThisFile);
    QVERIFY(join);
    QCOMPARE(join->by, RecordJoin::By::Column);
    // Neither another column's value nor a record's number counts here.
    QCOMPARE(linesOf(*join), QList<qint64>({0, 0, 0, 0, 3, 0, 0}));
}

void RecordJoinTest::joinsNothingToNothing()
{
    const StoredFile file("ID,NAME\nA,b\n");
    QVERIFY(joined(file, {}).places.empty());
    const StoredFile header("ID,NAME\n");
    QCOMPARE(linesOf(joined(header, {u"A"_s, u"1"_s})), QList<qint64>({0, 0}));
}

void RecordJoinTest::failsForWhatHasNoRows()
{
    const StoredFile package("PK\x03\x04");
    QCOMPARE(joinRecords(package.path(), {u"A"_s}).error().kind, ErrorKind::BadInput);
    QCOMPARE(joinRecords(u"/nowhere"_s, {u"A"_s}).error().kind, ErrorKind::Storage);
}

void RecordJoinTest::stopsWhenAsked()
{
    const StoredFile file("ID,NAME\nA,b\n");
    std::stop_source source;
    source.request_stop();
    QCOMPARE(joinRecords(file.path(), {u"A"_s}, {}, source.get_token()).error().kind, ErrorKind::Cancelled);
}

void RecordJoinTest::takesAFewTimesTheReading()
{
    constexpr int rows = 100'000;
    const StoredFile file(forecast(rows));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(waybill::tests::readAll(file.path()).records.size(), std::size_t(rows));
    const qint64 reading = qMax<qint64>(timer.restart(), 1);
    for (const int count : {3'000, rows}) {
        QStringList ids;
        for (int i = 0; i < count; ++i) {
            const int row = i * (rows / count);
            ids.append(u"D%1-X,%2,2026-0%3-01"_s.arg(1000 + row / 9).arg(row % 3 + 1).arg(row % 9 + 1));
        }
        timer.restart();
        const RecordJoin join = joined(file, ids);
        const double ratio = double(timer.elapsed()) / double(reading);
        QCOMPARE(qsizetype(std::count(join.places.begin(), join.places.end(), std::nullopt)), 0);
        qInfo("%d ids of two passes: %.1f times the reading (%lld ms)", count, ratio, reading);
        QVERIFY2(ratio < 20.0, "joining takes far longer than reading the file a few times");
    }
}

QTEST_GUILESS_MAIN(RecordJoinTest)
#include "RecordJoinTest.moc"
