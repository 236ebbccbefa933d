#pragma once

#include "app/journal/Message.h"
#include "ui/widgets/Pill.h"

#include <optional>

namespace waybill {

/// How a message's state reads on screen (the table of states; all pages show the same words). `uploaded` is the part,
/// 0 to 1, of a file under way.
Pill messagePill(const Message &message, std::optional<double> uploaded = {});

/// What the state means and whether anything more happens by itself, in one or two sentences.
QString stateMeaning(const Message &message);

} // namespace waybill
