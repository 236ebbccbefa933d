#include "app/files/ArchiveReader.h"
#include "app/files/ArchiveUnpack.h"
#include "tests/app/files/PackageFixture.h"
#ifdef Q_OS_LINUX
#include "tests/app/support/FaultyFiles.h"
#endif

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cerrno>

using namespace Qt::StringLiterals;
using namespace waybill;
using waybill::tests::PackedFile;
using waybill::tests::samplePackage;
using waybill::tests::writeZip;

/// Checking and unpacking zips; the hostile ones, each by itself, are a journey's.
class ArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsWhatIsThere();
    void checksEveryByte();
    void unpacksWhatIsThere();
    void refusesEveryCut();
    void refusesASecondEnd_data();
    void refusesASecondEnd();
    void noticesEveryFlip();
    void replacesNothing();
    void followsNoLink();
    void leavesNothingAfterAnError();
    void leavesNothingWhenItIsCancelled();
    void promisesNothingThatTheDiskDoesNotKeep_data();
    void promisesNothingThatTheDiskDoesNotKeep();
    void unpacksWhereFoldersCannotBeSynced();
    void readsOneEntryWithoutTheOthers();
    void keepsToTheRatio();
    void quotesAnyName();
    void setsLimitsByTheirNames();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QStringList filesBelow(const QString &name) const;
    static QByteArray contentOf(const QString &path);
    void write(const QString &name, const QByteArray &bytes) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ArchiveTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QStringList ArchiveTest::filesBelow(const QString &name) const
{
    QStringList found;
    const QDir folder(path(name));
    QDirIterator all(folder.path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        found.append(folder.relativeFilePath(all.next()));
    found.sort();
    return found;
}

QByteArray ArchiveTest::contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

void ArchiveTest::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

void ArchiveTest::listsWhatIsThere()
{
    const auto listing = ArchiveListing::read(samplePackage(path(u"a.zip"_s)));
    QVERIFY2(listing, listing ? "" : qPrintable(listing.error().message));
    QCOMPARE(listing->entries().size(), 4U);
    QCOMPARE(listing->entries()[3].name, u"Vendors V2.csv"_s);
    QCOMPARE(listing->entries()[3].bytes, 34);
    QVERIFY(listing->entries()[3].isFile());
    QVERIFY(listing->entries()[3].modified.isValid());

    const auto none = ArchiveListing::read(path(u"none.zip"_s));
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Storage);
}

void ArchiveTest::checksEveryByte()
{
    writeZip(path(u"a.zip"_s), {{u"large"_s, QByteArray(9 << 20, 'x')}, {u"small"_s, "y"}, {u"empty"_s, {}}});
    qint64 last = 0, all = 0;
    const auto report = checkArchive(path(u"a.zip"_s), {}, {}, [&](qint64 done, qint64 of) {
        QVERIFY(done > last);
        last = done;
        all = of;
    });
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(*report, (ArchiveReport{3, (9 << 20) + 1, {}}));
    QCOMPARE(last, report->bytes);
    QCOMPARE(all, report->bytes);
}

void ArchiveTest::unpacksWhatIsThere()
{
    const QByteArray large = QByteArray("0123456789abcde\n").repeated(300'000);
    writeZip(path(u"a.zip"_s), {{u"sub/large.csv"_s, large}, {u"con.csv"_s, "y"}, {u"empty"_s, {}}});
    const auto unpacked = unpackArchive(path(u"a.zip"_s), path(u"new/folder"_s));
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().message));
    QCOMPARE(*unpacked, (Unpacked{3, large.size() + 1, {{u"con.csv"_s, u"_con.csv"_s}}}));
    QCOMPARE(filesBelow(u"new/folder"_s), (QStringList{u"_con.csv"_s, u"empty"_s, u"sub"_s, u"sub/large.csv"_s}));
    QCOMPARE(contentOf(path(u"new/folder/sub/large.csv"_s)), large);
    QCOMPARE(contentOf(path(u"new/folder/_con.csv"_s)), "y");
}

