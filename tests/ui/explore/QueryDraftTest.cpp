#include "ui/explore/ChartFigure.h"
#include "ui/explore/ExploreMemory.h"
#include "ui/explore/FilterDraft.h"
#include "ui/explore/QueryDraft.h"
#include "ui/explore/QueryParameters.h"
#include "ui/explore/StoreRows.h"
#include "ui/explore/StoreSink.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

const QUrl base(u"https://contoso.operations.dynamics.com"_s);

EntityDetails customers()
{
    EntityDetails details{u"CustomerV3"_s};
    details.properties = {{u"dataAreaId"_s, u"Edm.String"_s, true, true},
                          {u"CustomerAccount"_s, u"Edm.String"_s, true, true},
                          {u"CustomerGroupId"_s, u"Edm.String"_s},
                          {u"CreditLimit"_s, u"Edm.Decimal"_s}};
    return details;
}

QString marked(const QueryDraft &draft, const QueryFault &fault)
{
    return draft.text().mid(fault.at, fault.length);
}

} // namespace

/// Builder and text in step, what is kept, and rows of a store as a writer gets them.
class QueryDraftTest : public QObject
{
    Q_OBJECT

private slots:
    void textFollowsTheBuilder()
    {
        QueryDraft draft(base);
        Query query;
        query.set = u"CustomersV3"_s;
        query.select = {u"CustomerAccount"_s, u"CustomerGroupId"_s};
        query.filter = u"CustomerGroupId eq '30' and Name eq '*O''Neil & Sons*'"_s;
        query.orderBy = {{u"CustomerAccount"_s, true}};
        query.top = 50;
        query.company = u"usmf"_s;
        query.crossCompany = true;
        draft.setQuery(query);
        QVERIFY2(draft.text().startsWith(u"CustomersV3?"_s), qPrintable(draft.text()));
        QVERIFY(draft.text().contains(u"CustomerGroupId eq '30'"_s));
        QVERIFY(draft.url().has_value());
        QVERIFY(!draft.url()->toString(QUrl::FullyEncoded).contains(u' '));

        QueryDraft back(base);
        back.setText(draft.text());
        QCOMPARE(*back.url(), *draft.url());
        QVERIFY(back.query().has_value());
        QCOMPARE(*back.query(), query);
    }

    void theBuilderFollowsTheText()
    {
        QueryDraft draft(base);
        draft.setText(u"https://contoso.operations.dynamics.com/data/CustomersV3?$top=5&cross-company=true"_s);
        QVERIFY(draft.query().has_value());
        QCOMPARE(draft.query()->set, u"CustomersV3"_s);
        QCOMPARE(draft.query()->top, std::optional<qint64>(5));
        QVERIFY(draft.query()->crossCompany);
        QCOMPARE(draft.set(), u"CustomersV3"_s);
        // What a person typed stays as they typed it.
        QVERIFY(draft.text().startsWith(u"https://"_s));
    }

    void whatTheBuilderCannotSayIsKeptAndSent()
    {
        QueryDraft draft(base);
        const QString text = u"CustomersV3?$apply=groupby((CustomerGroupId))&$top=5&$top=6"_s;
        draft.setText(text);
        QVERIFY(!draft.query().has_value());
        QCOMPARE(draft.text(), text);
        QVERIFY(draft.url().has_value());
        QVERIFY(draft.url()->toString(QUrl::FullyEncoded).contains("groupby"_L1));
        QCOMPARE(draft.set(), u"CustomersV3"_s);
    }

