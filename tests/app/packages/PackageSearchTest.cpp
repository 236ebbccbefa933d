#include "app/packages/PackageSearch.h"
#include "tests/app/packages/WorkbookFixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace waybill::tests;
using namespace Qt::StringLiterals;

/// Finding a text in all files of a package.
class PackageSearchTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_found.clear();
    }

    void findsInEveryKindOfFile()
    {
        const QByteArray book =
            workbookBytes(m_folder->filePath(u"b.xlsx"_s), {{"S", R"(<row><c t="str"><v>A</v></c></row>
                                                        <row><c t="str"><v>in the needle sheet</v></c></row>)"}});
        writeZip(path(), {{u"a.csv"_s, "NEEDLE,B\r\nx,1\r\ny,the Needle\r\n"},
                          {u"b.xml"_s, "<D><R><F>needle</F></R></D>"},
                          {u"c.xlsx"_s, book},
                          {u"d.txt"_s, "one\r\nneedle two\r\nthree"},
                          {u"needles.bin"_s, QByteArray("needle\0", 7)}});
        const auto end = search({path(), u"NEEDLE"_s});
        QVERIFY(end.has_value());
        QCOMPARE(m_found, (QList<PackageHit>{{0, 2, u"B"_s, 0, u"the Needle"_s},
                                             {1, 1, u"F"_s, 0, u"needle"_s},
                                             {2, 1, u"A"_s, 0, u"in the needle sheet"_s},
                                             {3, 0, {}, 2, u"needle two"_s},
                                             {4, 0, {}, 0, u"needles.bin"_s}}));
        QCOMPARE(end->hits, 5);
        QCOMPARE(end->files, 5);
        QVERIFY(end->isWhole);
    }

    void mindsTheCaseWhenAsked()
    {
        writeZip(path(), {{u"d.txt"_s, "Straße\nSTRASSE\nstrasse"}});
        QVERIFY(search({path(), u"strasse"_s, true}).has_value());
        QCOMPARE(m_found, (QList<PackageHit>{{0, 0, {}, 3, u"strasse"_s}}));
    }

    void endsWhenThereIsEnough()
    {
        writeZip(path(), {{u"a.csv"_s, "A\n" + QByteArray("x\n").repeated(500)}, {u"x.txt"_s, "x"}});
        SearchAsk ask{path(), u"x"_s};
        ask.mostHits = 120;
        const auto end = search(ask);
        QVERIFY(end.has_value());
        QCOMPARE(m_found.size(), 120);
        QVERIFY(!end->isWhole);
        QCOMPARE(end->files, 1);
    }

    void showsTheMatchOfALongText()
    {
        writeZip(path(), {{u"d.txt"_s, QByteArray(5'000, 'a') + "NEEDLE" + QByteArray(5'000, 'b')}});
        QVERIFY(search({path(), u"needle"_s}).has_value());
        QCOMPARE(m_found.size(), 1);
        QCOMPARE(m_found[0].text.size(), 200);
        QVERIFY(m_found[0].text.contains(u"NEEDLE"_s));
    }

    void notesFilesThatCannotBeRead()
    {
        writeZip(path(), {{u"a.csv"_s, "A\n\"needle"}, {u"d.txt"_s, "needle"}});
        const auto end = search({path(), u"needle"_s});
        QVERIFY(end.has_value());
        QCOMPARE(m_found.size(), 1);
        QCOMPARE(end->notes.size(), 1);
    }

    void searchesAllSheets()
    {
        const QByteArray row = R"(<row><c t="str"><v>A</v></c></row><row><c t="str"><v>needle</v></c></row>)";
        const QByteArray one = workbookBytes(m_folder->filePath(u"b.xlsx"_s), {{"S", row}});
        const QByteArray two = workbookBytes(m_folder->filePath(u"b.xlsx"_s), {{"S", row}, {"T", row}});
        writeZip(path(), {{u"one.xlsx"_s, one}, {u"two.xlsx"_s, two}});
        const auto end = search({path(), u"needle"_s});
        QVERIFY(end.has_value());
        QCOMPARE(end->hits, 3);
        QVERIFY(end->notes.isEmpty());
        QCOMPARE(m_found[1].sheet, QString());
        QCOMPARE(m_found[2].sheet, u"T"_s);
        QCOMPARE(m_found[2].entry, m_found[1].entry);
    }

    void refusesToLookForNothing()
    {
        writeZip(path(), {{u"d.txt"_s, "a"}});
        QCOMPARE(search({path(), {}}).error().kind, ErrorKind::BadInput);
    }

    void stops()
    {
        writeZip(path(), {{u"d.txt"_s, "a"}});
        std::stop_source stop;
        stop.request_stop();
        const auto end = searchPackage(
            {path(), u"a"_s}, [](const QList<PackageHit> &) {}, {}, stop.get_token());
        QVERIFY(!end);
        QCOMPARE(end.error().kind, ErrorKind::Cancelled);
    }

private:
    QString path() const { return m_folder->filePath(u"package.zip"_s); }
    Result<SearchEnd> search(const SearchAsk &ask)
    {
        return searchPackage(ask, [this](const QList<PackageHit> &hits) { m_found += hits; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QList<PackageHit> m_found;
};

QTEST_GUILESS_MAIN(PackageSearchTest)
#include "PackageSearchTest.moc"
