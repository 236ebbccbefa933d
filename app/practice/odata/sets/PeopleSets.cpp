#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;
using namespace enumerations;

namespace {

EntitySet workers()
{
    const Recipe number = numbered("", 6);
    return {
        .name = "Workers",
        .typeName = "Worker",
        .entityName = "HcmWorkerEntity",
        .label = "Workers",
        .category = "Master",
        .rows = rowsInAll(240),
        .properties = {key(labelled("Personnel number", text("PersonnelNumber", 25, number))),
                       text("Name", 100, personName(number)), choice("Gender", gender),
                       choice("WorkerType", workerType, "Employee", 85), text("LanguageId", 7, pick(Table::Languages)),
                       text("PrimaryContactEmail", 255, email(number)), text("PrimaryContactPhone", 255, phone(number)),
                       text("AddressCity", 60, city(number)), time("WorkerStartDate", day()),
                       time("WorkerEndDate", emptyDayExcept(10, day())), time("BirthDate", nullExcept(90, day())),
                       text("EmploymentLegalEntityId", 4, oneOf({"usmf", "usrt", "demf", "gbsi"}))},
        .navigations = {
            {"EmploymentLegalEntity", "LegalEntities", false, {{"EmploymentLegalEntityId", "LegalEntityId"}}}}};
}

EntitySet contacts()
{
    const Recipe number = numbered("", 9);
    return {.name = "ContactsV3",
            .typeName = "ContactV3",
            .entityName = "smmContactPersonV3Entity",
            .label = "Contacts V3",
            .category = "Master",
            .rows = perCompany(180),
            .properties = {companyKey(), key(text("ContactPersonId", 20, number)),
                           text("ContactPersonName", 100, personName(number)), choice("Gender", gender),
                           text("ContactForPartyNumber", 40, drawn("00000000", 1, 60)),
                           text("Profession", 60, oneOf({"Buyer", "Accountant", "Owner", "Warehouse manager", ""})),
                           text("PrimaryEmailAddress", 255, email(number)), text("Notes", 1000, remark())}};
}

EntitySet users()
{
    const Recipe id = numbered("user", 2);
    return {.name = "SystemUsers",
            .typeName = "SystemUser",
            .entityName = "SysSystemUserEntity",
            .label = "Users",
            .category = "Parameters",
            .rows = rowsInAll(24),
            .properties = {key(text("UserID", 20, id)),
                           text("UserName", 40, personName(id)),
                           text("Alias", 80, email(id)),
                           yesNo("Enabled", 90),
                           text("Company", 4, constant("usmf")),
                           text("UserInfo_language", 7, constant("en-us")),
                           {.name = "ObjectId", .type = Type::Guid, .recipe = guid()}}};
}

EntitySet dimensionValues()
{
    return {.name = "FinancialDimensionValues",
            .typeName = "FinancialDimensionValue",
            .entityName = "DimensionFinancialDimensionValueEntity",
            .label = "Financial dimension values",
            .category = "Reference",
            .rows = rowsInAll(90),
            .properties = {
                key(text("FinancialDimension", 60, ofGroup(30, listed({"BusinessUnit", "CostCenter", "Department"})))),
                key(text("DimensionValue", 30,
                         [](const Place &place, Cell &cell) { cell.keepText(std::to_string(1 + place.row % 30)); })),
                text("Description", 60, remark()), yesNo("IsSuspended", 3)}};
}

} // namespace

void addPeopleSets(Sets &sets)
{
    sets.push_back(workers());
    sets.push_back(contacts());
    sets.push_back(users());
    sets.push_back(dimensionValues());
}

} // namespace practice::odata
