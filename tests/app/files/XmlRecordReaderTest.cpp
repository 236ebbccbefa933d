#include "tests/app/files/StoredFile.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::readAll;
using waybill::tests::Reading;
using waybill::tests::StoredFile;

class XmlRecordReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsElements();
    void readsAttributes();
    void findsRecordsInsideAWrapper();
    void keepsASingleRecordWhole();
    void readsUtf16WithOffsetsOfItsBytes();
    void replacesEntitiesAndCdata();
    void namesNestedFieldsByTheirPath();
    void neverExpandsDeclaredEntities();
    void tellsWhereItIsMalformed_data();
    void tellsWhereItIsMalformed();
    void boundsTheDepth();
    void givesEveryRecordsOwnBytes();
    void goesBackToARecord();
    void readsAnEmptyDocument();
};

void XmlRecordReaderTest::readsElements()
{
    const StoredFile file("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Document>\r\n"
                          "  <CUSTGROUP><ID>10</ID><NAME>Gro\xC3\x9Fhandel</NAME></CUSTGROUP>\r\n"
                          "  <CUSTGROUP><ID>20</ID><TERM/><NAME>B</NAME></CUSTGROUP>\r\n</Document>\r\n");
    const Reading reading = readAll(file.path());
    QVERIFY2(!reading.error, reading.error ? qPrintable(reading.error->message) : "");
    QCOMPARE(reading.columns, QStringList({u"ID"_s, u"NAME"_s, u"TERM"_s}));
    QCOMPARE(reading.records.size(), std::size_t(2));
    QCOMPARE(reading.records[0].values, QStringList({u"10"_s, u"Großhandel"_s}));
    QCOMPARE(reading.records[1].values, QStringList({u"20"_s, u"B"_s, u""_s}));
    QCOMPARE(reading.records[1].place.line, 4);
    QCOMPARE(reading.records[1].lead, 4);
    QCOMPARE(file.bytes().left(int(reading.headerEnd)),
             QByteArray("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Document>"));
    QCOMPARE(file.bytes().mid(int(reading.footerBegin)), QByteArray("\r\n</Document>\r\n"));
}

void XmlRecordReaderTest::readsAttributes()
{
    const StoredFile file("<Document xmlns=\"urn:x\">\n<G ID=\"1\" NAME='a &gt; \"b\"' xmlns:q=\"urn:q\" q:X=\"7\"/>\n"
                          "<G NAME=\"c\"\n   ID=\"2\"></G></Document>");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.columns, QStringList({u"ID"_s, u"NAME"_s, u"X"_s}));
    QCOMPARE(reading.records[0].values, QStringList({u"1"_s, u"a > \"b\""_s, u"7"_s}));
    QCOMPARE(reading.records[1].values.mid(0, 2), QStringList({u"2"_s, u"c"_s}));
    QCOMPARE(reading.records[1].place.line, 3);
}

void XmlRecordReaderTest::findsRecordsInsideAWrapper()
{
    const StoredFile elements("<D><Rows><Page><R><A>1</A></R><R><A>2</A></R></Page></Rows></D>");
    QCOMPARE(readAll(elements.path()).records.size(), std::size_t(2));
    const StoredFile attributes("<D><Rows><R A='1'/><R A='2'/><R A='3'/></Rows></D>");
    QCOMPARE(readAll(attributes.path()).records.size(), std::size_t(3));
    const StoredFile one("<D><Rows><R><A>1</A><B>2</B></R></Rows></D>");
    const Reading reading = readAll(one.path());
    QCOMPARE(reading.records.size(), std::size_t(1));
    QCOMPARE(reading.columns, QStringList({u"A"_s, u"B"_s}));
}

void XmlRecordReaderTest::keepsASingleRecordWhole()
{
    const StoredFile file("<D><R><A>1</A><B type='x'>2</B></R></D>");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.records.size(), std::size_t(1));
    QCOMPARE(reading.columns, QStringList({u"A"_s, u"B/type"_s, u"B"_s}));
}

void XmlRecordReaderTest::readsUtf16WithOffsetsOfItsBytes()
{
    for (const bool big : {false, true}) {
        const QString text = u"<?xml version=\"1.0\"?><D>\n<R><Ä>🚢</Ä></R>\n<R><Ä>ü</Ä></R></D>"_s;
        const StoredFile file(waybill::tests::utf16(text, big));
        const Reading reading = readAll(file.path());
        QVERIFY(!reading.error);
        QCOMPARE(reading.columns, QStringList{u"Ä"_s});
        QCOMPARE(reading.records[0].values, QStringList{u"🚢"_s});
        QCOMPARE(reading.records[1].place,
                 (RecordPlace{2, 3, 2 + 2 * text.lastIndexOf("<R>"_L1), 2 * u"<R><Ä>ü</Ä></R>"_s.size()}));
    }
}

void XmlRecordReaderTest::replacesEntitiesAndCdata()
{
    const StoredFile file("<D><R><A>a &lt;&#38;&#x1F6A2; <!-- not this -->b<![CDATA[ <c> & ]]></A></R>\n<R/></D>");
    const Reading reading = readAll(file.path());
    QVERIFY2(!reading.error, reading.error ? qPrintable(reading.error->message) : "");
    QCOMPARE(reading.records[0].values, QStringList{u"a <&🚢 b <c> & "_s});
    QCOMPARE(reading.records.size(), std::size_t(2));
}

void XmlRecordReaderTest::namesNestedFieldsByTheirPath()
{
    const StoredFile file("<D><R><A>1</A><ADDR><CITY>Oslo</CITY><CITY>Rome</CITY></ADDR></R><R><A>2</A></R></D>");
    const Reading reading = readAll(file.path());
    QCOMPARE(reading.columns, QStringList({u"A"_s, u"ADDR/CITY"_s}));
    QCOMPARE(reading.records[0].values, QStringList({u"1"_s, u"Oslo"_s}));
    QVERIFY(reading.records[1].values.size() < 2 || reading.records[1].values[1].isEmpty());
}

