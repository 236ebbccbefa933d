#include "app/cli/verbs/Verbs.h"

namespace waybill {

std::vector<std::unique_ptr<Verb>> allVerbs()
{
    std::vector<std::unique_ptr<Verb>> verbs;
    for (const auto make : {environmentsAddVerb,
                            environmentsEditVerb,
                            environmentsListVerb,
                            environmentsShowVerb,
                            environmentsRemoveVerb,
                            environmentsCheckVerb,
                            environmentsSignInVerb,
                            environmentsSignOutVerb,
                            environmentsForgetSecretsVerb,
                            environmentsExportVerb,
                            environmentsImportVerb,
                            jobsAddVerb,
                            jobsListVerb,
                            jobsRemoveVerb,
                            pushVerb,
                            sendVerb,
                            cancelVerb,
                            followVerb,
                            listMessagesVerb,
                            showMessageVerb,
                            whyVerb,
                            decideVerb,
                            resendVerb,
                            handleVerb,
                            payloadVerb,
                            failingRowsVerb,
                            trackVerb,
                            attachVerb,
                            entitiesVerb,
                            entityVerb,
                            queryVerb,
                            dequeueVerb,
                            downloadsVerb,
                            downloadVerb,
                            ackVerb,
                            exportVerb,
                            packageShowVerb,
                            packageListVerb,
                            packageCatVerb,
                            packageDiffVerb,
                            packageCheckVerb,
                            packageUnpackVerb,
                            historyExportVerb,
                            historyImportVerb,
                            historyCheckVerb,
                            historyBackupVerb,
                            historyRetentionVerb,
                            packageRemoveVerb,
                            packageRetentionVerb})
        verbs.push_back(make());
    return verbs;
}

} // namespace waybill