void ArchiveTest::refusesEveryCut()
{
    const QByteArray whole = contentOf(samplePackage(path(u"a.zip"_s)));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        write(u"cut.zip"_s, whole.first(length));
        const auto report = checkArchive(path(u"cut.zip"_s));
        QVERIFY2(!report, qPrintable(QString::number(length)));
        QCOMPARE(report.error().kind, ErrorKind::BadInput);
    }
}

void ArchiveTest::refusesASecondEnd_data()
{
    QTest::addColumn<QByteArray>("comment");
    QTest::addColumn<bool>("isSound");
    const QByteArray end = "PK\5\6"_ba + QByteArray(16, '\0');
    QTest::newRow("as long as its comment") << end + "\0\0"_ba << false;
    QTest::newRow("one byte behind it") << end + "\0\0x"_ba << false;
    QTest::newRow("too long") << end + "\x7f\0x"_ba << false;
    QTest::newRow("too short") << end + "\1\0xyz"_ba << false;
    QTest::newRow("cut off") << end.first(9) << false;
    QTest::newRow("words") << "Made on a Tuesday. PK"_ba << true;
    QTest::newRow("mark of an entry") << "PK\3\4"_ba + QByteArray(30, '\0') << true;
}

void ArchiveTest::refusesASecondEnd()
{
    QFETCH(QByteArray, comment);
    QFETCH(bool, isSound);
    QByteArray bytes = contentOf(samplePackage(path(u"a.zip"_s)));
    bytes[bytes.size() - 2] = char(comment.size()); // the length of the comment
    write(u"b.zip"_s, bytes + comment);
    const auto report = checkArchive(path(u"b.zip"_s));
    QCOMPARE(report.has_value(), isSound);
    if (!isSound)
        QVERIFY2(report.error().message.contains(u"more than one end record"_s), qPrintable(report.error().message));
}

// A changed byte is noticed, or it changes nothing of what is unpacked but names, times and marks.
void ArchiveTest::noticesEveryFlip()
{
    const QByteArray whole = contentOf(samplePackage(path(u"a.zip"_s)));
    const auto before = ArchiveListing::read(path(u"a.zip"_s));
    QVERIFY(before);
    int noticed = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray changed = whole;
        changed[at] = char(changed[at] ^ (1 << (at % 8)));
        write(u"flip.zip"_s, changed);
        if (!checkArchive(path(u"flip.zip"_s))) {
            ++noticed;
            continue;
        }
        const auto after = ArchiveListing::read(path(u"flip.zip"_s));
        QVERIFY(after);
        QCOMPARE(after->entries().size(), before->entries().size());
        for (std::size_t i = 0; i < before->entries().size(); ++i) {
            QCOMPARE(after->entries()[i].bytes, before->entries()[i].bytes);
            QCOMPARE(after->entries()[i].crc, before->entries()[i].crc);
        }
    }
    QVERIFY2(noticed > whole.size() * 3 / 4, qPrintable(QString::number(noticed)));
}

void ArchiveTest::replacesNothing()
{
    samplePackage(path(u"a.zip"_s));
    QVERIFY(QDir().mkdir(path(u"there"_s)));
    write(u"there/Vendors V2.csv"_s, "mine");
    const auto unpacked = unpackArchive(path(u"a.zip"_s), path(u"there"_s));
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().kind, ErrorKind::Conflict);
    QCOMPARE(filesBelow(u"there"_s), QStringList{u"Vendors V2.csv"_s});
    QCOMPARE(contentOf(path(u"there/Vendors V2.csv"_s)), "mine");
}

void ArchiveTest::followsNoLink()
{
    writeZip(path(u"a.zip"_s), {{u"first.csv"_s, "1"}, {u"sub/x.csv"_s, "2"}, {u"last.csv"_s, "3"}});
    QVERIFY(QDir().mkdir(path(u"elsewhere"_s)) && QDir().mkdir(path(u"there"_s)));
    QVERIFY(QFile::link(path(u"elsewhere"_s), path(u"there/sub"_s)));
    const auto unpacked = unpackArchive(path(u"a.zip"_s), path(u"there"_s));
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().kind, ErrorKind::Conflict);
    QCOMPARE(filesBelow(u"elsewhere"_s), QStringList());
    QCOMPARE(filesBelow(u"there"_s), QStringList{u"sub"_s});
}

