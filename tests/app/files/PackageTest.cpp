#include "app/files/FailingPackage.h"
#include "app/files/PackageContents.h"
#include "app/files/UnpackedFile.h"
#include "app/files/ZipReader.h"
#include "tests/app/files/PackageFixture.h"

#include <QStringConverter>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace waybill;
using namespace waybill::tests;
using namespace Qt::StringLiterals;

namespace {

/// Gives rows and then fails, as a file does on a disk that breaks.
class BreakingDevice : public QIODevice
{
public:
    BreakingDevice() { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (m_left == 0) {
            setErrorString(u"Input/output error"_s);
            return -1;
        }
        const qint64 some = std::min(most, m_left);
        std::fill_n(data, some, 'r');
        m_left -= some;
        return some;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_left = 1 << 20;
};

template <class T>
void append(QByteArray &bytes, T value)
{
    const T little = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof(T));
}

/// A zip of `a.csv` that says this of the unpacked file, in the wide fields of its directory.
QByteArray zipThatClaims(quint64 size)
{
    constexpr quint32 inWideField = 0xffffffff;
    const QByteArray name = "a.csv", content = "A\n1\n";
    QByteArray extra;
    append(extra, quint16(1));
    append(extra, quint16(8));
    append(extra, size);
    const auto file = [&](quint32 bytes, quint16 extraBytes) {
        QByteArray fields;
        for (const quint16 field : {45, 0, 0, 0, 0}) // version, flags, stored, time, date
            append(fields, field);
        append(fields, quint32(0));
        append(fields, quint32(content.size()));
        append(fields, bytes);
        append(fields, quint16(name.size()));
        append(fields, extraBytes);
        return fields;
    };
    QByteArray zip = "PK\x03\x04" + file(quint32(content.size()), 0) + name + content;
    const auto directory = quint32(zip.size());
    zip += QByteArray("PK\x01\x02\x2d\x00", 6) + file(inWideField, quint16(extra.size())) + QByteArray(14, '\0') +
           name + extra;
    const auto directoryBytes = quint32(zip.size()) - directory;
    zip += QByteArray("PK\x05\x06\0\0\0\0\x01\0\x01\0", 12);
    append(zip, directoryBytes);
    append(zip, directory);
    append(zip, quint16(0));
    return zip;
}

} // namespace

class PackageTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void namesTheEntitiesOfTheManifest()
    {
        const auto contents = readPackage(samplePackage(m_folder->filePath(u"p.zip"_s)));
        QVERIFY(contents);
        QCOMPARE(contents->definitionGroup, u"Łódź"_s);
        QCOMPARE(contents->entities.size(), 2);
        QCOMPARE(contents->entities[1].name, u"Vendors V2"_s);
        QCOMPARE(contents->entities[1].file, u"Vendors V2.csv"_s);
        QVERIFY(contents->entities[1].entry >= 0 && contents->entities[1].mapped);
        QVERIFY(contents->troubles.isEmpty());
    }

    void namesWhatWouldGoWrongSilently()
    {
        const QString path = m_folder->filePath(u"p.zip"_s);
        writeZip(path, {{u"Manifest.xml"_s, manifest({{"Customers V3", "gone.csv"}}, false)}});
        const auto contents = readPackage(path);
        QVERIFY(contents);
        QCOMPARE(contents->troubles.size(), 3);
        QVERIFY(contents->troubles[0].contains(u"gone.csv"_s));
        QVERIFY(contents->troubles[1].contains(u"no mapped fields"_s));
    }

    void saysWhenEveryEntityIsDisabled()
    {
        const QByteArray both = manifest({{"A", "a.csv"}, {"B", "b.csv"}});
        const auto troublesOf = [this](const QByteArray &manifestBytes) {
            const QString path = m_folder->filePath(u"p.zip"_s);
            writeZip(path, {{u"Manifest.xml"_s, manifestBytes},
                            {u"PackageHeader.xml"_s, header()},
                            {u"a.csv"_s, "A\r\n"},
                            {u"b.csv"_s, "A\r\n"}});
            return readPackage(path).value().troubles;
        };
        QByteArray one = both;
        one.replace(one.indexOf("<Disable>No"), qstrlen("<Disable>No"), "<Disable>Yes");
        QCOMPARE(troublesOf(one), QStringList());
        const QStringList troubles = troublesOf(QByteArray(both).replace("<Disable>No", "<Disable>Yes"));
        QCOMPARE(troubles.size(), 1);
        QVERIFY(troubles[0].contains(u"disables every entity"_s));
    }

    void boundsHowManyEntitiesAManifestNames()
    {
        const QString path = m_folder->filePath(u"p.zip"_s);
        const std::pair<QByteArray, QByteArray> entity("A", "a.csv");
        QList<std::pair<QByteArray, QByteArray>> entities(1'000, entity);
        writeZip(path, {{u"Manifest.xml"_s, manifest(entities)}});
        QCOMPARE(readPackage(path).value().entities.size(), 1'000);
        entities.append(entity);
        writeZip(path, {{u"Manifest.xml"_s, manifest(entities)}});
        const auto contents = readPackage(path);
        QVERIFY(!contents);
        QCOMPARE(contents.error().kind, ErrorKind::BadInput);
        QVERIFY(contents.error().message.contains(u"more than 1000 entities"_s));
    }

    void refusesWhatIsNoPackage_data()
    {
        QTest::addColumn<QByteArray>("manifestBytes");
        QTest::newRow("no XML") << QByteArray("not a manifest");
        QTest::newRow("cut off") << manifest({{"A", "a.csv"}}).chopped(60);
        QTest::newRow("another document") << QByteArray("<html/>");
        QTest::newRow("two marks") << "\xEF\xBB\xBF\xEF\xBB\xBF" + manifest({{"A", "a.csv"}});
        QTest::newRow("not the UTF-8 it says it is") << "\xEF\xBB\xBF" + manifest({{"A\xFC", "a.csv"}});
        QTest::newRow("entities of entities")
            << QByteArray("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"") + QByteArray("&a;").repeated(100) +
                   "\"><!ENTITY c \"" + QByteArray("&b;").repeated(100) +
                   "\">]><DataManagementPackageManifest><Description>" + QByteArray("&c;").repeated(100) +
                   "</Description></DataManagementPackageManifest>";
    }
    void refusesWhatIsNoPackage()
    {
        QFETCH(QByteArray, manifestBytes);
        const QString path = m_folder->filePath(u"p.zip"_s);
        writeZip(path, {{u"Manifest.xml"_s, manifestBytes}});
        const auto contents = readPackage(path);
        QVERIFY(!contents);
        QCOMPARE(contents.error().kind, ErrorKind::BadInput);
        QVERIFY(!contents.error().message.isEmpty());
    }

    void neverWritesUnderANameOfTheZip()
    {
        const QString path = m_folder->filePath(u"p.zip"_s);
        writeZip(path, {{u"../escaped.csv"_s, "A\r\n1\r\n"}, {u"link.csv"_s, "/etc/passwd"}});
        // The second entry of the directory is made a symbolic link.
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const qsizetype entry = bytes.lastIndexOf("PK\x01\x02");
        qToLittleEndian<quint32>(0120777U << 16, bytes.data() + entry + 38);
        QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
        file.close();
        const auto zip = ZipReader::open(path);
        QVERIFY(zip);
        QVERIFY(!(*zip)->entries()[1].isFile);
        QCOMPARE((*zip)->find(u"link.csv"_s), -1);
        const auto unpacked = UnpackedFile::take(**zip, (*zip)->find(u"../escaped.csv"_s), {});
        QVERIFY(unpacked);
        QVERIFY(QFileInfo((*unpacked)->path()).absolutePath() == QDir(QDir::tempPath()).absolutePath());
        QVERIFY(!QFileInfo::exists(m_folder->filePath(u"../escaped.csv"_s)));
    }

    void tellsWantOfRoomFromABadPackage()
    {
        const QString path = m_folder->filePath(u"p.zip"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(zipThatClaims(quint64(1) << 60));
        file.close();
        const auto zip = ZipReader::open(path);
        QVERIFY(zip);
        QCOMPARE((*zip)->entries()[0].bytes, qint64(1) << 60);
        const auto unpacked = UnpackedFile::take(**zip, 0, {});
        QVERIFY(!unpacked);
        QCOMPARE(unpacked.error().kind, ErrorKind::Storage);
        QVERIFY(unpacked.error().message.contains(u"a.csv"_s));
        QVERIFY(unpacked.error().message.contains(QDir::toNativeSeparators(QDir::tempPath())));
    }

    void boundsWhatUnpacksToTooMuch()
    {
        const QString path = m_folder->filePath(u"p.zip"_s);
        writeZip(path, {{u"zeros.csv"_s, QByteArray(4 << 20, '0')}});
        const auto zip = ZipReader::open(path);
        QVERIFY(zip);
        const auto bytes = (*zip)->bytes(0, 1 << 20);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, ErrorKind::BadInput);
    }

    void refusesWhatUnpacksToAThousandTimesItsSize()
    {
        constexpr qint64 most = 1LL << 30;
        const QString path = m_folder->filePath(u"p.zip"_s);
        const QByteArray zeros(32 << 20, '0');
        writeZip(path, {{u"small.csv"_s, zeros.first(1 << 20)}, {u"dense.csv"_s, zeros}});
        const auto zip = ZipReader::open(path);
        QVERIFY(zip);
        QCOMPARE((*zip)->bytes(0, most).value().size(), 1 << 20);
        QVERIFY2((*zip)->entries()[1].packed < zeros.size() / 1'000, "no zip bomb");
        const auto bomb = (*zip)->bytes(1, most);
        QVERIFY(!bomb);
        QCOMPARE(bomb.error().kind, ErrorKind::BadInput);
        QVERIFY(bomb.error().message.contains(u"unpacks to more than can be taken"_s));
    }

    void packsNoHalfOfWhatCannotBeRead()
    {
        const QString path = m_folder->filePath(u"p.zip"_s);
        {
            const auto zip = ZipWriter::open(path);
            QVERIFY(zip);
            BreakingDevice rows;
            const auto added = (*zip)->add(u"rows.csv"_s, rows);
            QVERIFY(!added);
            QCOMPARE(added.error().kind, ErrorKind::Storage);
            QVERIFY(added.error().message.contains(u"\"rows.csv\""_s));
            QCOMPARE(added.error().detail, u"Input/output error"_s);
        }
        QVERIFY(!QFileInfo::exists(path));
    }

    void tellsDamage()
    {
        const QString path = samplePackage(m_folder->filePath(u"p.zip"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        const QByteArray cut = whole.first(whole.size() / 2);
        const QString half = m_folder->filePath(u"half.zip"_s);
        QFile other(half);
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write(cut) == cut.size());
        other.close();
        QVERIFY(!readPackage(half));
        // One byte of a packed file turned: the checksum says so.
        QByteArray turned = whole;
        const qsizetype name = whole.indexOf("Vendors V2.csv");
        const auto extra = qFromLittleEndian<quint16>(whole.constData() + name - 2);
        const qsizetype place = name + qstrlen("Vendors V2.csv") + extra + 2;
        turned[place] = char(turned[place] ^ 0x55);
        QVERIFY(file.seek(0) && file.write(turned) == turned.size());
        file.close();
        const auto zip = ZipReader::open(path);
        QVERIFY(zip);
        const auto bytes = (*zip)->bytes((*zip)->find(u"Vendors V2.csv"_s), 1 << 20);
        QVERIFY(!bytes);
    }

    void savesAPackageOfJustTheFailingRows()
    {
        const QString source = samplePackage(m_folder->filePath(u"p.zip"_s));
        const QString target = m_folder->filePath(u"failing.zip"_s);
        const auto written = writeFailingPackage(source, target, {{u"Vendors V2"_s, {3, 1}}});
        QVERIFY2(written, written ? "" : qPrintable(written.error().message));
        QCOMPARE(written->rows, 2);
        const auto zip = ZipReader::open(target);
        QVERIFY(zip);
        const auto contents = readPackage(**zip);
        QVERIFY(contents);
        QCOMPARE(contents->entities.size(), 1);
        QCOMPARE(contents->entities[0].name, u"Vendors V2"_s);
        QVERIFY(contents->troubles.isEmpty());
        QCOMPARE((*zip)->bytes(contents->entities[0].entry, 1 << 20).value(), "VENDOR,NAME\r\nV-1,a\r\nV-3,c\r\n");
        QCOMPARE((*zip)->bytes((*zip)->find(u"PackageHeader.xml"_s), 1 << 20).value(), header());
        QCOMPARE((*zip)->bytes((*zip)->find(u"Manifest.xml"_s), 1 << 20).value(),
                 manifest({{"Vendors V2", "Vendors V2.csv"}}));
    }

    void keepsTheManifestsBytesWhateverItsEncoding_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringConverter::Encoding>("encoding");
        QTest::addColumn<bool>("marked");
        QTest::newRow("UTF-8") << u"Łoś 🚚"_s << QStringConverter::Utf8 << false;
        QTest::newRow("UTF-8 with a mark") << u"Łoś 🚚"_s << QStringConverter::Utf8 << true;
        QTest::newRow("UTF-16 LE") << u"Łoś 🚚"_s << QStringConverter::Utf16LE << true;
        QTest::newRow("UTF-16 BE") << u"Łoś 🚚"_s << QStringConverter::Utf16BE << true;
        QTest::newRow("UTF-16 LE without a mark") << u"Z\u00FCrich"_s << QStringConverter::Utf16LE << false;
        QTest::newRow("Windows-1252") << u"Z\u00FCrich \u00A3"_s << QStringConverter::Latin1 << false;
    }
    void keepsTheManifestsBytesWhateverItsEncoding()
    {
        QFETCH(QString, name);
        QFETCH(QStringConverter::Encoding, encoding);
        QFETCH(bool, marked);
        const auto written = [&](const QList<std::pair<QByteArray, QByteArray>> &entities) {
            const QString text = QString::fromUtf8(manifest(entities)).replace(u"Łódź"_s, name);
            QStringEncoder encoder(encoding,
                                   marked ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
            const QByteArray bytes = encoder.encode(text);
            return bytes;
        };
        const QByteArray label = name.toUtf8();
        const QString source = m_folder->filePath(u"p.zip"_s);
        writeZip(source, {{u"Manifest.xml"_s, written({{"One", "1.csv"}, {label, "2.csv"}, {"Three", "3.csv"}})},
                          {u"1.csv"_s, "A\r\n1\r\n"},
                          {u"2.csv"_s, "A\r\n1\r\n2\r\n"},
                          {u"3.csv"_s, "A\r\n1\r\n"}});
        QCOMPARE(readPackage(source).value().definitionGroup, name);
        const QString target = m_folder->filePath(u"failing.zip"_s);
        const auto failing = writeFailingPackage(source, target, {{name, {2}}});
        QVERIFY2(failing, failing ? "" : qPrintable(failing.error().message));
        const auto zip = ZipReader::open(target);
        QCOMPARE((*zip)->bytes((*zip)->find(u"Manifest.xml"_s), 1 << 20).value(), written({{label, "2.csv"}}));
    }

    void refusesToLeaveAManifestThatReadsOtherwise()
    {
        // The one byte that is no UTF-8 stands in the entity that would go.
        QByteArray bytes = manifest({{"One\xFC", "1.csv"}, {"Two", "2.csv"}});
        const QString source = m_folder->filePath(u"p.zip"_s), target = m_folder->filePath(u"f.zip"_s);
        writeZip(source, {{u"Manifest.xml"_s, bytes}, {u"1.csv"_s, "A\r\n1\r\n"}, {u"2.csv"_s, "A\r\n1\r\n"}});
        QCOMPARE(readPackage(source).value().entities[0].name, u"One\u00FC"_s);
        const auto failing = writeFailingPackage(source, target, {{u"Two"_s, {1}}});
        QVERIFY(!failing);
        QCOMPARE(failing.error().kind, ErrorKind::BadInput);
        QVERIFY(failing.error().message.contains(u"Save it anew as UTF-8"_s));
        // Where no other byte tells the two apart, nothing is lost.
        bytes.replace("Łódź", "Lodz");
        writeZip(source, {{u"Manifest.xml"_s, bytes}, {u"1.csv"_s, "A\r\n1\r\n"}, {u"2.csv"_s, "A\r\n1\r\n"}});
        QVERIFY(writeFailingPackage(source, target, {{u"Two"_s, {1}}}));
    }

    void namesTheEntitiesThatItCannotSave()
    {
        const QString source = m_folder->filePath(u"p.zip"_s), target = m_folder->filePath(u"f.zip"_s);
        writeZip(source, {{u"Manifest.xml"_s, manifest({{"A", "a.csv"}, {"A", "b.csv"}, {"C", "b.csv"}})},
                          {u"a.csv"_s, "A\r\n1\r\n"},
                          {u"b.csv"_s, "A\r\n1\r\n"}});
        // As many entities are found as are wanted, but not those.
        const auto twice = writeFailingPackage(source, target, {{u"A"_s, {1}}, {u"B"_s, {1}}});
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, ErrorKind::BadInput);
        QVERIFY(twice.error().message.contains(u"\"A\" twice"_s));
        const auto lacking = writeFailingPackage(source, target, {{u"B"_s, {1}}, {u"C"_s, {1}}});
        QVERIFY(!lacking);
        QCOMPARE(lacking.error().kind, ErrorKind::NotFound);
        QVERIFY(lacking.error().message.contains(u"\"B\""_s));
        writeZip(source, {{u"Manifest.xml"_s, manifest({{"A", "a.csv"}, {"B", "a.csv"}})}, {u"a.csv"_s, "A\r\n1\r\n"}});
        const auto shared = writeFailingPackage(source, target, {{u"A"_s, {1}}, {u"B"_s, {1}}});
        QVERIFY(!shared);
        QCOMPARE(shared.error().kind, ErrorKind::BadInput);
        QVERIFY(shared.error().message.contains(u"\"a.csv\""_s));
        QVERIFY(!QFileInfo::exists(target));
    }

    void saysWhyAPackageCannotBeSaved()
    {
        const QString source = samplePackage(m_folder->filePath(u"p.zip"_s));
        const auto same = writeFailingPackage(source, source, {{u"Vendors V2"_s, {1}}});
        QCOMPARE(same.error().kind, ErrorKind::Conflict);
        const auto unknown = writeFailingPackage(source, m_folder->filePath(u"f.zip"_s), {{u"Nobody"_s, {1}}});
        QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
        QVERIFY(!QFileInfo::exists(m_folder->filePath(u"f.zip"_s)));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(PackageTest)
#include "PackageTest.moc"
