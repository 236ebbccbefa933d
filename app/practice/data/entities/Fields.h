// The kinds of fields that entities are put together from.
#pragma once

#include "app/practice/data/Entity.h"

namespace practice::fields {

Field text(const char *name, const QString &label, int maxLength);
/// Text that has to be a member of another table.
Field reference(const char *name, const QString &label, int maxLength, Table table);
/// A number or a date.
Field value(const char *name, const QString &label, FieldType type);
Field choice(const char *name, const QString &label, const QString &enumName, std::vector<std::string> symbols);
Field yesNo(const char *name, const QString &label);
Field currency(const char *name, const QString &label);
/// The legal entity's field, which every entity has.
Field company();

/// The field as part of the key, and therefore mandatory.
Field key(Field field);
/// `standIn`: the field that does as well when this one is blank.
Field mandatory(Field field, const char *standIn = "");
/// The target names this field in its errors.
Field namedByTarget(Field field);

} // namespace practice::fields
