#include "app/files/PayloadFormat.h"
#include "tests/app/files/StoredFile.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::StoredFile;

namespace {

void append(QByteArray &bytes, quint32 value, int size)
{
    for (int i = 0; i < size; ++i)
        bytes.append(char(value >> (8 * i) & 0xFF));
}

// A zip's directory with these names; the entries' contents do not matter here.
QByteArray zipWith(const QList<QByteArray> &names)
{
    QByteArray zip("PK\x03\x04 some bytes of an entry");
    QByteArray directory;
    for (const QByteArray &name : names) {
        directory += QByteArray("PK\x01\x02", 4) + QByteArray(24, '\0');
        append(directory, quint32(name.size()), 2);
        directory += QByteArray(16, '\0') + name;
    }
    const auto begin = quint32(zip.size());
    zip += directory + QByteArray("PK\x05\x06", 4) + QByteArray(8, '\0');
    append(zip, quint32(directory.size()), 4);
    append(zip, begin, 4);
    append(zip, 0, 2);
    return zip;
}

PayloadFormat formatOf(const QByteArray &bytes, const QString &name = u"file"_s)
{
    const StoredFile file(bytes, name);
    return detectFormat(file.path()).value();
}

} // namespace

class PayloadFormatTest : public QObject
{
    Q_OBJECT

private slots:
    void looksAtBytesNotAtTheName()
    {
        QCOMPARE(formatOf("A,B\r\n1,2\r\n", u"a.xml"_s), PayloadFormat::Csv);
        QCOMPARE(formatOf("\xEF\xBB\xBF<?xml version='1.0'?><D/>", u"a.csv"_s), PayloadFormat::Xml);
        QCOMPARE(formatOf(waybill::tests::utf16(u"  <D/>"_s)), PayloadFormat::Xml);
        QCOMPARE(formatOf(waybill::tests::utf16(u"A;B\r\n"_s, true)), PayloadFormat::Csv);
    }
    void tellsZipsApart()
    {
        QCOMPARE(formatOf(zipWith({"Customer groups.csv", "Manifest.xml"})), PayloadFormat::DataPackage);
        QCOMPARE(formatOf(zipWith({"[Content_Types].xml", "xl/workbook.xml"})), PayloadFormat::Excel);
        QCOMPARE(formatOf(zipWith({"readme.txt"})), PayloadFormat::OtherZip);
        QCOMPARE(formatOf("PK\x03\x04 cut off"), PayloadFormat::OtherZip);
    }
    void survivesALyingZipDirectory()
    {
        QByteArray zip = zipWith({"Manifest.xml"});
        zip[zip.size() - 5] = char(0xFF);
        QCOMPARE(formatOf(zip), PayloadFormat::OtherZip);
    }
    void knowsWhatItDoesNotKnow()
    {
        QCOMPARE(formatOf(""), PayloadFormat::Unknown);
        QCOMPARE(formatOf("\xEF\xBB\xBF"), PayloadFormat::Unknown);
        QCOMPARE(formatOf("{\"a\":1}"), PayloadFormat::Unknown);
        QCOMPARE(formatOf("<!DOCTYPE html><html>"), PayloadFormat::Unknown);
        QCOMPARE(formatOf(QByteArray("\x89PNG\x0D\x0A\x1A\x0A\x00", 9)), PayloadFormat::Unknown);
    }
    void recognisesOldExcel() { QCOMPARE(formatOf("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest"), PayloadFormat::Excel); }
    void namesEveryFormat()
    {
        QCOMPARE(formatName(PayloadFormat::DataPackage), u"data package"_s);
        QCOMPARE(formatName(PayloadFormat::Unknown), u"unknown format"_s);
    }
};

QTEST_GUILESS_MAIN(PayloadFormatTest)
#include "PayloadFormatTest.moc"
