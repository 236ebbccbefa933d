// Recognises calls by their paths, and looks a request's fault up.
#pragma once

#include "app/practice/faults/Fault.h"
#include "app/practice/relay/HttpHead.h"

#include <functional>

namespace practice {

class FaultBook;
class MessageStore;

/// The fault for a request, if any. `body` is whole for small bodies and empty for those of enqueue.
using FaultChooser = std::function<std::optional<Fault>(const HttpHead &head, const QByteArray &body)>;

/// "enqueue", "token", "status" … or empty for pages and control paths, which get no faults.
QString callOf(const QByteArray &target);

/// The fault for an operation of a batch, by its target and body.
std::optional<Fault> faultOfOperation(FaultBook &faults, const MessageStore &store, const QByteArray &target,
                                      const QByteArray &body);

/// Looks into `faults`; finds the external identifier behind a message or execution id in `store`. Both must outlive
/// what is returned.
FaultChooser chooserOf(FaultBook &faults, const MessageStore &store);

} // namespace practice
