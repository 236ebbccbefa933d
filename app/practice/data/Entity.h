#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace practice {

/// The tables that a field can refer to.
enum class Table {
    CustomerGroups,
    Customers,
    ReleasedProducts,
    SalesOrders,
    Sites,
    Warehouses,
    Units,
    ForecastModels,
    Currencies,
    PaymentTerms,
    TaxGroups,
    Languages,
    Countries,
    DeliveryModes,
    DeliveryTerms,
    VendorGroups,
    Vendors,
    ItemModelGroups,
    ItemGroups,
    StorageDimensionGroups,
    JournalNames,
    MainAccounts,
};

enum class FieldType { Text, Integer, Real, Date, Enumeration };

/// A field of an entity's staging table.
struct Field {
    /// As in a CSV header or an XML element: capitals.
    std::string name;
    QString label;
    FieldType type = FieldType::Text;
    /// Of text, in UTF-16 units; 0 where there is no limit.
    int maxLength = 0;
    bool isKey = false;
    bool isMandatory = false;
    /// The name of a field that does as well when this mandatory one is blank; else empty.
    std::string standIn = {};
    QString enumName = {};
    std::vector<std::string> symbols = {};
    std::optional<Table> refersTo = {};
    /// Whether the target names the field in its errors. Mostly it does not.
    bool namedByTarget = false;
};

/// What posting demands of a journal: over the records with the same value in `group` both sums are equal. Names of
/// fields.
struct Balance {
    std::string group;
    std::string debit;
    std::string credit;
};

/// A data entity as the import sees it.
struct Entity {
    QString label;
    /// The name of the entity, in capitals: the usual element of a record in XML.
    std::string element;
    QString targetTable;
    /// The table that this entity's keys become members of, for other entities' references.
    std::optional<Table> fills;
    std::vector<Field> fields;
    std::optional<Balance> balance = {};

    /// The index of a field by its name without regard to case, or -1.
    int indexOf(std::string_view name) const;
    int keyCount() const;
};

} // namespace practice
