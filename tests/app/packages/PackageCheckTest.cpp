#include "app/files/ArchiveCheck.h"
#include "app/packages/PackageCheck.h"
#include "tests/app/files/PackageFixture.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Whether a download came whole; what makes a zip sound is tested with the archives.
class PackageCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatIsPackedVeryWell()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.zip"_s);
        tests::writeZip(path, {{u"Customers V3.xml"_s, QByteArray(60 << 20, ' ')}});
        const auto unpackable = checkArchive(path);
        QVERIFY(!unpackable);
        QVERIFY2(unpackable.error().message.contains("(ratio)"_L1), qPrintable(unpackable.error().message));
        const auto checked = checkPackage(path, {});
        QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
        QCOMPARE(checked->entries, 1);
        QCOMPARE(checked->digest.bytes, QFileInfo(path).size());
    }
};

QTEST_GUILESS_MAIN(PackageCheckTest)
#include "PackageCheckTest.moc"
