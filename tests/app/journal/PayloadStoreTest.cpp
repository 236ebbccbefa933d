#include "app/journal/Durable.h"
#include "app/journal/PayloadStore.h"

#include <QDateTime>
#include <QDirIterator>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#ifndef Q_OS_WIN
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

#include <csignal>
#include <filesystem>

using namespace waybill;
using namespace Qt::StringLiterals;

class PayloadStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<PayloadStore>(m_folder->filePath(u"profile"_s));
    }

    void takesAFolderWhoseNamesCannotBeSynced()
    {
#ifdef Q_OS_LINUX
        QVERIFY(syncFolder(u"/proc"_s)); // it says that there is no such call there
#endif
        QVERIFY(syncFolder(m_folder->path()));
        QVERIFY(!syncFolder(m_folder->filePath(u"not there"_s)));
    }

    void keepsACopyUnderItsHash()
    {
        const QString path = make(u"abc.csv"_s, "abc");
        QList<qint64> told;
        const auto stored = m_store->add(path, [&](qint64 bytes) { told.append(bytes); }, {});
        QVERIFY(stored);
        // FIPS 180-2, appendix B.1
        QCOMPARE(stored->sha256, u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s);
        QCOMPARE(stored->bytes, 3);
        QCOMPARE(told, QList<qint64>{3});
        const QString kept = m_store->path(stored->sha256);
        QVERIFY(kept.endsWith(u"payloads/ba/"_s + stored->sha256));
        QCOMPARE(contentOf(kept), "abc");
        QFile::remove(path);
        QCOMPARE(contentOf(kept), "abc");
        QCOMPARE(filesInStore(), 1);
    }

    void isReadableByItsOwnerOnly()
    {
        const auto stored = m_store->add(make(u"abc.csv"_s, "abc"), {}, {});
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(m_store->path(stored->sha256)) & others));
    }

    void hashesALargeFileLikeSha256sum()
    {
        QByteArray block(1'000'003, 0); // no multiple of the blocks it is copied in
        for (qsizetype i = 0; i < block.size(); ++i)
            block[i] = char(i * 31 + i / 255);
        QFile file(m_folder->filePath(u"large.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 40; ++i)
            file.write(block);
        file.close();
        qint64 last = 0;
        const auto stored = m_store->add(file.fileName(), [&](qint64 bytes) { last = bytes; }, {});
        QVERIFY(stored);
        QCOMPARE(stored->bytes, file.size());
        QCOMPARE(last, file.size());
        QProcess sum;
        sum.start(u"sha256sum"_s, {m_store->path(stored->sha256)});
        if (!sum.waitForFinished())
            QSKIP("there is no sha256sum here");
        QCOMPARE(QString::fromLatin1(sum.readAll().left(64)), stored->sha256);
    }

    void doesNotWriteAContentTwice()
    {
        const auto first = m_store->add(make(u"a.csv"_s, "same"), {}, {});
        const QString kept = m_store->path(first->sha256);
        const QString link = m_folder->filePath(u"link"_s);
        std::filesystem::create_hard_link(QFileInfo(kept).filesystemFilePath(), QFileInfo(link).filesystemFilePath());
        const auto second = m_store->add(make(u"b.csv"_s, "same"), {}, {});
        QCOMPARE(second->sha256, first->sha256);
        QCOMPARE(std::filesystem::hard_link_count(QFileInfo(kept).filesystemFilePath()), 2u); // not a new file
        QCOMPARE(filesInStore(), 1);
    }

    void mendsACopyThatWasCut()
    {
        const QString path = make(u"a.csv"_s, "whole content");
        const auto first = m_store->add(path, {}, {});
        QVERIFY(QFile::resize(m_store->path(first->sha256), 3));
        QVERIFY(m_store->add(path, {}, {}));
        QCOMPARE(contentOf(m_store->path(first->sha256)), "whole content");
    }

    void refusesWhatCannotBePushed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("missing") << u"missing.csv"_s;
        QTest::newRow("empty") << u"empty.csv"_s;
        QTest::newRow("folder") << u"folder"_s;
#ifndef Q_OS_WIN
        QTest::newRow("pipe") << u"pipe"_s;
        QTest::newRow("unreadable") << u"secret.csv"_s;
#endif
    }

    void refusesWhatCannotBePushed()
    {
        QFETCH(QString, path);
        make(u"empty.csv"_s, "");
        QVERIFY(QDir(m_folder->path()).mkdir(u"folder"_s));
#ifndef Q_OS_WIN
        QCOMPARE(::mkfifo(QFile::encodeName(m_folder->filePath(u"pipe"_s)).constData(), 0600), 0);
        QVERIFY(QFile::setPermissions(make(u"secret.csv"_s, "x"), {}));
        // Root may read everything: be somebody else for a moment.
        const auto user = ::geteuid();
        QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
        if (user == 0)
            QCOMPARE(::seteuid(65534), 0);
        const auto back = qScopeGuard([user] { return ::seteuid(user); });
#endif
        const QString full = m_folder->filePath(path);
        const auto checked = PayloadStore::check(full);
        const auto added = m_store->add(full, {}, {});
        QVERIFY(!checked && !added);
        QCOMPARE(checked.error().kind, ErrorKind::BadInput);
        QCOMPARE(added.error(), checked.error());
        QVERIFY(added.error().message.contains(path));
        QCOMPARE(filesInStore(), 0);
    }

    void checksWithoutCopying()
    {
        QCOMPARE(*PayloadStore::check(make(u"a.csv"_s, "12345")), 5);
        QVERIFY(!QFileInfo::exists(m_folder->filePath(u"profile"_s)));
    }

    void canBeCancelledAndLeavesNothing()
    {
        const QString path = make(u"a.csv"_s, QByteArray(5 << 20, 'x'));
        std::stop_source stop;
        const auto stored = m_store->add(
            path, [&](qint64) { stop.request_stop(); }, stop.get_token());
        QVERIFY(!stored);
        QCOMPARE(stored.error().kind, ErrorKind::Cancelled);
        QCOMPARE(filesInStore(), 0);
    }

    void sendsWhatWasCopiedWhenTheSourceGrowsMeanwhile()
    {
        const QString path = make(u"a.csv"_s, QByteArray(2 << 20, 'x'));
        bool grown = false;
        const auto grow = [&](qint64) {
            QFile file(path);
            if (!grown && file.open(QIODevice::Append))
                grown = file.write("more") == 4;
        };
        const auto stored = m_store->add(path, grow, {});
        QVERIFY(stored && grown);
        const QString kept = m_store->path(stored->sha256);
        QCOMPARE(QFileInfo(kept).size(), stored->bytes);
        QCOMPARE(m_store->add(kept, {}, {})->sha256, stored->sha256);
    }

    void saysWhenTheDiskFailsAndLeavesNothing()
    {
#ifdef Q_OS_WIN
        QSKIP("the size of files cannot be limited there");
#else
        const QString path = make(u"a.csv"_s, QByteArray(3 << 20, 'x'));
        // A limit on the size of files fails a write in its middle, as a full disk does.
        struct rlimit before {
        };
        getrlimit(RLIMIT_FSIZE, &before);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit {
            (2 << 20) + 5, before.rlim_max
        };
        setrlimit(RLIMIT_FSIZE, &limit);
        const auto stored = m_store->add(path, {}, {});
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!stored);
        QCOMPARE(stored.error().kind, ErrorKind::Storage);
        QCOMPARE(filesInStore(), 0);
#endif
    }

    void saysWhenTheStoreCannotBeMade()
    {
        const PayloadStore store(make(u"file"_s, "x"));
        const auto stored = store.add(make(u"a.csv"_s, "abc"), {}, {});
        QVERIFY(!stored);
        QCOMPARE(stored.error().kind, ErrorKind::Storage);
    }

    void clearsAwayWhatDeadProgramsLeft()
    {
        QVERIFY(m_store->add(make(u"a.csv"_s, "abc"), {}, {}));
        const QString incoming = m_folder->filePath(u"profile/payloads/incoming/"_s);
        QFile old(incoming + u"old.part"_s), fresh(incoming + u"fresh.part"_s);
        QVERIFY(old.open(QIODevice::WriteOnly) && fresh.open(QIODevice::WriteOnly));
        QVERIFY(old.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2), QFileDevice::FileModificationTime));
        old.close();
        QVERIFY(m_store->add(make(u"b.csv"_s, "def"), {}, {}));
        QVERIFY(!old.exists());
        QVERIFY(fresh.exists()); // another program may be writing it
    }

private:
    QString make(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the test's own file cannot be written");
        return file.fileName();
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int filesInStore() const
    {
        int files = 0;
        QDirIterator each(m_folder->filePath(u"profile/payloads"_s), QDir::Files, QDirIterator::Subdirectories);
        for (; each.hasNext(); each.next())
            ++files;
        return files;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PayloadStore> m_store;
};

QTEST_GUILESS_MAIN(PayloadStoreTest)
#include "PayloadStoreTest.moc"
