// Short words in which the sets are told.
#pragma once

#include "app/practice/odata/Model.h"
#include "app/practice/odata/sets/Enumerations.h"

namespace practice::odata {

Property text(std::string name, int length, Recipe recipe);
Property integer(std::string name, Recipe recipe);
Property longInteger(std::string name, Recipe recipe);
Property decimal(std::string name, Recipe recipe);
Property time(std::string name, Recipe recipe);
/// `mostly`: of each hundred rows so many have that symbol; the others any.
Property choice(std::string name, const EnumType &type, const std::string &usual = {}, int mostly = 0);
Property yesNo(std::string name, int yes = 20);
/// dataAreaId, part of the key.
Property companyKey();
Property key(Property property);
Property mandatory(Property property);
Property readOnly(Property property);
Property labelled(std::string label, Property property);

/// As many rows as the table has members.
RowCount membersOf(Table table);
/// So many in the default company, somewhat fewer in the others, none in dat.
RowCount perCompany(std::int64_t count);
/// A number of rows for each member of the table.
RowCount perMember(Table table, int count);
/// Of a set that belongs to no company.
RowCount rowsInAll(std::int64_t count);

} // namespace practice::odata
