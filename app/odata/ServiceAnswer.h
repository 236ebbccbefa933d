#pragma once

#include "app/http/Http.h"

namespace waybill {

/// Why an answer to a query holds no rows, and whether it may help to ask again.
struct AnswerTrouble {
    Error error;
    bool mayHelp = false;
};

/// The answer when it is a good one, whole. `isFirst`: nothing was answered before; then a service that is not there is
/// not asked again.
tl::expected<HttpAnswer, AnswerTrouble> judgedAnswer(const HttpOutcome &outcome, bool isFirst);

} // namespace waybill