    void errorsAreMarkedWhereTheyStand()
    {
        const EntityDetails details = customers();
        QueryDraft draft(base);
        draft.setText(u"CustomersV3?$filter=customergroupid eq '30'&$select=CustomerAccount,Nonsense"_s);
        QList<QueryFault> faults = draft.faults(&details);
        QCOMPARE(faults.size(), 2);
        QCOMPARE(marked(draft, faults[0]), u"Nonsense"_s);
        QCOMPARE(marked(draft, faults[1]), u"customergroupid"_s);
        QVERIFY(faults[1].message.contains(u"it is CustomerGroupId here"_s));
        draft.setText(u"CustomersV3?$filter=CustomerGroupId eq '30"_s);
        faults = draft.faults(&details);
        QCOMPARE(faults.size(), 1);
        QVERIFY2(faults[0].at >= draft.text().indexOf(u"'30"_s), qPrintable(marked(draft, faults[0])));
        draft.setText(u"CustomersV3?$filter=dataAreaId eq 'usrt'"_s);
        faults = draft.faults(&details);
        QCOMPARE(faults.size(), 1);
        QCOMPARE(marked(draft, faults[0]), u"dataAreaId"_s);
        draft.setText(u"CustomersV3?$filter=dataAreaId eq 'usrt'&cross-company=true"_s);
        QVERIFY(draft.faults(&details).isEmpty());
        draft.setText(u"CustomersV3?$expand=Group($expand=Terms)"_s);
        QCOMPARE(draft.faults(&details).size(), 1);
        draft.setText(u"https://elsewhere.example/data/CustomersV3"_s);
        faults = draft.faults(nullptr);
        QCOMPARE(faults.size(), 1);
        QVERIFY(!faults[0].canBeSent);
        QVERIFY(!draft.url());
    }

    void filtersAreRowsWhereTheyCanBe()
    {
        const auto draft = filterDraftFrom(u"CustomerGroupId eq '30' and CreditLimit gt 5 and Name eq '*retail*'"_s);
        QVERIFY(draft.has_value());
        QVERIFY(!draft->any);
        QCOMPARE(draft->lines.size(), 3);
        QCOMPARE(draft->lines[2].compares, FilterOperator::Contains);
        QCOMPARE(draft->lines[2].value.text, u"retail"_s);
        QCOMPARE(filterTextOf(*draft), u"CustomerGroupId eq '30' and CreditLimit gt 5 and Name eq '*retail*'"_s);
        QVERIFY(filterDraftFrom(u"A eq 1 or B eq 2"_s)->any);
        QVERIFY(!filterDraftFrom(u"A eq 1 or (B eq 2 and C eq 3)"_s));
        QVERIFY(!filterDraftFrom(u"not (A eq 1)"_s));
        QVERIFY(!filterDraftFrom(u"A eq"_s));
    }

    void linesThatSayNothingYetAreLeftOut()
    {
        FilterDraft draft;
        draft.lines = {{u"CreditLimit"_s, FilterOperator::Greater, {FilterValue::Kind::Plain, {}, {}}},
                       {{}, FilterOperator::Contains, {}},
                       {u"Name"_s, FilterOperator::Contains, {}},
                       {u"Name"_s, FilterOperator::Equal, {}}};
        QCOMPARE(filterTextOf(draft), u"Name eq ''"_s);
    }

    void theMemoryComesBackAtTheNextStart()
    {
        const QTemporaryDir folder;
        const QList<KeptTab> tabs{{u"CustomersV3"_s}, {u"VendorsV2?$filter=A eq {a}"_s, {{u"a"_s, u"1"_s}}}};
        const KeptQuery kept{u"CustomersV3?$top=5"_s, u"Five"_s, QDateTime(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC), 5};
        {
            ExploreMemory memory(folder.path());
            memory.setFavourite(u"test"_s, u"VendorsV2"_s, true);
            memory.noteUse(u"test"_s, u"CustomersV3"_s);
            memory.addHistory(u"test"_s, kept);
            memory.addHistory(u"test"_s, {u"VendorsV2"_s});
            memory.addHistory(u"test"_s, kept);
            memory.addNamed(u"test"_s, kept);
            memory.setTabs(u"test"_s, tabs, 1);
            memory.setLayout(u"CustomersV3"_s, {{u"hidden"_s, u"Name"_s}});
        }
        ExploreMemory memory(folder.path());
        const EnvironmentMemory &of = memory.of(u"test"_s);
        QCOMPARE(of.use.favourites, QSet<QString>{u"VendorsV2"_s});
        QCOMPARE(of.use.used.value(u"CustomersV3"_s), 1);
        QCOMPARE(of.history.size(), 2);
        QCOMPARE(of.history.first(), kept);
        QCOMPARE(of.named, QList{kept});
        QCOMPARE(of.tabs, tabs);
        QCOMPARE(of.currentTab, 1);
        QCOMPARE(memory.layoutOf(u"CustomersV3"_s).value(u"hidden"_s).toString(), u"Name"_s);
        QVERIFY(memory.of(u"another"_s).tabs.isEmpty());
    }

