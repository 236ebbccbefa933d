#include "app/files/FailingRows.h"
#include "tests/app/files/StoredFile.h"

#include <QDir>
#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::readAll;
using waybill::tests::Reading;
using waybill::tests::StoredFile;

namespace {
QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}
} // namespace

class FailingRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsHeaderAndBytesOfCsv();
    void keepsUtf16AndItsMark();
    void keepsXmlWellFormed();
    void writesWhatCanBeReadBack();
    void neverOverwritesUnasked();
    void leavesNothingBehindWhenItFails();
    void stopsWhenAsked();
    void saysHowFarItIs();
};

void FailingRowsTest::keepsHeaderAndBytesOfCsv()
{
    const StoredFile file("\xEF\xBB\xBFID;TEXT\r\n1;a\r\n\r\n2;\"two\r\nlines; \"\"q\"\"\"\r\n3;c");
    const QString target = file.beside(u"rows.csv"_s);
    const auto written = writeFailingRows(file.path(), target, {3, 2, 2}, ExistingFile::Refuse);
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    QCOMPARE(contents(target), QByteArray("\xEF\xBB\xBFID;TEXT\r\n2;\"two\r\nlines; \"\"q\"\"\"\r\n3;c"));
    QCOMPARE(*written, (WrittenRows{2, contents(target).size()}));
}

void FailingRowsTest::keepsUtf16AndItsMark()
{
    for (const bool big : {false, true}) {
        const StoredFile file(waybill::tests::utf16(u"ID,N\r\n1,ä\r\n2,🚢\r\n3,c\r\n"_s, big));
        const QString target = file.beside(u"rows.csv"_s);
        QVERIFY(writeFailingRows(file.path(), target, {2}, ExistingFile::Refuse));
        QCOMPARE(contents(target), waybill::tests::utf16(u"ID,N\r\n2,🚢\r\n"_s, big));
    }
}

void FailingRowsTest::keepsXmlWellFormed()
{
    const StoredFile file("<?xml version=\"1.0\"?>\n<!-- head --><D a='1'>\n <W>\n  <R><A>1</A></R>\n  <!-- c -->\n"
                          "  <R><A>2 &amp; \xC3\xA4</A></R>\n  <R><A>3</A></R>\n </W>\n</D>\n");
    const QString target = file.beside(u"rows.xml"_s);
    QVERIFY(writeFailingRows(file.path(), target, {2}, ExistingFile::Refuse));
    QCOMPARE(contents(target), QByteArray("<?xml version=\"1.0\"?>\n<!-- head --><D a='1'>\n <W>\n"
                                          "  <R><A>2 &amp; \xC3\xA4</A></R>\n </W>\n</D>\n"));
    QVERIFY(!readAll(target).error);
}

void FailingRowsTest::writesWhatCanBeReadBack()
{
    for (quint32 seed = 1; seed <= 20; ++seed) {
        QRandomGenerator random(seed);
        const bool xml = seed % 2 == 0;
        const int count = 50 + random.bounded(3'000);
        QByteArray bytes(xml ? "<D>" : "ID,V\n");
        std::vector<qint64> wanted;
        for (int i = 1; i <= count; ++i) {
            const QByteArray id = QByteArray::number(i);
            const QByteArray value(random.bounded(60), char('a' + random.bounded(26)));
            bytes += xml ? "\n<R><ID>" + id + "</ID><V>" + value + "</V></R>" : id + ",\"" + value + "\n\"\n";
            if (random.bounded(10) == 0)
                wanted.push_back(i);
        }
        wanted.push_back(count);
        const StoredFile file(xml ? bytes + "</D>" : bytes);
        const QString target = file.beside(u"rows"_s);
        QVERIFY(writeFailingRows(file.path(), target, wanted, ExistingFile::Refuse));
        const Reading all = readAll(file.path());
        const Reading some = readAll(target);
        QVERIFY(!some.error);
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        QCOMPARE(some.records.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QCOMPARE(some.records[i].values, all.records[std::size_t(wanted[i] - 1)].values);
    }
}

void FailingRowsTest::neverOverwritesUnasked()
{
    const StoredFile file("A,B\n1,2\n");
    const StoredFile other("precious");
    const auto refused = writeFailingRows(file.path(), other.path(), {1}, ExistingFile::Refuse);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(contents(other.path()), QByteArray("precious"));
    QVERIFY(writeFailingRows(file.path(), other.path(), {1}, ExistingFile::Replace));
    QCOMPARE(contents(other.path()), QByteArray("A,B\n1,2\n"));

    const auto itself = writeFailingRows(file.path(), file.path(), {1}, ExistingFile::Replace);
    QCOMPARE(itself.error().kind, ErrorKind::Conflict);
}

void FailingRowsTest::leavesNothingBehindWhenItFails()
{
    const StoredFile file("A,B\n1,2\n");
    const QDir folder(QFileInfo(file.path()).path());
    const QString target = file.beside(u"rows.csv"_s);
    QCOMPARE(writeFailingRows(file.path(), target, {}, ExistingFile::Refuse).error().kind, ErrorKind::NotFound);
    QCOMPARE(writeFailingRows(file.path(), target, {2}, ExistingFile::Refuse).error().kind, ErrorKind::NotFound);
    QCOMPARE(writeFailingRows(file.path(), u"/nowhere/rows.csv"_s, {1}, ExistingFile::Refuse).error().kind,
             ErrorKind::Storage);
    const StoredFile package("PK\x03\x04");
    QCOMPARE(writeFailingRows(package.path(), target, {1}, ExistingFile::Refuse).error().kind, ErrorKind::BadInput);
    QCOMPARE(folder.entryList(QDir::Files), QStringList{u"stored"_s});
}

void FailingRowsTest::stopsWhenAsked()
{
    const StoredFile file("A,B\n1,2\n");
    std::stop_source source;
    source.request_stop();
    const QString target = file.beside(u"rows.csv"_s);
    const auto written = writeFailingRows(file.path(), target, {1}, ExistingFile::Refuse, {}, source.get_token());
    QCOMPARE(written.error().kind, ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(target));
}

void FailingRowsTest::saysHowFarItIs()
{
    const StoredFile file("A,B\n" + QByteArray("1,two\n").repeated(500'000));
    QList<qint64> told;
    qint64 total = 0;
    QVERIFY(writeFailingRows(file.path(), file.beside(u"rows.csv"_s), {1, 400'000}, ExistingFile::Refuse,
                             [&](qint64 done, qint64 all) {
                                 told.append(done);
                                 total = all;
                             }));
    QVERIFY(told.size() >= 3);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    QCOMPARE(told.last(), file.bytes().size());
    QCOMPARE(total, file.bytes().size());
}

QTEST_GUILESS_MAIN(FailingRowsTest)
#include "FailingRowsTest.moc"
