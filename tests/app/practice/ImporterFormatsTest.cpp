#include "tests/app/practice/ImporterFixture.h"

#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;

/// Every format and encoding that a file can come in, sound and broken.
class ImporterFormatsTest : public QObject
{
    Q_OBJECT
private slots:
    void readsAllEncodings_data();
    void readsAllEncodings();
    void readsAllWaysOfWritingRows_data();
    void readsAllWaysOfWritingRows();
    void keepsCharactersWholeBetweenPieces_data();
    void keepsCharactersWholeBetweenPieces();
    void readsXml_data();
    void readsXml();
    void refusesWrongEncodings_data();
    void refusesWrongEncodings();
    void makesNoExecutionOfMalformedXml_data();
    void makesNoExecutionOfMalformedXml();
    void saysWhatItDoesNotReadYet_data();
    void saysWhatItDoesNotReadYet();
    void boundsTheLongestRecord();
};

static const QByteArray kGroups = "Customer groups";

static QByteArray encoded(const QString &text, QStringConverter::Encoding encoding, bool withMark)
{
    QStringEncoder encoder(encoding, withMark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    return encoder.encode(text);
}

void ImporterFormatsTest::readsAllEncodings_data()
{
    using Encoding = QStringConverter::Encoding;
    QTest::addColumn<QByteArray>("bytes");
    // The key ends in a letter outside ASCII, the description in one outside the BMP; 62 fails and
    // shows that both came through.
    const QString text = u"CUSTOMERGROUPID,DESCRIPTION,PAYMENTTERMID\r\n"
                         "61,Łódź \U0001F69A,Net30\r\nÅŁ,Żółw,Łódź\U0001F69A\r\n"_s;
    QTest::newRow("UTF-8") << encoded(text, Encoding::Utf8, false);
    QTest::newRow("UTF-8 with mark") << encoded(text, Encoding::Utf8, true);
    QTest::newRow("UTF-16 LE") << encoded(text, Encoding::Utf16LE, true);
    QTest::newRow("UTF-16 BE") << encoded(text, Encoding::Utf16BE, true);
    const QString xml = u"<D><G><CUSTOMERGROUPID>61</CUSTOMERGROUPID><DESCRIPTION>x</DESCRIPTION></G>"
                        "<G><CUSTOMERGROUPID>ÅŁ</CUSTOMERGROUPID><DESCRIPTION>Żółw</DESCRIPTION>"
                        "<PAYMENTTERMID>Łódź\U0001F69A</PAYMENTTERMID></G></D>"_s;
    QTest::newRow("XML UTF-8") << encoded(xml, Encoding::Utf8, false);
    QTest::newRow("XML UTF-8 with mark") << encoded(xml, Encoding::Utf8, true);
    QTest::newRow("XML UTF-16 LE") << encoded(xml, Encoding::Utf16LE, true);
    QTest::newRow("XML UTF-16 BE") << encoded(xml, Encoding::Utf16BE, true);
}

void ImporterFormatsTest::readsAllEncodings()
{
    QFETCH(QByteArray, bytes);
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import(bytes, kGroups)),
             u"ProcessedWithErrors, staging Finished 2+0, target Error 1+1\n"
             "ÅŁ||The value 'Łódź\U0001F69A' in field 'Terms of payment' is not found in the related table 'Terms of "
             "payment'."_s);
}

void ImporterFormatsTest::readsAllWaysOfWritingRows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("comma") << QByteArray("CUSTOMERGROUPID,DESCRIPTION\n61,a\n62,b\n");
    QTest::newRow("semicolon") << QByteArray("CUSTOMERGROUPID;DESCRIPTION\n61;a, b\n62;b\n");
    QTest::newRow("tab") << QByteArray("CUSTOMERGROUPID\tDESCRIPTION\n61\ta;b\n62\tb,c\n");
    QTest::newRow("tab, first column blank")
        << QByteArray("TAXGROUPID\tCUSTOMERGROUPID\tDESCRIPTION\n\t61\ta\n\t62\tb\n");
    QTest::newRow("bar") << QByteArray("CUSTOMERGROUPID|DESCRIPTION\n61|a;b\n62|b\n");
    QTest::newRow("quoted") << QByteArray(
        "\"CUSTOMERGROUPID\",\"DESCRIPTION\"\n\"61\",\"a,b\"\n\"62\",\"say \"\"b\"\"\"\n");
    QTest::newRow("line break in quotes") << QByteArray("CUSTOMERGROUPID,DESCRIPTION\r\n61,\"a\r\nb\nc\"\r\n62,b\r\n");
    QTest::newRow("quote inside a value") << QByteArray("CUSTOMERGROUPID,DESCRIPTION\n61,pipes 2\" wide\n62,b\n");
    QTest::newRow("no last line end") << QByteArray("CUSTOMERGROUPID,DESCRIPTION\n61,a\n62,b");
    QTest::newRow("carriage returns") << QByteArray("CUSTOMERGROUPID,DESCRIPTION\r61,a\r62,b\r");
    QTest::newRow("blank lines") << QByteArray("\r\nCUSTOMERGROUPID,DESCRIPTION\r\n\r\n61,a\r\n,\r\n62,b\r\n\r\n");
    QTest::newRow("header in lower case") << QByteArray("CustomerGroupId, description\n61,a\n62,b\n");
}

