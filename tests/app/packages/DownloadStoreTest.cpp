#include "app/packages/DownloadStore.h"
#include "app/packages/FileDigest.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

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
    }
    void makesNamesLegal()
    {
        QFETCH(QString, text);
        QTEST(legalNamePart(text), "name");
    }

    void namesAfterATemplate()
    {
        const FileNaming naming{u"Ledger/2026"_s, u"usmf"_s, u"8f3c"_s,
                                QDateTime(QDate(2026, 3, 1), QTime(6, 4, 2), Qt::UTC), DownloadKey(7)};
        QCOMPARE(namedAfter(DownloadStore::standardTemplate(), naming), u"Ledger_2026/20260301-060402 8f3c.zip"_s);
        QCOMPARE(namedAfter(u"../{company}/../{key}"_s, naming), u"_/usmf/_/7.zip"_s);
        QCOMPARE(namedAfter(QString(), naming), u"7.zip"_s);
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
