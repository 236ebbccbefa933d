#include "app/rows/RowStore.h"
#include "tests/bench/BenchFigure.h"
#include "tests/bench/ServedPage.h"

#include <QJsonArray>
#include <QVariant>

#include <simdjson.h>

#include <cmath>

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

    bench::BenchFigure toRows(u"rows: page of 10,000 × 60, bytes to rows"_s, u"simdjson's DOM parse of the same bytes"_s,
                              Budget::timeAtMost(1.25));
    toRows.measure(9, [&] { storeOf(page, parser); }, [&] { domParse(page, dom); });
    toRows.setNote(u"%1 MB"_s.arg(double(page.size()) / 1e6, 0, 'f', 1));
    toRows.print();

    bench::BenchFigure variant(u"rows: page of 10,000 × 60, bytes to rows"_s, u"QJsonDocument into rows of QVariant"_s,
                               Budget::speedAtLeast(4));
    variant.measure(3, [&] { storeOf(page, parser); }, [&] { variantRows(page); });
    variant.print();

    bench::BenchFigure memory(u"rows: memory of a cell"_s, u"the same page"_s, Budget::atMost(14, u"bytes"_s));
    memory.add(double(store.bytes()) / double(store.rows() * store.columns()));
    memory.print();
}

} // namespace

int main()
{
    measurePage();
    return 0;
}
