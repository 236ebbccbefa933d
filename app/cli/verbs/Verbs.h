#pragma once

#include "app/cli/Verb.h"

#include <memory>
#include <vector>

namespace waybill {

std::unique_ptr<Verb> environmentsAddVerb();
std::unique_ptr<Verb> environmentsListVerb();
std::unique_ptr<Verb> environmentsShowVerb();
std::unique_ptr<Verb> environmentsRemoveVerb();
std::unique_ptr<Verb> jobsAddVerb();
std::unique_ptr<Verb> jobsListVerb();
std::unique_ptr<Verb> jobsRemoveVerb();

/// Every verb, in the order of the help.
std::vector<std::unique_ptr<Verb>> allVerbs();

} // namespace waybill
