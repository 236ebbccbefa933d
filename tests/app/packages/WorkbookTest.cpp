#include "app/files/Workbook.h"
#include "tests/app/packages/TableFixture.h"
#include "tests/app/packages/WorkbookFixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace waybill;
using namespace waybill::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 all = std::numeric_limits<qint64>::max();
}

/// The reader of .xlsx.
class WorkbookTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsCellsOfEveryKind()
    {
        workbookBytes(path(),
                      {{"Data", R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>QTY</t></is>
            </c><c t="str"><v>DAY</v></c><c r="E1" t="str"><v>LAST</v></c></row>
            <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12.50</v></c><c r="C2" s="1"><v>45443</v></c>
            <c r="E2" t="b"><v>1</v></c></row>
            <row r="3"/><row r="4"><c r="A4" t="e"><v>#N/A</v></c><c r="B4"><f>1+1</f><v>2</v></c>
            <c r="C4" s="2"><v>45443.5</v></c><c r="G4"><v>7</v></c></row>)"}},
                      "<si><t>NAME</t></si><si><r><t>Müller </t></r><r><t>&amp; Co</t></r><rPh><t>kana</t></rPh></si>",
                      R"(<numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd&quot;h&quot;"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>)");
        const auto workbook = Workbook::open(path());
        QVERIFY2(workbook.has_value(), qPrintable(workbook ? QString() : workbook.error().message));
        QCOMPARE((*workbook)->sheets(), QStringList{u"Data"_s});
        RowsAsText rows;
        TableFacts facts;
        const auto done = (*workbook)->read(0, rows, all, facts);
        QVERIFY2(done.has_value(), qPrintable(done ? QString() : done.error().message));
        QCOMPARE(rows.rows, (QStringList{u"tNAME=Müller & Co|nQTY=12.50|tDAY=2024-05-31|bLAST=true"_s,
                                         u"tNAME=#N/A|nQTY=2|tDAY=2024-05-31 12:00:00|n(7)=7"_s}));
        QCOMPARE(facts.columns.names(),
                 (QStringList{u"NAME"_s, u"QTY"_s, u"DAY"_s, u"(4)"_s, u"LAST"_s, u"(6)"_s, u"(7)"_s}));
        QVERIFY(facts.isWhole);
        QCOMPARE(facts.rows, 2);
        QCOMPARE(facts.longRows, 1);
    }

    void choosesTheSheetAndTheFirstRows()
    {
        workbookBytes(path(), {{"One", R"(<row><c t="str"><v>A</v></c></row><row><c><v>1</v></c></row>)"},
                               {"Two &amp; more", R"(<row><c t="str"><v>B</v></c></row><row><c><v>2</v></c></row>
                                                     <row><c><v>3</v></c></row>)"}});
        const auto workbook = Workbook::open(path());
        QVERIFY(workbook.has_value());
        QCOMPARE((*workbook)->sheets(), (QStringList{u"One"_s, u"Two & more"_s}));
        RowsAsText rows;
        TableFacts facts;
        QVERIFY((*workbook)->read(1, rows, 1, facts).has_value());
        QCOMPARE(rows.rows, QStringList{u"nB=2"_s});
        QVERIFY(!facts.isWhole);
        TableFacts none;
        QCOMPARE((*workbook)->read(2, rows, 1, none).error().kind, ErrorKind::BadInput);
    }

    void writesMomentsAsExcelShowsThem()
    {
        QCOMPARE(momentText(1, false), std::string("1900-01-01"));
        QCOMPARE(momentText(59, false), std::string("1900-02-28"));
        QCOMPARE(momentText(60, false), std::string("1900-02-29"));
        QCOMPARE(momentText(61, false), std::string("1900-03-01"));
        QCOMPARE(momentText(0, true), std::string("00:00:00"));
        QCOMPARE(momentText(1, true), std::string("1904-01-02"));
        QCOMPARE(momentText(0.75, false), std::string("18:00:00"));
        QCOMPARE(momentText(45443.999999999, false), std::string("2024-06-01"));
        QCOMPARE(momentText(2'958'466, false), std::string());
        QCOMPARE(momentText(-1, false), std::string());
        QVERIFY(isMomentFormat("dd/mm/yyyy;@"));
        QVERIFY(isMomentFormat("[$-409]h:mm AM/PM"));
        QVERIFY(!isMomentFormat("[h]:mm:ss"));
        QVERIFY(!isMomentFormat("#,##0.00_d;[Red]\\d\"day\"0"));
        QVERIFY(!isMomentFormat("General"));
    }

    void writesNumbersWithTheDigitsThatExcelShows()
    {
        QCOMPARE(numberText("1.1000000000000001"), std::string("1.1"));
        QCOMPARE(numberText("0.30000000000000004"), std::string("0.3"));
        QCOMPARE(numberText("12.50"), std::string("12.50"));
        QCOMPARE(numberText("1E-3"), std::string("1E-3"));
        QCOMPARE(numberText("12a"), std::string());
        QCOMPARE(numberText(""), std::string());
    }

    void resolvesEscapes()
    {
        std::string text = "a_x000D_b_x00e4_c_xD800_d_x12_e_x0041";
        resolveExcelEscapes(text, 0);
        QCOMPARE(QString::fromStdString(text), u"a\rbäc_xD800_d_x12_e_x0041"_s);
    }

    void refusesWhatIsNoWorkbook()
    {
        writeZip(path(), {{u"a.txt"_s, "a"}});
        QCOMPARE(Workbook::open(path()).error().kind, ErrorKind::BadInput);
        workbookBytes(path(), {});
        QCOMPARE(Workbook::open(path()).error().kind, ErrorKind::BadInput);
    }

    void saysWhatIsWrongInASheet_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("text that is not there") << QByteArray(R"(<row><c t="s"><v>9</v></c></row>)");
        QTest::newRow("text without a number") << QByteArray(R"(<row><c t="s"><v>x</v></c></row>)");
        QTest::newRow("column beyond the last") << QByteArray(R"(<row><c r="ZZZZ1"><v>1</v></c></row>)");
        QTest::newRow("no column") << QByteArray(R"(<row><c r="1"><v>1</v></c></row>)");
        QTest::newRow("end without a cell") << QByteArray("<row><v>1</v></c></row>");
        QTest::newRow("row inside a cell") << QByteArray("<row><c><row><v>1</v></c></row>");
        QTest::newRow("no XML") << QByteArray(R"(<row><c><v>1 < 2</v></c></row>)");
    }
    void saysWhatIsWrongInASheet()
    {
        QFETCH(QByteArray, data);
        workbookBytes(path(), {{"Data", R"(<row><c t="str"><v>A</v></c></row>)" + data}}, "<si><t>a</t></si>");
        const auto workbook = Workbook::open(path());
        QVERIFY(workbook.has_value());
        RowsAsText rows;
        TableFacts facts;
        const auto done = (*workbook)->read(0, rows, all, facts);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::BadInput);
        QVERIFY2(done.error().message.contains(u"part1.xml"_s), qPrintable(done.error().message));
        QCOMPARE(facts.columns.names(), QStringList{u"A"_s});
    }

    void saysThatASheetWasCutOff()
    {
        writeZip(path(), {{u"xl/workbook.xml"_s, "<workbook><sheets><sheet name=\"S\"/></sheets></workbook>"},
                          {u"xl/worksheets/sheet1.xml"_s, "<worksheet><sheetData><row><c><v>1</v></c></row>"}});
        const auto workbook = Workbook::open(path());
        QVERIFY(workbook.has_value());
        RowsAsText rows;
        TableFacts facts;
        QVERIFY(!(*workbook)->read(0, rows, all, facts));
        QVERIFY(!facts.isWhole);
    }

    void refusesASheetThatIsABomb()
    {
        const QByteArray spaces(60 << 20, ' ');
        workbookBytes(path(), {{"Data", spaces}});
        const auto workbook = Workbook::open(path());
        QVERIFY(workbook.has_value());
        RowsAsText rows;
        TableFacts facts;
        const auto done = (*workbook)->read(0, rows, all, facts);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::BadInput);
    }

    void refusesARowThatIsABomb_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("a shared text in many cells") << QByteArray(R"(<c t="s"><v>0</v></c>)").repeated(200);
        QTest::newRow("many cells") << QByteArray(R"(<c r="A1"><v>1</v></c>)").repeated(20'000);
    }
    void refusesARowThatIsABomb()
    {
        QFETCH(QByteArray, row);
        const QByteArray text = "<si><t>" + QByteArray(1 << 20, 'x') + "</t></si>";
        workbookBytes(path(), {{"Data", R"(<row><c t="str"><v>A</v></c></row><row>)" + row + "</row>"}}, text);
        const auto workbook = Workbook::open(path());
        QVERIFY(workbook.has_value());
        RowsAsText rows;
        TableFacts facts;
        const auto done = (*workbook)->read(0, rows, all, facts);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::BadInput);
        QVERIFY2(done.error().message.contains(u"a row "_s), qPrintable(done.error().message));
        QVERIFY(rows.rows.isEmpty());
    }

    void stopsBetweenRows()
    {
        // All rows lie in one piece of the zip, so that nothing else looks at the stop.
        workbookBytes(path(), {{"Data", QByteArray("<row><c><v>1</v></c></row>").repeated(10)}});
        std::stop_source stop;
        const auto workbook = Workbook::open(path());
        QVERIFY(workbook.has_value());
        struct Stopping final : RowHandler {
            explicit Stopping(std::stop_source &to) : source(to) {}
            void beginRow() override { ++rows; }
            void value(std::string_view, const PageValue &) override {}
            void endRow() override { source.request_stop(); }
            std::stop_source &source;
            int rows = 0;
        } rows(stop);
        TableFacts facts;
        QCOMPARE((*workbook)->read(0, rows, all, facts, stop.get_token()).error().kind, ErrorKind::Cancelled);
        QCOMPARE(rows.rows, 1);
    }

    void stops()
    {
        workbookBytes(path(), {{"Data", "<row/>"}});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(Workbook::open(path(), stop.get_token()).error().kind, ErrorKind::Cancelled);
    }

private:
    QString path() const { return m_folder->filePath(u"book.xlsx"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(WorkbookTest)
#include "WorkbookTest.moc"
