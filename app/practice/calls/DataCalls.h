// The actions of DataManagementDefinitionGroups.
#pragma once

#include "app/practice/calls/HttpTypes.h"

#include <optional>
#include <string_view>

namespace practice {

struct Context;
struct Fault;

/// The name of the action at that path; empty where there is none. Names that no action has are names all the same.
std::string_view actionIn(std::string_view path);

/// Answers a call of that action which has passed the door.
void answerAction(Context &context, std::string_view action, const httplib::Request &request,
                  httplib::Response &response, const std::optional<Fault> &fault);

} // namespace practice
