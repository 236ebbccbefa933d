#include "app/rows/PageParser.h"
#include "tests/app/rows/ServedRows.h"

#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using Rows = std::vector<std::string>;

namespace {

struct Reading {
    ServedRows served;
    tl::expected<PageEnvelope, PageFault> page;
};

Reading read(const QByteArray &bytes, const std::stop_token &stop = {})
{
    Reading reading;
    PageParser parser;
    reading.page = parser.parse(padded(bytes), reading.served, stop);
    return reading;
}

Rows rowsOf(const QByteArray &bytes)
{
    const Reading reading = read(bytes);
    if (!reading.page)
        qWarning() << reading.page.error().error.message;
    return reading.page ? reading.served.rows : Rows{"fault"};
}

QByteArray page(const QByteArray &row)
{
    return "{\"value\":[" + row + "]}";
}

} // namespace

class PageParserTest : public QObject
{
    Q_OBJECT
private slots:
    void handsOverEveryKindAsServed()
    {
        const Reading reading = read(page("{\"a\":null,\"b\":true,\"c\":false,\"d\":-1.50e+3,\"e\":\"x \\\"y\\\" "
                                          "\\u00e4\\n\",\"f\":{\"g\":[1, 2]}} "));
        QCOMPARE(reading.served.rows, Rows{"a=Null:null;b=True:true;c=False:false;d=Number:-1.50e+3;"
                                           "e=Text:x \"y\" ä\n;f=Nested:{\"g\":[1, 2]}"});
        QCOMPARE(reading.served.raws[4], std::string("\"x \\\"y\\\" \\u00e4\\n\""));
        QCOMPARE(reading.page->rows, 1);
        QCOMPARE(reading.served.names, 6);
    }

    void takesNoOtherValueForACount()
    {
        QCOMPARE(read("{\"@odata.count\":0,\"value\":[]}").page->count, 0);
        QCOMPARE(read("{\"@odata.count\":\"7\",\"value\":[]}").page->count, 7); // as IEEE754Compatible has it
        for (const char *other : {"-1", "1.5", "null", "\"many\"", "99999999999999999999", "[1]"})
            QVERIFY2(!read(QByteArray("{\"@odata.count\":") + other + ",\"value\":[]}").page->count, other);
    }

    void findsTheEnvelopeWhereverItStands()
    {
        const PageEnvelope wanted{42, "https://h/data/X?$skip=1&a=ä", "https://h/data/$metadata#X", 1, 0, {}, 0, true};
        const QByteArray context = "\"@odata.context\":\"https://h/data/$metadata#X\"";
        const QByteArray count = "\"@odata.count\" : 42";
        const QByteArray link = "\"@odata.nextLink\":\"https:\\/\\/h/data/X?$skip=1&a=\\u00e4\"";
        const QByteArray value = "\"value\":[{\"a\":1}]";
        QCOMPARE(*read("{" + context + "," + count + "," + value + "," + link + "}").page, wanted);
        QCOMPARE(*read("{" + link + "," + value + "," + count + "," + context + "}").page, wanted);
        QCOMPARE(
            *read("\xEF\xBB\xBF \r\n{" + value + ",\"other\":{\"x\":[]}, " + context + "," + count + "," + link + "}\n")
                 .page,
            wanted);
        QCOMPARE(read("{\"@count\":\"7\",\"@nextLink\":\"n\",\"value\":[]}").page->count, 7);
        QCOMPARE(read("{\"@count\":\"7\",\"@nextLink\":\"n\",\"value\":[]}").page->nextLink, std::string("n"));
        QCOMPARE(read("{\"@odata.count\":1e3,\"@odata.nextLink\":null,\"value\":[]}").page->count, std::nullopt);
    }

    void refusesANextLinkThatIsNoText() { QVERIFY(!read("{\"@odata.nextLink\":7,\"value\":[{\"a\":1}]}").page); }

