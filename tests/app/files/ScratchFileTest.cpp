#include "app/files/FailingPackage.h"
#include "app/files/ScratchFile.h"
#include "tests/app/files/PackageFixture.h"

#include <QDateTime>
#include <QDir>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace waybill;

/// Files with customers' data in the temporary folder: nobody else reads them, and none stays there.
class ScratchFileTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        setTemporaryFolder(m_folder->path());
    }
    void cleanup() { setTemporaryFolder({}); }

    void isThisUsersAloneAndGoesWithTheObject()
    {
        {
            const auto scratch = ScratchFile::make(u"csv"_s);
            QVERIFY(scratch);
            const QFileInfo info((*scratch)->path());
            QCOMPARE(info.absolutePath(), QDir(m_folder->path()).absolutePath());
            QVERIFY(info.fileName().startsWith(u"waybill-scratch-"_s) && info.fileName().endsWith(u".csv"_s));
            QVERIFY(!info.permission(QFile::ReadGroup) && !info.permission(QFile::ReadOther));
            QCOMPARE((*scratch)->file().write("a"), 1);
            QCOMPARE(left(), QStringList(info.fileName()));
        }
        QCOMPARE(left(), QStringList());
    }

    void goesTooWhenItWasReplaced()
    {
        {
            const auto scratch = ScratchFile::make(u"exe"_s);
            QVERIFY(scratch);
            QVERIFY(!(*scratch)->path().contains(u".exe"_s));
            (*scratch)->file().close();
            QSaveFile other((*scratch)->path());
            QVERIFY(other.open(QIODevice::WriteOnly) && other.write("rows") == 4 && other.commit());
            QVERIFY((*scratch)->file().open(QIODevice::ReadOnly));
            QCOMPARE((*scratch)->file().readAll(), "rows");
            QVERIFY(!QFileInfo((*scratch)->path()).permission(QFile::ReadOther));
        }
        QCOMPARE(left(), QStringList());
    }

    void removesWhatAProgramThatDiedLeft()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QDateTime old = now.addDays(-1).addSecs(-60), young = now.addDays(-1).addSecs(600);
        leave(u"waybill-scratch-AbCdEf"_s, old);
        leave(u"waybill-scratch-AbCdEg.csv"_s, old);
        leave(u"waybill-scratch-AbCdEh.xml.QrStUv"_s, old);
        const QStringList stay{u"waybill-orders.csv"_s, u"waybill-scratch-AbCdEi.csv"_s,
                               u"waybill-scratch-of-mine.csv"_s};
        leave(stay[0], old);
        leave(stay[1], young);
        leave(stay[2], old);
        QVERIFY(ScratchFile::make());
        QCOMPARE(left(), stay);
    }

    void savingAPackageLeavesNothing()
    {
        const QTemporaryDir elsewhere(m_folder->filePath(u"packages"_s));
        const QString source = tests::samplePackage(elsewhere.filePath(u"p.zip"_s));
        QVERIFY(writeFailingPackage(source, elsewhere.filePath(u"f.zip"_s), {{u"Vendors V2"_s, {2}}}));
        QCOMPARE(left(), QStringList());
    }

    void saysWhereNoFileCanBeMade()
    {
        const QString noFolder = m_folder->filePath(u"no-folder"_s);
        leave(u"no-folder"_s, QDateTime::currentDateTimeUtc());
        setTemporaryFolder(noFolder);
        const auto beneath = ScratchFile::make();
        QVERIFY(!beneath);
        QCOMPARE(beneath.error().kind, ErrorKind::Storage);
        QVERIFY(beneath.error().message.contains(QDir::toNativeSeparators(noFolder)));
        // Nothing is made elsewhere when the folder is not there.
        setTemporaryFolder(m_folder->filePath(u"nowhere"_s));
        const auto nowhere = ScratchFile::make();
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().kind, ErrorKind::Storage);
        QVERIFY(nowhere.error().message.contains(u"does not exist"_s));
        // A package's rows cannot be saved then, and that is said too.
        const QTemporaryDir elsewhere(m_folder->filePath(u"packages"_s));
        const QString source = tests::samplePackage(elsewhere.filePath(u"p.zip"_s));
        const auto saved = writeFailingPackage(source, elsewhere.filePath(u"f.zip"_s), {{u"Vendors V2"_s, {2}}});
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
    }

private:
    /// Empty: the system's again.
    void setTemporaryFolder(const QString &path)
    {
        for (const char *name : {"TMPDIR", "TMP", "TEMP"}) {
            if (!m_before.contains(name))
                m_before[name] = qgetenv(name);
            const QByteArray value = path.isEmpty() ? m_before[name] : QFile::encodeName(path);
            if (value.isEmpty())
                qunsetenv(name);
            else
                qputenv(name, value);
        }
    }
    /// The files in the temporary folder, by name.
    QStringList left() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    void leave(const QString &name, const QDateTime &written) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write("data") != 4 || !file.flush() ||
            !file.setFileTime(written, QFileDevice::FileModificationTime))
            qFatal("the test's folder cannot be written");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QHash<QByteArray, QByteArray> m_before;
};

QTEST_GUILESS_MAIN(ScratchFileTest)
#include "ScratchFileTest.moc"
