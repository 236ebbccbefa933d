#include "app/rows/RowFilter.h"
#include "app/rows/TextSearch.h"
#include "tests/app/rows/PageStore.h"

#include <QtTest>

#include <random>

using namespace waybill;
using namespace waybill::test;
using Is = RowCondition::Is;

namespace {

RowNumbers kept(const RowStore &store, const std::vector<RowCondition> &conditions, qsizetype from = 0)
{
    return filteredRows(store, conditions, {}, from).value_or(RowNumbers{});
}

RowNumbers containing(const RowStore &store, const std::string &text, int column = RowCondition::anyColumn,
                      bool matchCase = false)
{
    return kept(store, {{Is::Containing, column, text, CellKind::Text, matchCase}});
}

RowNumbers like(const RowStore &store, qsizetype row, int column, Is is = Is::Equal)
{
    return kept(store, {conditionOf(store, row, column, is)});
}

} // namespace

class RowFilterTest : public QObject
{
    Q_OBJECT
private slots:
    void findsATextInAColumnOrInAll()
    {
        const RowStore store = storeOf({"{\"a\":\"Contoso\",\"b\":\"US-001\"},{\"a\":\"Fabrikam\",\"b\":\"us-002\"}",
                                        "{\"b\":\"contoso\"},{\"a\":null,\"c\":12.50},{\"c\":{\"US\":1}}"});
        QCOMPARE(containing(store, "CONTOSO"), (RowNumbers{0, 2}));
        QCOMPARE(containing(store, "contoso", 0), (RowNumbers{0}));
        QCOMPARE(containing(store, "us-", 1), (RowNumbers{0, 1}));
        QCOMPARE(containing(store, "us-", 1, true), (RowNumbers{1}));
        QCOMPARE(containing(store, "US", RowCondition::anyColumn, true), (RowNumbers{0, 4}));
        QCOMPARE(containing(store, "2.5"), (RowNumbers{3}));
        QCOMPARE(containing(store, "null"), RowNumbers{});
        QCOMPARE(containing(store, ""), (RowNumbers{0, 1, 2, 3, 4}));
        QCOMPARE(containing(store, "a text that is longer than any of the cells that are here"), RowNumbers{});
    }

    void findsNothingOverTheEndOfACell()
    {
        const RowStore store =
            storeOf({"{\"a\":\"xab\"},{\"a\":\"abc\"},{\"a\":\"\"},{\"a\":\"cab\"},{\"a\":\"ca\"},{\"a\":\"bc\"}"});
        QCOMPARE(containing(store, "bab", 0, true), RowNumbers{});
        QCOMPARE(containing(store, "abc", 0, true), (RowNumbers{1}));
        QCOMPARE(containing(store, "ABC", 0), (RowNumbers{1}));
        QCOMPARE(containing(store, "ca", 0), (RowNumbers{3, 4}));
    }

    void lettersBeyondAsciiCountWithoutCaseToo()
    {
        const RowStore store = storeOf({"{\"a\":\"M\xC3\x9CNCHEN\"},{\"a\":\"m\xC3\xBCnchen\"},{\"a\":\"Munchen\"},"
                                        "{\"a\":\"\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0\"}"});
        QCOMPARE(containing(store, "m\xC3\xBCn"), (RowNumbers{0, 1}));
        QCOMPARE(containing(store, "\xC3\x9CNCH"), (RowNumbers{0, 1}));
        QCOMPARE(containing(store, "nchen"), (RowNumbers{0, 1, 2}));
        QCOMPARE(containing(store, "\xD0\xBC\xD0\x9E\xD0\xA1"), (RowNumbers{3}));
        QCOMPARE(containing(store, "\xC3\xBC", 0, true), (RowNumbers{1}));
    }

