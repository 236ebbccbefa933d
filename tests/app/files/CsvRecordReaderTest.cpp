#include "tests/app/files/StoredFile.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::readAll;
using waybill::tests::Reading;
using waybill::tests::StoredFile;

class CsvRecordReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheSeparator_data();
    void findsTheSeparator();
    void readsQuotedValues();
    void numbersLinesAsTheFileHasThem_data();
    void numbersLinesAsTheFileHasThem();
    void passesBlankLinesWithoutCountingThem();
    void readsUtf16WithOffsetsOfItsBytes();
    void assumesWindows1252();
    void givesWhatStandsBeforeAnOpenQuote();
    void refusesEmptyFiles_data();
    void refusesEmptyFiles();
    void readsAHeaderWithoutRecords();
    void survivesNulBytesAndLoneQuotes();
    void readsAValueOfMegabytes();
    void boundsARecord();
    void tellsATruncatedUtf16File();
    void stopsWhenAsked();
    void goesBackToARecord();
    void givesBackWhatWasWritten_data();
    void givesBackWhatWasWritten();
    void readsQuickly();
};

void CsvRecordReaderTest::findsTheSeparator_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("comma") << QByteArray("A,\"B;;;;\"\n1,2\n");
    QTest::newRow("semicolon") << QByteArray("A;\"B,,,,\"\n1;2\n");
    QTest::newRow("tab") << QByteArray("A\tB\n1\t2\n");
    QTest::newRow("pipe") << QByteArray("A|B\n1|2\n");
}

void CsvRecordReaderTest::findsTheSeparator()
{
    QFETCH(QByteArray, bytes);
    const StoredFile file(bytes);
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.columns.size(), 2);
    QCOMPARE(reading.records.size(), std::size_t(1));
    QCOMPARE(reading.records[0].values, QStringList({u"1"_s, u"2"_s}));
}

void CsvRecordReaderTest::readsQuotedValues()
{
    const StoredFile file("A,B,C\n\"x,y\",\"he said \"\"no\"\"\",\"two\r\nlines\"\n\"\",\"a\"b, \"c\"\n");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.records.size(), std::size_t(2));
    QCOMPARE(reading.records[0].values, QStringList({u"x,y"_s, u"he said \"no\""_s, u"two\r\nlines"_s}));
    QCOMPARE(reading.records[1].values, QStringList({u""_s, u"ab"_s, u" \"c\""_s}));
    QCOMPARE(reading.records[1].place.line, 4);
}

void CsvRecordReaderTest::numbersLinesAsTheFileHasThem_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("CRLF") << QByteArray("\r\n");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("CR") << QByteArray("\r");
}

void CsvRecordReaderTest::numbersLinesAsTheFileHasThem()
{
    QFETCH(QByteArray, end);
    const StoredFile file("A,B" + end + "1,2" + end + "\"3" + end + end + "x\",4" + end + "5,6");
    const Reading reading = readAll(file.path());
    QVERIFY(!reading.error);
    QCOMPARE(reading.records.size(), std::size_t(3));
    QCOMPARE(reading.records[0].place.line, 2);
    QCOMPARE(reading.records[1].place.line, 3);
    QCOMPARE(reading.records[2].place, (RecordPlace{3, 6, file.bytes().size() - 3, 3}));
    QCOMPARE(reading.headerEnd, 3 + end.size());
    QCOMPARE(reading.records[0].place.offset, reading.headerEnd);
    QCOMPARE(reading.records[0].place.length, 3 + end.size());
    QCOMPARE(reading.footerBegin, file.bytes().size());
}

void CsvRecordReaderTest::passesBlankLinesWithoutCountingThem()
{
    const StoredFile file("\r\n\r\nA,B\r\n\r\n1,2\r\n\r\n3,4\r\n\r\n");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.columns, QStringList({u"A"_s, u"B"_s}));
    QCOMPARE(reading.records.size(), std::size_t(2));
    QCOMPARE(reading.records[0].place.line, 5);
    QCOMPARE(reading.records[1].place.number, 2);
    QCOMPARE(reading.records[1].place.line, 7);
}

