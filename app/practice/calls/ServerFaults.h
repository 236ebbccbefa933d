// The faults that the HTTP server itself makes.
#pragma once

#include "app/practice/calls/HttpTypes.h"
#include "app/practice/faults/Fault.h"

#include <functional>

namespace practice {

struct Context;

/// The fault that the relay hung on this request.
std::optional<Fault> faultOf(const httplib::Request &request);

/// 429. The fault's `retryAfter`: a number of seconds, "date:+5", null for no header; left out: the program's setting.
void answerThrottled(const Fault &fault, const Context &context, httplib::Response &response);

/// Answers instead of the call, for the faults that refuse it; false for all others.
bool refuseFor(const std::optional<Fault> &fault, const Context &context, httplib::Response &response);

/// Answers a call that was done as if it had not been, for the faults that do; false for all others.
bool denyFor(const std::optional<Fault> &fault, httplib::Response &response);

/// Spoils a good answer, for the faults that do: HTML, half a JSON text, nothing, gigabytes.
void spoilFor(const std::optional<Fault> &fault, httplib::Response &response);

/// Compresses a good answer whose request takes gzip, for the faults that do; a bomb unfolds to gigabytes.
void compressFor(const std::optional<Fault> &fault, const httplib::Request &request, httplib::Response &response);

/// Runs `call` between the two: the usual way of a call without a large body.
void withFaults(const Context &context, const httplib::Request &request, httplib::Response &response,
                const std::function<void(const std::optional<Fault> &)> &call);

} // namespace practice
