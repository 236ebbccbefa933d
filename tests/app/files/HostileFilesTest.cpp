#include "app/files/FailingRows.h"
#include "app/files/PayloadFormat.h"
#include "app/files/RecordJoin.h"
#include "tests/app/files/StoredFile.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::readAll;
using waybill::tests::Reading;
using waybill::tests::StoredFile;

/// Damaged files: readers may refuse them, but what they give must be consistent and they must come to an end.
class HostileFilesTest : public QObject
{
    Q_OBJECT

private slots:
    void survivesDamage_data();
    void survivesDamage();
    void survivesEveryCut_data() { sound(); }
    void survivesEveryCut();

private:
    static void sound();
    static void check(const QByteArray &bytes);
};

void HostileFilesTest::sound()
{
    const QString csv = u"ID;NÄME;NOTE\r\n1;\"a;b\";x\r\n2;\"two\r\nlines\";\"q\"\"q\"\r\n\r\n3;🚢;\n"_s;
    const QString xml =
        u"<?xml version=\"1.0\"?>\r\n<!DOCTYPE D [<!ENTITY e 'x'>]>\n<D>\n<W><R A='1'><ID>1</ID><Ä>ü &amp; "
        "&e;</Ä></R>\n<!-- c --><R A=\"2\"><ID><![CDATA[2]]></ID><S><T>t</T></S></R></W></D>\n"_s;
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("CSV") << csv.toUtf8();
    QTest::newRow("CSV with mark") << QByteArray("\xEF\xBB\xBF") + csv.toUtf8();
    QTest::newRow("CSV in UTF-16 LE") << waybill::tests::utf16(csv);
    QTest::newRow("CSV in UTF-16 BE") << waybill::tests::utf16(csv, true);
    QTest::newRow("XML") << xml.toUtf8();
    QTest::newRow("XML in UTF-16 LE") << waybill::tests::utf16(xml);
    QTest::newRow("XML in UTF-16 BE") << waybill::tests::utf16(xml, true);
}

void HostileFilesTest::survivesDamage_data()
{
    sound();
}

// What holds for every file, sound or not.
void HostileFilesTest::check(const QByteArray &bytes)
{
    const StoredFile file(bytes);
    const Reading reading = readAll(file.path());
    qint64 end = 0;
    qint64 line = 1;
    qint64 number = 0;
    for (const Record &record : reading.records) {
        QCOMPARE(record.place.number, ++number);
        QVERIFY(record.place.offset - record.lead >= end);
        QVERIFY(record.place.length > 0);
        QVERIFY(record.place.line >= line);
        end = record.place.offset + record.place.length;
        line = record.place.line;
    }
    QVERIFY(end <= bytes.size());
    if (reading.error)
        QVERIFY(!reading.error->message.isEmpty());
    const auto join = joinRecords(file.path(), {u"2"_s, u"1|a"_s});
    QVERIFY(join || !reading.columns.size() || reading.error);
    if (!reading.records.empty() && !reading.error) {
        const QString target = file.beside(u"rows"_s);
        const auto written = writeFailingRows(file.path(), target, {number}, ExistingFile::Refuse);
        QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    }
}

void HostileFilesTest::survivesDamage()
{
    QFETCH(QByteArray, bytes);
    QRandomGenerator random(quint32(qHash(bytes)));
    const auto nasty = QByteArray::fromRawData("\"'<>&;,\r\n\0\xFF\xFE\x80![]-?/= ", 21);
    for (int round = 0; round < 150; ++round) {
        QByteArray damaged = bytes;
        for (int changes = 1 + random.bounded(4); changes > 0; --changes) {
            const auto at = qsizetype(random.bounded(qint32(damaged.size())));
            const char byte = nasty[random.bounded(qint32(nasty.size()))];
            switch (random.bounded(4)) {
            case 0:
                damaged[at] = byte;
                break;
            case 1:
                damaged.insert(at, byte);
                break;
            case 2:
                damaged.remove(at, 1 + random.bounded(6));
                break;
            default:
                damaged.insert(at, damaged.mid(random.bounded(qint32(damaged.size())), 20));
            }
            if (damaged.isEmpty())
                break;
        }
        check(damaged);
        if (QTest::currentTestFailed()) {
            qWarning("%s", damaged.toHex().constData());
            return;
        }
    }
}

void HostileFilesTest::survivesEveryCut()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype length = 0; length <= bytes.size(); ++length) {
        check(bytes.first(length));
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_GUILESS_MAIN(HostileFilesTest)
#include "HostileFilesTest.moc"