void ArchiveTest::leavesNothingAfterAnError()
{
    writeZip(path(u"a.zip"_s), {{u"a/first.csv"_s, "1"}, {u"b/c/bad.csv"_s, "guilty bytes"}, {u"d.csv"_s, "3"}});
    QByteArray bytes = contentOf(path(u"a.zip"_s));
    const auto listing = ArchiveListing::read(path(u"a.zip"_s));
    QVERIFY(listing);
    const ArchiveEntry &bad = listing->entries()[1];
    bytes[bad.dataAt + bad.packed - 1] = char(bytes[bad.dataAt + bad.packed - 1] ^ 0x55);
    write(u"bad.zip"_s, bytes);
    for (const bool isThere : {false, true}) {
        if (isThere)
            QVERIFY(QDir().mkpath(path(u"new/folder"_s)));
        const auto unpacked = unpackArchive(path(u"bad.zip"_s), path(u"new/folder"_s));
        QVERIFY(!unpacked);
        QCOMPARE(unpacked.error().kind, ErrorKind::BadInput);
        QVERIFY2(unpacked.error().message.contains(u"b/c/bad.csv"_s), qPrintable(unpacked.error().message));
        QCOMPARE(QFileInfo::exists(path(u"new"_s)), isThere);
        QCOMPARE(filesBelow(u"new/folder"_s), QStringList());
    }
}

void ArchiveTest::leavesNothingWhenItIsCancelled()
{
    writeZip(path(u"a.zip"_s), {{u"a.csv"_s, QByteArray(40 << 20, 'x')}, {u"b.csv"_s, QByteArray(40 << 20, 'y')}});
    ArchiveLimits limits;
    limits.ratio = 2000;
    std::stop_source stop;
    std::atomic<int> calls = 0;
    const auto unpacked =
        unpackArchive(path(u"a.zip"_s), path(u"new"_s), limits, stop.get_token(), [&](qint64, qint64) {
            ++calls;
            stop.request_stop();
        });
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().kind, ErrorKind::Cancelled);
    QVERIFY(calls > 0);
    QVERIFY(!QFileInfo::exists(path(u"new"_s)));
}

void ArchiveTest::promisesNothingThatTheDiskDoesNotKeep_data()
{
    QTest::addColumn<int>("entries");
    QTest::newRow("one by one") << 5;
    QTest::newRow("all at once") << 100;
}

void ArchiveTest::promisesNothingThatTheDiskDoesNotKeep()
{
#ifdef Q_OS_LINUX
    QFETCH(int, entries);
    QList<PackedFile> files;
    for (int i = 0; i < entries; ++i)
        files.append({u"sub/%1.csv"_s.arg(i), "row"});
    const QString zip = path(u"a.zip"_s);
    writeZip(zip, files);
    using Closing = FaultyFiles::Closing;
    FaultyFiles::breakAfter(path(u"sound"_s), 1 << 30, ENOSPC, Closing::Counts);
    QVERIFY(unpackArchive(zip, path(u"sound"_s), {}));
    const int calls = FaultyFiles::restore();
    QVERIFY(calls > 2 * entries); // each is written and closed, and all are brought to the disk
    for (int at = calls - 1; at >= 0; at -= 1 + entries / 10) {
        FaultyFiles::breakAfter(path(u"full"_s), at, ENOSPC, Closing::Counts);
        const auto unpacked = unpackArchive(zip, path(u"full"_s), {});
        FaultyFiles::restore();
        QVERIFY2(!unpacked, qPrintable(u"call %1 of %2 failed unnoticed"_s.arg(at).arg(calls)));
        QCOMPARE(unpacked.error().kind, ErrorKind::Storage);
        QVERIFY(!QFileInfo::exists(path(u"full"_s)));
    }
#else
    QSKIP("There is no disk here that can be made to fail.");
#endif
}