    void findsWhatALookAtEachCellFinds_data()
    {
        QTest::addColumn<int>("different");
        for (const int different : {1, 3, 300, 4'000})
            QTest::addRow("%d", different) << different;
    }
    void findsWhatALookAtEachCellFinds()
    {
        QFETCH(int, different);
        std::mt19937 random(5);
        RowStore store;
        std::vector<QByteArray> all;
        for (int page = 0; page < 3; ++page) {
            QByteArray rows;
            for (int row = 0; row < 3'000; ++row) {
                const bool lacks = page == 2 && random() % 3 == 0;
                std::mt19937 value(random() % unsigned(different));
                QByteArray text;
                for (auto i = value() % 12; i > 0; --i)
                    text += "abAB-0"[value() % 6];
                all.push_back(lacks ? "?" : text);
                rows += (row ? "," : "") + (lacks ? QByteArray("{}") : "{\"a\":\"" + text + "\"}");
            }
            QVERIFY(store.append(blockOf(rows)));
        }
        for (const QByteArray &text :
             {QByteArray("a"), QByteArray("AB"), QByteArray("b-0"), QByteArray("abab"), QByteArray("0000")}) {
            for (const bool matchCase : {false, true}) {
                RowNumbers wanted;
                for (std::size_t row = 0; row < all.size(); ++row) {
                    if (matchCase ? all[row].contains(text) : all[row].toLower().contains(text.toLower()))
                        wanted.push_back(quint32(row));
                }
                QCOMPARE(containing(store, text.toStdString(), 0, matchCase), wanted);
                QCOMPARE(containing(store, text.toStdString(), RowCondition::anyColumn, matchCase), wanted);
            }
        }
    }

    void keepsOrExcludesAValue()
    {
        const RowStore store =
            storeOf({"{\"a\":1,\"t\":\"x\"},{\"a\":1.0,\"t\":\"X\"},{\"a\":\"1\",\"t\":null},{\"a\":null,\"t\":\"\"}",
                     "{\"t\":\"x\"},{\"a\":1e0}"});
        QCOMPARE(like(store, 0, 0), (RowNumbers{0, 1, 5}));
        QCOMPARE(like(store, 0, 0, Is::Different), (RowNumbers{2, 3, 4}));
        QCOMPARE(like(store, 2, 0), (RowNumbers{2}));
        QCOMPARE(like(store, 3, 0), (RowNumbers{3, 4}));
        QCOMPARE(like(store, 3, 0, Is::Different), (RowNumbers{0, 1, 2, 5}));
        QCOMPARE(like(store, 0, 1), (RowNumbers{0, 4}));
        QCOMPARE(like(store, 3, 1), (RowNumbers{3}));
        QCOMPARE(like(store, 2, 1), (RowNumbers{2, 5}));
    }

    void keepsTheEmptyDates()
    {
        const RowStore store = storeOf({"{\"a\":\"1900-01-01T00:00:00Z\"},{\"a\":\"1900-01-01T12:00:00Z\"},"
                                        "{\"a\":\"2024-01-01T12:00:00Z\"},{\"a\":null}"});
        QCOMPARE(like(store, 0, 0), (RowNumbers{0, 1}));
        QCOMPARE(like(store, 0, 0, Is::Different), (RowNumbers{2, 3}));
    }

    void allConditionsMustHold()
    {
        const RowStore store = storeOf({"{\"a\":\"x1\",\"b\":1},{\"a\":\"x2\",\"b\":2},{\"a\":\"y2\",\"b\":2}"});
        QCOMPARE(kept(store, {{Is::Containing, 0, "x"}, conditionOf(store, 2, 1, Is::Equal)}), (RowNumbers{1}));
        QCOMPARE(kept(store, {}), (RowNumbers{0, 1, 2}));
    }

    void looksOnlyAtWhatWasAppended()
    {
        RowStore store = storeOf({"{\"a\":1},{\"a\":2},{\"a\":1}"});
        QVERIFY(store.append(blockOf("{\"a\":1},{\"b\":1}")));
        QCOMPARE(kept(store, {{Is::Containing, 0, "1"}}, 2), (RowNumbers{2, 3}));
        QCOMPARE(kept(store, {{Is::Containing, 0, "1"}}, 3), (RowNumbers{3}));
        QCOMPARE(kept(store, {{Is::Containing, 0, "1"}}, 5), RowNumbers{});
    }

    void isStopped()
    {
        std::stop_source source;
        source.request_stop();
        const RowStore store = storeOf({"{\"a\":1}"});
        QCOMPARE(filteredRows(store, std::vector<RowCondition>{{Is::Containing, 0, "1"}}, source.get_token()),
                 std::nullopt);
    }
};

QTEST_GUILESS_MAIN(RowFilterTest)
#include "RowFilterTest.moc"
