#include "app/odata/PageSink.h"
#include "app/odata/RowExport.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
class Text final : public ByteSink
{
public:
    Result<void> write(std::string_view bytes) override
    {
        if (isFull)
            return fail(ErrorKind::Storage, u"full"_s);
        all.append(bytes.data(), qsizetype(bytes.size()));
        return {};
    }
    QByteArray all;
    bool isFull = false;
};
} // namespace

/// The formats rows are written in, page by page.
class RowWriterTest : public QObject
{
    Q_OBJECT
private slots:
    void writesCsv_data();
    void writesCsv();
    void stylesCsv();
    void takesTheColumnsOfTheFirstRowThatHasAny_data();
    void takesTheColumnsOfTheFirstRowThatHasAny();
    void forgetsACutPage_data();
    void forgetsACutPage();
    void startsAnewAfterACutFirstPage();
    void stopsAtTheRowLimit();
    void countsRowsThatCameOnAnEarlierPage();
    void endsPagesThatComeAgain();
    void fitsTablesToTheTerminal();
    void keepsColumnsOfADatabaseApart();
    void tellsAFullDisk();
    void namesItsFileOnlyWhenItIsWhole();

private:
    static tl::expected<PageEnvelope, PageTrouble> take(RowWriter &writer, const QByteArray &rows, qint64 most = 1000)
    {
        WriterSink sink(&writer);
        return sink.take("{\"value\":" + rows, most, {});
    }
};

void RowWriterTest::countsRowsThatCameOnAnEarlierPage()
{
    const auto repeated = [](const QList<QByteArray> &pages, bool areWhole) {
        Text to;
        const auto writer = csvWriter(&to, {});
        WriterSink sink(writer.get());
        sink.noticeRepeats(areWhole);
        for (const QByteArray &rows : pages)
            (void)sink.take("{\"value\":" + rows, 1000, {});
        return sink.repeatedRows();
    };
    const QByteArray first = R"([{"@odata.etag":"1","A":1},{"@odata.etag":"2","A":1}]})";
    QCOMPARE(repeated({first, R"([{"A":1,"@odata.etag":"2"}]})"}, false), 1);
    QCOMPARE(repeated({first, R"([{"A":2,"@odata.etag":"2"}]})"}, false), 0);
    // A page that was cut and came again is no other page.
    QCOMPARE(repeated({first, R"([{"A":3,"@odata.etag":"3"},{"A)", R"([{"A":3,"@odata.etag":"3"}]})"}, false), 0);
    // Behind the etag the fields that come first do, as they have the key.
    const QByteArray wide = R"([{"@odata.etag":"1","A":1,"B":1,"C":1,"D":1,"E":1,"F":1,"G":1,"H":1,"I":)";
    QCOMPARE(repeated({wide + "1}]}", wide + "2}]}"}, false), 1);
    // Without etags only whole rows tell, and none where rows of one page are the same.
    QCOMPARE(repeated({R"([{"A":1}]})", R"([{"A":1}]})"}, false), 0);
    QCOMPARE(repeated({R"([{"A":1}]})", R"([{"A":1}]})"}, true), 1);
    QCOMPARE(repeated({R"([{"A":1},{"A":1}]})", R"([{"A":1}]})"}, true), 0);
}

void RowWriterTest::endsPagesThatComeAgain()
{
    const QByteArray link = R"(,"@odata.nextLink":"X?p=2"})";
    const QByteArray one = R"({"value":[{"A":1},{"A":2}])" + link, other = R"({"value":[{"A":3},{"A":1}])" + link;
    const QByteArray empty = R"({"value":[])" + link, last = R"({"value":[{"A":1},{"A":2}]})";
    const auto taken = [](const QList<QByteArray> &pages, bool areWhole) {
        Text to;
        const auto writer = csvWriter(&to, {});
        WriterSink sink(writer.get());
        sink.noticeRepeats(areWhole);
        for (int i = 0; i < pages.size(); ++i) {
            const auto page = sink.take(pages[i], 1000, {});
            if (!page)
                return page.error().isOfPage || page.error().error.kind != ErrorKind::Refused ? -1 : i;
        }
        return int(pages.size());
    };
    QCOMPARE(taken({one, one, empty, one, one, one}, true), 4);
    QCOMPARE(taken({one, one, one, other, one, one, last}, true), 7); // something new came, and then the end
    QCOMPARE(taken({one, one, one, one, one}, false), 5);             // some of its fields may well repeat
}

void RowWriterTest::writesCsv_data()
{
    QTest::addColumn<QStringList>("columns");
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QByteArray>("csv");
    const QStringList none;
    QTest::newRow("order of the first row")
        << none << QByteArray(R"([{"B":1,"A":2},{"A":3,"B":4}])") << QByteArray("B,A\r\n1,2\r\n4,3\r\n");
    QTest::newRow("missing and late") << none
                                      << QByteArray(R"([{"A":1,"B":2,"C":3},{"C":"x,y"},{"B":"long","C":1,"A":7}])")
                                      << QByteArray("A,B,C\r\n1,2,3\r\n,,\"x,y\"\r\n7,long,1\r\n");
    QTest::newRow("twice") << none << QByteArray(R"([{"A":1,"B":2,"A":"three"}])") << QByteArray("A,B\r\nthree,2\r\n");
    QTest::newRow("null and empty") << none << QByteArray(R"([{"A":null,"B":""}])") << QByteArray("A,B\r\n,\"\"\r\n");
    QTest::newRow("chosen") << QStringList{u"B"_s, u"A"_s} << QByteArray(R"([{"A":1,"C":9,"B":2}])")
                            << QByteArray("B,A\r\n2,1\r\n");
    QTest::newRow("chosen in another case")
        << QStringList{u"b"_s, u"a"_s} << QByteArray(R"([{"A":1,"B":2}])") << QByteArray("B,A\r\n2,1\r\n");
    QTest::newRow("odd names") << none << QByteArray(R"([{"a,b":1,"c\"d":2,"":3}])")
                               << QByteArray("\"a,b\",\"c\"\"d\",\"\"\r\n1,2,3\r\n");
}

