#include "app/environments/PackageName.h"
#include "app/packages/DownloadStore.h"
#include "app/packages/FileDigest.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace waybill;
using namespace Qt::StringLiterals;

class DownloadStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder = std::make_unique<QTemporaryDir>();
        QVERIFY(DownloadStore(folder->path()).prepare());
    }

    void makesNamesLegal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"Customers “Süd”"_s << u"Customers “Süd”"_s;
        QTest::newRow("signs") << u"a/b\\c:d*e?f\"g<h>i|j"_s << u"a_b_c_d_e_f_g_h_i_j"_s;
        QTest::newRow("up") << u".."_s << u"_"_s;
        QTest::newRow("hidden") << u".profile"_s << u"profile"_s;
        QTest::newRow("device") << u"con"_s << u"_con"_s;
        QTest::newRow("device with ending") << u"LPT1.zip"_s << u"_LPT1.zip"_s;
        QTest::newRow("end") << u"name. . "_s << u"name"_s;
        QTest::newRow("nothing") << QString() << u"_"_s;
        QTest::newRow("control") << u"a\nb\u202ec"_s << u"a_b_c"_s;
        QTest::newRow("long") << QString(500, u'x') << QString(120, u'x');
        QTest::newRow("cut in a sign") << QString(119, u'x') + u"😀"_s << QString(119, u'x');
        QTest::newRow("many bytes") << u"a"_s + u"😀"_s.repeated(60) << u"a"_s + u"😀"_s.repeated(54);
        QTest::newRow("half a sign") << u"a"_s + QChar(0xd83d) + u"b"_s << u"a_b"_s;
    }
    void makesNamesLegal()
    {
        QFETCH(QString, text);
        QTEST(legalNamePart(text), "name");
    }

    void namesAfterATemplate()
    {
        const PackageNaming naming{u"test"_s,
                                   u"Ledger/2026 {key}"_s,
                                   u"usmf"_s,
                                   u"8f3c"_s,
                                   QDateTime(QDate(2026, 3, 1), QTime(6, 4, 2), Qt::UTC),
                                   7};
        QCOMPARE(namedAfter(standardPackageName(), naming), u"Ledger_2026 {key}/20260301-060402 8f3c.zip"_s);
        QCOMPARE(namedAfter(u"{environment}/{job"_s, naming), u"test/{job.zip"_s);
        QCOMPARE(namedAfter(u"../{company}/../{key}"_s, naming), u"_/usmf/_/7.zip"_s);
        QCOMPARE(namedAfter(QString(), naming), namedAfter(standardPackageName(), naming)); // where nothing is set
        QCOMPARE(namedAfter(u"/"_s, naming), u"7.zip"_s);
    }

    void saysWhatIsWrongWithATemplate_data()
    {
        QTest::addColumn<QString>("nameTemplate");
        QTest::addColumn<QString>("named");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("standard") << standardPackageName() << QString();
        QTest::newRow("all") << packageNameWords().join(u'/') << QString();
        QTest::newRow("text") << u"in Büro/{job} (neu)"_s << QString();
        QTest::newRow("open brace") << u"{job"_s << QString();
        QTest::newRow("unknown") << u"{job}/{day}"_s << u"{day}"_s;
        QTest::newRow("root") << u"/srv/{job}"_s << u"drive"_s;
        QTest::newRow("drive") << u"C:{job}"_s << u"drive"_s;
        QTest::newRow("backslash") << u"{job}\\{key}"_s << u"drive"_s;
        QTest::newRow("up") << u"{job}/../{key}"_s << u"“..”"_s;
        QTest::newRow("empty part") << u"{job}//{key}"_s << u"“”"_s;
        QTest::newRow("sign") << u"{job}?"_s << u"“{job}?”"_s;
        QTest::newRow("deep") << QStringList(9, u"a"_s).join(u'/') << u"folders"_s;
        QTest::newRow("long") << QString(301, u'x') << u"300"_s;
    }
    void saysWhatIsWrongWithATemplate()
    {
        QFETCH(QString, nameTemplate);
        QFETCH(QString, named);
        const auto checked = checkPackageName(nameTemplate);
        QCOMPARE(checked.has_value(), named.isEmpty());
        if (!checked) {
            QCOMPARE(checked.error().kind, ErrorKind::BadInput);
            QVERIFY2(checked.error().message.contains(named), qPrintable(checked.error().message));
        }
    }

    void overwritesNothing()
    {
        const DownloadStore store(folder->path());
        const auto place = [&](int key, const QByteArray &content) {
            QFile part(store.partPath(DownloadKey(key)));
            if (!part.open(QIODevice::WriteOnly) || part.write(content) != content.size())
                qFatal("no part");
            part.close();
            const QString sha256 = fileDigest(part.fileName())->sha256;
            return store.place(DownloadKey(key), u"job/a.zip"_s, sha256).value_or(u"failed"_s);
        };
        QCOMPARE(place(1, "one"), u"job/a.zip"_s);
        QCOMPARE(place(2, "two"), u"job/a (2).zip"_s);
        QCOMPARE(place(3, "one"), u"job/a.zip"_s); // the same content is the same file
        QCOMPARE(fileDigest(store.path(u"job/a.zip"_s))->bytes, 3);
        QVERIFY(!QFile::exists(store.partPath(DownloadKey(1))));
        QVERIFY(!QFile::exists(store.partPath(DownloadKey(3))));
        QVERIFY(store.path({}).isEmpty());
#ifdef Q_OS_UNIX // a pipe in the way is not read
        QCOMPARE(::mkfifo(QFile::encodeName(store.path(u"job/a (3).zip"_s)).constData(), 0600), 0);
        QCOMPARE(place(4, "six"), u"job/a (4).zip"_s);
#endif
    }

    void saysWhenTheDiskIsNotThere()
    {
        QVERIFY(QDir(folder->filePath(u"downloads"_s)).removeRecursively());
        QFile inTheWay(folder->filePath(u"downloads"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const auto ready = DownloadStore(folder->path()).prepare();
        QVERIFY(!ready);
        QCOMPARE(ready.error().kind, ErrorKind::Storage);
    }

private:
    std::unique_ptr<QTemporaryDir> folder;
};

QTEST_GUILESS_MAIN(DownloadStoreTest)
#include "DownloadStoreTest.moc"