void ArchiveTest::unpacksWhereFoldersCannotBeSynced()
{
#ifdef Q_OS_LINUX
    const QString zip = path(u"a.zip"_s);
    writeZip(zip, {{u"sub/a.csv"_s, "row"}, {u"sub/b.csv"_s, "row"}});
    FaultyFiles::breakAfter(path(u"sound"_s), 1 << 30, EINVAL);
    QVERIFY(unpackArchive(zip, path(u"sound"_s), {}));
    const int calls = FaultyFiles::restore();
    // The last two are for the two folders.
    FaultyFiles::breakAfter(path(u"shared"_s), calls - 2, EINVAL);
    const auto unpacked = unpackArchive(zip, path(u"shared"_s), {});
    FaultyFiles::restore();
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().detail));
    QCOMPARE(filesBelow(u"shared"_s), (QStringList{u"sub"_s, u"sub/a.csv"_s, u"sub/b.csv"_s}));
    // A file that cannot be is another matter.
    FaultyFiles::breakAfter(path(u"none"_s), calls - 3, EINVAL);
    const auto lost = unpackArchive(zip, path(u"none"_s), {});
    FaultyFiles::restore();
    QVERIFY(!lost);
#else
    QSKIP("There is no disk here that can be made to fail.");
#endif
}

void ArchiveTest::readsOneEntryWithoutTheOthers()
{
    const QByteArray large = QByteArray("0123456789abcde\n").repeated(300'000);
    writeZip(path(u"a.zip"_s), {{u"small"_s, "s"}, {u"large"_s, large}});
    const auto listing = ArchiveListing::read(path(u"a.zip"_s));
    QVERIFY(listing);
    QByteArray got;
    const auto append = [&got](std::span<const char> block) {
        got.append(block.data(), qsizetype(block.size()));
        return Result<void>();
    };
    QVERIFY(readEntry(*listing->file(), listing->entries()[1], append));
    QCOMPARE(got, large);
    // Who takes the bytes may have enough of them.
    const auto enough = [](std::span<const char>) -> Result<void> { return fail(ErrorKind::Cancelled, u"Enough."_s); };
    for (const ArchiveEntry &entry : listing->entries()) {
        const auto read = readEntry(*listing->file(), entry, enough);
        QVERIFY(!read);
        QCOMPARE(read.error().message, u"Enough."_s);
    }
}

void ArchiveTest::keepsToTheRatio()
{
    constexpr qint64 bytes = 100'000;
    writeZip(path(u"a.zip"_s), {{u"a.csv"_s, QByteArray(bytes, 'x')}});
    const auto listing = ArchiveListing::read(path(u"a.zip"_s));
    QVERIFY(listing);
    ArchiveLimits limits;
    limits.ratioFrom = bytes - 1;
    limits.ratio = bytes / listing->entries()[0].packed + 1;
    QVERIFY(checkArchive(path(u"a.zip"_s), limits));
    limits.ratio = (bytes - 1) / listing->entries()[0].packed;
    const auto report = checkArchive(path(u"a.zip"_s), limits);
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(u"ratio"_s), qPrintable(report.error().message));
    limits.ratioFrom = bytes;
    QVERIFY(checkArchive(path(u"a.zip"_s), limits));
}

void ArchiveTest::quotesAnyName()
{
    writeZip(path(u"a.zip"_s), {{u"%2%1"_s, QByteArray(100, 'x')}});
    ArchiveLimits limits;
    limits.bytes = 99;
    const auto refused = checkArchive(path(u"a.zip"_s), limits);
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, u"With “%2%1” the zip unpacks to more than the limit of 99 bytes (bytes)."_s);
}

void ArchiveTest::setsLimitsByTheirNames()
{
    ArchiveLimits limits;
    QVERIFY(limits.set(u"ratio=500"_s) && limits.set(u"NameBytes = 20"_s));
    QCOMPARE(limits.ratio, 500);
    QCOMPARE(limits.nameBytes, 20);
    for (const char *wrong : {"", "ratio", "ratio=", "ratio=0", "ratio=-5", "ratio=1.5", "size=5", "=5", "ratio=9e9"}) {
        const ArchiveLimits before = limits;
        const auto set = limits.set(QString::fromLatin1(wrong));
        QVERIFY2(!set, wrong);
        QCOMPARE(set.error().kind, ErrorKind::Usage);
        QVERIFY(limits == before);
    }
}

QTEST_GUILESS_MAIN(ArchiveTest)
#include "ArchiveTest.moc"