    void readsOneEntityAsOneRow()
    {
        QCOMPARE(rowsOf("{\"@odata.context\":\"h/$metadata#X/$entity\",\"@odata.etag\":\"W/"
                        "\\\"1\\\"\",\"a\":1,\"value\":[1,2]}"),
                 Rows{"@odata.etag=@Text:W/\"1\";a=Number:1;value=Nested:[1,2]"});
        QCOMPARE(rowsOf("{\"value\":\"only a text\"}"), Rows{"value=Text:only a text"});
        QCOMPARE(rowsOf("{\"value\":[\"a\",2,null]}"), (Rows{"value=Text:a", "value=Number:2", "value=Null:null"}));
    }

    void readsAnEmptyPageAndEmptyRows()
    {
        QCOMPARE(rowsOf("{\"value\":[]}"), Rows{});
        QCOMPARE(rowsOf("{\"value\":[{},{\"a\":1},{}]}"), (Rows{"", "a=Number:1", ""}));
    }

    void keepsNumbersDigitForDigit()
    {
        const QByteArray sixty = "-" + QByteArray(59, '9') + ".5";
        QCOMPARE(rowsOf(page("{\"a\":9223372036854775807,\"b\":18446744073709551616,\"c\":" + sixty + ",\"d\":0.10}")),
                 Rows{"a=Number:9223372036854775807;b=Number:18446744073709551616;c=Number:" + sixty.toStdString() +
                      ";d=Number:0.10"});
    }

    void saysWhenANameIsRepeated()
    {
        const Reading reading = read(page("{\"a\":1,\"b\":2,\"a\":3},{\"a\":1,\"b\":2},{\"\\u0062\":1,\"b\":2}"));
        QCOMPARE(reading.served.rows,
                 (Rows{"a=Number:1;b=Number:2;a=!Number:3", "a=Number:1;b=Number:2", "b=Number:1;b=!Number:2"}));
        QCOMPARE(reading.page->repeatedNames, 2);
        QCOMPARE(reading.page->repeatedName, std::string("a"));
        QCOMPARE(reading.served.names, 2);
    }

    void readsRowsOfAnyShape()
    {
        QCOMPARE(rowsOf(page(
                     "{\"a\":1,\"b\":2},{\"b\":1,\"a\":2},{\"c\":\"x\"},{\"a\":1,\"b\":2,\"c\":3},{\"q\\\"\\\\ä\":1}")),
                 (Rows{"a=Number:1;b=Number:2", "b=Number:1;a=Number:2", "c=Text:x", "a=Number:1;b=Number:2;c=Number:3",
                       "q\"\\ä=Number:1"}));
    }

    // What follows a value that comes again is looked at anew, and so is one that only begins like it.
    void readsAValueThatComesAgain()
    {
        const QByteArray row = "{\"a\":\"x\",\"n\":1,\"l\":\"" + QByteArray(70, 'y') + "\",\"e\":\"\\n\",\"f\":[1]}";
        const std::string read = "a=Text:x;n=Number:1;l=Text:" + std::string(70, 'y') + ";e=Text:\n;f=Nested:[1]";
        QCOMPARE(rowsOf(page(row + "," + row + "," + row)), (Rows{read, read, read}));
        QCOMPARE(rowsOf(page("{\"a\":1},{\"a\":12},{\"a\":12 },{\"a\": 12},{\"a\":1}")),
                 (Rows{"a=Number:1", "a=Number:12", "a=Number:12", "a=Number:12", "a=Number:1"}));
        QCOMPARE(rowsOf(page("{\"a\":\"x\"},{\"a\":\"x\\\"\"},{\"a\":null},{\"a\":null},{\"a\":\"\"},{\"a\":\"\"}")),
                 (Rows{"a=Text:x", "a=Text:x\"", "a=Null:null", "a=Null:null", "a=Text:", "a=Text:"}));
        QCOMPARE(rowsOf(page("1,{\"value\":1},1,{\"value\":1}")),
                 (Rows{"value=Number:1", "value=Number:1", "value=Number:1", "value=Number:1"}));
        for (const char *end : {"x}", "\"}", ":1}", "]", " 1}", ",}", "", "}{"})
            QVERIFY2(rowsOf(page(QByteArray("{\"a\":1},{\"a\":1") + end)) == Rows{"fault"}, end);
    }

