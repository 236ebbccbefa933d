#pragma once

#include "tests/app/rows/PageStore.h"

#include <QByteArray>

#include <initializer_list>

namespace waybill::test {

/// Rows of customers as F&O serves them: keys, texts, enum words, numbers of both kinds, moments with empty dates,
/// nulls, nested values, an absent member here and there. The same number gives the same row.
inline QByteArray customerRow(int n)
{
    static const char *const groups[] = {"10", "20", "30", "80", "90"};
    static const char *const names[] = {
        "Contoso Retail San Diego", "Birch Company",     "Forest Wholesales", "Łódź Meble",
        "Whole|sale \\\"Ärzte\\\"", "Sunset Wholesales", "Cave Wholesales"};
    static const char *const currencies[] = {"USD", "EUR", "PLN"};
    QByteArray row = "{\"@odata.etag\":\"W/\\\"" + QByteArray::number(n) + "\\\"\",\"dataAreaId\":\"usmf\"";
    row += ",\"CustomerAccount\":\"US-" + QByteArray::number(n).rightJustified(6, '0') + '"';
    row += QByteArray(",\"OrganizationName\":\"") + names[n % 7] + '"';
    row += QByteArray(",\"CustomerGroupId\":\"") + groups[n % 5] + '"';
    row += QByteArray(",\"SalesCurrencyCode\":\"") + currencies[n % 3] + '"';
    row += ",\"CreditLimit\":" + QByteArray::number((n * 7919) % 100'000) + '.' + QByteArray::number(10 + n % 90);
    row += ",\"RecordId\":" + QByteArray::number(5'637'144'576LL + n);
    row += n % 4 == 0 ? ",\"OnHoldStatus\":null" : n % 4 == 1 ? ",\"OnHoldStatus\":\"\"" : ",\"OnHoldStatus\":\"No\"";
    row += n % 3 == 0 ? ",\"CreatedOn\":\"1900-01-01T00:00:00Z\"" : ",\"CreatedOn\":\"2026-11-23T13:02:11Z\"";
    row += n % 2 == 0 ? ",\"IsActive\":true" : ",\"IsActive\":false";
    if (n % 10 != 9)
        row += ",\"Addresses\":[{\"City\":\"Seattle\",\"ZipCode\":\"98" + QByteArray::number(100 + n % 100) + "\"}]";
    return row + '}';
}

inline QByteArray customerRows(int from, int count)
{
    QByteArray rows;
    for (int n = from; n < from + count; ++n)
        rows += (n > from ? "," : "") + customerRow(n);
    return rows;
}

inline std::shared_ptr<RowStore> customers(int count)
{
    return std::make_shared<RowStore>(storeOf({customerRows(0, count)}));
}

} // namespace waybill::test