void ImporterFormatsTest::readsAllWaysOfWritingRows()
{
    QFETCH(QByteArray, bytes);
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import(bytes, kGroups)), u"Processed, staging Finished 2+0, target Finished 2+0"_s);
}

void ImporterFormatsTest::keepsCharactersWholeBetweenPieces_data()
{
    QTest::addColumn<int>("shift");
    for (int shift = 0; shift < 5; ++shift)
        QTest::addRow("shifted by %d", shift) << shift;
}

void ImporterFormatsTest::keepsCharactersWholeBetweenPieces()
{
    QFETCH(int, shift);
    // Over a megabyte of four-byte characters: pieces of any even size end inside one.
    QString text = u"CUSTOMERGROUPID,DESCRIPTION\n"_s + QString(shift, u'\n');
    for (int row = 0; row < 6000; ++row)
        text += u"%1,%2\n"_s.arg(row).arg(u"\U0001F69A"_s.repeated(30)) + u"%1,\"%2\"\n"_s.arg(row + 10'000)
                                                                              .arg(u"Łó\""
                                                                                   "\"ź"_s);
    for (const auto encoding : {QStringConverter::Utf8, QStringConverter::Utf16LE}) {
        ImporterFixture fixture;
        QCOMPARE(inWords(fixture.import(encoded(text, encoding, true), kGroups)),
                 u"Processed, staging Finished 12000+0, target Finished 12000+0"_s);
    }
}

void ImporterFormatsTest::readsXml_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray fields = "<CUSTOMERGROUPID>61</CUSTOMERGROUPID><DESCRIPTION>A &amp; B</DESCRIPTION>";
    QTest::newRow("the entity's name") << "<Document><CUSTCUSTOMERGROUPENTITY>" + fields +
                                              "</CUSTCUSTOMERGROUPENTITY></Document>";
    QTest::newRow("other names") << "<?xml version=\"1.0\"?><rows><row>" + fields + "</row><junk/></rows>";
    QTest::newRow("field names in lower case") << "<rows><row>" + fields.toLower() + "</row></rows>";
    QTest::newRow("namespace, comments, CDATA")
        << QByteArray("<D xmlns=\"urn:x\"><!-- c --><R>\n <CUSTOMERGROUPID> 61 </CUSTOMERGROUPID>"
                      "<DESCRIPTION><![CDATA[a < b]]></DESCRIPTION><TAXGROUPID/></R><R></R></D>");
    QTest::newRow("Latin-1 that says so") << QByteArray("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><D><R>"
                                                        "<CUSTOMERGROUPID>61</CUSTOMERGROUPID><DESCRIPTION>Caf\xE9"
                                                        "</DESCRIPTION></R></D>");
}

void ImporterFormatsTest::readsXml()
{
    QFETCH(QByteArray, bytes);
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.import(bytes, kGroups)), u"Processed, staging Finished 1+0, target Finished 1+0"_s);
}

void ImporterFormatsTest::refusesWrongEncodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray header = "CUSTOMERGROUPID,DESCRIPTION\n61,a\n";
    QTest::newRow("Windows-1252") << header + "62,Caf\xE9\n";
    QTest::newRow("Windows-1252 at the end") << header + "62,Caf\xE9";
    QTest::newRow("Windows-1252 in a long file") << header + QByteArray("\n").repeated(600'000) +
                                                        "62,\xFC"
                                                        "ber\n";
    QTest::newRow("UTF-16 without a mark")
        << encoded(u"CUSTOMERGROUPID,DESCRIPTION\n61,a\n"_s, QStringConverter::Utf16LE, false);
    QTest::newRow("half a surrogate pair") << QByteArray("\xFF\xFE\x41\x00\x00\xD8\x41\x00", 8);
    QTest::newRow("half a unit of UTF-16") << QByteArray("\xFF\xFE\x41\x00\x41", 5);
    QTest::newRow("overlong form") << header + "62,\xC0\xAF\n";
    QTest::newRow("XML in Windows-1252") << QByteArray(
        "<D><R><CUSTOMERGROUPID>61</CUSTOMERGROUPID><DESCRIPTION>Caf\xE9</DESCRIPTION></R></D>");
}