    void findsABackslashWhereverItStands()
    {
        for (int length = 0; length < 100; ++length) {
            for (int at = 0; at < length; ++at) {
                const QByteArray before(at, 'x'), after(length - 1 - at, 'x');
                QCOMPARE(rowsOf(page("{\"a\":\"" + before + "\\t" + after + "\"}")),
                         Rows{"a=Text:" + (before + "\t" + after).toStdString()});
            }
            // The one behind the end is no part of it.
            QCOMPARE(read(page("{\"a\":\"" + QByteArray(length, 'x') + "\",\"b\":\"\\t\"}")).served.raws[0],
                     "\"" + std::string(std::size_t(length), 'x') + "\"");
        }
    }

    /// Two rows that differ in one byte at most, wherever it stands.
    void tellsAlikeOnlyWhatIsTheSame()
    {
        struct Alike : RowHandler {
            void beginRow() override {}
            void value(std::string_view, const PageValue &value) override { all.push_back(value.alike); }
            void endRow() override {}
            std::vector<bool> all;
        };
        for (int length = 1; length < 100; ++length) {
            for (int at = 0; at <= length; ++at) {
                const QByteArray text(length, 'x');
                QByteArray other = text;
                if (at < length)
                    other[at] = 'y';
                Alike alike;
                PageParser parser;
                QVERIFY(parser.parse(padded(page("{\"a\":\"" + text + "\"},{\"a\":\"" + other + "\"}")), alike));
                QCOMPARE(alike.all, (std::vector<bool>{false, at == length}));
            }
        }
    }

    void marksAnnotations()
    {
        QCOMPARE(rowsOf(page("{\"@odata.etag\":\"e\",\"a@odata.type\":\"#Int64\",\"a\":1}")),
                 Rows{"@odata.etag=@Text:e;a@odata.type=@Text:#Int64;a=Number:1"});
    }

