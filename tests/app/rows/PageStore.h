#pragma once

#include "app/rows/PageParser.h"
#include "app/rows/RowStore.h"
#include "tests/app/rows/ServedRows.h"

namespace waybill::test {

/// The block of a page `{"value":[rows]}`; null when it is broken.
inline std::shared_ptr<const RowBlock> blockOf(const QByteArray &rows)
{
    PageParser parser;
    RowBlockBuilder builder;
    if (!parser.parse(padded("{\"value\":[" + rows + "]}"), builder))
        return {};
    return builder.finish();
}

/// A store of pages, each given by its rows.
inline RowStore storeOf(std::initializer_list<QByteArray> pages)
{
    RowStore store;
    for (const QByteArray &rows : pages) {
        if (!store.append(blockOf(rows)))
            qFatal("The store does not take the page.");
    }
    return store;
}

} // namespace waybill::test
