#include "app/files/TextEncoding.h"
#include "tests/app/files/StoredFile.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::StoredFile;

class TextEncodingTest : public QObject
{
    Q_OBJECT

private slots:
    void findsMarks();
    void takesValidBytesAsUtf8();
    void assumesWindows1252WhereBytesAreNotUtf8();
    void keepsMarkedUtf8ThatIsDamaged();
    void findsCharactersAcrossChunks();
    void recognisesUtf16WithoutAMark();
    void rejectsWhatUtf8Forbids_data();
    void rejectsWhatUtf8Forbids();
    void decodesTheEuroOfWindows1252();
    void saysWhichFileIsMissing();
};

namespace {
EncodingFinding detect(const QByteArray &bytes)
{
    const StoredFile file(bytes);
    return detectEncoding(file.path()).value();
}
} // namespace

void TextEncodingTest::findsMarks()
{
    QCOMPARE(detect("\xEF\xBB\xBF"), (EncodingFinding{TextEncoding::Utf8, 3, false, -1}));
    QCOMPARE(detect("\xEF\xBB\xBFname"), (EncodingFinding{TextEncoding::Utf8, 3, false, -1}));
    QCOMPARE(detect(QByteArray("\xFF\xFE\x41\x00", 4)), (EncodingFinding{TextEncoding::Utf16Le, 2, false, -1}));
    QCOMPARE(detect(QByteArray("\xFE\xFF\x00\x41", 4)), (EncodingFinding{TextEncoding::Utf16Be, 2, false, -1}));
}

void TextEncodingTest::takesValidBytesAsUtf8()
{
    QCOMPARE(detect("plain"), EncodingFinding{});
    QCOMPARE(detect("Z\xC3\xBCrich \xE2\x82\xAC \xF0\x9F\x9A\xA2"), EncodingFinding{});
    QCOMPARE(detect(""), EncodingFinding{});
}

void TextEncodingTest::assumesWindows1252WhereBytesAreNotUtf8()
{
    const EncodingFinding finding = detect("Z\xFCrich");
    QCOMPARE(finding.encoding, TextEncoding::Windows1252);
    QVERIFY(finding.assumed);
    QCOMPARE(finding.firstBadByte, 1);
    QCOMPARE(encodingName(finding), u"Windows-1252 (assumed)"_s);
    QCOMPARE(detect("cut \xC3").firstBadByte, 4);
}

void TextEncodingTest::keepsMarkedUtf8ThatIsDamaged()
{
    const EncodingFinding finding = detect("\xEF\xBB\xBFZ\xFCrich");
    QCOMPARE(finding.encoding, TextEncoding::Utf8);
    QCOMPARE(finding.firstBadByte, 4);
}

void TextEncodingTest::findsCharactersAcrossChunks()
{
    QByteArray bytes(256 * 1024 - 1, 'a');
    bytes += "\xE2\x82\xAC";
    QCOMPARE(detect(bytes), EncodingFinding{});
    bytes += QByteArray(300 * 1024, 'b') + "\xFF";
    QCOMPARE(detect(bytes).firstBadByte, bytes.size() - 1);
}

void TextEncodingTest::recognisesUtf16WithoutAMark()
{
    const QByteArray marked = waybill::tests::utf16(u"CUSTOMERGROUPID,DESCRIPTION\r\n"_s);
    QCOMPARE(detect(marked.sliced(2)), (EncodingFinding{TextEncoding::Utf16Le, 0, true, -1}));
    const QByteArray big = waybill::tests::utf16(u"CUSTOMERGROUPID,DESCRIPTION\r\n"_s, true);
    QCOMPARE(detect(big.sliced(2)), (EncodingFinding{TextEncoding::Utf16Be, 0, true, -1}));
}

void TextEncodingTest::rejectsWhatUtf8Forbids_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF");
    QTest::newRow("overlong in three") << QByteArray("\xE0\x80\xAF");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80");
    QTest::newRow("lone continuation") << QByteArray("\x80");
    QTest::newRow("lead, then ASCII") << QByteArray("\xC3(");
}

void TextEncodingTest::rejectsWhatUtf8Forbids()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!checkUtf8(bytes, false).valid);
    QVERIFY(!checkUtf8("12345678" + bytes, true).valid);
}

void TextEncodingTest::decodesTheEuroOfWindows1252()
{
    QCOMPARE(decodeText("\x80 \xE4\x93", TextEncoding::Windows1252), u"€ ä“"_s);
    QCOMPARE(decodeText(QByteArray("\x41\x00\xAC\x20", 4), TextEncoding::Utf16Le), u"A€"_s);
}

void TextEncodingTest::saysWhichFileIsMissing()
{
    const auto finding = detectEncoding(u"/nowhere/at/all.csv"_s);
    QVERIFY(!finding);
    QCOMPARE(finding.error().kind, ErrorKind::Storage);
    QVERIFY(finding.error().message.contains("all.csv"_L1));
}

QTEST_GUILESS_MAIN(TextEncodingTest)
#include "TextEncodingTest.moc"