    void readsFiveThousandColumns()
    {
        QByteArray row;
        for (int i = 0; i < 5'000; ++i)
            row += (i ? ",\"Column" : "{\"Column") + QByteArray::number(i) + "\":" + QByteArray::number(i);
        const Reading reading = read(page(row + "}," + row + "}"));
        QCOMPARE(reading.page->rows, 2);
        QCOMPARE(reading.served.names, 5'000);
        QCOMPARE(reading.served.rows[0], reading.served.rows[1]);
    }

    void refusesMoreNamesThanAnyTableHas()
    {
        QByteArray rows;
        for (int i = 0; i <= PageParser::maxNames; ++i)
            rows += (i ? ",{\"N" : "{\"N") + QByteArray::number(i) + "\":0}";
        const Reading reading = read(page(rows));
        QVERIFY(!reading.page);
        QVERIFY(reading.page.error().error.message.contains(u"different names"_s));
    }

    void readsAValueOfAHundredMegabytes()
    {
        QByteArray bytes;
        bytes.reserve((100 << 20) + 128);
        bytes += "{\"value\":[{\"a\":\"";
        bytes += QByteArray(100 << 20, 'x');
        bytes += "\",\"b\":1}]}";
        struct Sizes : RowHandler {
            void beginRow() override {}
            void value(std::string_view, const PageValue &value) override { all.push_back(value.text.size()); }
            void endRow() override {}
            std::vector<std::size_t> all;
        } sizes;
        PageParser parser;
        QVERIFY(parser.parse(std::move(bytes), sizes));
        QCOMPARE(sizes.all, (std::vector<std::size_t>{100 << 20, 1}));
    }

    void keepsWhatIsNestedAtAnyDepth()
    {
        for (const int depth : {10'000, 1'000'000}) {
            const QByteArray deep = QByteArray(depth, '[') + QByteArray(depth, ']');
            const Reading reading = read(page("{\"a\":" + deep + ",\"b\":1}"));
            QVERIFY(reading.page);
            QCOMPARE(reading.served.raws[0], deep.toStdString());
            QCOMPARE(reading.served.raws[1], std::string("1"));
        }
    }

    void keepsRootObjectsAtAnyDepth()
    {
        QByteArray deep;
        for (int i = 0; i < 10'000; ++i)
            deep += "{\"a\":";
        const QByteArray closed = deep + "1" + QByteArray(10'000, '}');
        QCOMPARE(rowsOf(closed).size(), 1U);
        QVERIFY(!read(deep).page);
    }

    void refusesWhatIsNoSoundJson_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("number with letters") << QByteArray("{\"a\":12x}");
        QTest::newRow("leading zero") << QByteArray("{\"a\":012}");
        QTest::newRow("bare minus") << QByteArray("{\"a\":-}");
        QTest::newRow("dot without digits") << QByteArray("{\"a\":1.}");
        QTest::newRow("exponent without digits") << QByteArray("{\"a\":1e}");
        QTest::newRow("plus") << QByteArray("{\"a\":+1}");
        QTest::newRow("NaN") << QByteArray("{\"a\":NaN}");
        QTest::newRow("word") << QByteArray("{\"a\":truex}");
        QTest::newRow("no value") << QByteArray("{\"a\":}");
        QTest::newRow("no value, then a name") << QByteArray("{\"a\":,\"b\":1}");
        QTest::newRow("no colon") << QByteArray("{\"a\" 1}");
        QTest::newRow("no comma") << QByteArray("{\"a\":1 \"b\":2}");
        QTest::newRow("two texts") << QByteArray("{\"a\":\"x\" \"y\"}");
        QTest::newRow("text and letters") << QByteArray("{\"a\":\"x\"y}");
        QTest::newRow("comma at the end") << QByteArray("{\"a\":1,}");
        QTest::newRow("name without quotes") << QByteArray("{a:1}");
        QTest::newRow("unknown escape") << QByteArray("{\"a\":\"\\q\"}");
        QTest::newRow("short unicode escape") << QByteArray("{\"a\":\"\\u12\"}");
        QTest::newRow("unknown escape in a name") << QByteArray("{\"\\q\":1}");
        QTest::newRow("control character") << QByteArray("{\"a\":\"x\ny\"}");
        QTest::newRow("wrong bracket within") << QByteArray("{\"a\":[1},\"b\":2}");
        QTest::newRow("comma within") << QByteArray("{\"a\":[1,,2]}");
        QTest::newRow("bad number within") << QByteArray("{\"a\":{\"b\":[01]}}");
        QTest::newRow("bad escape within") << QByteArray("{\"a\":[\"\\q\"]}");
        QTest::newRow("no colon within") << QByteArray("{\"a\":{\"b\"}}");
        QTest::newRow("row not closed") << QByteArray("{\"a\":1");
        QTest::newRow("rows without comma") << QByteArray("{\"a\":1}{\"a\":2}");
        QTest::newRow("row closed by a bracket") << QByteArray("{\"a\":1]");
    }
    void refusesWhatIsNoSoundJson()
    {
        QFETCH(QByteArray, row);
        const Reading reading = read(page("{\"first\":1}," + row));
        QVERIFY(!reading.page);
        const PageFault &fault = reading.page.error();
        QCOMPARE(fault.error.kind, ErrorKind::ServerFault);
        QVERIFY2(fault.error.message.startsWith(u"The page cannot be read: "_s), qPrintable(fault.error.message));
        QCOMPARE(fault.rows, qint64(reading.served.rows.size()));
    }

    void tellsWhereAFaultStandsAndHowManyRowsWereHandedOver()
    {
        const Reading reading = read("{\"value\":[{\"a\":1},{\"a\":2},{\"a\":3x}]}");
        QVERIFY(!reading.page);
        QCOMPARE(reading.page.error().rows, 2);
        QCOMPARE(reading.page.error().at, 31);
        QCOMPARE(reading.page.error().error.message,
                 u"The page cannot be read: there is no value (byte 31, row 3). Fetch it again."_s);
        QCOMPARE(read("\xEF\xBB\xBF{\"value\":[{\"a\":3x}]}").page.error().at, 18); // of all bytes that came
    }

    void noCutPageIsTakenForAWholeOne()
    {
        const QByteArray whole = "{\"@odata.count\":2,\"value\":[{\"a\":\"x\\\"ä\",\"b\":[1,{\"c\":2}]},{\"a\":null}],"
                                 "\"@odata.nextLink\":\"n\"}";
        QVERIFY(read(whole).page);
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY2(!read(whole.left(length)).page, whole.left(length).constData());
        QVERIFY(!read(whole + "}").page);
        QVERIFY(!read(whole + whole).page);
    }

    void refusesBytesThatAreNoUtf8AndSaysWhere()
    {
        for (const QByteArray &bad :
             {QByteArray("\xFF"), QByteArray("\xC3("), QByteArray("\xED\xA0\x80"), QByteArray("\xC0\x80"),
              QByteArray("\xF5\x80\x80\x80"), QByteArray("\xE0\x80\x80")}) {
            const Reading reading = read(page("{\"a\":\"ä€😀" + bad + "\"}"));
            QVERIFY(!reading.page);
            QCOMPARE(reading.page.error().at, 25);
            QVERIFY(reading.page.error().error.message.contains(u"no UTF-8"_s));
            QCOMPARE(reading.page.error().rows, 0);
        }
    }

    void replacesHalvesOfCharactersAndCountsThem()
    {
        const Reading reading =
            read(page("{\"a\":\"x\\ud83dy\",\"b\":\"\\ude00\",\"c\":\"\\ud83d\\ude00\",\"d\":\"\\ud83d\\u0041\"}"));
        QCOMPARE(reading.served.rows, Rows{"a=Text:x\uFFFDy;b=Text:\uFFFD;c=Text:😀;d=Text:\uFFFDA"});
        QCOMPARE(reading.page->loneSurrogates, 3);
        QCOMPARE(reading.served.raws[0], std::string("\"x\\ud83dy\""));
    }

    void saysWhatIsNoPageAtAll_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QByteArray() << u"empty page"_s;
        QTest::newRow("space") << QByteArray(" \n") << u"empty page"_s;
        QTest::newRow("HTML") << QByteArray("\r\n<!DOCTYPE html><html>") << u"web page"_s;
        QTest::newRow("text") << QByteArray("Service unavailable") << u"no rows"_s;
        QTest::newRow("array") << QByteArray("[{\"a\":1}]") << u"no rows"_s;
        QTest::newRow("number") << QByteArray("17") << u"no rows"_s;
        QTest::newRow("empty object") << QByteArray("{}") << u"no rows"_s;
        QTest::newRow("context only") << QByteArray("{\"@odata.context\":\"x\"}") << u"no rows"_s;
        QTest::newRow("words behind the end") << QByteArray("{\"value\":[]} Error") << u"more follows"_s;
        QTest::newRow("an object behind the end") << QByteArray("{\"value\":[]}{}") << u"more follows"_s;
        QTest::newRow("cut") << QByteArray("{\"value\":[{\"a\":1}") << u"it is cut"_s;
        QTest::newRow("error")
            << QByteArray("{\"error\":{\"message\":\"outer\",\"innererror\":{\"message\":\"the useful text\"}}}")
            << u"the useful text"_s;
        QTest::newRow("error after rows")
            << QByteArray("{\"value\":[{\"a\":1}],\"error\":{\"message\":\"it broke\"}}") << u"it broke"_s;
    }
    void saysWhatIsNoPageAtAll()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const Reading reading = read(bytes);
        QVERIFY(!reading.page);
        QVERIFY2(reading.page.error().error.message.contains(says), qPrintable(reading.page.error().error.message));
    }

    void stopsBetweenRows()
    {
        std::stop_source source;
        source.request_stop();
        const Reading reading = read(page("{\"a\":1}"), source.get_token());
        QVERIFY(!reading.page);
        QCOMPARE(reading.page.error().error.kind, ErrorKind::Cancelled);
    }

    void readsOnePageAfterAnother()
    {
        PageParser parser;
        for (const QByteArray &row : {QByteArray("{\"a\":1}"), QByteArray("{\"a\":"), QByteArray("{\"b\":\"x\"}")}) {
            ServedRows served;
            QCOMPARE(parser.parse(page(row), served).has_value(), row.endsWith('}'));
        }
    }
};

QTEST_GUILESS_MAIN(PageParserTest)
#include "PageParserTest.moc"
