#include "app/packages/DataFileRows.h"
#include "tests/app/packages/TableFixture.h"
#include "tests/app/packages/WorkbookFixture.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QtConcurrentRun>
#include <QtEndian>

using namespace waybill;
using namespace waybill::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray utf16(const QString &text, bool swapped = false)
{
    QByteArray bytes(text.size() * 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const quint16 unit = text[i].unicode();
        swapped ? qToBigEndian(unit, bytes.data() + 2 * i) : qToLittleEndian(unit, bytes.data() + 2 * i);
    }
    return bytes;
}

QByteArray manyRows(qint64 count)
{
    QByteArray csv = "KEY,TEXT\r\n";
    for (qint64 i = 0; i < count; ++i)
        csv += QByteArray::number(i) + ",\"row " + QByteArray::number(i) + "\"\r\n";
    return csv;
}

} // namespace

/// Data files of packages into rows.
class DataFileReadingTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsRows_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<QString>("encoding");
        const QStringList usual{u"tA=x|nB=1"_s, u"tA=y, \"z\"|nB=-2.50"_s};
        QTest::newRow("CSV") << u"a.csv"_s << QByteArray("A,B\r\nx,1\r\n\r\n\"y, \"\"z\"\"\",-2.50\r\n") << usual
                             << u"UTF-8"_s;
        QTest::newRow("semicolons, LF, mark")
            << u"a.csv"_s << QByteArray("\xEF\xBB\xBF\n A ;B\nx;1\n\"y, \"\"z\"\"\";-2.50") << usual
            << u"UTF-8 with byte order mark"_s;
        QTest::newRow("CSV-Unicode") << u"a.csv"_s << "\xFF\xFE" + utf16(u"A\tB\r\nx\t1\r\n\"y, \"\"z\"\"\"\t-2.50"_s)
                                     << usual << u"UTF-16 LE"_s;
        QTest::newRow("UTF-16 BE") << u"a.csv"_s << "\xFE\xFF" + utf16(u"A,B\r\nż𝄞,1\r\n"_s, true)
                                   << QStringList{u"tA=ż𝄞|nB=1"_s} << u"UTF-16 BE"_s;
        QTest::newRow("Windows-1252") << u"a.csv"_s << QByteArray("A,B\r\n\xE4\x80,\"1\"\r\n")
                                      << QStringList{u"tA=ä€|tB=1"_s} << u"Windows-1252 (assumed)"_s;
        QTest::newRow("what is a number")
            << u"a.csv"_s << QByteArray("A\n007\n1e5\n+1\n1,5,\n\"\"\n.5\n")
            << QStringList{u"tA=007"_s, u"nA=1e5"_s, u"tA=+1"_s, u"nA=1|n(2)=5"_s, u"tA="_s, u"tA=.5"_s} << u"UTF-8"_s;
        QTest::newRow("names") << u"a.csv"_s << QByteArray("A,,A,@odata.etag,A (2)\n1,2,3,4,5\n")
                               << QStringList{u"nA=1|n(2)=2|nA (2)=3|n(4)@odata.etag=4|nA (2) (2)=5"_s} << u"UTF-8"_s;
        QTest::newRow("XML elements") << u"a.xml"_s
                                      << QByteArray("<D><R><A>x</A><B>1</B></R><R><A>y, \"z\"</A><B>-2.50</B></R></D>")
                                      << usual << u"UTF-8"_s;
        QTest::newRow("XML attributes") << u"a.xml"_s
                                        << QByteArray("<D><R A='x' B='1'/><R A='y, \"z\"' B='-2.50'/></D>") << usual
                                        << u"UTF-8"_s;
        QTest::newRow("XML in UTF-16")
            << u"a.xml"_s << "\xFF\xFE" + utf16(u"<?xml version='1.0' encoding='utf-16'?><D><R><A>ż</A><B/></R></D>"_s)
            << QStringList{u"tA=ż|tB="_s} << u"UTF-16 LE"_s;
    }
    void readsRows()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QStringList, rows);
        QFETCH(QString, encoding);
        writeZip(path(), {{name, content}});
        RowsAsText read;
        const auto facts = readDataFile({path(), 0}, read);
        QVERIFY2(facts.has_value(), qPrintable(facts ? QString() : facts.error().message));
        QCOMPARE(read.rows, rows);
        QCOMPARE(facts->encoding, encoding);
        QCOMPARE(facts->rows, qint64(rows.size()));
        QVERIFY(facts->isWhole);
    }

    void readsTextThatSpansPieces()
    {
        // Characters of two units and of three bytes lie across every border of pieces.
        const QString value = u"\u20AC\U0001D11E"_s.repeated(200'001);
        for (const QByteArray &content : {QString(u"A\n"_s + value + u"\nb"_s).toUtf8(),
                                          QByteArray("\xFF\xFE" + utf16(u"A\n"_s + value + u"\nb"_s))}) {
            writeZip(path(), {{u"a.csv"_s, content}});
            RowsAsText read;
            QVERIFY(readDataFile({path(), 0}, read).has_value());
            QCOMPARE(read.rows.size(), 2);
            QVERIFY(read.rows[0] == u"tA="_s + value);
            QCOMPARE(read.rows[1], u"tA=b"_s);
        }
    }

    void replacesWhatIsNoCharacter()
    {
        writeZip(path(), {{u"a.csv"_s, "\xFF\xFE" + utf16(u"A\nb"_s) + 'c'}});
        RowsAsText read;
        QVERIFY(readDataFile({path(), 0}, read).has_value());
        QCOMPARE(read.rows, QStringList{u"tA=b\uFFFD"_s});
        writeZip(path(), {{u"a.csv"_s, "\xEF\xBB\xBF"
                                       "A\nb\xFF"
                                       "c\xC3"}});
        read.rows.clear();
        QVERIFY(readDataFile({path(), 0}, read).has_value());
        QCOMPARE(read.rows, QStringList{u"tA=b\uFFFDc\uFFFD"_s});
    }

    void notesRowsOfAnotherLength()
    {
        writeZip(path(), {{u"a.csv"_s, "A,B\n1\n1,2,3\n1,2\n"}});
        RowsAsText read;
        const auto facts = readDataFile({path(), 0}, read);
        QVERIFY(facts.has_value());
        QCOMPARE(facts->columns, (QStringList{u"A"_s, u"B"_s, u"(3)"_s}));
        QCOMPARE(facts->notes.size(), 2);
    }

    void readsAWorkbook()
    {
        const QByteArray book =
            workbookBytes(m_folder->filePath(u"b.xlsx"_s),
                          {{"One", R"(<row><c t="str"><v>A</v></c></row><row><c><v>1</v></c></row>)"},
                           {"Two", R"(<row><c t="str"><v>B</v></c></row><row><c><v>2</v></c></row>)"}});
        writeZip(path(), {{u"a.xlsx"_s, book}});
        RowsAsText read;
        const auto facts = readDataFile({path(), 0, u"Two"_s}, read);
        QVERIFY2(facts.has_value(), qPrintable(facts ? QString() : facts.error().message));
        QCOMPARE(read.rows, QStringList{u"nB=2"_s});
        QCOMPARE(facts->kind, DataFileKind::Excel);
        QCOMPARE(facts->sheets, (QStringList{u"One"_s, u"Two"_s}));
        QCOMPARE(facts->sheet, u"Two"_s);
        QCOMPARE(readDataFile({path(), 0, u"Three"_s}, read).error().kind, ErrorKind::NotFound);
    }

    void saysWhyThereAreNoRows_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << u"a.csv"_s << QByteArray();
        QTest::newRow("blank") << u"a.csv"_s << QByteArray("\r\n\r\n");
        QTest::newRow("open quote") << u"a.csv"_s << QByteArray("A\r\n\"x\r\n");
        QTest::newRow("cut XML") << u"a.xml"_s << QByteArray("<D><R><A>1</A></R>");
        QTest::newRow("old workbook") << u"a.xls"_s << QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more");
        QTest::newRow("zip that is none") << u"a.xlsx"_s << QByteArray("PK\x03\x04 and more");
        QTest::newRow("bytes") << u"a.bin"_s << QByteArray("\x01\x02\x03\x04", 4);
        QTest::newRow("too many columns") << u"a.csv"_s << QByteArray(20'000, ',') + "\n";
        QTest::newRow("too many cells") << u"a.csv"_s << "A\n" + QByteArray(20'000, ',') + "\n";
    }
    void saysWhyThereAreNoRows()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        writeZip(path(), {{name, content}});
        RowsAsText read;
        const auto facts = readDataFile({path(), 0}, read);
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, ErrorKind::BadInput);
        QVERIFY(facts.error().message.endsWith(u'.'));
    }

    void tellsADamagedEntry()
    {
        writeZip(path(), {{u"a.csv"_s, manyRows(50'000)}});
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        file.write("damaged");
        file.close();
        RowsAsText read;
        const auto facts = readDataFile({path(), 0}, read);
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, ErrorKind::BadInput);
        QVERIFY(!read.rows.isEmpty());
    }

    void givesTheFirstRowsFirst()
    {
        writeZip(path(), {{u"a.csv"_s, manyRows(25'500)}});
        QList<qsizetype> sizes;
        const auto facts = readDataFile({path(), 0}, [&](std::shared_ptr<const RowBlock> block) {
            sizes.append(block->rows());
            return true;
        });
        QVERIFY(facts.has_value());
        QCOMPARE(sizes, (QList<qsizetype>{1'000, 10'000, 10'000, 4'500}));
        QCOMPARE(facts->rows, 25'500);
        QVERIFY(facts->isWhole);
    }

    void endsWhenSomebodyHasEnough()
    {
        writeZip(path(), {{u"a.csv"_s, manyRows(25'500)}});
        int blocks = 0;
        const auto facts = readDataFile({path(), 0}, [&](std::shared_ptr<const RowBlock>) { return ++blocks < 2; });
        QVERIFY(facts.has_value());
        QCOMPARE(blocks, 2);
        QCOMPARE(facts->rows, 11'000);
        QVERIFY(!facts->isWhole);
        QCOMPARE(facts->kind, DataFileKind::Csv);
        DataFileAsk few{path(), 0};
        few.mostRows = 3;
        RowsAsText read;
        const auto first = readDataFile(few, read);
        QVERIFY(first.has_value());
        QCOMPARE(read.rows.size(), 3);
        QVERIFY(!first->isWhole);
    }

    void readsOnAWorker()
    {
        writeZip(path(), {{u"a.csv"_s, manyRows(25'500)}});
        DataFileRows rows({path(), 0});
        QSignalSpy finished(&rows, &DataFileRows::finished);
        QSignalSpy grew(&rows, &DataFileRows::grew);
        rows.start();
        QVERIFY(rows.isReading());
        QCOMPARE(rows.rows().rows(), 0);
        QVERIFY(finished.wait(30'000));
        QCOMPARE(rows.rows().rows(), 25'500);
        QCOMPARE(grew.size(), 4);
        QVERIFY(!rows.isReading() && !rows.fault());
        QCOMPARE(rows.facts().columns, (QStringList{u"KEY"_s, u"TEXT"_s}));
        QCOMPARE(QByteArray::fromStdString(rows.rows().json(25'499)),
                 QByteArray(R"({"KEY":25499,"TEXT":"row 25499"})"));
    }

    void stopsOnAWorkerAndKeepsWhatCame()
    {
        writeZip(path(), {{u"a.csv"_s, manyRows(400'000)}});
        DataFileRows rows({path(), 0});
        QSignalSpy finished(&rows, &DataFileRows::finished);
        connect(&rows, &DataFileRows::grew, &rows, &DataFileRows::stop);
        rows.start();
        QVERIFY(finished.wait(30'000));
        QVERIFY(rows.rows().rows() >= 1'000);
        if (rows.rows().rows() < 400'000) { // else it was read before the first rows were seen
            QVERIFY(rows.fault());
            QCOMPARE(rows.fault()->kind, ErrorKind::Cancelled);
            QVERIFY(!rows.facts().isWhole);
        }
    }

    void tellsNothingWhileItGoes()
    {
        writeZip(path(), {{u"a.csv"_s, manyRows(10)}});
        QThreadPool *pool = QThreadPool::globalInstance();
        const auto threads = qScopeGuard([pool, most = pool->maxThreadCount()] { pool->setMaxThreadCount(most); });
        pool->setMaxThreadCount(1);
        QSemaphore gate;
        auto busy = QtConcurrent::run([&gate] { gate.acquire(); });
        // No thread is free for it, so that its end reads the file itself.
        auto rows = std::make_unique<DataFileRows>(DataFileAsk{path(), 0});
        int told = 0;
        connect(rows.get(), &DataFileRows::grew, this, [&told] { ++told; });
        connect(rows.get(), &DataFileRows::finished, this, [&told] { ++told; });
        rows->start();
        rows.reset();
        gate.release();
        busy.waitForFinished();
        QCoreApplication::processEvents();
        QCOMPARE(told, 0);
    }

    void endsWithItsReader()
    {
        writeZip(path(), {{u"a.csv"_s, manyRows(400'000)}});
        auto rows = std::make_unique<DataFileRows>(DataFileAsk{path(), 0});
        int late = 0;
        connect(rows.get(), &DataFileRows::grew, this, [&] { late += rows ? 0 : 1; });
        connect(rows.get(), &DataFileRows::finished, this, [&] { late += rows ? 0 : 1; });
        rows->start();
        QVERIFY(rows->isReading());
        rows.reset();
        QCoreApplication::processEvents(); // what the worker may have left behind
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QCoreApplication::processEvents();
        QCOMPARE(late, 0);
    }

private:
    QString path() const { return m_folder->filePath(u"package.zip"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(DataFileReadingTest)
#include "DataFileReadingTest.moc"