void RowWriterTest::writesCsv()
{
    QFETCH(QStringList, columns);
    QFETCH(QByteArray, rows);
    QFETCH(QByteArray, csv);
    Text text;
    const auto writer = csvWriter(&text, columns);
    QVERIFY(take(*writer, rows + "}"));
    QVERIFY(writer->finish());
    QCOMPARE(text.all, csv);
}

void RowWriterTest::stylesCsv()
{
    Text text;
    CsvStyle style{';', true, false, "NULL", true};
    const auto writer = csvWriter(&text, {}, style);
    QVERIFY(take(*writer, R"([{"A":null,"B":"NULL","C":"=1+1","D":"a,b","E":"c;d","F":-1}]})"));
    QVERIFY(writer->finish());
    QCOMPARE(text.all, QByteArray("\xef\xbb\xbf"
                                  "A;B;C;D;E;F\r\nNULL;\"NULL\";'=1+1;a,b;\"c;d\";-1\r\n"));
    QVERIFY2(writer->notes().join(u' ').contains("1 text begins like a formula"_L1),
             qPrintable(writer->notes().join(u' ')));
    text.all.clear();
    style = {',', false, true};
    const auto quoting = csvWriter(&text, {}, style);
    QVERIFY(take(*quoting, R"([{"A":1,"B":true,"C":null}]})"));
    QCOMPARE(text.all, QByteArray("\"A\",\"B\",\"C\"\r\n\"1\",\"true\",\r\n"));
}

void RowWriterTest::takesTheColumnsOfTheFirstRowThatHasAny_data()
{
    QTest::addColumn<QByteArrayList>("pages");
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("table");
    const QByteArray row = R"({"A":1,"B":2})", bare = R"({"@odata.etag":"1"})", cut = R"({},{"C":nonsense})";
    QTest::newRow("one page") << QByteArrayList{"{}," + bare + "," + row} << QByteArray("A,B\r\n,\r\n,\r\n1,2\r\n")
                              << QByteArray("A  B\n\n\n1  2\n");
    QTest::newRow("pages") << QByteArrayList{"{}", bare, cut, row + ",{}"}
                           << QByteArray("A,B\r\n,\r\n,\r\n1,2\r\n,\r\n") << QByteArray("A  B\n\n\n1  2\n\n");
    QTest::newRow("none at all") << QByteArrayList{"{}", bare} << QByteArray("\r\n\r\n\r\n") << QByteArray("\n\n");
    QTest::newRow("later ones") << QByteArrayList{R"({},{"A":1},{"B":2})"} << QByteArray("A\r\n\r\n1\r\n\r\n")
                                << QByteArray("A\n\n1\n\n");
}

void RowWriterTest::takesTheColumnsOfTheFirstRowThatHasAny()
{
    QFETCH(QByteArrayList, pages);
    const auto written = [&pages](ExportFormat format) {
        Text text;
        const auto rows = RowExport::toSink(&text, format, {}, 0);
        for (const QByteArray &page : pages)
            (void)(*rows)->sink().take("{\"value\":[" + page + "]}", 1000, {});
        return (*rows)->finish() ? text.all : QByteArray("fault");
    };
    QTEST(written(ExportFormat::Csv), "csv");
    QTEST(written(ExportFormat::Table), "table");
}

void RowWriterTest::forgetsACutPage_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("whole");
    QTest::newRow("csv") << int(ExportFormat::Csv) << QByteArray("A\r\n1\r\n2\r\n");
    QTest::newRow("json") << int(ExportFormat::Json) << QByteArray("[\n{\"A\":1},\n{\"A\":2}\n]\n");
    QTest::newRow("jsonl") << int(ExportFormat::JsonLines) << QByteArray("{\"A\":1}\n{\"A\":2}\n");
    QTest::newRow("table") << int(ExportFormat::Table) << QByteArray("A\n1\n2\n");
}

