#pragma once

#include "app/rows/PageParser.h"

#include <QByteArray>
#include <QString>

#include <random>

namespace waybill::bench {

/// Pages as a customer entity of F&O answers them: 60 columns, among them the account and name, a few keys of other
/// tables, many No and Yes, many that nobody fills, amounts, and times of creation and change.
class ServedPages
{
public:
    static constexpr int columns = 60;

    QByteArray page(int first, int rows)
    {
        QByteArray page;
        page.reserve(qsizetype(rows) * 2'000 + PageParser::padding);
        page += "{\"@odata.context\":\"https://practice.example/data/$metadata#CustomersV3\",\"value\":[";
        for (int row = first; row < first + rows; ++row) {
            page += row > first ? ",{" : "{";
            addRow(row, page);
            page += '}';
        }
        return page += "]}";
    }

    /// The same rows with four columns only, for many of them.
    QByteArray narrowPage(int first, int rows)
    {
        QByteArray page = "{\"value\":[";
        page.reserve(qsizetype(rows) * 200 + PageParser::padding);
        for (int row = first; row < first + rows; ++row) {
            page += row > first ? ",{" : "{";
            page += "\"Balance\":" + QByteArray::number(pick(10'000'000)) + '.' + digits(pick(100), 2);
            text(page, "CustomerAccount", "US-" + digits(row, 7));
            text(page, "OrganizationName", firms[pick(7)] + ' ' + QByteArray::number(row));
            text(page, "CreatedDateTime", time());
            page += '}';
        }
        return page += "]}";
    }

private:
    inline static const QByteArray firms[] = {"Contoso Retail",  "Fabrikam",          "Forest Wholesales",
                                              "Cave Wholesales", "Desert Wholesales", "Rainbow Wholesales",
                                              "Whistler"};

    int pick(int count) { return std::uniform_int_distribution(0, count - 1)(m_random); }
    static void text(QByteArray &page, const QByteArray &name, const QByteArray &value)
    {
        page += ",\"" + name + "\":\"" + value + '"';
    }
    static QByteArray digits(qint64 number, int width) { return QByteArray::number(number).rightJustified(width, '0'); }
    QByteArray time()
    {
        return "20" + digits(18 + pick(8), 2) + '-' + digits(1 + pick(12), 2) + '-' + digits(1 + pick(28), 2) + 'T' +
               digits(pick(24), 2) + ':' + digits(pick(60), 2) + ':' + digits(pick(60), 2) + 'Z';
    }

    void addRow(int row, QByteArray &page)
    {
        static const QByteArray towns[] = {"Redmond", "Bellevue", "M\xC3\xBCnchen", "Wien", "London", "Sammamish"};
        page += "\"@odata.etag\":\"W/\\\"JzAsNTYzNzE0" + digits(5'637'144'576 + row, 10) + "Jw==\\\"\"";
        text(page, "dataAreaId", "usmf");
        text(page, "CustomerAccount", "US-" + digits(row, 7));
        text(page, "OrganizationName", firms[pick(7)] + ' ' + QByteArray::number(row));
        text(page, "PartyNumber", "P" + digits(100'000 + row, 9));
        page += ",\"RecordId\":" + QByteArray::number(5'637'144'576 + row);
        text(page, "CustomerGroupId", digits(10 * (1 + pick(9)), 2));
        text(page, "SalesCurrencyCode", pick(5) ? "USD" : "EUR");
        text(page, "PaymentTerms", "Net" + digits(10 * (1 + pick(6)), 2));
        text(page, "AddressStreet", QByteArray::number(1 + pick(999)) + " Main Street");
        text(page, "AddressCity", towns[pick(6)]);
        text(page, "AddressZipCode", digits(10'000 + pick(80'000), 5));
        text(page, "AddressCountryRegionId", pick(3) ? "USA" : "DEU");
        text(page, "PrimaryContactEmail", "contact" + QByteArray::number(row) + "@contoso.com");
        text(page, "PrimaryContactPhone", "+1 425 555 " + digits(pick(10'000), 4));
        page += ",\"CreditLimit\":" + QByteArray::number(pick(100) * 1'000);
        page += ",\"Balance\":" + QByteArray::number(pick(10'000'000)) + '.' + digits(pick(100), 2);
        page += ",\"DiscountPercentage\":" + QByteArray::number(pick(4) * 5);
        page += ",\"Rating\":" + (pick(4) ? QByteArray("null") : QByteArray::number(pick(10)));
        text(page, "CreatedDateTime", time());
        text(page, "ModifiedDateTime", time());
        text(page, "BirthDate", "1900-01-01T12:00:00Z");
        text(page, "CreditLimitDate", pick(5) ? QByteArray("1900-01-01T12:00:00Z") : time().left(10) + "T12:00:00Z");
        for (int i = 0; i < 18; ++i)
            text(page, "IsOptionNumber" + QByteArray::number(i), pick(8) < i % 3 ? "Yes" : "No");
        for (int i = 0; i < 15; ++i)
            text(page, "DefaultDimension" + QByteArray::number(i), i > 11 && pick(20) == 0 ? "022" : "");
        text(page, "InvoiceAccount", pick(10) ? QByteArray() : "US-" + digits(pick(100'000), 7));
        text(page, "SalesTaxGroup", pick(2) ? "WA" : "AVATAX");
        text(page, "LanguageId", "en-us");
        text(page, "NoteOfThePerson", pick(6) ? QByteArray() : QByteArray("Asked for \\\"net 60\\\", see the letter"));
        text(page, "WarehouseId", digits(11 + pick(50), 2));
    }

    std::mt19937 m_random{7};
};

} // namespace waybill::bench
