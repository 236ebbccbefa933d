#include "app/rows/RowFilter.h"
#include "app/rows/RowOrder.h"
#include "tests/bench/BenchFigure.h"
#include "tests/bench/ServedPage.h"

#include <QJsonArray>
#include <QVariant>

#include <simdjson.h>

#include <algorithm>
#include <cstring>

using namespace waybill;
using namespace Qt::StringLiterals;
using bench::Budget;

namespace {

constexpr int pageRows = 10'000;

RowStore storeOf(const QByteArray &page, PageParser &parser)
{
    RowBlockBuilder builder;
    RowStore store;
    if (!parser.parse(page, builder) || !store.append(builder.finish()))
        qFatal("The page of the bench cannot be read.");
    return store;
}

qsizetype domParse(const QByteArray &page, simdjson::dom::parser &parser)
{
    simdjson::dom::array rows;
    if (parser.parse(page.constData(), std::size_t(page.size()), false)["value"].get(rows))
        qFatal("simdjson cannot read the page of the bench.");
    return qsizetype(rows.size());
}

QList<QList<QVariant>> variantRows(const QByteArray &page)
{
    const QJsonArray values = QJsonDocument::fromJson(page).object()[u"value"_s].toArray();
    QStringList names = values.first().toObject().keys();
    names.removeOne(u"@odata.etag"_s);
    QList<QList<QVariant>> rows;
    rows.reserve(values.size());
    for (const auto &value : values) {
        const QJsonObject object = value.toObject();
        QList<QVariant> &row = rows.emplaceBack();
        row.reserve(names.size());
        for (const QString &name : names)
            row.append(object[name].toVariant());
    }
    return rows;
}

void measurePage()
{
    bench::ServedPages pages;
    const QByteArray page = pages.page(0, pageRows);
    PageParser parser;
    simdjson::dom::parser dom;
    const RowStore store = storeOf(page, parser);
    const auto variants = variantRows(page);
    if (store.rows() != pageRows || store.columns() != bench::ServedPages::columns || domParse(page, dom) != pageRows ||
        variants.size() != pageRows || variants.first().size() != store.columns())
        qFatal("Ours and the references did not read the same.");

    bench::BenchFigure toRows(u"rows: page of 10,000 × 60, bytes to rows"_s,
                              u"simdjson's DOM parse of the same bytes"_s, Budget::timeAtMost(1.25));
    toRows.measure(
        9, [&] { storeOf(page, parser); }, [&] { domParse(page, dom); });
    toRows.setNote(u"%1 MB"_s.arg(double(page.size()) / 1e6, 0, 'f', 1));
    toRows.print();

    bench::BenchFigure variant(u"rows: page of 10,000 × 60, bytes to rows"_s, u"QJsonDocument into rows of QVariant"_s,
                               Budget::speedAtLeast(4));
    variant.measure(
        3, [&] { storeOf(page, parser); }, [&] { variantRows(page); });
    variant.print();

    bench::BenchFigure memory(u"rows: memory of a cell"_s, u"the same page"_s, Budget::atMost(14, u"bytes"_s));
    memory.add(double(store.bytes()) / double(store.rows() * store.columns()));
    memory.print();
}

// Many pages, as a grid of 1,000,000 rows has them.
RowStore largeStore(bench::ServedPages &pages)
{
    PageParser parser;
    RowStore store;
    for (int page = 0; page < 100; ++page) {
        RowBlockBuilder builder;
        if (!parser.parse(pages.narrowPage(page * pageRows, pageRows), builder) || !store.append(builder.finish()))
            qFatal("The page of the bench cannot be read.");
    }
    return store;
}

template <class Key, class KeyOf>
void measureSort(const RowStore &store, const QString &what, int column, const KeyOf &keyOf)
{
    std::vector<Key> keys;
    for (qsizetype row = 0; row < store.rows(); ++row)
        keys.push_back(keyOf(row));
    bench::BenchFigure figure(u"rows: sort 1,000,000 by %1"_s.arg(what), u"std::sort of the keys alone"_s,
                              Budget::timeAtMost(2));
    for (int run = 0; run < 5; ++run) {
        const std::vector<SortKey> by{{column, false}};
        const double ours = bench::secondsOf([&] { sortedRows(store, allRows(store), by); });
        std::vector<Key> copy = keys;
        figure.add(ours, bench::secondsOf([&] { std::sort(copy.begin(), copy.end()); }));
    }
    figure.print();
}

void measureContains(const RowStore &store, const QString &what, int column, const std::string &text, bool matchCase)
{
    std::string bytes;
    for (qsizetype row = 0; row < store.rows(); ++row)
        bytes += store.text(row, column);
    // memmem is known to be pure: what it is asked must not be known to be the same each time.
    volatile std::size_t length = text.size();
    const auto hits = [&] {
        qsizetype count = 0;
        for (const char *at = bytes.data();; ++at, ++count) {
            at = static_cast<const char *>(
                memmem(at, std::size_t(bytes.data() + bytes.size() - at), text.data(), length));
            if (at == nullptr)
                return count;
        }
    };
    const std::vector<RowCondition> conditions{{RowCondition::Is::Containing, column, text, CellKind::Text, matchCase}};
    const auto found = filteredRows(store, conditions);
    if (matchCase && (!found || qsizetype(found->size()) != hits()))
        qFatal("Ours and memmem did not find the same.");
    bench::BenchFigure figure(u"rows: %1 in a column of 1,000,000"_s.arg(what), u"memmem over its bytes"_s,
                              Budget::timeAtMost(1.5));
    figure.measure(
        9, [&] { filteredRows(store, conditions); }, hits);
    figure.setNote(u"%1 MB, %2 rows found"_s.arg(double(bytes.size()) / 1e6, 0, 'f', 1).arg(found->size()));
    figure.print();
}

void measureLargeStore()
{
    bench::ServedPages pages;
    const RowStore store = largeStore(pages);
    const int name = *store.columnOf("OrganizationName");
    const int number = *store.columnOf("Balance");
    const int time = *store.columnOf("CreatedDateTime");
    const int account = *store.columnOf("CustomerAccount");
    measureSort<double>(store, u"a decimal"_s, number, [&](qsizetype row) { return *store.number(row, number); });
    measureSort<qint64>(store, u"a time"_s, time,
                        [&](qsizetype row) { return store.instant(row, time)->time_since_epoch().count(); });
    measureSort<std::string>(store, u"a text"_s, name,
                             [&](qsizetype row) { return std::string(store.text(row, name)); });
    measureContains(store, u"contains, with case,"_s, name, "sales 777", true);
    measureContains(store, u"contains, with case, many rows,"_s, account, "US-", true);
    measureContains(store, u"contains, any case,"_s, name, "SALES 7777", false);
}

} // namespace

int main()
{
    measurePage();
    measureLargeStore();
    return 0;
}