void XmlRecordReaderTest::neverExpandsDeclaredEntities()
{
    const StoredFile file("<?xml version='1.0'?>\n<!DOCTYPE D [\n<!ENTITY a 'ha>'>\n<!ENTITY b '&a;&a;&a;&a;'>\n"
                          "<!ENTITY f SYSTEM 'file:///etc/passwd'>\n]>\n<D><R><A>&b;&f;</A></R><R><A>2</A></R></D>");
    const Reading reading = readAll(file.path());
    QVERIFY2(!reading.error, reading.error ? qPrintable(reading.error->message) : "");
    QCOMPARE(reading.records[0].values, QStringList{u"&b;&f;"_s});
    QCOMPARE(reading.records[0].place.line, 7);
}

void XmlRecordReaderTest::tellsWhereItIsMalformed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("records");
    QTest::addColumn<QString>("line");
    const QByteArray good = "<D>\n<R><A>1</A></R>\n";
    QTest::newRow("wrong end tag") << good + "<R><A>2</B></R></D>" << 1 << u"Line 3:"_s;
    QTest::newRow("bare ampersand") << good + "<R>\n<A>Brook & Sons</A></R></D>" << 1 << u"Line 4:"_s;
    QTest::newRow("ampersand with a semicolon later") << good + "<R><A>A & B;</A></R></D>" << 1 << u"Line 3:"_s;
    QTest::newRow("undeclared entity") << good + "<R><A>&nbsp;</A></R></D>" << 1 << u"Line 3:"_s;
    QTest::newRow("cut off") << good + "<R><A>2</A></R>\n" << 2 << u"Line 4:"_s;
    QTest::newRow("cut in a tag") << good + "<R><A>2</A></R>\n<R" << 2 << u"Line 4:"_s;
    QTest::newRow("less-than in text") << good + "<R><A>1 < 2</A></R></D>" << 1 << u"Line 3:"_s;
    QTest::newRow("NUL in text") << good + QByteArray("<R><A>a\0b</A></R></D>", 20) << 1 << u"Line 3:"_s;
    QTest::newRow("attribute without quotes") << good + "<R A=1/></D>" << 1 << u"Line 3:"_s;
    QTest::newRow("two roots") << good + "</D>\n<D/>" << 1 << u"Line 4:"_s;
    QTest::newRow("text after the root") << good + "</D>\nmore" << 1 << u"Line 3:"_s;
    QTest::newRow("open comment") << good + "<!-- <R/></D>" << 1 << u"Line 3:"_s;
}

void XmlRecordReaderTest::tellsWhereItIsMalformed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, records);
    QFETCH(QString, line);
    const StoredFile file(bytes);
    const Reading reading = readAll(file.path());
    QVERIFY(reading.error);
    QCOMPARE(reading.error->kind, ErrorKind::BadInput);
    QVERIFY2(reading.error->message.startsWith(line), qPrintable(reading.error->message));
    QCOMPARE(int(reading.records.size()), records);
}

void XmlRecordReaderTest::boundsTheDepth()
{
    const StoredFile file(QByteArray("<a>").repeated(100'000));
    const Reading reading = readAll(file.path());
    QVERIFY(reading.error);
    QVERIFY2(reading.error->message.contains("256 deep"_L1), qPrintable(reading.error->message));
}

void XmlRecordReaderTest::givesEveryRecordsOwnBytes()
{
    QByteArray bytes("<Document>");
    QList<QByteArray> written;
    for (int i = 0; i < 20'000; ++i) {
        written.append("<R><ID>" + QByteArray::number(i) + "</ID><NAME>\xE2\x82\xAC " + QByteArray(i % 40, 'x') +
                       "</NAME></R>");
        bytes += "\n  " + written.last();
    }
    const StoredFile file(bytes + "\n</Document>");
    const Reading reading = readAll(file.path());
    QVERIFY(!reading.error);
    QCOMPARE(qsizetype(reading.records.size()), written.size());
    for (qsizetype i = 0; i < written.size(); ++i) {
        const Record &record = reading.records[std::size_t(i)];
        QCOMPARE(bytes.mid(record.place.offset, record.place.length), written[i]);
        QCOMPARE(record.place.line, i + 2);
        QCOMPARE(record.values[0], QString::number(i));
    }
}

void XmlRecordReaderTest::goesBackToARecord()
{
    const StoredFile file("<D><W>\n<R><A>1</A></R>\n<R><A>2</A></R>\n<R><A>3</A></R></W></D>");
    auto reader = openRecords(file.path()).value();
    std::vector<Record> records;
    Record record;
    for (auto more = reader->next(record); more && *more; more = reader->next(record))
        records.push_back(record);
    QCOMPARE(records.size(), std::size_t(3));
    for (const std::size_t index : {2, 0, 1}) {
        QVERIFY(reader->seek(records[index].place));
        QVERIFY(reader->next(record).value());
        QCOMPARE(record.place, records[index].place);
        QCOMPARE(record.values, records[index].values);
    }
}

void XmlRecordReaderTest::readsAnEmptyDocument()
{
    for (const QByteArray &bytes : {QByteArray("<Document/>"), QByteArray("<Document>\n</Document>\n")}) {
        const StoredFile file(bytes);
        const Reading reading = readAll(file.path());
        QVERIFY(!reading.error);
        QVERIFY(reading.records.empty());
    }
}

QTEST_GUILESS_MAIN(XmlRecordReaderTest)
#include "XmlRecordReaderTest.moc"