void RowWriterTest::forgetsACutPage()
{
    QFETCH(int, format);
    QFETCH(QByteArray, whole);
    Text text;
    const auto rows = RowExport::toSink(&text, ExportFormat(format), {}, 0);
    QVERIFY(rows);
    PageSink &sink = (*rows)->sink();
    QVERIFY(sink.take(R"({"value":[{"A":1}]})", 1000, {}));
    const auto cut = sink.take(R"({"value":[{"A":7},{"A":8},{"A":nonsense}]})", 1000, {});
    QVERIFY(!cut && cut.error().isOfPage);
    QVERIFY(sink.take(R"({"value":[{"A":2}]})", 1000, {}));
    QVERIFY((*rows)->finish());
    QCOMPARE(text.all, whole);
}

void RowWriterTest::startsAnewAfterACutFirstPage()
{
    Text text;
    const auto writer = csvWriter(&text, {});
    QVERIFY(!take(*writer, R"([{"A":7,"Wrong":1},{"A":8},{"A":nonsense}]})"));
    QVERIFY(text.all.isEmpty());
    QVERIFY(take(*writer, R"([{"B":1}]})"));
    QCOMPARE(text.all, QByteArray("B\r\n1\r\n"));
}

void RowWriterTest::stopsAtTheRowLimit()
{
    Text text;
    const auto writer = csvWriter(&text, {});
    const auto page = take(*writer, R"([{"A":1},{"A":2},{"A":3,"B":1}]})", 2);
    QVERIFY(page && page->rows == 3);
    QCOMPARE(text.all, QByteArray("A\r\n1\r\n2\r\n"));
    QVERIFY(writer->notes().isEmpty());
}

void RowWriterTest::fitsTablesToTheTerminal()
{
    Text text;
    const auto writer = tableWriter(&text, {}, 20);
    QVERIFY(take(*writer, "[{\"One\":\"\xe6\xbc\xa2\xe5\xad\x97\",\"Two\":\"abc\",\"Three\":\"0123456789\"}]}"));
    QVERIFY(writer->finish());
    QCOMPARE(text.all, QByteArray("One   Two\n\xe6\xbc\xa2\xe5\xad\x97  abc\n"));
    QVERIFY2(writer->notes().join(u' ').contains("1 more columns"_L1), qPrintable(writer->notes().join(u' ')));
}

void RowWriterTest::keepsColumnsOfADatabaseApart()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"a.sqlite"_s);
    const auto writer = sqliteWriter(file, u"Odd \"name\""_s, {});
    QVERIFY(take(*writer, R"([{"name":1,"Name":"x","":2.5}]})"));
    QVERIFY(!take(*writer, R"([{"name":2,"Cut":1},{"name":nonsense}]})"));
    QVERIFY(take(*writer, R"([{"New":[1],"name":99999999999999999999},{"NEW":false}]})"));
    QVERIFY(writer->finish());
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"rows"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        QSqlQuery query(u"SELECT * FROM \"Odd \"\"name\"\"\""_s, database);
        QStringList all;
        while (query.next()) {
            for (int i = 0; i < 5; ++i)
                all.append(query.isNull(i) ? u"-"_s : query.value(i).toString());
        }
        QCOMPARE(all.join(u'|'), u"1|x|2.5|-|-|99999999999999999999|-|-|[1]|-|-|-|-|-|0"_s);
    }
    QSqlDatabase::removeDatabase(u"rows"_s);
}

void RowWriterTest::tellsAFullDisk()
{
    Text text;
    text.isFull = true;
    const auto writer = csvWriter(&text, {});
    const auto page = take(*writer, R"([{"A":1}]})");
    QVERIFY(!page && !page.error().isOfPage);
    QCOMPARE(page.error().error.kind, ErrorKind::Storage);
}

void RowWriterTest::namesItsFileOnlyWhenItIsWhole()
{
    QTemporaryDir folder;
    for (const auto format : {ExportFormat::Csv, ExportFormat::Json, ExportFormat::Xlsx, ExportFormat::Sqlite}) {
        const QString path = folder.filePath(u"rows."_s + word(format));
        for (const bool whole : {false, true}) {
            auto rows = RowExport::toFile(path, format, u"Rows"_s, {});
            QVERIFY(rows);
            QVERIFY((*rows)->keptPart().isEmpty());
            QVERIFY((*rows)->sink().take(R"({"value":[{"A":1}]})", 1000, {}));
            if (whole)
                QVERIFY((*rows)->finish());
            else
                (*rows)->abandon();
            QCOMPARE(QFile::exists(path), whole);
            QCOMPARE((*rows)->keptPart().isEmpty(), whole);
        }
    }
    QVERIFY(!RowExport::toFile(folder.path(), ExportFormat::Csv, {}, {}));
    QVERIFY(!RowExport::toFile(folder.filePath(u"none/rows.csv"_s), ExportFormat::Csv, {}, {}));
}

QTEST_GUILESS_MAIN(RowWriterTest)
#include "RowWriterTest.moc"
