#include "app/practice/odata/sets/Fields.h"
#include "app/practice/odata/sets/Sets.h"

namespace practice::odata {

using namespace recipes;

void addDataManagementSets(Sets &sets)
{
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    const Parameters ofExecution{{"executionId", "Edm.String"}};
    const Parameters ofEntity{{"executionId", "Edm.String"}, {"entityName", "Edm.String"}};
    sets.push_back(
        {.name = "DataManagementDefinitionGroups",
         .typeName = "DataManagementDefinitionGroup",
         .entityName = "DMFDefinitionGroupEntity",
         .label = "Data projects",
         .category = "Parameters",
         .rows = rowsInAll(4),
         .properties = {key(text("Name", 60, listed({"Customers in", "Vendors in", "Journals in", "Products in"}))),
                        text("Description", 255, remark()), text("OperationType", 20, constant("Import")),
                        yesNo("TruncateStaging", 50)},
         .actions = {{"GetMessageStatus", {{"messageId", "Edm.String"}}, "Edm.String"},
                     {"GetExecutionIdByMessageId", {{"_messageId", "Edm.String"}}, "Edm.String"},
                     {"GetExecutionSummaryStatus", ofExecution, "Edm.String"},
                     {"GetEntityExecutionSummaryStatusList", ofExecution, "Edm.String"},
                     {"GetExecutionErrors", ofExecution, "Edm.String"},
                     {"GetExecutionSummaryPageUrl", ofExecution, "Edm.String"},
                     {"GetImportStagingErrorFileUrl", ofEntity, "Edm.String"},
                     {"GenerateImportTargetErrorKeysFile", ofEntity, "Edm.Boolean"},
                     {"GetImportTargetErrorKeysFileUrl", ofEntity, "Edm.String"}}});
}

} // namespace practice::odata