void CsvRecordReaderTest::readsUtf16WithOffsetsOfItsBytes()
{
    for (const bool big : {false, true}) {
        const StoredFile file(waybill::tests::utf16(u"ÄA;B\r\n\"ü;\";🚢\r\n2;3\r\n"_s, big));
        const Reading reading = readAll(file.path());
        QCOMPARE(reading.columns, QStringList({u"ÄA"_s, u"B"_s}));
        QCOMPARE(reading.records[0].values, QStringList({u"ü;"_s, u"🚢"_s}));
        QCOMPARE(reading.records[1].place, (RecordPlace{2, 3, 2 + 2 * 15, 10}));
        QCOMPARE(reading.headerEnd, 14);
    }
}

void CsvRecordReaderTest::assumesWindows1252()
{
    const StoredFile file("NAME,PRICE\r\nZ\xFCrich,5 \x80\r\n");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.records[0].values, QStringList({u"Zürich"_s, u"5 €"_s}));
}

void CsvRecordReaderTest::givesWhatStandsBeforeAnOpenQuote()
{
    const StoredFile file("A,B\n1,2\n3,\"never closed\n4,5\n");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.records.size(), std::size_t(1));
    QVERIFY(reading.error);
    QCOMPARE(reading.error->kind, ErrorKind::BadInput);
    QVERIFY2(reading.error->message.startsWith("Line 3:"_L1), qPrintable(reading.error->message));
}

void CsvRecordReaderTest::refusesEmptyFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("mark only") << QByteArray("\xEF\xBB\xBF");
    QTest::newRow("UTF-16 mark only") << QByteArray("\xFF\xFE");
    QTest::newRow("blank lines") << QByteArray("\r\n\r\n");
}

void CsvRecordReaderTest::refusesEmptyFiles()
{
    QFETCH(QByteArray, bytes);
    const StoredFile file(bytes, u"empty.csv"_s);
    const Reading reading = readAll(file.path());
    QVERIFY(reading.error);
    QCOMPARE(reading.error->kind, ErrorKind::BadInput);
}

void CsvRecordReaderTest::readsAHeaderWithoutRecords()
{
    for (const QByteArray &bytes : {QByteArray("A,B"), QByteArray("A,B\r\n")}) {
        const StoredFile file(bytes);
        const Reading reading = readAll(file.path());
        QVERIFY(!reading.error);
        QCOMPARE(reading.columns.size(), 2);
        QVERIFY(reading.records.empty());
        QCOMPARE(reading.headerEnd, bytes.size());
    }
}

void CsvRecordReaderTest::survivesNulBytesAndLoneQuotes()
{
    const StoredFile file(QByteArray("A,B\nx\0y,5\" pipe\n\",\"\n", 20), u"odd.csv"_s);
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.records.size(), std::size_t(2));
    QCOMPARE(reading.records[0].values[0], QString::fromLatin1("x\0y", 3));
    QCOMPARE(reading.records[0].values[1], u"5\" pipe"_s);
    QCOMPARE(reading.records[1].values, QStringList{u","_s});
}

void CsvRecordReaderTest::readsAValueOfMegabytes()
{
    const QByteArray large(5 * 1024 * 1024, 'x');
    const StoredFile file("A,B\n\"" + large + "\",1\n2,3\n");
    const Reading reading = readAll(file.path());
    QVERIFY(!reading.error);
    QCOMPARE(reading.records.size(), std::size_t(2));
    QCOMPARE(reading.records[0].values[0].size(), large.size());
    QCOMPARE(reading.records[1].place.line, 3);
}

void CsvRecordReaderTest::boundsARecord()
{
    const StoredFile file("A,B\n1,\"" + QByteArray(int(RecordReader::kLongestRecord) + 16 * 1024 * 1024, 'x'));
    const Reading reading = readAll(file.path());
    QVERIFY(reading.error);
    QVERIFY2(reading.error->message.startsWith("Line 2:"_L1), qPrintable(reading.error->message));
    QVERIFY(reading.error->message.contains("64 MB"_L1));
}

void CsvRecordReaderTest::tellsATruncatedUtf16File()
{
    QByteArray bytes = waybill::tests::utf16(u"A;B\r\n1;2\r\n3;4"_s);
    bytes.chop(1);
    const StoredFile file(bytes);
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.records.size(), std::size_t(2));
    QVERIFY(reading.error);
    QVERIFY(reading.error->message.contains("cut off"_L1));
}