void ImporterFormatsTest::refusesWrongEncodings()
{
    QFETCH(QByteArray, bytes);
    ImporterFixture fixture;
    const auto outcome = fixture.import(bytes, kGroups);
    QCOMPARE(inWords(outcome), u"PreProcessingError, staging Error 0+0, target NotRun 0+0"_s);
    QVERIFY2(outcome.executionLog.contains(u"is not encoded as UTF-"_s), qPrintable(outcome.executionLog));
}

void ImporterFormatsTest::makesNoExecutionOfMalformedXml_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray record = "<R><CUSTOMERGROUPID>61</CUSTOMERGROUPID><DESCRIPTION>a</DESCRIPTION></R>";
    QTest::newRow("cut") << "<D>" + record + "<R><CUSTOMERG";
    QTest::newRow("root not closed") << "<D>" + record;
    QTest::newRow("tags crossed") << "<D>" + record + "<R><CUSTOMERGROUPID>62</R></CUSTOMERGROUPID></D>";
    QTest::newRow("bare ampersand") << "<D>" + record + "<R><CUSTOMERGROUPID>A & B</CUSTOMERGROUPID></R></D>";
    QTest::newRow("two roots") << "<D>" + record + "</D><D/>";
}

void ImporterFormatsTest::makesNoExecutionOfMalformedXml()
{
    QFETCH(QByteArray, bytes);
    ImporterFixture fixture;
    const auto outcome = fixture.import(bytes, kGroups);
    QCOMPARE(inWords(outcome), u"PreProcessingError, no execution"_s);
    QVERIFY(outcome.executionLog.contains(u"not well-formed XML"_s));
    // What stood before the break has not arrived.
    QCOMPARE(fixture.import("CUSTOMERACCOUNT,NAME,CUSTOMERGROUPID\n1,A,61\n", "Customers V3").verdict,
             practice::Verdict::ProcessedWithErrors);
}

/// A zip of one stored empty file of that name.
static QByteArray zipOf(const QByteArray &name)
{
    const auto number = [](quint64 value, int bytes) {
        QByteArray result;
        for (int byte = 0; byte < bytes; ++byte)
            result += byte < 8 ? char(value >> (8 * byte)) : char(0);
        return result;
    };
    const QByteArray common = number(0, 20);
    QByteArray local = "PK\x03\x04" + number(10, 2) + common + number(quint32(name.size()), 2) + number(0, 2) + name;
    const QByteArray entry =
        "PK\x01\x02" + number(10, 2) + number(10, 2) + common + number(quint32(name.size()), 2) + number(0, 16) + name;
    return local + entry + "PK\x05\x06" + number(0, 4) + number(1, 2) + number(1, 2) +
           number(quint32(entry.size()), 4) + number(quint32(local.size()), 4) + number(0, 2);
}

void ImporterFormatsTest::saysWhatItDoesNotReadYet_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("workbook") << zipOf("xl/workbook.xml") << u"does not read Excel yet"_s;
    QTest::newRow("old workbook") << QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + QByteArray(600, '\0')
                                  << u"does not read Excel yet"_s;
    QTest::newRow("package") << zipOf("Manifest.xml") << u"the job takes single files"_s;
    QTest::newRow("other zip") << zipOf("holiday.jpg") << u"neither an Excel workbook nor a data package"_s;
    QTest::newRow("cut zip") << zipOf("Manifest.xml").left(40) << u"neither an Excel workbook nor a data package"_s;
}

void ImporterFormatsTest::saysWhatItDoesNotReadYet()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    ImporterFixture fixture;
    const auto outcome = fixture.import(bytes, kGroups);
    QCOMPARE(outcome.verdict, practice::Verdict::PreProcessingError);
    QVERIFY(outcome.executionMade);
    QVERIFY2(outcome.executionLog.contains(words), qPrintable(outcome.executionLog));
    QCOMPARE(outcome.errors.size(), std::size_t(1));
    QVERIFY(outcome.errors.front().message.contains(words));
}

void ImporterFormatsTest::boundsTheLongestRecord()
{
    ImporterFixture fixture;
    const auto outcome =
        fixture.import("CUSTOMERGROUPID,DESCRIPTION\n61,\"" + QByteArray(17 * 1024 * 1024, 'x') + "\"\n", kGroups);
    QCOMPARE(outcome.verdict, practice::Verdict::PreProcessingError);
    QVERIFY2(outcome.executionLog.contains(u"longer than 16 MB"_s), qPrintable(outcome.executionLog));
}

QTEST_GUILESS_MAIN(ImporterFormatsTest)
#include "ImporterFormatsTest.moc"
