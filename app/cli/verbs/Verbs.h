#pragma once

#include "app/cli/Verb.h"

#include <memory>
#include <vector>

namespace waybill {

std::unique_ptr<Verb> environmentsAddVerb();
std::unique_ptr<Verb> environmentsEditVerb();
std::unique_ptr<Verb> environmentsListVerb();
std::unique_ptr<Verb> environmentsShowVerb();
std::unique_ptr<Verb> environmentsRemoveVerb();
std::unique_ptr<Verb> environmentsCheckVerb();
std::unique_ptr<Verb> environmentsSignInVerb();
std::unique_ptr<Verb> environmentsSignOutVerb();
std::unique_ptr<Verb> environmentsForgetSecretsVerb();
std::unique_ptr<Verb> environmentsExportVerb();
std::unique_ptr<Verb> environmentsImportVerb();
std::unique_ptr<Verb> jobsAddVerb();
std::unique_ptr<Verb> jobsListVerb();
std::unique_ptr<Verb> jobsRemoveVerb();
std::unique_ptr<Verb> pushVerb();
std::unique_ptr<Verb> sendVerb();
std::unique_ptr<Verb> cancelVerb();
std::unique_ptr<Verb> followVerb();
std::unique_ptr<Verb> listMessagesVerb();
std::unique_ptr<Verb> showMessageVerb();
std::unique_ptr<Verb> whyVerb();
std::unique_ptr<Verb> decideVerb();
std::unique_ptr<Verb> resendVerb();
std::unique_ptr<Verb> handleVerb();
std::unique_ptr<Verb> payloadVerb();
std::unique_ptr<Verb> failingRowsVerb();
std::unique_ptr<Verb> trackVerb();
std::unique_ptr<Verb> attachVerb();
std::unique_ptr<Verb> entitiesVerb();
std::unique_ptr<Verb> entityVerb();
std::unique_ptr<Verb> queryVerb();
std::unique_ptr<Verb> dequeueVerb();
std::unique_ptr<Verb> downloadsVerb();
std::unique_ptr<Verb> downloadVerb();
std::unique_ptr<Verb> ackVerb();
std::unique_ptr<Verb> exportVerb();
std::unique_ptr<Verb> packageShowVerb();
std::unique_ptr<Verb> packageListVerb();
std::unique_ptr<Verb> packageCatVerb();
std::unique_ptr<Verb> packageDiffVerb();
std::unique_ptr<Verb> packageCheckVerb();
std::unique_ptr<Verb> packageUnpackVerb();
std::unique_ptr<Verb> historyExportVerb();
std::unique_ptr<Verb> historyImportVerb();
std::unique_ptr<Verb> historyCheckVerb();
std::unique_ptr<Verb> historyBackupVerb();
std::unique_ptr<Verb> historyRetentionVerb();
std::unique_ptr<Verb> packageRemoveVerb();
std::unique_ptr<Verb> packageRetentionVerb();

/// Every verb, in the order of the help.
std::vector<std::unique_ptr<Verb>> allVerbs();

} // namespace waybill
