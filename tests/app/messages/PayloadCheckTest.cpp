#include "app/messages/PayloadCheck.h"
#include "tests/app/files/PackageFixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What is said of a file before it is pushed.
class PayloadCheckTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the test's folder cannot be written");
        return file.fileName();
    }
    static DataJob job(bool package)
    {
        return {u"Customer groups"_s,
                ActivityId(u"00000000-0000-0000-0000-000000000001"_s),
                JobDirection::Import,
                package ? QString() : u"Customer groups"_s,
                u"usmf"_s,
                package};
    }

private slots:
    void plainFilesNeedNoWord()
    {
        QCOMPARE(inspectPayload(file(u"a.csv"_s, "A,B\r\n1,2\r\n"), job(false)), PayloadFinding());
    }

    void aWorkbookFitsAndIsExplained()
    {
        const QString workbook = file(u"forecast.xls"_s, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest");
        const PayloadFinding finding = inspectPayload(workbook, job(false));
        QVERIFY(finding.trouble.isEmpty());
        const QStringList lines = finding.note.split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].contains(u"“forecast.xls” is an Excel workbook"_s) && lines[0].contains(u"EXCEL"_s));
        QVERIFY(lines[1].contains(u"CSV"_s));
        QVERIFY(inspectPayload(workbook, job(true)).trouble.contains(u"takes data packages"_s));
    }

    void aPackageOnAJobForFilesIsDoubted()
    {
        const QString zip = tests::samplePackage(m_folder.filePath(u"all.zip"_s));
        QVERIFY(inspectPayload(zip, job(false)).trouble.contains(u"takes single files"_s));
        QVERIFY(inspectPayload(zip, job(true)).trouble.isEmpty());
        QCOMPARE(inspectPayload(zip, job(true)).entities, QStringList({u"Customers V3"_s, u"Vendors V2"_s}));
    }
};

QTEST_GUILESS_MAIN(PayloadCheckTest)
#include "PayloadCheckTest.moc"
