#include "app/journal/PayloadStore.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstdio>
#include <sys/syscall.h>
#include <unistd.h>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
/// The calls of this thread by which something reaches the disk, and which of them fail.
struct Calls {
    bool counts = false;
    qint64 failFrom = -1; ///< from this call on
    int error = 0;
    bool half = false; ///< the first write that would fail writes half of its bytes instead
    QStringList made;

    /// The error for this call; 0 to make it.
    int meet(const char *name)
    {
        if (!counts)
            return 0;
        made.append(QString::fromLatin1(name));
        return failFrom >= 0 && made.size() > failFrom ? error : 0;
    }
};
thread_local Calls calls;

int failing(int error)
{
    errno = error;
    return -1;
}
} // namespace

// In front of the C library's, for this program and the libraries it uses.
extern "C" ssize_t write(int file, const void *bytes, size_t count)
{
    if (const int error = calls.meet("write")) {
        if (!calls.half || count < 2)
            return failing(error);
        calls.half = false;
        count /= 2;
    }
    return syscall(SYS_write, file, bytes, count);
}

extern "C" int fsync(int file)
{
    const int error = calls.meet("fsync");
    return error ? failing(error) : static_cast<int>(syscall(SYS_fsync, file));
}

extern "C" int rename(const char *from, const char *to) noexcept
{
    const int error = calls.meet("rename");
    return error ? failing(error)
                 : static_cast<int>(syscall(SYS_renameat2, -100 /* AT_FDCWD */, from, -100, to, 0));
}

class PayloadFaultTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<PayloadStore>(m_folder->filePath(u"profile"_s));
        QFile file(m_folder->filePath(u"orders.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content()) == content().size());
    }

    void theCopyIsOnTheDiskBeforeItHasItsName()
    {
        QVERIFY(add(-1, 0));
        const QStringList made = calls.made;
        const qsizetype renamed = made.indexOf(u"rename"_s);
        QVERIFY(renamed > 0);
        QCOMPARE(made[renamed - 1], u"fsync"_s);                    // of the copy, after its last write
        QVERIFY(made.lastIndexOf(u"write"_s) < renamed - 1);
        QCOMPARE(made.sliced(renamed + 1), QStringList{u"fsync"_s}); // of the folder
    }

    void nothingHalfStaysWhenTheDiskFails_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("half");
        QTest::newRow("EIO") << EIO << false;
        QTest::newRow("ENOSPC") << ENOSPC << false;
        QTest::newRow("EROFS") << EROFS << false;
        QTest::newRow("short write") << ENOSPC << true;
    }

    void nothingHalfStaysWhenTheDiskFails()
    {
        QFETCH(int, error);
        QFETCH(bool, half);
        QVERIFY(add(-1, 0));
        const qint64 all = calls.made.size();
        for (qint64 at = 0; at < all; ++at) {
            init();
            const auto stored = add(at, error, half);
            QVERIFY(!stored);
            QCOMPARE(stored.error().kind, ErrorKind::Storage);
            QVERIFY(stored.error().message.contains(u"Nothing was sent"_s));
            // What has its name is whole, and nothing else is left.
            QDirIterator files(m_folder->filePath(u"profile"_s), QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(!file.fileName().endsWith(u".part"_s));
                QVERIFY(file.open(QIODevice::ReadOnly));
                QCOMPARE(file.readAll(), content());
            }
            const auto again = add(-1, 0);
            QVERIFY(again);
            QVERIFY(QFile::exists(m_store->path(again->sha256)));
        }
    }

private:
    static QByteArray content() { return QByteArray("A;B\n1;2\n").repeated(1000); }

    Result<StoredPayload> add(qint64 failFrom, int error, bool half = false)
    {
        calls = {true, failFrom, error, half, {}};
        auto stored = m_store->add(m_folder->filePath(u"orders.csv"_s), {}, {});
        calls.counts = false;
        return stored;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PayloadStore> m_store;
};

QTEST_GUILESS_MAIN(PayloadFaultTest)
#include "PayloadFaultTest.moc"
