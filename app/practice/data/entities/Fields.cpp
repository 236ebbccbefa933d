#include "app/practice/data/entities/Fields.h"

namespace practice::fields {

using namespace Qt::StringLiterals;

Field text(const char *name, const QString &label, int maxLength)
{
    return {.name = name, .label = label, .maxLength = maxLength};
}

Field reference(const char *name, const QString &label, int maxLength, Table table)
{
    return {.name = name, .label = label, .maxLength = maxLength, .refersTo = table};
}

Field value(const char *name, const QString &label, FieldType type)
{
    return {.name = name, .label = label, .type = type};
}

Field choice(const char *name, const QString &label, const QString &enumName, std::vector<std::string> symbols)
{
    return {.name = name,
            .label = label,
            .type = FieldType::Enumeration,
            .enumName = enumName,
            .symbols = std::move(symbols)};
}

Field yesNo(const char *name, const QString &label)
{
    return choice(name, label, u"NoYes"_s, {"No", "Yes"});
}

Field key(Field field)
{
    field.isKey = true;
    field.isMandatory = true;
    return field;
}

Field mandatory(Field field, const char *standIn)
{
    field.isMandatory = true;
    field.standIn = standIn;
    return field;
}

Field namedByTarget(Field field)
{
    field.namedByTarget = true;
    return field;
}

Field company()
{
    return text("DATAAREAID", u"Company"_s, 4);
}

Field currency(const char *name, const QString &label)
{
    return namedByTarget(reference(name, label, 3, Table::Currencies));
}

} // namespace practice::fields