void CsvRecordReaderTest::stopsWhenAsked()
{
    const StoredFile file("A,B\n1,2\n3,4\n");
    std::stop_source source;
    auto reader = openRecords(file.path(), source.get_token());
    Record record;
    QVERIFY((*reader)->next(record).value());
    source.request_stop();
    const auto more = (*reader)->next(record);
    QVERIFY(!more);
    QCOMPARE(more.error().kind, ErrorKind::Cancelled);
}

void CsvRecordReaderTest::goesBackToARecord()
{
    const StoredFile file("A,B\r1,\"a\rb\"\r3,4\r5,6\r");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.records.size(), std::size_t(3));
    auto reader = openRecords(file.path()).value();
    Record record;
    for (const std::size_t index : {2, 0, 1}) {
        QVERIFY(reader->seek(reading.records[index].place));
        QVERIFY(reader->next(record).value());
        QCOMPARE(record.place, reading.records[index].place);
        QCOMPARE(record.values, reading.records[index].values);
    }
    QVERIFY(reader->next(record).value());
    QCOMPARE(record.place, reading.records[2].place);
}

void CsvRecordReaderTest::givesBackWhatWasWritten_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Random tables with every awkward character, written and read back; each record's bytes are exactly those written.
void CsvRecordReaderTest::givesBackWhatWasWritten()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    const QString alphabet = u"ab ,;\t|\"'\r\né€🚢<&0"_s;
    const QChar separator = u",;\t|"_s[random.bounded(4)];
    const QString end = QStringList({u"\r\n"_s, u"\n"_s, u"\r"_s})[random.bounded(3)];
    const int wide = random.bounded(3); // 0: UTF-8, 1: UTF-16 LE, 2: UTF-16 BE
    const auto encode = [&](const QString &text) {
        return wide == 0 ? text.toUtf8() : waybill::tests::utf16(text, wide == 2).sliced(2);
    };
    QByteArray bytes = wide == 0 ? QByteArray() : waybill::tests::utf16({}, wide == 2);
    const QStringList columns = {u"ONE"_s, u"TWO"_s, u"THREE"_s};
    bytes += encode(columns.join(separator) + end);
    std::vector<Record> written;
    const int count = random.bounded(400);
    for (int row = 0; row < count; ++row) {
        Record record;
        QStringList cells;
        for (qsizetype column = 0; column < columns.size(); ++column) {
            QString value;
            for (int length = random.bounded(9); length > 0; --length)
                value += alphabet[random.bounded(alphabet.size())];
            // Half a surrogate pair is no text.
            value = QString::fromUtf8(value.toUtf8()).remove(QChar::ReplacementCharacter);
            record.values.append(value);
            cells.append(u'"' + QString(value).replace(u'"', u"\"\""_s) + u'"');
        }
        const QByteArray line = encode(cells.join(separator) + end);
        record.place = {row + 1, 0, bytes.size(), line.size()};
        bytes += line;
        written.push_back(record);
    }
    const StoredFile file(bytes);
    const Reading reading = readAll(file.path());
    QVERIFY2(!reading.error, reading.error ? qPrintable(reading.error->message) : "");
    QCOMPARE(reading.columns, columns);
    QCOMPARE(reading.records.size(), written.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        QCOMPARE(reading.records[i].values, written[i].values);
        QCOMPARE(reading.records[i].place.offset, written[i].place.offset);
        QCOMPARE(reading.records[i].place.length, written[i].place.length);
    }
}

void CsvRecordReaderTest::readsQuickly()
{
    QByteArray bytes("ITEMNUMBER,MODEL,DATE,SITE,WAREHOUSE,QUANTITY,UNIT,NOTE\r\n");
    for (int i = 0; i < 100'000; ++i)
        bytes += "D" + QByteArray::number(100'000 + i) + ",Current,2026-01-31,1,11,12.50,ea,a note\r\n";
    const StoredFile file(bytes);
    qint64 records = 0;
    QBENCHMARK_ONCE
    {
        auto reader = openRecords(file.path()).value();
        Record record;
        for (auto more = reader->next(record); more && *more; more = reader->next(record))
            ++records;
    }
    QCOMPARE(records, 100'000);
}

QTEST_GUILESS_MAIN(CsvRecordReaderTest)
#include "CsvRecordReaderTest.moc"
