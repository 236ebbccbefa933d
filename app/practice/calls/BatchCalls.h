// OData's $batch.
#pragma once

#include "app/practice/calls/HttpTypes.h"

namespace practice {

struct Context;
class ODataDesk;

/// Answers `POST /data/$batch` (protocol section 5), each operation by the desk that answers it alone.
void answerBatch(Context &context, ODataDesk &desk, const httplib::Request &request, httplib::Response &response);

} // namespace practice
