#pragma once

#include "Input.h"

#include "app/http/Http.h"

#include <array>

namespace waybill::fuzz {

/// An answer whose first byte chooses among `statuses` and whose body is the rest; `size` is not 0.
template <size_t Count>
HttpAnswer answerFrom(const std::array<int, Count> &statuses, const uint8_t *data, size_t size)
{
    HttpAnswer answer;
    answer.status = statuses[data[0] % Count];
    answer.body = bytesOf(data + 1, size - 1);
    return answer;
}

/// What came of a request that the answer is to.
inline HttpOutcome outcomeOf(const HttpAnswer &answer)
{
    HttpOutcome outcome;
    outcome.answer = answer;
    outcome.bodyBegan = true;
    return outcome;
}

} // namespace waybill::fuzz