    void aMemoryThatCannotBeReadStaysBeside()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"explore.json"_s), beside = path + u".unreadable"_s;
        const QByteArray cut = "{\"environments\": {\"test\": {\"named\": [";
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(cut) == cut.size());
        file.close();
        ExploreMemory memory(folder.path());
        QStringList told;
        connect(&memory, &ExploreMemory::failed, this, [&told](const Error &error) { told.append(error.message); });
        QTRY_COMPARE(told.size(), 1);
        QVERIFY2(told.first().contains(QDir::toNativeSeparators(beside)), qPrintable(told.first()));
        memory.addNamed(u"test"_s, {u"VendorsV2"_s, u"Vendors"_s});
        QVERIFY(memory.save());
        QFile kept(beside);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), cut);
        QCOMPARE(ExploreMemory(folder.path()).of(u"test"_s).named.size(), 1);
    }

    void twoWindowsKeepTheQueriesOfBoth()
    {
        const QTemporaryDir folder;
        const auto names = [&folder] {
            QStringList all;
            ExploreMemory third(folder.path());
            for (const KeptQuery &query : third.of(u"test"_s).named)
                all.append(query.name);
            return all;
        };
        ExploreMemory one(folder.path());
        one.addNamed(u"test"_s, {u"CustomersV3"_s, u"Customers"_s});
        QVERIFY(one.save());
        ExploreMemory other(folder.path());
        other.addNamed(u"test"_s, {u"VendorsV2"_s, u"Vendors"_s});
        other.addHistory(u"test"_s, {u"VendorsV2"_s});
        QVERIFY(other.save());
        one.addNamed(u"test"_s, {u"Currencies"_s, u"Currencies"_s});
        QVERIFY(one.save());
        QCOMPARE(names(), (QStringList{u"Currencies"_s, u"Customers"_s, u"Vendors"_s}));
        QCOMPARE(ExploreMemory(folder.path()).of(u"test"_s).history.size(), 1);
        other.removeNamed(u"test"_s, u"Customers"_s); // what the other window forgets is forgotten
        QVERIFY(other.save());
        one.addNamed(u"test"_s, {u"Currencies?$top=1"_s, u"Currencies"_s});
        QVERIFY(one.save());
        QCOMPARE(names(), (QStringList{u"Currencies"_s, u"Vendors"_s}));
    }

    void aMemoryThatCannotBeWrittenIsTold()
    {
        ExploreMemory memory(u"/proc/nowhere"_s);
        memory.setTabs(u"test"_s, {{u"VendorsV2"_s}}, 0);
        const auto saved = memory.save();
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
    }

    void rowsOfAStoreAreWrittenAsTheyWereServed()
    {
        StoreSink sink;
        const QByteArray page =
            "{\"value\":[{\"A\":\"x\\\"y\",\"N\":12.50,\"Z\":null,\"B\":true},{\"A\":\"\",\"L\":{\"a\":[1]}}]}";
        QVERIFY(sink.take(page, 100, {}));
        RowStore store;
        for (auto &block : sink.taken().blocks)
            QVERIFY(store.append(std::move(block)));
        class Bytes final : public ByteSink
        {
        public:
            Result<void> write(std::string_view bytes) override
            {
                all += QByteArray(bytes.data(), qsizetype(bytes.size()));
                return {};
            }
            QByteArray all;
        } bytes;
        const auto lines = jsonLinesWriter(&bytes);
        std::atomic<qint64> done = 0;
        QVERIFY(writeRows(store, {}, nullptr, *lines, done, {}));
        QVERIFY(lines->finish());
        QCOMPARE(done.load(), 2);
        QCOMPARE(bytes.all, "{\"A\":\"x\\\"y\",\"N\":12.50,\"Z\":null,\"B\":true}\n{\"A\":\"\",\"L\":{\"a\":[1]}}\n");
        bytes.all.clear();
        const auto csv = csvWriter(&bytes, {u"N"_s, u"A"_s});
        QVERIFY(writeRows(store, {u"N"_s, u"A"_s}, nullptr, *csv, done, {}));
        QVERIFY(csv->finish());
        QCOMPARE(bytes.all, "N,A\r\n12.50,\"x\"\"y\"\r\n,\"\"\r\n");
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(writeRows(store, {}, nullptr, *csv, done, stop.get_token()).error().kind, ErrorKind::Cancelled);
    }

    void parametersAreNamesInBraces()
    {
        const QString text = u"Customers?$filter=A eq '{one}' and B ge {two} or C eq '{one}{ }{3}'"_s;
        QCOMPARE(parametersIn(text), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(withParameters(text, {{u"one"_s, u"O'Neil {two}"_s}, {u"two"_s, u"'x'"_s}}),
                 u"Customers?$filter=A eq 'O''Neil {two}' and B ge 'x' or C eq 'O''Neil {two}{ }{3}'"_s);
        QCOMPARE(withParameters(text, {}), text);
        for (const QString &filter : {u"contains(A,'{one}')"_s, u"A eq '{one}'"_s}) {
            QueryDraft sent(QUrl(u"https://contoso.example"_s));
            sent.setText(withParameters(u"Customers?$filter="_s + filter, {{u"one"_s, u"AT&T %41+?#"_s}}));
            const auto url = sent.url();
            QVERIFY(url);
            QCOMPARE(QUrl::fromPercentEncoding(url->query(QUrl::FullyEncoded).toLatin1()),
                     u"$filter="_s + QString(filter).replace(u"{one}"_s, u"AT&T %41+?#"_s));
        }
        QCOMPARE(parametersIn(u"Customers?$filter=A eq '{D5A6-1}'"_s), QStringList());
        QueryDraft draft(QUrl(u"https://contoso.example"_s));
        draft.setText(u"Customers?$filter=B ge {two}"_s);
        QCOMPARE(draft.faults(nullptr), QList<QueryFault>());
        draft.setText(u"Customers?$filter=B ge {t w}"_s);
        QCOMPARE(draft.faults(nullptr).size(), 1);
    }

    void chartsGroupRowsTheLargestFirst()
    {
        StoreSink sink;
        QVERIFY(sink.take("{\"value\":[{\"G\":\"a\",\"N\":1},{\"G\":\"b\",\"N\":10},{\"G\":\"a\",\"N\":2},"
                          "{\"G\":\"c\",\"N\":null},{\"G\":\"a\",\"N\":3}]}",
                          100, {}));
        RowStore store;
        for (auto &block : sink.taken().blocks)
            QVERIFY(store.append(std::move(block)));
        const int by = *store.columnOf("G"), of = *store.columnOf("N");
        const ChartFigure rows = chartFigure(store, by, of, ChartMeasure::Rows, 2, {});
        QCOMPARE(rows.groups, 3);
        QCOMPARE(rows.bars, (QList<ChartBar>{{u"a"_s, 3}, {u"b"_s, 1}}));
        const ChartFigure sums = chartFigure(store, by, of, ChartMeasure::Sum, 9, {});
        QCOMPARE(sums.bars, (QList<ChartBar>{{u"b"_s, 10}, {u"a"_s, 6}}));
        const ChartFigure averages = chartFigure(store, by, of, ChartMeasure::Average, 9, {});
        QCOMPARE(averages.bars, (QList<ChartBar>{{u"b"_s, 10}, {u"a"_s, 2}}));
    }

    void onlyTheFirstRowsOfAPageAreTaken()
    {
        StoreSink sink;
        const auto page = sink.take(R"({"value":[{"A":1},{"A":2},{"A":3}],"@odata.nextLink":"next"})", 2, {});
        QVERIFY(page);
        const auto [blocks, nextLink] = sink.taken();
        QCOMPARE(blocks.size(), 1U);
        QCOMPARE(blocks.front()->rows(), 2);
        QCOMPARE(nextLink, "next");
        QVERIFY(sink.taken().blocks.empty());
        QVERIFY(!sink.take("<html>", 2, {}));
        QVERIFY(sink.taken().blocks.empty());
    }
};

QTEST_GUILESS_MAIN(QueryDraftTest)
#include "QueryDraftTest.moc"
